"""The own case in the browser: opened by number and code, and all that can be done."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, get_args

import httpx
import pytest

from api import installation as composition
from api import own_case
from api.app import create_app
from api.pages import own_words
from api.pages.own_step import COMPLAINT_STEPS as STEPS
from domain.clock import ClockName
from domain.complaint_side_ways import Reminded
from domain.remedies import RemedyName
from domain.transitions import ALL
from tests.api.conftest import ROAD
from tests.api.pages.citizen import Citizen, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.settings import Settings
    from tests.api.conftest import Office

NAME = "Siti Rahmah"


@pytest.fixture
def citizen(office: Office) -> Iterator[Citizen]:
    found = Citizen(office.served.url)
    yield found
    found.client.close()


def test_number_and_code_open_the_own_case(office: Office, citizen: Citizen) -> None:
    case = office.reach("answered", reporter={"name": NAME}, title="Lampu <b>padam</b>")
    answer = citizen.track(case, access_code=case["access_code"].lower())
    assert (answer.status_code, answer.headers["location"]) == (303, "/lacak/aduan")
    seen = citizen.sees("/lacak/aduan")
    for said in (case["case_number"], "Lampu <b>padam</b>", NAME, "Tanggapi"):
        assert said in seen
    assert "Petugas sudah memeriksa." in seen  # what the agency answered
    assert "Dinas Perhubungan" in seen


def test_what_does_not_fit_is_told_alike_and_opens_nothing(
    office: Office, citizen: Citizen
) -> None:
    case, other = office.receive(), office.receive()
    wrong = {
        "of another": {**case, "access_code": other["access_code"]},
        "no such case": {**case, "case_number": "2222-2222-2"},
        "no number": {**case, "case_number": "abc"},
    }
    with office.nothing_recorded():
        answers = {why: citizen.track(given) for why, given in wrong.items()}
    assert {a.status_code for a in answers.values()} == {404}
    assert len({text(a) for a in answers.values()}) == 1
    assert "tidak cocok" in text(answers["of another"])
    kept = answers["of another"].text
    assert case["case_number"] in kept
    assert other["access_code"] in kept
    assert citizen.get("/lacak/aduan").headers["location"] == "/lacak"


def test_nothing_typed_is_told_at_the_fields(citizen: Citizen) -> None:
    answer = citizen.send("/lacak")
    assert answer.status_code == 422
    assert answer.text.count("wajib diisi") == 4  # of both: above, and at the field


def test_a_refusal_names_a_field_as_its_form_does(
    office: Office, citizen: Citizen
) -> None:
    citizen.track(office.reach("answered"))
    refused = citizen.send("/lacak/aduan/tanggapan", message="")
    assert refused.status_code == 422
    assert "Tanggapan Anda: Isian ini wajib diisi." in refused.text
    assert "Pesan: " not in refused.text


@pytest.mark.parametrize("state", ROAD)
def test_each_state_is_told_in_words(
    office: Office, citizen: Citizen, state: str
) -> None:
    case = office.reach(state, confidential=state == "received")
    citizen.track(case)
    seen = citizen.sees("/lacak/aduan")
    for words in (own_words.STANDS, own_words.NEXT):
        assert words[state] in seen


def test_an_erased_case_says_so_and_takes_no_words(
    office: Office, citizen: Citizen
) -> None:
    case = office.reach("answered", reporter={"name": NAME}, title="Lampu padam")
    citizen.track(case)
    citizen.send("/lacak/data", kind="erasure", scope="everything")
    path = f"/v1/complaints/{case['id']}/data-requests/1"
    for step, role in (("grant", "coordinator"), ("confirm", "inspector")):
        assert office.post(f"{path}/{step}", {}, role).status == 200
    seen = citizen.sees("/lacak/aduan")
    for said in ("Isi aduan ini sudah dihapus", "Identitas Anda sudah dihapus"):
        assert said in seen
    assert NAME not in seen
    assert "Lampu padam" not in seen
    refused = citizen.send("/lacak/aduan/tanggapan", message="Masih padam.")
    assert refused.status_code == 409
    assert citizen.send("/lacak/aduan/selesai").status_code == 303


@pytest.mark.parametrize(
    ("state", "step", "typed", "then"),
    [
        (
            "awaiting_clarification",
            "klarifikasi",
            {"answer": "Di tiang 7."},
            "received",
        ),
        ("answered", "tanggapan", {"message": "Masih padam."}, "in_progress"),
        ("disposed", "tanggapan", {"message": "Kini dua lampu."}, "disposed"),
        ("answered", "selesai", {"message": ""}, "resolved"),
        ("resolved", "buka-kembali", {"reason": "Padam lagi."}, "in_progress"),
        ("resolved", "nilai", {"stars": "4", "comment": "Cepat."}, "resolved"),
        ("received", "cabut", {"reason": "Sudah menyala."}, "withdrawn"),
    ],
)
def test_a_step_is_taken_once_in_the_reporters_own_name(
    office: Office,
    citizen: Citizen,
    state: str,
    step: str,
    typed: dict[str, str],
    then: str,
) -> None:
    case = office.reach(state)
    citizen.track(case)
    page = f"/lacak/aduan/{step}"
    assert f'href="{page}"' in citizen.get("/lacak/aduan").text
    form = {**citizen.hidden(page), **typed}
    for _ in range(2):  # a double click
        answer = citizen.post(page, form)
        assert answer.status_code == 303
    assert STEPS[step].done in citizen.sees(answer.headers["location"])
    history = office.history(case)
    assert (history[-1]["role"], history[-1]["version"]) == (
        "reporter",
        history[-2]["version"] + 1,
    )
    now = office.get(f"/v1/complaints/{case['id']}", "coordinator").json
    assert now["state"] == then
    if step == "nilai":
        assert now["stars"] == 4


def test_a_step_that_is_not_offered_is_not_shown_and_not_taken(
    office: Office, citizen: Citizen
) -> None:
    case = office.reach("disposed")
    citizen.track(case)
    assert citizen.get("/lacak/aduan/nilai").headers["location"] == "/lacak/aduan"
    form = citizen.hidden("/lacak/aduan/tanggapan")
    with office.nothing_recorded():
        refused = citizen.post("/lacak/aduan/nilai", {**form, "stars": "4"})
    assert refused.status_code == 409
    assert citizen.get("/lacak/aduan/verifikasi").status_code == 404


def test_words_stay_where_the_case_has_changed_meanwhile(
    office: Office, citizen: Citizen
) -> None:
    case = office.reach("answered")
    citizen.track(case)
    form = citizen.hidden("/lacak/aduan/tanggapan")
    office.done("note", case, "coordinator")
    words = {**form, "message": "Lampu <i>masih</i> padam."}
    refused = citizen.post("/lacak/aduan/tanggapan", words)
    assert refused.status_code == 412
    assert "Lampu &lt;i&gt;masih&lt;/i&gt; padam." in refused.text
    assert office.history(case)[-1]["event"] == "complaint.noted"


def test_words_stay_where_the_half_hour_is_over(
    office: Office, citizen: Citizen
) -> None:
    case = office.reach("answered")
    citizen.track(case)
    form = citizen.hidden("/lacak/aduan/tanggapan")
    citizen.send("/lacak/aduan", "/keluar")
    words = {**form, "message": "Masih padam."}
    with office.nothing_recorded():
        answer = citizen.post("/lacak/aduan/tanggapan", words)
        foreign = citizen.post(
            "/lacak/aduan/tanggapan", words, origin="http://other.example"
        )
    assert answer.status_code == 401
    assert "Masih padam." in text(answer)
    assert foreign.status_code == 403
    assert "Masih padam." not in foreign.text
    for page in ("/lacak/aduan", "/lacak/pembuka", "/lacak/data"):
        assert citizen.get(page).headers["location"] == "/lacak"


def test_who_opened_the_identity_is_told_without_a_name(
    office: Office, citizen: Citizen
) -> None:
    case = office.reach("disposed", reporter={"name": NAME})
    path = f"/v1/complaints/{case['id']}"
    office.get(path, "liaison", Tuntas_Reason="Menjemput ke lokasi")
    office.get(path, "inspector", Tuntas_Reason="Memeriksa suap")
    citizen.track(case)
    seen = citizen.sees("/lacak/pembuka")
    for said in ("Pejabat penghubung", "Menjemput ke lokasi", "Inspektorat", "Anda,"):
        assert said in seen
    assert "Memeriksa suap" not in seen


def test_a_request_about_the_own_data_is_recorded_with_its_term(
    office: Office, citizen: Citizen
) -> None:
    case = office.receive(reporter={"name": NAME})
    citizen.track(case)
    assert citizen.send("/lacak/data").status_code == 422
    typed = {"kind": "erasure", "scope": "identity", "message": "Hapus <nama> saya."}
    answer = citizen.send("/lacak/data", **typed)
    assert (answer.status_code, answer.headers["location"][:11]) == (303, "/lacak/data")
    seen = citizen.sees("/lacak/data")
    for said in ("Nomor 1: menghapus data sendiri", "Hapus <nama> saya.", "UU 27/2022"):
        assert said in seen
    again = citizen.send("/lacak/data", **typed)
    assert again.status_code == 409
    assert "Hapus &lt;nama&gt; saya." in again.text
    # Where nothing is to be erased, the choice of how much says nothing.
    other = citizen.send("/lacak/data", kind="access", scope="identity")
    assert other.status_code == 303


def test_pages_and_api_share_the_tries_of_an_address(settings: Settings) -> None:
    few = settings.model_copy(update={"track_per_hour": 2})

    async def tried(app: Any) -> list[int]:
        transport = httpx.ASGITransport(app, client=("192.0.2.7", 50_000))
        base = "http://tuntas.test"
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            given = {"case_number": "2222-2222-2", "access_code": "X"}
            page = (await client.get("/lacak")).text
            csrf = page.split('name="csrf" value="')[1].split('"')[0]
            form = {**given, "csrf": csrf}
            answers = [
                await client.post("/v1/track", json=given),
                await client.post("/lacak", data=form),
                await client.post("/lacak", data=form),
            ]
        assert "menit" in answers[-1].text
        return [answer.status_code for answer in answers]

    with composition.opened(few) as here:
        assert asyncio.run(tried(create_app(here))) == [404, 404, 429]


def test_there_are_words_for_all_that_can_be() -> None:
    assert own_words.STANDS.keys() == own_words.NEXT.keys() == ALL
    assert own_words.DUTIES.keys() == set(get_args(ClockName))
    assert own_words.SAID.keys() == {*own_case._SAID, Reminded.TOPIC}
    commands = {step.command for step in STEPS.values()}
    assert commands | {"ombudsman"} == set(get_args(RemedyName))
