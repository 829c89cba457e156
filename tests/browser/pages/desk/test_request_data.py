"""What applicants ask about their data, decided by the PPID and a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.pages.conftest import Demo
    from tests.browser.pages.desk.conftest import Read, Receives, SignsIn

LIST = "/permohonan/data-pribadi"
ASKED = {
    "channel": "email",
    "applicant_kind": "citizen",
    "applicant": {"name": "Sari Ayu"},
    "information": "Anggaran jalan provinsi 2025.",
    "access": "copy",
}


@pytest.fixture
def asking(demo: Demo) -> Callable[..., str]:
    """`asking(kind, ...)`: the address of a new request whose applicant asks so much
    about the own data, in the list by now."""

    def say(path: str, body: dict[str, Any]) -> Any:
        desk = {"Authorization": f"Bearer {demo.token('desk')}"}
        at = f"{demo.url}/v1{path}"
        answer = httpx.post(at, json=body, headers=desk, timeout=60)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def ask(*kinds: str) -> str:
        got = say("/information-requests", ASKED)
        path = f"/information-requests/{got['id']}/data-requests"
        for kind in kinds:
            last = say(path, {"kind": kind, "message": f"Perihal {kind}."})
        listed = httpx.get(
            f"{demo.url}/v1/data-requests",
            params={"after": last["position"], "limit": 1},
            headers={"Authorization": f"Bearer {demo.token('inspector')}"},
            timeout=60,
        )
        assert listed.status_code == 200, listed.text
        return f"/permohonan/{got['case_number']}"

    return ask


def decide(officer: SignsIn, role: str, at: str, **typed: str) -> Read:
    return officer(role).send(at, officer(role).read(at).forms[at] | typed)


def test_the_ppid_shows_corrects_and_refuses_on_a_ground(
    officer: SignsIn, asking: Callable[..., str]
) -> None:
    at = asking("access", "correction")
    ppid = officer("information_officer")
    one, two = (f"{at}/permintaan/{number}" for number in (1, 2))
    assert {one, two} <= {*ppid.read(f"{LIST}?limit=200").links}
    assert {one, two} <= {*ppid.read(at).links}
    assert LIST in ppid.read("/permohonan").links
    assert "Perihal access." in ppid.read(one).text
    unsaid = decide(officer, "information_officer", one)
    assert (unsaid.status, "Pilih salah satu" in unsaid.text) == (422, True)
    done = decide(officer, "information_officer", one, decision="complete-request")
    assert "Permintaan ini sudah tuntas." in done.text
    refusal = {"decision": "refuse-request", "message": "Bukan pemilik data."}
    groundless = decide(officer, "information_officer", two, **refusal)
    assert groundless.status == 422
    assert groundless.forms[two]["message"] == "Bukan pemilik data."
    refusal["ground"] = "not_the_subject"
    refused = decide(officer, "information_officer", two, **refusal)
    assert "UU 27/2022 Pasal 6" in refused.text


def test_an_erasure_is_granted_by_the_ppid_and_confirmed_by_the_inspector(
    officer: SignsIn, asking: Callable[..., str]
) -> None:
    at = asking("erasure")
    one = f"{at}/permintaan/1"
    granted = decide(officer, "information_officer", one, decision="grant-erasure")
    assert "refuse-request" in granted.html
    assert "confirm-erasure" not in granted.html
    inspector = officer("inspector")
    assert one in inspector.read("/inspektur/permintaan?limit=200").links
    done = decide(officer, "inspector", one, decision="confirm-erasure")
    assert "Permintaan ini sudah tuntas." in done.text
    assert (
        "Teks dihapus untuk selamanya" in officer("information_officer").read(at).text
    )


def test_who_serves_no_requests_decides_nothing_here(
    officer: SignsIn, asking: Callable[..., str], received: Receives
) -> None:
    one = f"{asking('access')}/permintaan/1"
    for role in ("coordinator", "information_superior", "manager"):
        for path in (LIST, one):
            assert officer(role).read(path).status == 403, (role, path)
    ppid = officer("information_officer")
    assert ppid.read("/inspektur/permintaan").status == 403
    assert ppid.read(f"/permohonan/{received()}/permintaan/1").status == 404
    assert ppid.read(f"{one[:-1]}2").status == 404
    assert one not in officer("coordinator").read("/inspektur/permintaan").links
