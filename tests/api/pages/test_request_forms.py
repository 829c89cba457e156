"""What the forms of a request for information say before and after they are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.api.pages.conftest import Forms

if TYPE_CHECKING:
    from httpx import Response

    from domain.event import Role
    from tests.api.pages.conftest import Person

ASKED = {
    "applicant_kind": "citizen",
    "name": "Ani",
    "information": "Peta banjir.",
    "access": "view",
    "channel": "walk_in",
}
DECIDED = {"possession": "held", "outcome": "refused", "message": "Tidak."}
KEPT = ("Kategori", "Instansi yang menguasai", "Bentuk yang tersedia")
TESTED = ("Judul informasi", "Alasan menurut Pasal 17", "Nomor penetapan")
NEEDS_CODE = "Pilih kode pengecualian"
NEEDS_GROUND = "Pilih alasan Pasal 17"


@pytest.fixture
def ppid(officer: Callable[[Role], Person]) -> Person:
    return officer("information_officer")


def test_a_ground_and_its_exclusion_are_asked_for_together(ppid: Person) -> None:
    receipt = ppid.send("/permohonan/baru", **ASKED).headers["location"]
    asked = ppid.get(receipt.replace("tanda-terima", "decide")).text
    at = next(to for to in Forms(asked).hidden if to.endswith("/decide"))
    assert asked.count("(wajib bila alasannya dipilih)") == 3
    assert NEEDS_CODE not in asked
    for row, there, missing in (
        ({"ground-1": "h"}, NEEDS_CODE, NEEDS_GROUND),
        ({"ground-2": "h", "exclusion-2": "?"}, NEEDS_CODE, NEEDS_GROUND),
        ({"exclusion-1": "dik-1"}, NEEDS_GROUND, NEEDS_CODE),
    ):
        answer = ppid.send(at, **DECIDED, **row)
        assert answer.status_code == 422
        assert f"Alasan pengecualian: {there}" in answer.text
        assert missing not in answer.text
        assert "Bentuk isian ini belum benar" not in answer.text
    unknown = ppid.send(at, **DECIDED, **{"ground-1": "h", "exclusion-1": "dik-1"})
    assert unknown.status_code == 422
    assert NEEDS_CODE not in unknown.text


def test_a_refusal_names_the_fields_as_the_form_does(
    ppid: Person, person: Callable[..., Person]
) -> None:
    for at, other, names in (
        ("/permohonan/baru", {}, ("Nama lengkap atau nama badan", "Pemohon adalah")),
        ("/informasi/kelola/dip-baru", {}, KEPT),
        ("/informasi/kelola/uji-baru", {}, TESTED),
        ("/informasi/kelola", {"year": "x"}, ("Nomor keputusan", "Untuk tahun")),
    ):
        told = summary(ppid.send(at, **other))
        for name in names:
            assert f"{name}:" in told, (at, told)
    own = person()
    assert "Pemohon adalah:" in summary(own.send("/permohonan/baru"))


def summary(answer: Response) -> str:
    """What stands at the top of a refused form."""
    assert answer.status_code == 422
    return answer.text.partition('id="ringkasan"')[2].partition("</div>")[0]
