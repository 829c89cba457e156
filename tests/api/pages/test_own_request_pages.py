"""The own request for information: opened by number and code, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

from api.pages import own_request_words
from api.pages.own_step import REQUEST_STEPS
from domain.clock import RequestClockName
from domain.information_request import RequestState
from domain.remedies import RightName
from tests.api.pages.citizen import Citizen, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.conftest import Office

pytestmark = pytest.mark.usefixtures("excluded")
PATH = "/v1/information-requests"
ASKED: dict[str, Any] = {
    "channel": "email",
    "applicant_kind": "citizen",
    "applicant": {"name": "Sari Ayu"},
    "information": "Anggaran <b>jalan</b> 2025.",
    "access": "copy",
}
REFUSED = {
    "possession": "held",
    "outcome": "refused",
    "withheld": [{"ground": "h", "exclusion": "dik-2026-7"}],
    "message": "Memuat rahasia pribadi.",
}


@pytest.fixture
def citizen(office: Office) -> Iterator[Citizen]:
    found = Citizen(office.served.url)
    yield found
    found.client.close()


def asked(office: Office) -> dict[str, Any]:
    answer = office.post(PATH, ASKED, "desk")
    assert answer.status == 201, answer.text
    found: dict[str, Any] = answer.json
    return found


def give(office: Office, request: dict[str, Any], command: str, **words: Any) -> None:
    path = f"{PATH}/{request['id']}/{command}"
    answer = office.post(path, words, "information_officer")
    assert answer.status == 200, answer.text


def test_number_and_code_open_the_own_request(office: Office, citizen: Citizen) -> None:
    request = asked(office)
    answer = citizen.track(request)
    assert answer.headers["location"] == "/lacak/permohonan"
    seen = citizen.sees("/lacak/permohonan")
    for said in (
        request["case_number"],
        "Anggaran <b>jalan</b>",
        "Sari Ayu",
        "PPID memberi pemberitahuan tertulis paling lambat",
        "Cabut permohonan",
    ):
        assert said in seen
    assert "Ajukan keberatan" not in seen
    assert "Pasal 22(8)" not in seen
    give(office, request, "extend", reason="Arsip.")
    seen = citizen.sees("/lacak/permohonan")
    assert seen.count("UU 14/2008 Pasal 22(7); UU 14/2008 Pasal 22(8)") == 2
    assert citizen.get("/lacak/aduan").status_code == 404
    for page in ("/lacak/pembuka", "/lacak/data"):
        assert f"Permohonan {request['case_number']}" in citizen.sees(page)


def test_an_applicant_takes_the_letters_there_are_and_nobody_elses(
    office: Office, citizen: Citizen
) -> None:
    request, other = asked(office), asked(office)
    give(office, other, "decide", **REFUSED)
    letters = "/lacak/permohonan/surat"
    assert citizen.get(f"{letters}/receipt").status_code == 303
    citizen.track(request)
    assert "Surat tanda terima" in citizen.sees("/lacak/permohonan")
    assert "pemberitahuan tertulis (PDF)" not in citizen.sees("/lacak/permohonan")
    assert citizen.get(f"{letters}/notice").status_code == 404
    give(office, request, "decide", **REFUSED)
    assert "Surat pemberitahuan tertulis (PDF)" in citizen.sees("/lacak/permohonan")
    opened = citizen.sees("/lacak/pembuka")
    answer = citizen.get(f"{letters}/notice")
    assert answer.content.startswith(b"%PDF-")
    name = f"pemberitahuan-tertulis-{request['case_number']}.pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    path = f"{PATH}/{request['id']}/letters/notice"
    officers = office.get(path, "information_officer")
    assert (answer.content, name) == (
        officers.content,
        officers.headers["content-disposition"].split('"')[1],
    )
    assert citizen.sees("/lacak/pembuka") == opened


def test_a_session_of_a_complaint_opens_no_request(
    office: Office, citizen: Citizen
) -> None:
    assert citizen.track(office.receive()).headers["location"] == "/lacak/aduan"
    for page in ("/lacak/permohonan", "/lacak/permohonan/surat/receipt"):
        assert citizen.get(page).status_code == 404


def test_an_applicant_completes_objects_and_withdraws_by_form(
    office: Office, citizen: Citizen
) -> None:
    request = asked(office)
    give(office, request, "notify-incomplete", missing="Identitas.")
    citizen.track(request)
    for name, typed, state in (
        ("kelengkapan", {"answer": "Terlampir."}, "diajukan"),
        ("keberatan", {"reasons": "a", "statement": "Itu terbuka."}, "keberatan"),
        ("cabut", {"reason": "Sudah dapat."}, "dicabut"),
    ):
        if name == "keberatan":
            give(office, request, "decide", **REFUSED)
            assert "Memuat rahasia pribadi." in citizen.sees("/lacak/permohonan")
        page = f"/lacak/permohonan/{name}"
        answer = citizen.send(page, **typed)
        assert answer.headers["location"] == f"/lacak/permohonan?tercatat={name}"
        seen = citizen.sees(answer.headers["location"])
        assert REQUEST_STEPS[name].done in seen
        assert state in seen.lower()


def test_an_applicant_asks_about_the_own_data_by_form(
    office: Office, citizen: Citizen
) -> None:
    citizen.track(asked(office))
    refused = citizen.send("/lacak/data", message="Apa?")
    assert refused.status_code == 422
    assert "Apa yang Anda minta? Isian ini wajib diisi." in text(refused)
    answer = citizen.send("/lacak/data", kind="access", message="Apa yang disimpan?")
    assert answer.headers.get("location") == "/lacak/data?tercatat=ya", text(answer)
    assert "Apa yang disimpan?" in citizen.sees("/lacak/data")


def test_a_step_that_is_not_to_be_had_is_not_there(
    office: Office, citizen: Citizen
) -> None:
    citizen.track(asked(office))
    for name in ("keberatan", "sengketa", "kelengkapan"):
        away = citizen.get(f"/lacak/permohonan/{name}")
        assert (away.status_code, away.headers["location"]) == (
            303,
            "/lacak/permohonan",
        )
    assert citizen.get("/lacak/permohonan/lain").status_code == 404


def test_a_refused_objection_keeps_its_words(office: Office, citizen: Citizen) -> None:
    request = asked(office)
    give(office, request, "decide", **REFUSED)
    citizen.track(request)
    page = "/lacak/permohonan/keberatan"
    answer = citizen.send(page, reasons="f", statement="Terlalu mahal.")
    assert answer.status_code == 422
    assert "belum dapat diajukan" in text(answer)
    assert "Terlalu mahal." in text(answer)
    assert 'value="f" checked' in answer.text


def test_anybody_asks_by_form_and_is_given_number_and_code(citizen: Citizen) -> None:
    typed = {"applicant_kind": "citizen", "name": "Ani", "access": "view"}
    answer = citizen.send("/permohonan/baru", information="Peta banjir.", **typed)
    assert answer.status_code == 303, text(answer)
    at = answer.headers["location"]
    receipt = citizen.sees(at)
    assert "Nomor pendaftaran" in receipt
    assert "Pemberitahuan tertulis paling lambat" in receipt
    assert citizen.send(at).headers["location"] == "/"
    assert citizen.get(at).status_code == 404
    assert citizen.get("/permohonan").headers["location"].startswith("/masuk")


def test_no_word_is_missing() -> None:
    assert set(own_request_words.STANDS) == set(get_args(RequestState))
    assert set(own_request_words.DUTIES) == set(get_args(RequestClockName))
    commands = {step.command for step in REQUEST_STEPS.values()}
    assert commands == set(get_args(RightName)) - {"request_again", "court"}
