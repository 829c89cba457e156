"""Public information by clicking: a citizen finds it, the PPID closes and publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import SignedIn, Visit

KEPT = "/informasi/kelola"


def test_what_is_late_is_published_and_everybody_reads_it_at_once(
    signed_in: SignedIn, visit: Visit
) -> None:
    ppid = signed_in("information_officer", f"{KEPT}/dip-baru", scripts=False)
    title = f"Pengumuman kabut asap {uuid4().hex[:6]}"
    ppid.get_by_label("Judul").fill(title)
    ppid.get_by_label("Ringkasan isi").fill("Indeks udara dan anjuran hari ini")
    ppid.get_by_label("Serta-merta", exact=True).check()
    ppid.get_by_label("Instansi yang menguasai").select_option("dlh")
    ppid.get_by_label("Pejabat atau unit yang menguasai").fill("Bidang Pencemaran")
    ppid.get_by_label("Penanggung jawab").fill("Kepala Dinas")
    ppid.get_by_label("Waktu dan tempat").fill("Hari ini, Palangka Raya")
    ppid.get_by_label("salinan elektronik").check()
    ppid.get_by_label("Jangka waktu penyimpanan").fill("2 tahun")
    ppid.get_by_role("button", name="Daftarkan").click()
    expect(ppid.get_by_role("heading", level=1)).to_have_text(title)
    one = ppid.url
    ppid.goto(KEPT)
    expect(ppid.get_by_role("main")).to_contain_text(title)

    citizen = visit("/informasi", scripts=False)
    citizen.get_by_label("Cari kata").fill(title.removeprefix("Pengumuman "))
    citizen.get_by_role("button", name="Cari").click()
    card = citizen.get_by_role("listitem").filter(has_text=title)
    expect(card).to_contain_text("Belum tercatat diterbitkan")
    card.get_by_role("link").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(title)

    ppid.goto(one)
    ppid.get_by_label("Alamat web").fill("https://udara.contoh.example/")
    ppid.get_by_role("button", name="Catat penerbitan").click()
    ppid.goto(KEPT)
    expect(ppid.get_by_role("main")).not_to_contain_text(title)
    citizen.reload()
    expect(citizen.get_by_role("link", name="Baca atau unduh")).to_be_visible()


def test_the_pages_of_public_information_are_sound(
    signed_in: SignedIn, visit: Visit, sound: Callable[[Page], None]
) -> None:
    citizen = visit("/informasi", dark=True)
    for path in ("", "?category=excluded", "?agency=setwan", "/dip/lkjip", "/dip/x"):
        citizen.goto(f"/informasi{path}")
        sound(citizen)
    ppid = signed_in("information_officer")
    for path in (
        "",
        "/dip",
        "/dip/lkjip",
        "/dip-baru",
        "/uji",
        "/uji/rekam-medis-pasien",
        "/uji/rekam-medis-pasien/akhiri",
        "/uji-baru",
    ):
        ppid.goto(f"{KEPT}{path}")
        sound(ppid)
    ppid.get_by_role("button", name="Catat uji konsekuensi").click()
    expect(ppid.get_by_role("alert")).to_be_visible()
    sound(ppid)
