"""What an officer typed goes through the sign-in when the session ended meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.api.pages.conftest import ITS_OWN, PASSWORD, Forms, choose, enter

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from api.installation import Installation
    from tests.api.pages.conftest import Person

WORDS = 'Kata "<b>saksi</b>"\nbaris kedua & terakhir'


@pytest.fixture
def case(installed: Installation, person: Callable[..., Person]) -> str:
    """The number of a case."""
    words = {"classification": "complaint", "description": "Patah."}
    sent = person().send("/aduan/baru", title=f"Titian {uuid4().hex}", **words)
    return installed.cases.find(sent.headers["location"].split("/")[2]).case_number


@pytest.fixture
def ani(
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    invited: Callable[[UUID], str],
    name: str,
) -> Person:
    """A coordinator who is signed in as `name`."""
    choose(person(), invited(appointed("coordinator")), name)
    someone = person()
    assert enter(someone, name).status_code == 303
    return someone


def end_session(installed: Installation) -> None:
    with installed.pool.connection() as connection:
        connection.execute("DELETE FROM session")


def notes(installed: Installation, case: str) -> int:
    """How many there are of a case that was received, and no more."""
    return installed.cases.find(case).version - 1


def test_what_was_typed_is_sent_after_signing_in_again(
    installed: Installation, ani: Person, case: str, name: str
) -> None:
    at = f"/aduan/{case}/note"
    form = {**ani.form(at), "message": WORDS}
    end_session(installed)
    lost = ani.post(at, form)
    assert lost.status_code == 401
    assert "Yang Anda ketik" in lost.text
    hidden = Forms(lost.text).hidden["/masuk"]
    assert hidden["ke"] == at

    wrong = ani.post("/masuk", {**hidden, "name": name, "password": "salah sekali"})
    assert wrong.status_code == 401
    hidden = Forms(wrong.text).hidden["/masuk"]
    right = ani.post("/masuk", {**hidden, "name": name, "password": PASSWORD})
    assert right.status_code == 200
    assert "baris kedua &amp; terakhir" in right.text
    assert "<b>saksi</b>" not in right.text
    assert notes(installed, case) == 0

    sent = Forms(right.text).hidden[at]
    assert sent["key"] == form["key"]
    for _ in range(2):
        done = ani.post(at, sent)
        assert done.status_code == 303
        assert done.headers["location"].startswith(f"/aduan/{case}?")
    assert notes(installed, case) == 1
    # A browser says that lines end in both; the command means the same.
    sent = {**sent, "message": sent["message"].replace("\n", "\r\n")}
    assert ani.post(at, sent).status_code == 303
    assert notes(installed, case) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
        {},  # nothing tells that the words were typed here
    ],
)
def test_words_from_another_site_go_nowhere(
    installed: Installation, ani: Person, case: str, headers: dict[str, str]
) -> None:
    at = f"/aduan/{case}/note"
    answer = ani.post(at, {"message": "titipan orang"}, headers)
    end_session(installed)
    answer = ani.post(at, {"message": "titipan orang"}, headers)
    assert answer.status_code in (401, 403)
    assert "titipan orang" not in answer.text


def test_words_are_sent_on_to_no_other_site(
    installed: Installation, ani: Person, case: str, name: str
) -> None:
    end_session(installed)
    lost = ani.post(f"/aduan/{case}/note", {"message": WORDS}, ITS_OWN)
    hidden = Forms(lost.text).hidden["/masuk"]
    typed = {**hidden, "name": name, "password": PASSWORD}
    answer = ani.post("/masuk", {**typed, "ke": "//evil.example/x"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/meja"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"data": {"message": "a" * 300_000}}, "terlalu panjang"),
        (
            {
                "data": {"description": "Foto"},
                "files": {"file": ("a.png", b"isi-berkas", "image/png")},
            },
            "pilih lagi",
        ),
    ],
)
def test_what_is_too_large_to_go_along_is_told(
    installed: Installation, ani: Person, case: str, sent: dict[str, Any], told: str
) -> None:
    end_session(installed)
    answer = ani.ask("POST", f"/aduan/{case}/note", headers=ITS_OWN, **sent)
    assert answer.status_code == 401
    assert told in answer.text
    assert len(answer.content) < 20_000


def test_a_password_goes_nowhere(
    installed: Installation, ani: Person, case: str, name: str
) -> None:
    end_session(installed)
    lost = ani.post(f"/aduan/{case}/note", {"message": WORDS})
    hidden = Forms(lost.text).hidden["/masuk"]
    right = ani.post("/masuk", {**hidden, "name": name, "password": PASSWORD})
    assert PASSWORD not in right.text
    assert name not in right.text


def test_a_desks_form_waits_for_its_officer_and_a_reporters_for_nobody(
    installed: Installation,
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    invited: Callable[[UUID], str],
    name: str,
) -> None:
    choose(person(), invited(appointed("desk")), name)
    desk = person()
    enter(desk, name)
    words = {"classification": "complaint", "title": uuid4().hex, "description": "Ya."}
    form = {**desk.form("/aduan/baru"), **words, "channel": "phone"}
    end_session(installed)
    lost = desk.post("/aduan/baru", form)
    assert lost.status_code == 401
    hidden = Forms(lost.text).hidden["/masuk"]
    right = desk.post("/masuk", {**hidden, "name": name, "password": PASSWORD})
    sent = Forms(right.text).hidden["/aduan/baru"]
    done = desk.post("/aduan/baru", sent)
    assert done.headers["location"] == f"/aduan/{form['id']}/tanda-terima"

    anybody = person()
    form = {**anybody.form("/aduan/baru"), **words, "title": uuid4().hex}
    anybody.cookies.clear()
    lost = anybody.post("/aduan/baru", form)
    assert lost.status_code == 403
    assert "pengaduan tidak berkadar pengawasan" in lost.text
    sent = Forms(lost.text).hidden["/aduan/baru"]
    assert anybody.post("/aduan/baru", sent).status_code == 303
