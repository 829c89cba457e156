"""Every page in the browser: in light and dark, wide and narrow, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import soundness
from tests.browser.pages.every.samples import (
    EVERYBODY,
    REFUSED,
    SAMPLES,
    readers,
    routes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.every.story import Story

REPORTER = "reporter of told"


def addresses(who: str, *, whole: bool) -> list[str]:
    """What that visitor opens: the pages that are theirs above all, and only one of
    those that are made alike; `whole`, each that they may open at all."""
    found = [address for address, by in REFUSED.items() if by == who]
    role = "reporter" if who == REPORTER else who
    for route in routes():
        sample = SAMPLES.get(route.path)
        if sample is None:
            continue
        if whole and role in readers(route):
            found += (sample.address, *sample.more)
        elif sample.by == who and not (whole or sample.alike):
            found.append(sample.address)
    return found


@pytest.mark.parametrize("who", (*EVERYBODY, REPORTER))
def test_every_page_is_sound(
    browsing: Callable[[str], Page], story: Story, axe: str, scale: int, who: str
) -> None:
    page = browsing(who)
    found: dict[str, list[str]] = {}
    for template in addresses(who, whole=scale > 1):
        address = story.address(template)
        page.set_viewport_size({"width": soundness.WIDE, "height": soundness.HEIGHT})
        page.goto(address)
        if faults := list(soundness.faults(page, axe, whole=scale > 1)):
            found[address] = faults
    assert found == {}
