"""Everybody who visits a page, and cases in which every text is hostile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.api.pages.citizen import Citizen
from tests.browser.pages.conftest import watch
from tests.browser.pages.desk import conftest as desk
from tests.browser.pages.every.sample import NOBODY
from tests.browser.pages.every.story import Story, told_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.pages.conftest import Demo

officer = desk.officer

Visitor = Callable[[str], httpx.Client]


@pytest.fixture(scope="session")
def story(demo: Demo) -> Iterator[Story]:
    told = told_to(demo)
    yield told
    told.client.close()


@pytest.fixture(scope="session")
def visitor(demo: Demo, story: Story, officer: desk.SignsIn) -> Iterator[Visitor]:
    """`visitor(who)` is signed in: a role, `NOBODY`, or `reporter of CASE`."""
    others: dict[str, Citizen] = {}

    def signed_in(who: str) -> httpx.Client:
        of = who.removeprefix("reporter of ")
        if of == who and who != NOBODY:
            return officer(who).client
        if who not in others:
            others[who] = Citizen(demo.url)
            if who != NOBODY:
                case = {"case_number": story.number[of], "access_code": story.code[of]}
                assert others[who].track(case).status_code == 303
        return others[who].client

    yield signed_in
    for one in others.values():
        one.client.close()


@pytest.fixture
def browsing(
    browser: Browser, demo: Demo, visitor: Visitor, faults: list[str]
) -> Iterator[Callable[[str], Page]]:
    """`browsing(who)`: an empty page of that visitor's browser."""
    contexts: list[BrowserContext] = []

    def opened(who: str) -> Page:
        context = browser.new_context(base_url=demo.url)
        contexts.append(context)
        for cookie in visitor(who).cookies.jar:
            value = cookie.value or ""
            context.add_cookies(
                [{"name": cookie.name, "value": value, "url": demo.url}]
            )
        page = context.new_page()
        watch(page, demo, faults)
        return page

    yield opened
    for context in contexts:
        context.close()
