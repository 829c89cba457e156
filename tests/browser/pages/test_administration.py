"""An administrator and whom they appoint, by clicking; and the way of the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.pages.conftest import SignedIn, Visit

PASSWORD = "hujan di bukit tangkiling"


def test_who_is_invited_signs_in_and_who_is_dismissed_is_out_at_once(
    signed_in: SignedIn, visit: Visit
) -> None:
    admin = signed_in("administrator", "/pengurus/petugas/baru", scripts=False)
    admin.get_by_label("Nama").fill("Wening Peraga")
    admin.get_by_label("Peran").select_option("information_officer")
    admin.get_by_role("button", name="Angkat petugas").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Wening Peraga")
    one = admin.url
    admin.get_by_role("button", name="Buat kode undangan").click()
    code = admin.locator("#kode").inner_text()
    assert code not in admin.url

    officer = visit("/masuk/undangan", scripts=False)
    officer.get_by_label("Kode undangan").fill(code)
    officer.get_by_label("Nama pengguna").fill("wening.peraga")
    officer.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    officer.get_by_label("Kata sandi sekali lagi").fill(PASSWORD)
    officer.get_by_role("button", name="Simpan dan masuk").click()
    banner = officer.get_by_role("banner")
    expect(banner).to_contain_text("Pejabat PPID", ignore_case=True)

    admin.goto(f"{one}/berhentikan")
    admin.get_by_role("button", name="Berhentikan sekarang").click()
    expect(admin).to_have_url(one.rpartition("/")[0])
    officer.goto("/")
    expect(banner).not_to_contain_text("Masuk sebagai")
    officer.goto("/masuk")
    officer.get_by_label("Nama pengguna").fill("wening.peraga")
    officer.get_by_label("Kata sandi").fill(PASSWORD)
    officer.get_by_role("main").get_by_role("button", name="Masuk").click()
    expect(officer.get_by_role("alert")).to_be_visible()


def test_the_pages_of_the_tour_lead_to_its_end(visit: Visit) -> None:
    page = visit("/", scripts=False)
    page.get_by_role("link", name="Ikuti tur").click()
    page.get_by_role("link", name="Mulai tur").click()
    for last in (False, False, False, True):
        onward = page.get_by_role("navigation", name="Langkah tur")
        onward.locator("a.main").click()
        page.wait_for_load_state()
        assert (page.url.rpartition("/")[2] == "") == last
