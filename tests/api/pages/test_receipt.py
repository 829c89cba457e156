"""The access code is read on the receipt until it was handed over, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from tests.api.pages.conftest import Person


@pytest.fixture
def sent(person: Callable[..., Person]) -> tuple[Person, httpx.Response]:
    """A reporter, and the answer to the form."""
    ani, words = person(), {"classification": "complaint", "description": "Patah."}
    return ani, ani.send("/aduan/baru", title=f"Titian {uuid4().hex}", **words)


def code(answer: httpx.Response) -> str:
    found = answer.text.partition("Kode akses</dt><dd>")[2].partition("</dd>")[0]
    return found if len(found.replace(" ", "")) == 26 else ""


def test_a_receipt_that_was_cut_off_is_read_again_until_it_is_handed_over(
    sent: tuple[Person, httpx.Response],
) -> None:
    ani, answer = sent
    at = answer.headers["location"]
    first = ani.get(at)
    assert code(first)
    assert code(ani.get(at)) == code(first)

    assert ani.post(at, {"csrf": "x"}).status_code == 403
    assert code(ani.get(at)) == code(first)
    done = ani.send(at)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    late = ani.get(at)
    assert late.status_code == 404
    assert code(first) not in late.text


def test_it_waits_for_nobody_longer_than_ten_minutes_and_for_no_other_browser(
    sent: tuple[Person, httpx.Response], person: Callable[..., Person]
) -> None:
    ani, answer = sent
    at = answer.headers["location"]
    assert "Max-Age=600" in answer.headers["set-cookie"]
    assert "set-cookie" not in ani.get(at).headers
    assert person().get(at).status_code == 404
