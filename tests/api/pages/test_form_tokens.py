"""A form is done for who filled in a page of ours, and for no other site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.pages import form_tokens
from tests.api.pages.conftest import HERE, ITS_OWN, enter

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.api.pages.conftest import Person

    Persons = Callable[..., Person]
    Enrolled = Callable[..., UUID]

KEY = bytes(range(32))


@pytest.fixture
def ani(person: Persons, enrolled: Enrolled, name: str) -> Person:
    enrolled()
    someone = person()
    assert enter(someone, name).status_code == 303
    return someone


@pytest.mark.parametrize(
    "headers",
    [
        ITS_OWN,
        {},  # an old browser says nothing of it
        {"origin": HERE},
    ],
)
def test_a_form_of_ours_is_done(ani: Person, headers: dict[str, str]) -> None:
    form = ani.form("/", "/keluar")
    assert ani.post("/keluar", form, headers).status_code == 303
    assert not ani.signed_in


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"{HERE}.evil.example"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_not(ani: Person, headers: dict[str, str]) -> None:
    form = ani.form("/", "/keluar")
    refused = ani.post("/keluar", form, headers)
    assert refused.status_code == 403
    assert "muat ulang" in refused.text
    assert ani.signed_in


@pytest.mark.parametrize("token", [None, "", "x", "é", "A" * 88])
def test_a_form_without_its_token_is_not(ani: Person, token: str | None) -> None:
    form = {"x": "1"} if token is None else {"csrf": token}
    assert ani.post("/keluar", form).status_code == 403
    assert ani.signed_in


def test_the_token_of_somebody_else_is_none(ani: Person, person: Persons) -> None:
    theirs = person().form("/masuk")["csrf"]
    assert ani.post("/keluar", {"csrf": theirs}).status_code == 403
    assert ani.signed_in


def test_the_token_from_before_signing_in_is_none_afterwards(
    person: Persons, enrolled: Enrolled, name: str
) -> None:
    enrolled()
    ani = person()
    before = ani.form("/masuk")
    assert enter(ani, name).status_code == 303
    assert ani.post("/keluar", before).status_code == 403


def test_who_is_not_signed_in_is_asked_for_a_token_too(
    person: Persons, enrolled: Enrolled, name: str
) -> None:
    enrolled()
    assert person().post("/masuk", {"name": name}).status_code == 403


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("text/plain", b"csrf=x"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 300)),
    ],
)
def test_what_is_no_form_is_refused(ani: Person, kind: str, body: bytes) -> None:
    answer = ani.ask(
        "POST", "/keluar", content=body, headers={**ITS_OWN, "content-type": kind}
    )
    assert answer.status_code == 400
    assert ani.signed_in


def test_a_form_that_is_too_large_is_refused(ani: Person) -> None:
    form = ani.form("/", "/keluar")
    assert ani.post("/keluar", {**form, "x": "y" * 1_100_000}).status_code == 413


def test_a_token_is_another_each_time_and_fits_its_secret_alone() -> None:
    one, other = form_tokens.made(KEY, "a"), form_tokens.made(KEY, "a")
    assert one != other
    assert form_tokens.fits(KEY, "a", one)
    assert form_tokens.fits(KEY, "a", other)
    assert not form_tokens.fits(KEY, "b", one)
    assert not form_tokens.fits(KEY[::-1], "a", one)
    assert not form_tokens.fits(KEY, "a", one[:-4])
