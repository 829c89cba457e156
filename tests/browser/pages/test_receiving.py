"""A complaint is received: at the desk, or at home; with scripts, or without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.pages.as_a_program import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import Demo, SignedIn, Visit

HOSTILE = "<b>Sumur</b> \u202ebalik<script>alert(1)</script> " + "a" * 150
AT_MOST = 15_000
"""Bytes: three seconds of a link of 50 kbit/s, with its delays."""
FIRST_CONTENT_MS = 2_000
FIRST_CONTENT = """new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
    .observe({ type: "paint", buffered: true });
})"""


def fill(page: Page, title: str, description: str) -> None:
    page.check("#classification")
    page.fill("#title", title)
    page.fill("#description", description)


def matter() -> tuple[str, str]:
    """Title and description that no other test tells."""
    words = [f"kata{uuid4().hex[:8]}" for _ in range(9)]
    return " ".join(words[:3]), " ".join(words)


def code_on(page: Page) -> dict[str, str]:
    number, code = page.locator(".keys dd").all_inner_texts()
    return {"case_number": number, "access_code": code}


def test_a_desk_without_scripts_is_shown_what_is_alike_and_records_it_all_the_same(
    demo: Demo, signed_in: SignedIn
) -> None:
    title, description = matter()
    said = {"channel": "web", "classification": "complaint", "title": title}
    known = ask(demo, "/v1/complaints", {**said, "description": description})
    body = {"title": title, "after": known["position"]}
    assert ask(demo, "/v1/complaints/similar", body)["items"]

    page = signed_in("desk", "/aduan/baru", scripts=False)
    fill(page, title, description)
    page.select_option("#channel", "phone")
    page.fill("#received_on", "2026-11-02")
    page.fill("#received_time", "9.05")
    page.fill("#phone", "0812 3456 7890")
    page.get_by_role("button", name="Catat aduan").click()
    alike = page.locator("#serupa")
    expect(alike).to_contain_text(known["case_number"])
    expect(page.locator("#phone")).to_have_value("0812 3456 7890")

    page.get_by_role("button", name="Bukan yang sama: catat aduan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tanda terima aduan")
    receipt = page.locator(".receipt")
    expect(receipt).to_contain_text("Senin, 2 November 2026 pukul 09.05 WIB")
    expect(receipt).to_contain_text("Telepon")
    expect(receipt).to_contain_text("UU 25/2009 Pasal 44(1)")
    told = code_on(page)
    assert told["case_number"] != known["case_number"]
    assert ask(demo, "/v1/track", told, role=None)["token"]
    assert told["access_code"].replace(" ", "") not in page.url

    at = page.url
    page.reload()
    assert code_on(page) == told
    page.get_by_role("button", name="Sudah diserahkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima aduan")
    page.goto(at)
    expect(receipt).to_contain_text("tidak ditampilkan lagi")
    expect(receipt).not_to_contain_text(told["access_code"])


def test_a_reporter_at_home_learns_of_nobody_and_hands_the_receipt_over_once(
    demo: Demo, visit: Visit
) -> None:
    title, description = matter()
    said = {"channel": "web", "classification": "complaint", "title": title}
    ask(demo, "/v1/complaints", {**said, "description": description})
    page = visit("/aduan/baru", scripts=False)
    expect(page.locator("#channel, #received_on, #external_number")).to_have_count(0)
    fill(page, title, description)
    page.get_by_role("button", name="Kirim aduan").click()
    told = code_on(page)
    expect(page.locator(".receipt")).to_contain_text("Situs web")
    assert ask(demo, "/v1/track", told, role=None)["token"]
    at = page.url
    page.get_by_role("button", name="Sudah saya catat").click()
    answer = page.goto(at)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("main")).to_contain_text("datanglah ke meja aduan")


def test_a_refusal_keeps_what_was_typed_and_names_the_field(
    visit: Visit, sound: Callable[[Page], None]
) -> None:
    page = visit("/aduan/baru", scripts=True)
    fill(page, HOSTILE, "x" * 10_000)
    page.fill("#national_id", "123")
    page.fill("#place", "p" * 2_001)
    page.get_by_role("button", name="Kirim aduan").click()
    errors = page.locator("#ringkasan a")
    expect(errors).to_have_count(2)
    expect(errors.first).to_contain_text("Letak: Isi paling banyak 2000 huruf.")
    expect(errors.last).to_contain_text("NIK: Isi dengan 16 angka.")
    errors.last.click()
    assert page.evaluate("location.hash") == "#national_id"
    expect(page.locator("#title")).to_have_value(HOSTILE.strip())
    sound(page)


def test_what_is_alike_is_shown_while_it_is_typed_and_as_text(
    demo: Demo, signed_in: SignedIn
) -> None:
    mark = uuid4().hex[:8]
    said = {"channel": "web", "classification": "complaint", "description": "Balik."}
    title = f"<b>Sumur</b> {mark} \u061cterbalik<script>alert(1)</script>"
    known = ask(demo, "/v1/complaints", {**said, "title": title})
    body = {"title": title, "after": known["position"]}
    assert ask(demo, "/v1/complaints/similar", body)["items"]
    page = signed_in("desk", "/aduan/baru")
    page.fill("#title", f"sumur {mark} terbalik script alert")
    expect(page.locator("#serupa a").first).to_contain_text(f"<b>Sumur</b> {mark}")
    assert known["id"] in (page.locator("[name=seen]").get_attribute("value") or "")


def test_a_receipt_with_its_code_and_a_full_queue_are_sound(
    signed_in: SignedIn, sound: Callable[[Page], None]
) -> None:
    page = signed_in("desk", "/aduan/baru")
    fill(page, *matter())
    page.get_by_role("button", name="Catat aduan").click()
    page.wait_for_url("**/tanda-terima")
    sound(page)
    page.goto("/luring")
    expect(page.locator("#kosong")).to_be_visible()
    page.evaluate(
        "Promise.all([1, 2, 3].map((seq) => outbox.put({seq, at: '2026-11-02T01:15Z',"
        " number: 'L-ABCD-000' + seq, state: ['waiting', 'refused', 'sent'][seq - 1],"
        " title: 'Jembatan '.repeat(20), line: seq < 3 && '{}', case_number: seq > 2"
        " && 'ABCD-2345-X', access_code: seq > 2 && 'A'.repeat(26),"
        " why: {title: 'Ditolak', text: 'x'.repeat(200)}})))"
    )
    expect(page.locator("#daftar > li")).to_have_count(3)
    sound(page)
    page.evaluate("indexedDB.deleteDatabase('tuntas')")


def test_the_form_weighs_little_and_is_soon_there(
    signed_in: SignedIn, scale: int
) -> None:
    """How soon is asked of the browser in `make prove` alone; how much must come before
    that, in tests/api/pages/test_first_content.py."""
    page = signed_in("desk")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def began(told: dict[str, Any]) -> None:
        kinds[told["requestId"]] = told["type"]

    def ended(told: dict[str, Any]) -> None:
        sizes[told["requestId"]] = told["encodedDataLength"]

    network.on("Network.responseReceived", began)
    network.on("Network.loadingFinished", ended)
    page.goto("/aduan/baru", wait_until="networkidle")
    counted = {
        kind: sum(size for id, size in sizes.items() if kinds.get(id) == kind)
        for kind in ("Document", "Script")
    }
    assert all(counted.values()), counted
    assert sum(counted.values()) <= AT_MOST, counted
    if scale == 1:
        return
    slow = {"latency": 600, "downloadThroughput": 6250, "uploadThroughput": 6250}
    network.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    shown = []
    for _ in range(3):
        page.goto("/aduan/baru", timeout=60_000)
        shown.append(page.evaluate(FIRST_CONTENT))
    assert sorted(shown)[1] <= FIRST_CONTENT_MS, shown


def test_the_queue_is_delivered_by_a_desk_that_shows_its_form(
    demo: Demo, signed_in: SignedIn, visit: Visit
) -> None:
    def deliver(page: Page, key: str | None) -> int:
        return page.request.post(
            "/luring/kirim",
            data="{}",
            headers={
                "Content-Type": "application/x-ndjson",
                **({"Tuntas-Formulir": key} if key else {}),
            },
        ).status

    desk, nobody = signed_in("desk"), visit("/luring")
    key = desk.request.get("/luring/kunci").json()["csrf"]
    assert deliver(desk, key) == 200
    assert deliver(desk, None) == deliver(desk, key[:-4] + "AAA=") == 403
    assert deliver(nobody, key) == 401
    other = signed_in("liaison")
    assert other.request.get("/luring/kunci").status == 403
    answer = other.request.get("/aduan/baru")
    assert answer.status == 403
    assert re.search(r"petugas meja aduan", answer.text())


def test_what_the_worker_keeps_names_nobody(signed_in: SignedIn) -> None:
    page = signed_in("desk", "/luring/formulir", scripts=False)
    script = page.request.get("/luring/pekerja.js")
    assert script.headers["service-worker-allowed"] == "/"
    kept = page.context.browser.new_context(base_url=page.url)  # type: ignore[union-attr]
    for path in ("/luring", "/luring/formulir"):
        text = kept.request.get(path).text()
        assert "csrf" not in text
        assert "Masuk sebagai" not in text
    kept.close()


def test_a_desks_form_that_is_sent_again_is_recorded_once(
    demo: Demo, signed_in: SignedIn
) -> None:
    title, description = matter()
    page = signed_in("desk", "/aduan/baru", scripts=False)
    fill(page, title, description)
    page.select_option("#channel", "phone")
    form = page.locator("form.receive")
    names = "els => els.filter(e => e.name && (e.type != 'radio' || e.checked)"
    given = form.locator("input, select, textarea").evaluate_all(
        f"{names} && e.type != 'checkbox').map(e => [e.name, e.value])"
    )
    sent: dict[str, Any] = {
        "form": dict(given),
        "headers": {"Origin": demo.url, "Sec-Fetch-Site": "same-origin"},
    }
    first = page.request.post("/aduan/baru", **sent, max_redirects=0)
    assert first.status == 303
    after = ask(demo, "/readyz", role=None)["position"]
    known = ask(demo, "/v1/complaints/similar", {"title": title, "after": after})
    assert len(known["items"]) == 1
    again = page.request.post("/aduan/baru", **sent, max_redirects=0)
    assert again.status == 303
    assert again.headers["location"] == first.headers["location"]
