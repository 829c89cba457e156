"""The bundle of one request for public information, as of one complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.bundle import Bundle
from ledger.trust import Trust
from ledger.verifying import verify
from tests.record.test_log_addresses import head

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Served

PATH = "/v1/information-requests"
ASKED = {
    "channel": "email",
    "applicant_kind": "citizen",
    "applicant": {"name": "Sari Ayu"},
    "information": "Anggaran jalan 2025.",
    "access": "copy",
}


@pytest.fixture
def request_(served: Served) -> dict[str, Any]:
    """One that was extended, and is sealed by now."""
    found: dict[str, Any] = served.post(PATH, ASKED, served.token("desk")).json
    said = {"reason": "Arsip."}
    by = served.token("information_officer")
    last = served.post(f"{PATH}/{found['id']}/extend", said, by)
    head(served, last.json["position"])
    return found


def test_it_holds_and_brings_the_texts_that_were_opened_for_a_reason(
    served: Served, request_: dict[str, Any], tmp_path: Path
) -> None:
    address = f"/v1/ledger/export?case={request_['case_number']}&opened=true"
    token = served.token("inspector")
    answer = served.get(address, token, Tuntas_Reason="Pemeriksaan.")
    assert answer.status == 200, answer.text
    file = tmp_path / "request.bundle"
    file.write_bytes(answer.content)
    with file.open("rb") as stream:
        bundle = Bundle(stream)
        verdict = verify(bundle, Trust())
    assert (verdict.holds, verdict.events) == (True, 2)
    texts = {opened.text for opened in bundle.header.opened}
    assert {"Anggaran jalan 2025.", "Arsip."} <= texts
    made = served.get("/v1/exports", token).json["items"][0]
    assert made["chosen"]["case"] == request_["id"]


def test_the_verb_writes_it_and_leaves_the_texts_sealed(
    served: Served, request_: dict[str, Any], tmp_path: Path
) -> None:
    file = str(tmp_path / "request.bundle")
    reason = ("--reason", "Pemeriksaan.")
    served.run("export", "bundle", file, "--case", request_["case_number"], *reason)
    assert served.run_alone("verify", file).startswith("HOLDS")
    with open(file, "rb") as stream:
        assert Bundle(stream).header.opened == ()


@pytest.mark.parametrize("role", ["information_officer", "desk"])
def test_who_takes_no_evidence_gets_none(
    served: Served, request_: dict[str, Any], role: str
) -> None:
    address = f"/v1/ledger/export?case={request_['id']}"
    answer = served.get(address, served.token(role), Tuntas_Reason="Ingin tahu.")
    assert answer.status == 403
