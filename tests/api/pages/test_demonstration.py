"""The buttons of a demonstration sign in once each, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from api.app import create_app
from api.identity import Holder
from api.pages.sessions import COOKIE
from api.pages.tampering import tampered
from domain.event import Role
from domain.roles import OFFICERS
from tests.api.pages.conftest import Forms, Person

if TYPE_CHECKING:
    from api.installation import Installation

BUTTON = "/masuk/peraga"


@pytest.fixture
def visitor(installed: Installation, appointed: Callable[..., UUID]) -> Person:
    """Of a demonstration with a token for each of two roles."""
    demo = {role: installed.tokens.new() for role in ("desk", "manager")}
    for role, token in demo.items():
        installed.tokens.admit(token, appointed(role))
    return Person(create_app(installed, demo))


def test_there_is_a_button_for_each_role(visitor: Person) -> None:
    text = visitor.get("/").text
    shown = [role for role in OFFICERS if f'value="{role}"' in text]
    assert shown == ["desk", "manager"]


@pytest.mark.parametrize(
    ("role", "forms"),
    [
        ("desk", {"/aduan/baru", "/permohonan/baru"}),
        ("information_officer", {"/permohonan/baru"}),
        ("manager", set()),
    ],
)
def test_the_front_page_offers_the_forms_that_a_role_may_fill_in(
    visitor: Person,
    installed: Installation,
    appointed: Callable[..., UUID],
    role: Role,
    forms: set[str],
) -> None:
    session = installed.sessions.begin(Holder(appointed(role), None))
    visitor.cookies.set(COOKIE, session.secret)
    page = visitor.get("/").text
    assert set(re.findall(r'href="(/(?:aduan|permohonan)/baru)"', page)) == forms


def test_a_button_signs_in_once(visitor: Person) -> None:
    form = visitor.form("/", BUTTON)
    form_again = dict(form)
    assert visitor.post(BUTTON, form).status_code == 303
    assert visitor.signed_in
    form_again["csrf"] = visitor.form("/", "/keluar")["csrf"]
    refused = visitor.post(BUTTON, form_again)
    assert refused.status_code == 403
    assert "muat ulang" in refused.text


def test_a_code_that_was_made_up_signs_nobody_in(visitor: Person) -> None:
    form = visitor.form("/", BUTTON)
    assert visitor.post(BUTTON, {**form, "code": "A" * 26}).status_code == 403
    assert not visitor.signed_in


def test_the_code_of_an_invitation_presses_no_button(
    visitor: Person, appointed: Callable[..., UUID], invited: Callable[[UUID], str]
) -> None:
    code = invited(appointed("administrator"))
    form = visitor.form("/", BUTTON)
    assert visitor.post(BUTTON, {**form, "code": code}).status_code == 403
    assert not visitor.signed_in


def test_elsewhere_there_are_no_buttons(person: Callable[..., Person]) -> None:
    someone = person()
    assert BUTTON not in someone.get("/").text
    form = someone.form("/masuk")
    assert someone.post(BUTTON, {**form, "code": "A" * 26}).status_code == 404
    assert not someone.signed_in


def test_elsewhere_there_is_no_tour_and_no_row_to_alter(
    person: Callable[..., Person], installed: Installation
) -> None:
    someone = person()
    form = someone.form("/masuk")
    for path in ("/tur", "/tur/ubah"):
        assert someone.get(path).status_code == 404
    assert someone.post("/tur/ubah", form).status_code == 404
    assert tampered(installed) is None
    assert "/tur" not in someone.get("/").text


def test_the_tour_refuses_a_form_that_is_not_its_own(visitor: Person) -> None:
    assert "Tur peragaan" in visitor.get("/tur").text
    assert visitor.post("/tur/ubah", {"csrf": "x"}).status_code == 403
    assert visitor.get("/tur/lain").status_code == 404


def test_who_is_asked_to_sign_in_again_does_so_by_a_button_with_what_was_typed(
    visitor: Person, installed: Installation
) -> None:
    """Officers of a demonstration have no password that could be asked for."""
    desk = visitor.form("/", BUTTON)
    assert visitor.post(BUTTON, desk).status_code == 303
    words = {"title": "Titian", "description": 'Kata "tadi" & <b>'}
    form = visitor.form("/", "/keluar") | words
    with installed.pool.connection() as connection:
        connection.execute("DELETE FROM session")

    asked = visitor.post("/aduan/A/note", form)
    assert asked.status_code == 401
    hidden = Forms(asked.text).hidden[BUTTON]
    assert hidden["ke"] == "/aduan/A/note"
    codes = re.findall(r'name="code" value="([^"]+)"', asked.text)
    assert len(codes) == 2
    again = visitor.post(BUTTON, {**hidden, "code": codes[0]})
    assert again.status_code == 200
    assert "Kata &#34;tadi&#34; &amp; &lt;b&gt;" in again.text
    assert Forms(again.text).hidden["/aduan/A/note"]["title"] == "Titian"
    assert visitor.signed_in


def test_the_page_to_sign_in_of_a_demonstration_has_the_buttons_and_others_none(
    visitor: Person, person: Callable[..., Person]
) -> None:
    page = visitor.get("/masuk?ke=/meja").text
    assert page.count('name="code" value="') == 2
    hidden = Forms(page).hidden[BUTTON]
    [code, *_] = re.findall(r'name="code" value="([^"]+)"', page)
    entered = visitor.post(BUTTON, {**hidden, "code": code})
    assert entered.headers["location"] == "/meja"
    assert BUTTON not in person().get("/masuk").text
