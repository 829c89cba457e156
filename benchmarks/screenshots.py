"""Pictures of the main pages for the README: `make screenshots`.

python -m benchmarks.screenshots docs/screenshots

A demonstration is served for it, so each picture shows the pages as they are today. The
browser is that of the tests of pages.
"""

import io
import json
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import ALONE, NAMES

WIDE: ViewportSize = {"width": 1280, "height": 880}
NARROW: ViewportSize = {"width": 360, "height": 780}
SHARE = 0.75
"""Of the pixels of the window; text stays readable at that."""
QUALITY = 72
TITLE = "Lampu jalan padam di depan puskesmas"
ANSWER = "Regu sudah memeriksa: kabel terputus. Diganti hari Kamis."
STEPS: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("coordinator", "verify", 11, {}),
    ("coordinator", "dispose", 11, {"agency": "dishub"}),
    ("liaison", "request-clarification", 9, {"question": "Di depan puskesmas mana?"}),
    (
        "desk",
        "clarify",
        6,
        {"answer": "Puskesmas Pahandut, tiang ketiga dari gerbang."},
    ),
    ("coordinator", "publish", 6, {}),
    ("liaison", "follow-up", 1, {"message": ANSWER, "public": True}),
    ("liaison", "propose-public-text", 0, {"answer": 7, "text": ANSWER}),
    ("coordinator", "confirm-public-text", 0, {"proposal": 8}),
)
"""Role, command, how many days ago, and what was said: a case worth looking at."""


class Demonstration:
    """`say` speaks to it as a program of that role."""

    def __init__(self, url: str, tokens: dict[str, str]):
        self.url = url
        self._tokens = tokens

    def say(self, role: str, path: str, days_ago: int, name: str, **body: Any) -> Any:
        """The answer; it happened so many days ago, in the field of that name."""
        at = datetime.now(UTC) - timedelta(days=days_ago)
        request = urllib.request.Request(
            f"{self.url}/v1/complaints{path}",
            json.dumps({**body, name: at.isoformat(timespec="seconds")}).encode(),
            {
                "Authorization": f"Bearer {self._tokens[role]}",
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def case(self) -> dict[str, str]:
        """A new one that went the way of `STEPS`; as its receipt names it."""
        received: dict[str, str] = self.say(
            "desk",
            "",
            12,
            "received_at",
            channel="phone",
            classification="complaint",
            category="perhubungan",
            title=TITLE,
            description="Tiga lampu padam sejak banjir. Malam hari gelap dan ramai.",
            location={"region": "62.71", "description": "Jalan Darmosugondo"},
            reporter={"name": "Siti Rahmah", "phone": "0812 3456 7890"},
        )
        for role, command, days, body in STEPS:
            path = f"/{received['case_number']}/{command}"
            self.say(role, path, days, "occurred_at", **body)
        return received


@contextmanager
def demonstration(place: Path) -> Iterator[Demonstration]:
    log = place / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "api", "demo", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout is not None
    url = process.stdout.readline().partition("ready ")[2].strip()
    tokens = dict(re.findall(r"^(\w+) +(tuntas_\S+)$", log.read_text(), re.M))
    try:
        yield Demonstration(url, tokens)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def visitor(browser: Browser, url: str, role: str | None, narrow: bool = False) -> Page:
    """A page of somebody in that role, or of nobody."""
    page = browser.new_context(
        base_url=url, viewport=NARROW if narrow else WIDE, locale="id-ID"
    ).new_page()
    page.goto("/")
    if role is not None:
        page.locator(f"button[name=role][value={role}]").click()
    return page


def taken(browser: Browser, demo: Demonstration) -> Iterator[tuple[str, bytes]]:
    """Name of each picture, and what the window shows as PNG."""
    case = demo.case()
    number = case["case_number"]
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date()
    coordinator = visitor(browser, demo.url, "coordinator")
    manager = visitor(browser, demo.url, "manager")
    inspector = visitor(browser, demo.url, "inspector")
    desk = visitor(browser, demo.url, "desk", narrow=True)
    nobody = visitor(browser, demo.url, None)
    for name, page, address in (
        ("depan", nobody, "/"),
        ("meja", coordinator, "/meja"),
        ("formulir", desk, "/aduan/baru"),
        ("aduan", coordinator, f"/aduan/{number}"),
        ("dasbor", manager, f"/dasbor?per={yesterday}"),
        ("dasbor-arus", manager, f"/dasbor/arus?per={yesterday}"),
        ("pemeriksaan", inspector, f"/inspektur/aduan/{number}?ke=4"),
        ("publik", nobody, f"/publik/aduan/{number}"),
    ):
        page.goto(address)
        yield name, page.screenshot()
    nobody.goto("/lacak")
    nobody.get_by_label("Nomor aduan").fill(number)
    nobody.get_by_label("Kode akses").fill(case["access_code"])
    nobody.get_by_role("button", name="Buka", exact=True).click()
    nobody.wait_for_url("**/lacak/aduan")
    yield "lacak", nobody.screenshot()


def small(picture: bytes) -> bytes:
    """As WebP of fewer pixels."""
    with Image.open(io.BytesIO(picture)) as opened:
        size = (round(opened.width * SHARE), round(opened.height * SHARE))
        written = io.BytesIO()
        opened.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(
            written, "WEBP", quality=QUALITY, method=6
        )
    return written.getvalue()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        sys.exit("Install Chromium (apt install chromium), and say it again.")
    with (
        TemporaryDirectory() as place,
        demonstration(Path(place)) as demo,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=found, args=list(ALONE))
        for name, picture in taken(browser, demo):
            file = folder / f"{name}.webp"
            file.write_bytes(small(picture))
            print(f"{file}  {file.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
