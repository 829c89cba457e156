"""A demonstration in the browser, as each role, and what every page must keep."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

CASES = 60
WIDTHS = (320, 360, 1280)
HEIGHT = 900
AXE = Path(__file__).parents[1] / "vendored" / "axe.min.js"
RULES = (
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
)


@dataclass(frozen=True)
class Demo:
    """`token(role)` speaks to the same server as a program."""

    url: str
    log: Path

    def token(self, role: str) -> str:
        lines = (line.split() for line in self.log.read_text().splitlines())
        return next(words[1] for words in lines if words[:1] == [role])


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
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
    assert process.wait(30) == 0


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
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=more.pop("scripts", True),
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        _watch(page, demo, faults)
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


def _watch(page: Page, demo: Demo, faults: list[str]) -> None:
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
    return AXE.read_text("utf-8")


@pytest.fixture
def sound(axe: str) -> Callable[[Page], None]:
    """`sound(page)` fails unless the page, as it stands, keeps WCAG 2.2 AA and the best
    practices that axe knows, moves sideways at no width, and says its language."""

    def check(page: Page) -> None:
        assert violations(page, axe) == []
        assert page.locator("html").get_attribute("lang") == "id"
        assert page.locator("h1").count() == 1
        width = (page.viewport_size or {"width": 1280})["width"]
        for other in dict.fromkeys((*WIDTHS, width)):
            page.set_viewport_size({"width": other, "height": HEIGHT})
            assert overhang(page) == 0, f"moves sideways at {other} px"

    return check


def violations(page: Page, axe: str) -> list[str]:
    """Each rule that is broken, with the first element that breaks it."""
    page.evaluate(axe)
    found = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(r => r.violations)", list(RULES)
    )
    return [
        f"{v['id']}: {v['help']}: {json.dumps(v['nodes'][0]['html'])[:300]}"
        f" ({len(v['nodes'])} times) {v['nodes'][0].get('failureSummary', '')[:300]}"
        for v in found
    ]


def overhang(page: Page) -> int:
    """By how many px the page is wider than its window."""
    return int(
        page.evaluate(
            "() => { const e = document.documentElement;"
            " return e.scrollWidth - e.clientWidth }"
        )
    )
