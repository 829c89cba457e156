"""Signing in: by a name and a password that the officer chose, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from api.offices import invite
from domain.refusals import InvalidField
from tests.api.pages.conftest import PASSWORD, choose, enter, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from api.installation import Installation
    from tests.api.pages.conftest import Person

    Persons = Callable[..., Person]
    Enrolled = Callable[..., UUID]


def test_an_invited_officer_chooses_and_is_in(
    person: Persons, appointed: Enrolled, invited: Callable[[UUID], str], name: str
) -> None:
    ani = person()
    assert not ani.signed_in
    answer = choose(ani, invited(appointed("coordinator")), name)
    assert answer.status_code == 303
    assert ani.signed_in
    assert "admin koordinator" in ani.get("/").text.casefold()
    elsewhere = person()
    assert enter(elsewhere, f"  {name.upper()} ").status_code == 303
    assert elsewhere.signed_in


def test_an_invitation_stands_in_the_record(
    installed: Installation, appointed: Enrolled, invited: Callable[[UUID], str]
) -> None:
    officer = appointed("desk")
    before = installed.app.reference().officers
    invited(officer)
    after = installed.app.reference().officers
    assert (after.version, after.by_id) == (before.version + 1, before.by_id)


def test_nobody_who_serves_no_more_is_invited(
    installed: Installation, appointed: Enrolled
) -> None:
    officer = appointed("desk")
    _dismiss(installed, officer)
    with pytest.raises(InvalidField):
        invite(installed, installed.origin(), officer)


def test_a_code_is_good_once_however_it_is_typed(
    person: Persons, appointed: Enrolled, invited: Callable[[UUID], str], name: str
) -> None:
    code = invited(appointed("desk"))
    typed = code.lower().replace("-", " ")
    assert choose(person(), typed, name).status_code == 303
    again = choose(person(), code, f"{name}.2")
    assert again.status_code == 422
    assert "sudah dipakai" in again.text
    assert enter(person(), f"{name}.2").status_code == 401


def test_a_newer_invitation_replaces_an_older_one(
    person: Persons, appointed: Enrolled, invited: Callable[[UUID], str], name: str
) -> None:
    officer = appointed("desk")
    older, newer = invited(officer), invited(officer)
    assert choose(person(), older, name).status_code == 422
    assert choose(person(), newer, name).status_code == 303


def test_an_expired_invitation_opens_nothing(
    installed: Installation,
    person: Persons,
    appointed: Enrolled,
    invited: Callable[[UUID], str],
    name: str,
) -> None:
    officer = appointed("desk")
    code = invited(officer)
    with installed.pool.connection() as connection:
        connection.execute(
            "UPDATE one_time_code SET expires_at = now() WHERE officer = %s", (officer,)
        )
    assert choose(person(), code, name).status_code == 422
    assert installed.codes.forget_expired() >= 1


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("pendek", "sedikitnya 12"),
        ("BismillahirrahmanIrrahim", "terlalu umum"),
        ("aaaaaaaaaaaaaaaa", "terlalu umum"),
        ("x" * 201, "paling banyak 200"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_and_spends_no_code(
    person: Persons,
    appointed: Enrolled,
    invited: Callable[[UUID], str],
    name: str,
    password: str,
    why: str,
) -> None:
    code = invited(appointed("desk"))
    answer = choose(person(), code, name, password)
    assert answer.status_code == 422
    assert why in answer.text
    assert password not in answer.text
    assert choose(person(), code, name).status_code == 303


def test_a_password_with_the_name_in_it_is_refused(
    person: Persons, appointed: Enrolled, invited: Callable[[UUID], str], name: str
) -> None:
    code = invited(appointed("desk"))
    answer = choose(person(), code, name, f"saya {name.upper()} sendiri")
    assert answer.status_code == 422
    assert "Jangan memuat nama pengguna" in answer.text


def test_a_name_that_another_has_spends_no_code(
    person: Persons,
    appointed: Enrolled,
    invited: Callable[[UUID], str],
    enrolled: Enrolled,
    name: str,
) -> None:
    enrolled()
    code = invited(appointed("desk"))
    taken = choose(person(), code, name)
    assert taken.status_code == 422
    assert "sudah dipakai" in taken.text
    assert choose(person(), code, f"{name}.2").status_code == 303


def test_a_new_password_ends_the_sessions_of_the_old_one(
    person: Persons, invited: Callable[[UUID], str], enrolled: Enrolled, name: str
) -> None:
    officer = enrolled()
    ani = person()
    enter(ani, name)
    other = "kopi pahit di pagi hari"
    assert choose(person(), invited(officer), name, other).status_code == 303
    assert not ani.signed_in
    assert enter(person(), name).status_code == 401
    assert enter(person(), name, other).status_code == 303


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
    person: Persons, enrolled: Enrolled, name: str
) -> None:
    enrolled()
    wrong = enter(person("198.51.100.1"), name, "bukan kata sandinya")
    unknown = enter(person("198.51.100.2"), name[:-1] + "-", "bukan kata sandinya")
    assert wrong.status_code == unknown.status_code == 401
    assert said(wrong).replace(name, "") == said(unknown).replace(name[:-1] + "-", "")
    assert "undangan baru" in wrong.text
    assert "bukan kata sandinya" not in wrong.text


def test_who_left_office_is_answered_as_if_the_password_were_wrong(
    installed: Installation, person: Persons, enrolled: Enrolled, name: str
) -> None:
    _dismiss(installed, enrolled())
    assert enter(person(), name).status_code == 401


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/docs", "/docs"),
        ("/docs/coba", "/docs/coba"),
        ("//evil.example", "/pengurus"),
        ("https://evil.example/", "/pengurus"),
        ("/\\evil.example", "/pengurus"),
        ("/docs\r\nX-Other: y", "/pengurus"),
        ("/.//evil.example", "/pengurus"),
    ],
)
def test_signing_in_leads_to_a_page_of_ours_and_nowhere_else(
    person: Persons, enrolled: Enrolled, name: str, asked: str, led: str
) -> None:
    enrolled("administrator")
    ani = person()
    answer = enter(ani, name, ke=asked)
    assert (answer.status_code, answer.headers["location"]) == (303, led)


def test_ten_wrong_tries_close_the_name_for_this_address_alone(
    person: Persons, enrolled: Enrolled, name: str
) -> None:
    enrolled()
    address = f"203.0.113.{uuid4().int % 250}"
    assert enter(person(address), name).status_code == 303  # no try in vain
    attacker = person(address)
    form = attacker.form("/masuk")
    tries = [
        attacker.post("/masuk", {**form, "name": name, "password": f"tebakan {n}"})
        for n in range(10)
    ]
    assert {answer.status_code for answer in tries} == {401}
    closed = enter(person(address), name)
    assert closed.status_code == 429
    assert 1 <= int(closed.headers["retry-after"]) <= 3600
    assert "menit lagi" in closed.text
    assert "pengurus" in closed.text
    assert enter(person("203.0.113.251"), name).status_code == 303


def _dismiss(installed: Installation, officer: UUID) -> None:
    installed.app.change_reference(
        lambda r: r.officers.dismiss(installed.origin(), officer=officer)
    )


def test_the_password_is_kept_where_nobody_reads_it(
    installed: Installation, enrolled: Enrolled, name: str
) -> None:
    officer = enrolled()
    with installed.pool.connection() as connection:
        row = connection.execute(
            "SELECT name, password FROM credential WHERE officer = %s", (officer,)
        ).fetchone()
    assert row is not None
    assert row[1].startswith("$argon2id$")
    assert name not in str(row)
    assert PASSWORD not in str(row)
