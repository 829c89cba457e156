"""A desk without a network for days: nothing is lost, and nothing is recorded twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.pages.as_a_program import ask
from tests.browser.pages.broken_link import Link, broken_link

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.pages.conftest import Demo

READY = """async () => {
  for (const scope of ["/aduan/baru", "/luring"]) {
    for (;;) {
      const found = await navigator.serviceWorker.getRegistration(scope);
      if (found && found.active && found.active.state === "activated") break;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}"""
RECORD = """([title, taken]) => {
  const form = document.querySelector("form.receive"), fields = form.elements;
  fields.classification[0].checked = true;
  fields.title.value = title;
  fields.description.value = title + " sejak banjir pekan lalu.";
  if (taken) [fields.external_system.value, fields.external_number.value] = taken;
  form.requestSubmit();
}"""


@pytest.fixture
def link(demo: Demo) -> Iterator[Link]:
    with broken_link(demo.url) as made:
        yield made


@pytest.fixture
def device(
    browser: Browser, chromium: str, link: Link, tmp_path: Path
) -> Callable[[], Any]:
    """The browser of one device, as often as it is opened: what it keeps, it keeps."""

    @contextmanager
    def opened() -> Iterator[Page]:
        context: BrowserContext = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium,
            base_url=link.url,
            accept_downloads=True,
        )
        yield context.pages[0]
        context.close()

    return opened


def sign_in(page: Page) -> None:
    page.goto("/")
    page.locator("button[name=role][value=desk]").click()
    page.wait_for_load_state()


def record(page: Page, title: str, taken: tuple[str, str] | None = None) -> None:
    page.goto("/aduan/baru")
    page.evaluate(RECORD, [title, taken])
    page.wait_for_url("**/luring#*")


def test_thirty_complaints_outlive_days_without_a_network(
    demo: Demo, link: Link, device: Callable[[], Any]
) -> None:
    word = f"luring{uuid4().hex[:8]}"
    titles = [f"Titian {word} patah nomor {number}" for number in range(30)]
    taken = ("sp4n", uuid4().hex)
    known = {"system": taken[0], "id": taken[1]}
    said = {"channel": "web", "classification": "complaint", "description": "Sama."}
    ask(demo, "/v1/complaints", {**said, "title": "Sama", "external_id": known})

    with device() as page:
        sign_in(page)
        page.goto("/aduan/baru")
        page.evaluate(READY)
        link.up = False
        for number, title in enumerate(titles[:15]):
            record(page, title, taken if number in (3, 4) else None)
        page.reload()
        expect(page.locator("#daftar > li")).to_have_count(15)

    with device() as page:
        for title in titles[15:]:
            record(page, title)
        waiting = page.locator(".badge.wait")
        expect(waiting).to_have_count(30)
        expect(page.locator("#keadaan")).to_contain_text("Belum tersambung")
        with page.expect_download() as saved:
            page.get_by_role("button", name="Simpan antrean ke berkas").click()
        lines = saved.value.path().read_text("utf-8").splitlines()
        assert [json.loads(line)["body"]["title"] for line in lines] == titles

        link.up = True
        page.get_by_role("button", name="Kirim sekarang").click()
        # The browser was closed: its session is gone, the queue is not.
        expect(page.locator("#keadaan")).to_contain_text("Masuk lagi")
        expect(waiting).to_have_count(30)
        kept = page.evaluate("outbox.all()")
        link.losing = 1
        sign_in(page)
        page.goto("/luring")
        page.get_by_role("button", name="Kirim sekarang").click()
        expect(page.locator(".badge.good")).to_have_count(28)
        refused = page.locator("li", has=page.locator(".badge.bad"))
        expect(refused).to_have_count(2)
        for card in refused.all():
            expect(card).to_contain_text(f"{taken[1]} dari sp4n sudah tercatat")
        assert [json.loads(line)["status"] for line in link.lost].count(201) == 8
        assert len(link.lost) == 10

        found = in_order(demo, word, 28)
        assert [case["title"] for case in found] == titles[:3] + titles[5:]
        at = {one["title"]: datetime.fromisoformat(one["at"]) for one in kept}
        for case in found:
            received = datetime.fromisoformat(case["received_at"])
            assert received == at[case["title"]]
            assert datetime.fromisoformat(case["recorded_at"]) > received

        mended = refused.first.locator("[data-as=number]").inner_text()
        refused.first.get_by_role("button", name="Perbaiki").click()
        expect(page.locator("#title")).to_have_value(titles[3])
        page.fill("#external_number", "")
        page.fill("#external_system", "")
        page.get_by_role("button", name="Catat aduan").click()
        expect(page.locator(f"[id='{mended}'] .badge.good")).to_be_visible()
        assert len(in_order(demo, word, 29)) == 29


def in_order(demo: Demo, word: str, least: int) -> list[dict[str, Any]]:
    """The cases with that word, in the order in which they were recorded."""
    after = ask(demo, "/readyz")["position"]
    asked = {"q": word, "limit": 200, "after": after}
    items = ask(demo, "/v1/complaints/search", asked)["items"]
    assert len(items) == least
    found = []
    for item in items:
        case = ask(demo, f"/v1/complaints/{item['id']}")
        [first, *_] = ask(demo, f"/v1/complaints/{item['id']}/history")["items"]
        found.append({**case, "position": first["position"]})
    return sorted(found, key=lambda case: case["position"])


def test_what_is_typed_outlives_a_session_that_ended(
    link: Link, device: Callable[[], Any]
) -> None:
    with device() as page:
        sign_in(page)
        page.goto("/aduan/baru")
        page.context.clear_cookies()
        page.check("#classification")
        page.fill("#title", "Tangga dermaga hanyut")
        page.get_by_role("button", name="Catat aduan").click()
        expect(page.locator("#kurang")).to_contain_text("uraian")
        page.fill("#description", "Hanyut semalam.")
        page.get_by_role("button", name="Catat aduan").click()
        expect(page.locator("#daftar")).to_contain_text("Tangga dermaga hanyut")
        expect(page.locator("#keadaan")).to_contain_text("Masuk lagi")
        expect(page.locator("#tahan")).not_to_be_empty()


def test_a_form_whose_answer_was_lost_is_queued_as_the_same_complaint(
    demo: Demo, link: Link, device: Callable[[], Any]
) -> None:
    title = f"Talut kiriman{uuid4().hex[:8]} longsor"
    with device() as page:
        sign_in(page)
        page.goto("/aduan/baru")
        page.evaluate(READY)
        page.check("#classification")
        page.fill("#title", title)
        page.fill("#description", "Longsor semalam.")
        page.check("#anonymous")
        link.losing = 9  # a browser tries again by itself
        page.get_by_role("button", name="Catat aduan").click()
        expect(page.locator("#title")).to_have_count(0)
        link.up, link.losing = False, 0
        page.goto("/aduan/baru")
        expect(page.locator("#kurang")).to_contain_text("tidak tercatat dua kali")
        expect(page.locator("#title")).to_have_value(title)
        page.get_by_role("button", name="Simpan di antrean").click()
        expect(page.locator(".badge.wait")).to_have_count(1)
        link.up = True
        page.get_by_role("button", name="Kirim sekarang").click()
        expect(page.locator(".badge.good")).to_have_count(1)
        expect(page.locator("[data-as=code]")).not_to_be_empty()
        assert len(in_order(demo, title.split()[1], 1)) == 1
        page.goto("/aduan/baru")
        expect(page.locator("#title")).to_have_value("")
