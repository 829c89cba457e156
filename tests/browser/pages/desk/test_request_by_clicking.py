"""A request for public information by clicking only, from its receipt to delivery."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import SignedIn, Visit


def test_a_request_goes_from_receipt_to_delivery_by_clicking_without_scripts(
    signed_in: SignedIn, visit: Visit, sound: Callable[[Page], None]
) -> None:
    officer = signed_in("information_officer", scripts=False)
    officer.get_by_role("link", name="Terima permohonan baru").click()
    officer.get_by_label("Rincian informasi").fill("Anggaran jalan provinsi 2025.")
    officer.get_by_label("Meminta salinan").check()
    officer.get_by_label("Salinan elektronik").check()
    officer.get_by_label("Perorangan").check()
    officer.get_by_label("Nama lengkap atau nama badan").fill("Sari Ayu")
    officer.get_by_role("button", name="Catat permohonan").click()
    keys = officer.locator(".keys dd")
    number, code = (keys.nth(n).inner_text() for n in (0, 1))
    officer.get_by_role("link", name="Buka permohonan").click()

    def take(page: Page, action: str) -> None:
        page.get_by_role("link", name=action, exact=True).click()

    def send(page: Page, action: str, *told: str) -> None:
        page.get_by_role("button", name=action, exact=True).click()
        for text in told:
            expect(page.get_by_role("status").first).to_contain_text(text)

    take(officer, "Perpanjang pemberitahuan tertulis")
    officer.get_by_label("Alasan perpanjangan").fill("Berkas di arsip daerah.")
    send(
        officer,
        "Perpanjang pemberitahuan tertulis",
        "Tenggat pemberitahuan tertulis bergeser dari",
        "Berikutnya jatuh tempo: pemberitahuan tertulis",
    )
    take(officer, "Beri pemberitahuan tertulis")
    officer.get_by_label("Dikuasai", exact=True).check()
    officer.get_by_label("Ditolak", exact=True).check()
    officer.get_by_label("Pemberitahuan kepada pemohon").fill("Memuat data pribadi.")
    officer.get_by_role("button", name="Beri pemberitahuan tertulis").click()
    # A refusal rests on a ground and its consequence test, or is none.
    expect(officer.get_by_role("alert")).to_contain_text("Pasal 17")
    expect(officer.get_by_label("Ditolak", exact=True)).to_be_checked()
    officer.get_by_label("Alasan Pasal 17 (1)").select_option("h")
    officer.get_by_label("Kode pengecualian (1)").fill("rekam-medis-pasien")
    send(
        officer,
        "Beri pemberitahuan tertulis",
        "Tenggat pemberitahuan tertulis berhenti",
        "Berikutnya jatuh tempo: masa pengajuan keberatan",
    )
    applicant = visit("/lacak", scripts=False, width=360)
    applicant.get_by_label("Nomor aduan atau permohonan").fill(number)
    applicant.get_by_label("Kode akses").fill(code)
    applicant.get_by_role("button", name="Buka", exact=True).click()
    expect(applicant.get_by_text("Memuat data pribadi.")).to_be_visible()
    applicant.get_by_role("link", name=re.compile("Ajukan keberatan")).click()
    applicant.get_by_label("Permohonan ditolak dengan alasan").check()
    applicant.get_by_label("Apa yang terjadi").fill("Anggaran itu terbuka.")
    send(applicant, "Kirim keberatan", "menunggu jawaban atasan PPID")
    superior = signed_in("information_superior", scripts=False)
    superior.goto(f"/permohonan/{number}")
    take(superior, "Jawab keberatan")
    superior.get_by_label("Dikabulkan", exact=True).check()
    superior.get_by_label("Jawaban kepada pemohon").fill("Berikan salinannya.")
    send(
        superior,
        "Jawab keberatan",
        "Tenggat jawaban atas keberatan berhenti",
        "Berikutnya jatuh tempo: masa pengajuan sengketa",
    )
    officer.goto(f"/permohonan/{number}")
    take(officer, "Berikan informasi")
    officer.get_by_label("Salinan elektronik").check()
    send(officer, "Berikan informasi", "Informasi diberikan")
    story = officer.locator(".timeline > li")
    expect(story).to_have_count(6)
    expect(story.last).to_contain_text("pejabat PPID")
    applicant.goto("/lacak/permohonan")
    expect(applicant.get_by_text("Informasi sudah diberikan")).to_be_visible()
    expect(
        applicant.get_by_role("link", name=re.compile("Catat sengketa"))
    ).to_be_visible()
