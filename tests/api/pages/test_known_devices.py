"""Who only guesses at passwords closes the door to no officer whose device is known."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from api.pages import known_devices, sign_in_page
from tests.api.pages.conftest import choose, enter

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.api.pages.conftest import Person

    Persons = Callable[..., Person]
    Enrolled = Callable[..., UUID]


def test_guesses_from_the_same_address_lock_nobody_out_whose_device_is_known(
    person: Persons,
    enrolled: Enrolled,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sign_in_page, "PER_NAME", 3)
    enrolled()
    address = f"198.51.100.{uuid4().int % 250}"
    ani = person(address)
    assert enter(ani, name).status_code == 303
    cookie = ani.cookies["tuntas_perangkat"]
    assert name not in cookie
    attacker = person(address)
    form = attacker.form("/masuk")
    for n in range(sign_in_page.PER_NAME + 1):
        last = attacker.post("/masuk", {**form, "name": name, "password": f"buta {n}"})
    assert last.status_code == 429
    assert enter(person(address), name).status_code == 429
    assert enter(ani, name).status_code == 303

    # The device has an own, small number of tries; the others keep theirs.
    for n in range(sign_in_page.PER_NAME):
        assert enter(ani, name, f"lupa lagi {n}").status_code == 401
    assert enter(ani, name).status_code == 429
    assert enter(person("198.51.100.251"), name).status_code == 303


def test_an_address_that_is_closed_to_strangers_is_open_to_known_devices(
    person: Persons,
    enrolled: Enrolled,
    appointed: Enrolled,
    invited: Callable[[UUID], str],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sign_in_page, "PER_ADDRESS", 2)
    enrolled()
    address = f"192.0.2.{uuid4().int % 250}"
    ani, stranger = person(address), person(address)
    assert enter(ani, name).status_code == 303
    tried = [enter(stranger, f"orang{n}.{name}").status_code for n in range(3)]
    assert tried == [401, 401, 429]
    assert enter(ani, name).status_code == 303
    # Another officer comes by an invitation, on the same device: both are known there.
    assert choose(ani, invited(appointed("desk")), f"{name}.2").status_code == 303
    assert enter(ani, f"{name}.2").status_code == 303
    assert enter(ani, name).status_code == 303


def test_a_device_is_known_for_the_names_that_signed_in_there_alone(
    person: Persons, enrolled: Enrolled, name: str
) -> None:
    enrolled()
    ani = person()
    enter(ani, name)
    cookie = ani.cookies["tuntas_perangkat"]
    key, mark = bytes(32), b"ani"
    made = known_devices.marked(key, "", mark)
    assert known_devices.known(key, made, mark)
    assert not known_devices.known(key, made, b"budi")
    assert not known_devices.known(key, cookie, mark)
    assert not known_devices.known(key, "", mark)
    for n in range(20):
        made = known_devices.marked(key, made, b"%d" % n)
    assert not known_devices.known(key, made, mark)
    assert known_devices.known(key, made, b"19")
    assert len(made) < 400
