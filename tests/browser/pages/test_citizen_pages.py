"""Citizens in the browser, by clicking and without scripts; and what all may read."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.pages.conftest import Demo, Visit

DONE = "Lampu sudah diganti."
HOSTILE = "<script>alert(1)</script> =1+1 " + "x" * 160
LONG = "\u05d0\u05d1 " + "panjang" * 1_428


def ask(demo: Demo, path: str, role: str, body: dict[str, Any] | None = None) -> Any:
    return ask_as(demo, path, demo.token(role), body)


def ask_as(
    demo: Demo, path: str, token: str, body: dict[str, Any] | None = None
) -> Any:
    request = urllib.request.Request(
        demo.url + path,
        None if body is None else json.dumps(body).encode(),
        {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def answered(demo: Demo) -> dict[str, Any]:
    """A new case, published and answered to everybody."""
    received = {
        "channel": "walk_in",
        "classification": "complaint",
        "title": HOSTILE,
        "description": LONG,
        "reporter": {"name": "Siti Rahmah"},
    }
    case: dict[str, Any] = ask(demo, "/v1/complaints", "desk", received)
    for command, role, body in (
        ("verify", "coordinator", {}),
        ("dispose", "coordinator", {"agency": "dishub"}),
        ("publish", "coordinator", {}),
        ("follow-up", "liaison", {"message": DONE, "public": True}),
        ("propose-public-text", "liaison", {"answer": 5, "text": DONE}),
        ("confirm-public-text", "coordinator", {"proposal": 6}),
    ):
        ask(demo, f"/v1/complaints/{case['id']}/{command}", role, body)
    return case


def track(page: Page, case: dict[str, Any], code: str | None = None) -> None:
    page.get_by_label("Nomor aduan").fill(case["case_number"])
    page.get_by_label("Kode akses").fill(code or case["access_code"])
    page.get_by_role("button", name="Buka", exact=True).click()


def test_a_citizen_tracks_replies_resolves_and_rates_by_clicking(
    visit: Visit, demo: Demo
) -> None:
    case = answered(demo)
    page = visit("/", scripts=False)
    page.get_by_role("link", name="Lacak aduan saya").click()
    track(page, case, code="salah")
    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    track(page, case)
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    main = page.get_by_role("main")
    expect(main).to_contain_text(LONG)
    page.get_by_role("link", name="Tanggapi").click()
    expect(main).to_contain_text("Lampu sudah diganti.")
    page.get_by_label("Tanggapan Anda").fill("Masih padam.")
    page.get_by_role("button", name="Kirim tanggapan").click()
    expect(main).to_contain_text("Tanggapan Anda sudah tercatat.")
    expect(main).to_contain_text("sedang ditindaklanjuti")
    again = {"message": "Kini menyala."}
    ask(demo, f"/v1/complaints/{case['id']}/follow-up", "liaison", again)
    page.reload()
    page.get_by_role("link", name="Nyatakan selesai").click()
    page.get_by_role("button", name="Nyatakan selesai").click()
    page.get_by_role("link", name="Beri penilaian").click()
    page.get_by_label("4, puas").check()
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(main).to_contain_text("4 dari 5")
    page.get_by_role("link", name="Siapa membuka data saya").click()
    expect(main).to_contain_text("Anda, dengan kode akses")
    page.get_by_role("banner").get_by_role("button", name="Keluar").click()
    page.goto("/lacak/aduan")
    expect(page).to_have_url(f"{demo.url}/lacak")


def test_public_figures_are_those_of_the_dashboard(demo: Demo) -> None:
    with urllib.request.urlopen(f"{demo.url}/publik/data/angka.json") as answer:
        rows = json.load(answer)["data"]
    told = {(r["tabel"], r["kode"], r["ukuran"]): r["nilai"] for r in rows}
    # A desk that received no restricted case sees what everybody may.
    desk = ask(demo, "/v1/officers", "administrator", {"role": "desk"})["token"]
    path = f"/v1/dashboard?as_of={rows[0]['per_hari']}"
    seen = ask_as(demo, path, desk)
    assert told["seluruhnya", None, "diterima"] == seen["totals"]["received"] >= 5
    assert told["seluruhnya", None, "selesai"] in (seen["totals"]["resolved"], "x")
    for month in seen["by_month"]:
        value = told["bulan", month["month"], "diterima"]
        assert value in (
            (month["received"], "x") if month["received"] > 4 else ("<5", "x")
        )
