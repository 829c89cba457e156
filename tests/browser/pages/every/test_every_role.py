"""Every page as every role, without a browser: whole without scripts, and harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.pages.every.markup import Markup
from tests.browser.pages.every.sample import EVERYBODY, NOBODY
from tests.browser.pages.every.samples import (
    FILES,
    SAMPLES,
    readers,
    routes,
)

if TYPE_CHECKING:
    import httpx

    from tests.browser.pages.every.conftest import Visitor
    from tests.browser.pages.every.story import Story


def test_each_page_has_a_sample() -> None:
    there = {route.path for route in routes()}
    assert there == SAMPLES.keys() | FILES.keys()
    assert not SAMPLES.keys() & FILES.keys()


def visitors(path: str, allowed: tuple[str, ...], *, whole: bool) -> list[str]:
    """Who tries to open it: everybody; where time is short of pages that are the same
    for all only two, and of who is turned away nobody, and somebody signed in."""
    if whole:
        return list(EVERYBODY)
    if allowed == EVERYBODY:
        return [NOBODY, "desk"]
    strangers = [who for who in EVERYBODY if who not in allowed and who != NOBODY]
    return [NOBODY, *allowed, *strangers[len(path) % len(strangers) :][:1]]


def test_whoever_may_open_a_page_can_use_it_and_nobody_else(
    visitor: Visitor, story: Story, scale: int
) -> None:
    faults: dict[tuple[str, str], object] = {}
    for route in routes():
        sample = SAMPLES.get(route.path)
        if sample is None or (allowed := readers(route)) == ("reporter",):
            continue
        for who in dict.fromkeys(visitors(route.path, allowed, whole=scale > 1)):
            more = sample.more if who == sample.by or scale > 1 else ()
            for template in (sample.address, *more):
                address = story.address(template)
                answer = visitor(who).get(address, follow_redirects=False)
                expected = (200,) if who in allowed else sample.otherwise(who)
                if found := wrong(answer, expected):
                    faults[who, address] = found
    assert faults == {}


def wrong(answer: httpx.Response, expected: tuple[int, ...]) -> list[str]:
    """What is wrong with a page that should have been answered with such a status."""
    found = []
    if answer.status_code not in expected:
        found.append(f"status {answer.status_code} and not {expected}")
    policy = answer.headers.get("content-security-policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or "http" in policy:
        found.append(f"policy {policy}")
    if answer.is_redirect:
        return found
    page = Markup(answer.text)
    if page.headings != 1:
        found.append(f"{page.headings} headings")
    if page.forms > page.buttons:
        found.append("a form that needs a script")
    return found + page.odd
