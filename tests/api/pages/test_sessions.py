"""A session: begun by us, ended by us, and good for pages alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.pages.sessions import COOKIE
from tests.api.pages.conftest import enter

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from api.installation import Installation
    from tests.api.pages.conftest import Person

    Persons = Callable[..., Person]
    Enrolled = Callable[..., UUID]


@pytest.fixture
def ani(person: Persons, enrolled: Enrolled, name: str) -> Person:
    enrolled()
    someone = person()
    assert enter(someone, name).status_code == 303
    return someone


def test_a_cookie_that_was_planted_is_not_taken_up(
    person: Persons, enrolled: Enrolled, name: str
) -> None:
    enrolled()
    victim = person()
    planted = "a" * 43
    victim.cookies.set(COOKIE, planted, domain="tuntas.test")
    assert enter(victim, name).status_code == 303
    assert victim.cookies[COOKIE] != planted
    attacker = person()
    attacker.cookies.set(COOKIE, planted, domain="tuntas.test")
    assert not attacker.signed_in


def test_signing_in_again_ends_the_session_before(ani: Person, name: str) -> None:
    before = ani.cookies[COOKIE]
    assert enter(ani, name).status_code == 303
    assert ani.cookies[COOKIE] != before
    ani.cookies.set(COOKIE, before, domain="tuntas.test")
    assert not ani.signed_in


def test_signing_out_ends_it_for_good(ani: Person) -> None:
    kept = ani.cookies[COOKIE]
    assert ani.send("/", "/keluar").headers["location"] == "/"
    assert COOKIE not in ani.cookies
    ani.cookies.set(COOKIE, kept, domain="tuntas.test")
    assert not ani.signed_in


@pytest.mark.parametrize(
    "ends",
    ["expires_at = now()", "seen_at = now() - interval '2 hours'"],
    ids=["old", "idle"],
)
def test_it_ends_by_age_and_by_rest(
    installed: Installation, ani: Person, ends: str
) -> None:
    assert ani.signed_in
    with installed.pool.connection() as connection:
        connection.execute(f"UPDATE session SET {ends}".encode())
    assert not ani.signed_in
    assert installed.sessions.forget_ended() >= 1


def test_it_stays_where_it_is_used(installed: Installation, ani: Person) -> None:
    with installed.pool.connection() as connection:
        connection.execute(
            "UPDATE session SET seen_at = now() - interval '119 minutes',"
            " expires_at = now() + interval '1 minute'"
        )
        assert ani.signed_in
        connection.execute("UPDATE session SET seen_at = seen_at - interval '1 hour'")
    installed.sessions.forget_ended()
    assert ani.signed_in


def test_an_officer_who_is_dismissed_is_out_at_once(
    installed: Installation, person: Persons, enrolled: Enrolled, name: str
) -> None:
    officer = enrolled()
    ani = person()
    enter(ani, name)
    assert ani.signed_in
    installed.app.change_reference(
        lambda r: r.officers.dismiss(installed.origin(), officer=officer)
    )
    assert not ani.signed_in


def test_the_cookie_is_for_this_browser_alone(
    person: Persons, enrolled: Enrolled, name: str
) -> None:
    enrolled()
    given = enter(person(), name).headers.get_list("set-cookie")
    (cookie,) = (line for line in given if line.startswith(f"{COOKIE}="))
    for word in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert word in cookie
    assert "Secure" not in cookie
    assert "Max-Age" not in cookie


def test_over_https_it_never_travels_without(person: Persons) -> None:
    given = person("192.0.2.1", "https://tuntas.test").get("/masuk")
    (cookie,) = given.headers.get_list("set-cookie")
    assert "Secure" in cookie


def test_a_session_opens_nothing_on_the_api(ani: Person) -> None:
    assert ani.signed_in
    for path in ("/v1/complaints", "/v1/dashboard", "/v1/officers"):
        assert ani.get(path).status_code == 401
    assert ani.ask("POST", "/v1/agencies", json={}).status_code == 401


def test_a_token_of_the_api_opens_no_page(
    installed: Installation, person: Persons, officer_token: str
) -> None:
    someone = person()
    text = someone.get("/", authorization=f"Bearer {officer_token}").text
    assert "/keluar" not in text


@pytest.fixture
def officer_token(installed: Installation, enrolled: Enrolled) -> str:
    token = installed.tokens.new()
    installed.tokens.admit(token, enrolled())
    return token


def test_what_is_kept_of_it_signs_nobody_in(
    installed: Installation, ani: Person, person: Persons
) -> None:
    with installed.pool.connection() as connection:
        rows = connection.execute("SELECT hash::text FROM session").fetchall()
    for (row,) in rows:
        thief = person()
        thief.cookies.set(COOKIE, row.removeprefix("\\x"), domain="tuntas.test")
        assert not thief.signed_in
    assert ani.signed_in
