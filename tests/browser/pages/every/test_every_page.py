"""Every page in the browser: in light and dark, wide and narrow, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import soundness
from tests.browser.pages.every.sample import EVERYBODY
from tests.browser.pages.every.samples import (
    REFUSED,
    SAMPLES,
    readers,
    routes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.browser.pages.every.story import Story

REPORTERS = ("reporter of told", "reporter of given")


def addresses(who: str, *, whole: bool) -> list[str]:
    """What that visitor opens: the pages that are theirs above all, and only one of
    those that are made alike; `whole`, each that they may open at all."""
    found = [address for address, by in REFUSED.items() if by == who]
    for route in routes():
        sample = SAMPLES.get(route.path)
        if sample is None:
            continue
        if whole and who in readers(route):
            found += (sample.address, *sample.more)
        elif sample.by == who and not sample.alike:
            found.append(sample.address)
    return found


@pytest.mark.parametrize("who", (*EVERYBODY, *REPORTERS))
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


PAGE = """<!doctype html><html lang="id"><head><title>Halaman</title>
<meta name="viewport" content="width=device-width">
<style>@media (prefers-color-scheme: dark) {{ p {{ color: #777; background: #888 }} }}
div {{ display: flex; flex-direction: column-reverse; gap: 20px }}</style>
</head><body>
<main><h1>Halaman</h1><a href="/">Awal halaman</a>{}</main></body></html>"""
BROKEN = {
    "<p>Terbaca di terang saja.</p>": "color-contrast",
    "<svg width=9 height=9 viewBox='0 0 18 18'><text y=9>x</text></svg>": "x: 8 px",
    "<pre>" + "x" * 99 + "</pre>": "sideways at 320 px",
    "<a href=/a tabindex=-1>Jalan lain</a>": 'before <a href="/a"',
    "<div><a href=/a>Jalan satu</a><a href=/b>Jalan dua</a></div>": "goes back up",
    "<button onkeydown='event.preventDefault()'>Diam</button><a href=/c>Jalan</a>": (
        "leads to nothing before <a href"
    ),
}


def test_a_page_that_is_not_sound_is_found_out(browser: Browser, axe: str) -> None:
    page = browser.new_page()
    page.set_content(PAGE.format("<h2>Utuh</h2>"))
    assert list(soundness.faults(page, axe)) == []
    for wrong, told in BROKEN.items():
        page.set_content(PAGE.format(wrong))
        faults = list(soundness.faults(page, axe))
        assert any(told in fault for fault in faults), (told, faults)
    page.close()
