"""The desk and the register: what stands in them, in which order, found by what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from domain import roles

if TYPE_CHECKING:
    from tests.browser.pages.desk.conftest import Read, Receives, SignsIn

READERS = roles.READS["complaints"]
STRANGERS = [role for role in roles.OFFICERS if role not in READERS]


def numbers(page: Read) -> list[str]:
    return re.findall(r'<h3><a href="/aduan/([^"]+)"', page.html)


def test_a_desk_has_overdue_work_first(officer: SignsIn, received: Receives) -> None:
    new, old = received(), received(received_at="2026-01-05T08:00:00+07:00")
    page = officer("coordinator").read("/meja?bagian=verifikasi")
    found = numbers(page)
    assert found.index(old) < found.index(new)
    assert "terlambat" in page.text


def test_ones_own_step_shows_on_the_desk(officer: SignsIn, received: Receives) -> None:
    number = received()
    done = officer("coordinator").act(number, "verify")
    back = next(link for link in done.links if link.startswith("/meja?after="))
    after = back.partition("?")[2]
    waiting = officer("coordinator").read(f"/meja?bagian=verifikasi&{after}")
    assert number not in numbers(waiting)
    assert number in numbers(
        officer("coordinator").read(f"/meja?bagian=disposisi&{after}")
    )


def test_a_liaison_has_only_the_work_of_its_agency(
    officer: SignsIn, received: Receives
) -> None:
    own, other = received(), received()
    for number, agency in ((own, "dishub"), (other, "dinkes")):
        officer("coordinator").act(number, "verify")
        done = officer("coordinator").act(number, "dispose", agency=agency)
    back = next(link for link in done.links if link.startswith("/meja?after="))
    found = numbers(officer("liaison").read(back))
    assert own in found
    assert other not in found


@pytest.mark.parametrize("role", READERS)
def test_who_reads_cases_has_a_desk_and_a_register(officer: SignsIn, role: str) -> None:
    for address in ("/meja", "/aduan"):
        assert officer(role).read(address).status == 200


@pytest.mark.parametrize("role", STRANGERS)
def test_who_reads_no_cases_has_neither(officer: SignsIn, role: str) -> None:
    for address in ("/meja", "/aduan", "/aduan/2222-2222-2"):
        assert officer(role).read(address).status == 403


def test_a_filter_narrows_the_register_from_page_to_page(officer: SignsIn) -> None:
    first = officer("coordinator").read("/aduan?state=resolved&channel=&limit=2")
    assert "Status: selesai" in first.text
    more = next(link for link in first.links if "cursor=" in link)
    second = officer("coordinator").read(more)
    assert len(numbers(first) + numbers(second)) == 4
    assert not set(numbers(first)) & set(numbers(second))
    assert "Status: selesai" in second.text


def test_a_filter_that_means_nothing_is_named(officer: SignsIn) -> None:
    page = officer("coordinator").read("/aduan?received_from=kemarin&channel=web")
    assert page.status == 422
    assert "#received_from" in page.links
    assert page.forms["/aduan"]["channel"] == "web"


def test_words_are_found_and_stand_in_no_address(
    officer: SignsIn, received: Receives
) -> None:
    number = received(title="Kucing terjepit di kelenteng")
    coordinator = officer("coordinator")
    form = coordinator.read("/aduan?channel=walk_in").forms["/aduan/cari"]
    page = coordinator.send("/aduan/cari", form | {"q": "kelenteng kucing"})
    assert number in numbers(page)
    assert "kelenteng" not in page.address
    assert not any("kelenteng" in link for link in page.links)
    none = coordinator.send("/aduan/cari", form | {"q": "kelenteng naga"})
    assert "Tidak ada aduan yang cocok" in none.text
    empty = coordinator.send("/aduan/cari", form)
    assert empty.status == 422
