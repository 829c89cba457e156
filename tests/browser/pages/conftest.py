"""A demonstration in the browser, as each role, and what every page must keep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.browser.pages import soundness

if TYPE_CHECKING:
    from pathlib import Path

CASES = 60


@dataclass(frozen=True)
class Demo:
    """`token(role)` speaks to the same server as a program."""

    url: str
    log: Path

    def token(self, role: str) -> str:
        lines = (line.split() for line in self.log.read_text().splitlines())
        return next(words[1] for words in lines if words[:1] == [role])


@pytest.fixture(scope="session")
def demo(
    tmp_path_factory: pytest.TempPathFactory, ending: list[subprocess.Popen[Any]]
) -> Iterator[Demo]:
    """One for all tests of this worker: leave it running, expect others' cases in it,
    and count nothing that others may change."""
    place = tmp_path_factory.mktemp("demo")
    log = place.parent / f"{place.name}.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "api", "demo", "--port", "0"]
            + ["--cases", str(CASES), "--seed", "7"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "TMPDIR": str(place)},
            start_new_session=True,
        )
    assert process.stdout is not None
    with process.stdout as output:
        _, _, url = output.readline().strip().partition("ready ")
    assert url, log.read_text()[-3000:]
    yield Demo(url, log)
    process.send_signal(signal.SIGTERM)
    ending.append(process)


class Visit(Protocol):
    def __call__(
        self, path: str = "/", *, width: int = 1280, dark: bool = False, **more: Any
    ) -> Page: ...


class SignedIn(Protocol):
    def __call__(
        self, role: str, path: str | None = None, *, width: int = 1280, **more: Any
    ) -> Page: ...


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What pages asked of others, what broke, and what they complained of: nothing."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def visit(browser: Browser, demo: Demo, faults: list[str]) -> Iterator[Visit]:
    """`visit(path)` opens a page of the demonstration, each time as another person;
    `scripts=False` without scripts, `dark=True` in the dark."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str = "/", *, width: int = 1280, dark: bool = False, **more: Any
    ) -> Page:
        context = browser.new_context(
            base_url=demo.url,
            locale="en-US",  # whatever the browser speaks, pages speak Indonesian
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": soundness.HEIGHT},
            java_script_enabled=more.pop("scripts", True),
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, demo, faults)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(visit: Visit) -> SignedIn:
    """`signed_in(role)` presses the role's button on the front page; with `path` it
    goes there then."""

    def entered(
        role: str, path: str | None = None, *, width: int = 1280, **more: Any
    ) -> Page:
        page = visit("/", width=width, **more)
        page.locator(f"button[name=role][value={role}]").click()
        page.wait_for_load_state()
        if path is not None:
            page.goto(path)
        return page

    return entered


def watch(page: Page, demo: Demo, faults: list[str]) -> None:
    """What the page asks of others, and what breaks, is added to `faults`."""

    def answered(response: Response) -> None:
        if response.status >= 500:
            faults.append(f"{response.status} {response.url}")

    def said(kind: str, text: str) -> None:
        # A refusal is a page with a status of 400 and more, of which the browser tells.
        if not text.startswith("Failed to load resource: the server responded with"):
            faults.append(f"{kind}: {text}")

    def asked(address: str) -> None:
        if urlsplit(address).netloc != urlsplit(demo.url).netloc:
            faults.append(f"another host: {address}")

    page.on("request", lambda request: asked(request.url))
    page.on("response", answered)
    page.on("console", lambda message: said(message.type, message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))


@pytest.fixture(scope="session")
def axe() -> str:
    return soundness.AXE.read_text("utf-8")


@pytest.fixture
def sound(axe: str) -> Callable[[Page], None]:
    """`sound(page)` fails unless the page, as something was done on it, is sound. As
    they are opened, `every/` looks at them all."""

    def check(page: Page) -> None:
        assert list(soundness.faults(page, axe)) == []

    return check
