"""The desk's pages in a browser: by clicking only, and what answers a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import SignedIn
    from tests.browser.pages.desk.conftest import Receives, SignsIn


def test_a_complaint_goes_from_receipt_to_rating_by_clicking_without_scripts(
    signed_in: SignedIn, received: Receives
) -> None:
    number = received()
    pages = {
        role: signed_in(role, scripts=False)
        for role in ("coordinator", "liaison", "desk")
    }

    def begin(role: str, action: str) -> Page:
        page = pages[role]
        page.goto(f"/aduan/{number}")
        page.get_by_role("link", name=action, exact=True).click()
        return page

    def send(page: Page, action: str, recorded: str) -> None:
        page.get_by_role("button", name=action, exact=True).click()
        expect(page.get_by_role("status").first).to_contain_text(recorded)

    page = begin("coordinator", "Verifikasi")
    send(page, "Verifikasi", "Berikutnya jatuh tempo: verifikasi")
    page = begin("coordinator", "Disposisi")
    page.get_by_label("Instansi yang menangani").select_option(
        label="Dinas Perhubungan"
    )
    send(page, "Disposisi", "Berikutnya jatuh tempo: tindak lanjut pertama")
    page = begin("liaison", "Tindak lanjut")
    page.get_by_label("Tindak lanjut untuk pelapor").fill("Lampu sudah diganti.")
    send(page, "Tindak lanjut", "Berikutnya jatuh tempo: tanggapan pelapor")
    page = begin("desk", "Tanggapan pelapor")
    page.get_by_role("textbox", name="Tanggapan pelapor").fill("Satu masih padam.")
    send(page, "Tanggapan pelapor", "Tenggat penyelesaian berjalan lagi")
    page = begin("liaison", "Selesaikan")
    page.get_by_label("Terbukti", exact=True).check()
    send(page, "Selesaikan", "Pelapor dapat membuka kembali sampai")
    page = begin("desk", "Beri penilaian")
    page.get_by_label("5 bintang").check()
    send(page, "Beri penilaian", "Dinilai pelapor")
    story = page.locator(".timeline > li")
    expect(story.last).to_contain_text("atas nama pelapor")
    expect(story).to_have_count(7)


def test_what_was_refused_recorded_or_opened_is_sound(
    signed_in: SignedIn,
    received: Receives,
    officer: SignsIn,
    sound: Callable[[Page], None],
) -> None:
    number = received()
    officer("coordinator").act(number, "verify")
    page = signed_in("coordinator", f"/aduan/{number}/dispose")
    page.get_by_role("button", name="Disposisi").click()
    expect(page.get_by_role("alert")).to_contain_text("Instansi")
    sound(page)
    page.goto(f"/aduan/{number}?tercatat=2")
    page.get_by_text("Lihat identitas pelapor").click()
    page.get_by_label("Alasan membuka").fill("Menanyakan alamat.")
    page.get_by_role("button", name="Buka dan catat").click()
    expect(page.get_by_text("Siti Aminah")).to_be_visible()
    sound(page)
