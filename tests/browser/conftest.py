"""Pages as people open them: in a real Chromium, without a display."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = (
    "chromium-headless-shell",  # the same pages without windows, in half the time
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
ALONE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""The browser's own requests are none of ours, and there may be no network."""

# Long enough for a machine that has much else to do.
expect.set_options(timeout=60_000)

Open = Callable[[str], Page]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; `make test` installs it where it may."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing = "needs Chromium: `apt install chromium`, or Google Chrome"
        if "CI" in os.environ:
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """For one file: while its driver runs, `asyncio.run` would refuse other tests."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=chromium,
            args=list(ALONE),
        )
        yield started
        started.close()


@contextmanager
def opening(browser: Browser) -> Iterator[Open]:
    """`open_page(address)`: what it asks of the network, and complains of, is a fault
    of the page."""
    context = browser.new_context(locale="id-ID")
    faults: list[str] = []

    def opened(address: str) -> Page:
        page = context.new_page()
        page.on("request", lambda r: faults.extend({r.url} - {address}))
        page.on("console", lambda m: faults.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        return page

    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Of this test alone, see `opening`."""
    with opening(browser) as opened:
        yield opened
