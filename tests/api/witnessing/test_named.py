"""TUNTAS_WITNESSES: who cosigns the log."""

import re

import pytest

from api.witnesses import Witness, parse
from ledger.note import COSIGNATURE, SigningKey
from tests.api.witnessing.conftest import KEY

VKEY = SigningKey("saksi.example", bytes([5] * 32), COSIGNATURE).verifier


def test_witnesses_are_named_by_address_and_key() -> None:
    second = SigningKey("ombudsman.example", bytes([9] * 32), COSIGNATURE).verifier
    written = f"https://saksi.example {VKEY}, http://10.0.0.7:8010/tuntas/ {second},"
    assert parse(written) == [
        Witness("https://saksi.example", VKEY),
        Witness("http://10.0.0.7:8010/tuntas/", second),
    ]
    assert parse("") == parse(" , ") == []


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("https://saksi.example", "is not the address and the key"),
        (f"{VKEY}", "is not the address and the key"),
        (f"saksi.example {VKEY}", "such as https://saksi.example"),
        (f"ftp://saksi.example {VKEY}", "such as https://saksi.example"),
        (f"https:///x {VKEY}", "such as https://saksi.example"),
        (f"https://saksi.example:x {VKEY}", "is not the address and the key"),
        (f"https://saksi.example/?a=b {VKEY}", "such as https://saksi.example"),
        (f"https://ani@saksi.example {VKEY}", "such as https://saksi.example"),
        (f"https://saksi.example {KEY.verifier}", "is no key of a witness"),
        (f"http://a.example {VKEY}, http://b.example {VKEY}", "is named twice"),
        (f"https://saksi.example {str(VKEY)[:-2]}AA", "a typing error?"),
    ],
)
def test_what_names_no_witness_is_refused(written: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=re.escape(remedy)):
        parse(written)
