"""What a form does is what the HTTP API does: the same rules, once, or the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from fastapi.responses import Response

from api.app import create_app
from api.identity import Holder
from api.pages import page as pages
from api.pages.acting import act
from api.pages.form import Posted
from api.pages.page import Anyone, Page, page_router, who_commands, who_reads
from api.pages.refused import Refused
from api.pages.sessions import COOKIE
from tests.api.pages.conftest import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from fastapi import FastAPI

    from api.installation import Installation

RECEIVED = {
    "channel": "walk_in",
    "classification": "complaint",
    "title": "Jalan <b>rusak</b>",
    "description": "Berlubang.",
}
router = page_router()


@router.get("/uji")
def asked(page: Annotated[Page, who_reads("complaints")]) -> Response:
    return page.show("sign_in.html", "Uji", to="/")


@router.post("/uji/terima")
def receive(page: Anyone, form: Posted) -> Response:
    body = {**RECEIVED, **form.chosen("title", "description")}
    done = act(page, form, "receive", body)
    return _told(page, form, done)


@router.post("/uji/{case}/{command}")
def change(
    page: Annotated[Page, who_commands("note")], form: Posted, case: str, command: str
) -> Response:
    names = ("agency", "reason", "message")
    return _told(page, form, act(page, form, command, form.chosen(*names), case))


@router.get("/uji/hari")
def on(page: Anyone, per: date) -> Response:
    return page.go("/")


@router.get("/uji/rusak")
def broken(page: Anyone) -> Response:
    msg = "Budi, 0812-3456-7890"
    raise ZeroDivisionError(msg)


def _told(page: Page, form: Any, done: Any) -> Response:
    if isinstance(done, Refused):
        return page.show("sign_in.html", "Uji", refused=done, typed=form, to="/")
    return page.go(f"/uji?{done.body['id']}&{done.body['version']}&{done.replayed}")


@pytest.fixture(scope="module")
def app(installed: Installation) -> FastAPI:
    """With a page of this file alone."""
    made = create_app(installed)
    made.include_router(router)
    return made


@pytest.fixture
def entered(
    installed: Installation,
    appointed: Callable[..., UUID],
    person: Callable[..., Person],
) -> Callable[..., Person]:
    """`entered(role)`: somebody who has signed in."""

    def new(role: str, agency: str | None = None) -> Person:
        someone = person()
        holder = Holder(appointed(role, agency), None)
        session = installed.sessions.begin(holder)
        someone.cookies.set(COOKIE, session.secret, domain="tuntas.test")
        return someone

    return new


def filled(by: Person, **typed: str) -> dict[str, str]:
    """Hidden fields of a form, and what was typed."""
    return {**by.form("/masuk"), **typed}


def done(answer: Any) -> tuple[str, int, bool]:
    """Case, version, and whether it was a repetition."""
    assert answer.status_code == 303, answer.text
    case, version, replayed = answer.headers["location"].partition("?")[2].split("&")
    return case, int(version), replayed == "True"


def received(by: Person) -> str:
    return done(by.post("/uji/terima", filled(by)))[0]


def newest(installed: Installation) -> int:
    with installed.pool.connection() as connection:
        row = connection.execute("SELECT max(notification_id) FROM events").fetchone()
    assert row is not None
    return int(row[0])


def test_a_form_does_what_the_command_does(
    installed: Installation, entered: Callable[..., Person]
) -> None:
    case = received(entered("desk"))
    found = installed.cases.find(case)
    assert (found.state, found.version, found.channel) == ("received", 1, "walk_in")
    coordinator = entered("coordinator")
    answer = coordinator.post(f"/uji/{case}/verify", filled(coordinator))
    assert done(answer)[1:] == (2, False)
    assert installed.cases.find(case).state == "verified"


def test_a_double_click_is_done_once(
    installed: Installation, entered: Callable[..., Person]
) -> None:
    desk = entered("desk")
    form = filled(desk)
    first, second = (done(desk.post("/uji/terima", form)) for _ in range(2))
    assert first[0] == second[0]
    assert (first[2], second[2]) == (False, True)
    assert installed.cases.find(first[0]).version == 1


def test_the_same_form_with_other_words_is_refused(
    entered: Callable[..., Person],
) -> None:
    desk = entered("desk")
    form = filled(desk)
    done(desk.post("/uji/terima", form))
    other = desk.post("/uji/terima", {**form, "title": "Lain"})
    assert other.status_code == 422
    assert "sudah terkirim" in other.text


def test_who_saw_an_older_version_is_told_so(
    installed: Installation, entered: Callable[..., Person]
) -> None:
    case = received(entered("desk"))
    coordinator = entered("coordinator")
    stale = filled(coordinator, version="1")
    done(coordinator.post(f"/uji/{case}/note", filled(coordinator, message="Satu.")))
    before = newest(installed)
    refused = coordinator.post(f"/uji/{case}/verify", stale)
    assert refused.status_code == 412
    assert "versi 1, kini versi 2" in refused.text
    assert newest(installed) == before


def test_a_refusal_says_in_indonesian_what_can_be_done(
    installed: Installation, entered: Callable[..., Person]
) -> None:
    case = received(entered("desk"))
    coordinator = entered("coordinator")
    before = newest(installed)
    refused = coordinator.post(
        f"/uji/{case}/dispose", filled(coordinator, agency="dishub")
    )
    assert refused.status_code == 409
    assert "berstatus diterima tidak dapat dikenai tindakan: disposisi" in refused.text
    assert "verifikasi" in refused.text
    assert newest(installed) == before


def test_a_field_that_does_not_fit_is_named_where_it_stands(
    entered: Callable[..., Person],
) -> None:
    desk = entered("desk")
    refused = desk.post("/uji/terima", filled(desk, title="x" * 201, name="budi"))
    assert refused.status_code == 422
    assert '<a href="#title">Judul: Isi paling banyak 200 huruf.</a>' in refused.text
    assert 'value="budi"' in refused.text


def test_what_was_typed_is_shown_as_text(entered: Callable[..., Person]) -> None:
    desk = entered("desk")
    markup = '"><script>x</script>\u202e'
    refused = desk.post("/uji/terima", filled(desk, title="x" * 201, name=markup))
    assert "<script" not in refused.text
    assert "&lt;script&gt;" in refused.text


@pytest.mark.parametrize("hidden", ["key", "version"])
def test_a_form_with_broken_hidden_fields_is_refused(
    installed: Installation, entered: Callable[..., Person], hidden: str
) -> None:
    desk = entered("desk")
    before = newest(installed)
    answer = desk.post("/uji/terima", filled(desk, **{hidden: "ä"}))
    assert answer.status_code == 400
    assert newest(installed) == before


def test_who_is_not_signed_in_is_led_to_sign_in(person: Callable[..., Person]) -> None:
    answer = person().get("/uji")
    assert (answer.status_code, answer.headers["location"]) == (303, "/masuk?ke=/uji")


def test_a_form_of_who_is_signed_in_no_more_does_nothing(
    person: Callable[..., Person],
) -> None:
    someone = person()
    answer = someone.post("/uji/x/note", filled(someone, message="Halo."))
    assert answer.status_code == 401
    assert "Masuk" in answer.text


def test_another_role_is_told_who_may(entered: Callable[..., Person]) -> None:
    answer = entered("administrator").get("/uji")
    assert answer.status_code == 403
    assert "Peran pengurus tidak berwenang" in answer.text
    assert "admin koordinator" in answer.text


def test_a_case_that_is_not_yours_is_none(entered: Callable[..., Person]) -> None:
    case = received(entered("desk"))
    liaison = entered("liaison", "dishub")
    answer = liaison.post(f"/uji/{case}/note", filled(liaison, message="Halo."))
    assert answer.status_code == 404


def test_without_signing_in_one_is_a_reporter_so_many_an_hour(
    installed: Installation, person: Callable[..., Person]
) -> None:
    reporter = person("203.0.113.99")
    case = received(reporter)
    assert installed.cases.find(case).received_by is None
    most = installed.settings.receive_per_hour
    with installed.pool.connection() as connection:
        connection.execute("UPDATE attempts SET count = %s", (most,))
    refused = reporter.post("/uji/terima", filled(reporter))
    assert refused.status_code == 429
    assert "menit" in refused.text


def test_an_address_that_does_not_fit_is_told_in_indonesian(
    person: Callable[..., Person],
) -> None:
    answer = person().get("/uji/hari?per=kemarin")
    assert answer.status_code == 422
    assert "Isi dengan tanggal yang benar" in answer.text
    assert person().get("/uji/hari?per=2026-11-23").status_code == 303


def test_a_person_at_no_address_gets_a_page_and_a_program_a_problem(
    person: Callable[..., Person],
) -> None:
    lost = person().get("/tidak-ada", accept="text/html,*/*")
    assert lost.status_code == 404
    assert "Halaman tidak ditemukan" in lost.text
    for path, accept in (("/tidak-ada", "*/*"), ("/v1/tidak-ada", "text/html")):
        answer = person().get(path, accept=accept)
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_fault_is_a_page_that_tells_nothing(person: Callable[..., Person]) -> None:
    answer = person().get("/uji/rusak")
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert "Ada kesalahan di pihak kami" in answer.text
    assert "Budi" not in answer.text


def test_a_page_is_packed_for_who_can_unpack_it(
    person: Callable[..., Person],
) -> None:
    answer = person().get("/")
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.content) > pages.SMALL
    plain = person().ask("GET", "/", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
