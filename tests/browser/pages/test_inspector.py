"""What an inspector does with a case: steps through it, compares, takes it away."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from ledger.bundle import Bundle
from ledger.trust import Trust
from ledger.verifying import PAGE, verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.pages.conftest import Demo, SignedIn

Send = Callable[..., dict[str, Any]]
HOSTILE = "Jalan <b>putus</b> \u202eterbalik " + "panjang" * 20


@pytest.fixture
def send(demo: Demo) -> Send:
    """`send(role, path, **body)`: what the office's programs do meanwhile."""

    def sent(role: str, path: str, **body: Any) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{demo.url}/v1/complaints{path}", json.dumps(body).encode()
        )
        request.add_header("Authorization", f"Bearer {demo.token(role)}")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    return sent


def days_ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


@pytest.fixture
def case(send: Send) -> str:
    """The number of a case with four events, the last two a pause and its end."""
    number: str = send(
        "desk",
        "",
        channel="walk_in",
        classification="complaint",
        title=HOSTILE,
        description="Sejak banjir.",
        reporter={"name": "Siti Aminah"},
        received_at=days_ago(40),
    )["case_number"]
    for role, command, days, body in (
        ("coordinator", "verify", 38, {}),
        ("coordinator", "request-clarification", 30, {"question": "Di mana?"}),
        ("desk", "clarify", 20, {"answer": "Di RT 4."}),
    ):
        send(role, f"/{number}/{command}", **body, occurred_at=days_ago(days))
    return number


@pytest.fixture
def restricted(send: Send) -> str:
    number: str = send(
        "desk",
        "",
        channel="letter",
        classification="oversight_complaint",
        title="Pungutan di loket",
        description="Diminta membayar.",
        reporter={"name": "Budi Santoso"},
    )["case_number"]
    return number


def test_a_case_is_found_and_stepped_through_by_keyboard(
    signed_in: SignedIn, case: str
) -> None:
    page = signed_in("inspector", "/inspektur")
    page.get_by_label("Nomor aduan").fill(case.lower())
    page.keyboard.press("Enter")
    here = page.locator(".place").first
    expect(here).to_have_text(re.compile(r"^#(\d+) dari \1$"))
    # The sweep may add its reminders behind the four at any time.
    page.goto(f"/inspektur/aduan/{case}?ke=4")
    for key, then in (("ArrowLeft", 3), ("ArrowLeft", 2), ("ArrowRight", 3)):
        page.keyboard.press(key)
        expect(here).to_have_text(re.compile(rf"^#{then} dari \d+$"))
    step = page.locator("#langkah")
    expect(step).to_contain_text("Pelapor diminta melengkapi")
    expect(step).to_contain_text("30 hari sesudah terjadi")
    expect(step.get_by_role("row", name="Status").get_by_role("cell")).to_have_text(
        ["terverifikasi", "menunggu klarifikasi"]
    )
    expect(page.get_by_text("Tenggat ditunda", exact=True)).to_be_visible()
    expect(page.get_by_text("Tidak ada peristiwa selama").first).to_be_visible()


def test_where_somebody_types_the_arrows_move_the_cursor(
    signed_in: SignedIn, case: str
) -> None:
    page = signed_in("inspector", f"/inspektur/aduan/{case}")
    page.get_by_label("Alasan").fill("Surat tugas")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("x")
    expect(page.get_by_label("Alasan")).to_have_value("Surat tugaxs")
    expect(page.locator(".place").first).to_have_text(re.compile(r"^#(\d+) dari \1$"))


def test_two_moments_of_a_case_differ_before_and_after(
    signed_in: SignedIn, case: str
) -> None:
    page = signed_in("inspector", f"/inspektur/aduan/{case}", scripts=False)
    page.get_by_role("link", name="#2 Aduan diverifikasi").click()
    page.get_by_role("link", name="Bandingkan #2 dan sekarang").click()
    page.get_by_label("Akhir hari").first.fill(days_ago(39)[:10])
    page.get_by_label("Sampai posisi").first.fill("")
    page.get_by_role("button", name="Bandingkan").click()
    expect(page.get_by_role("row", name="Status")).to_contain_text("diterima")
    expect(page.get_by_role("row", name="Status")).to_contain_text("terverifikasi")
    expect(page.get_by_role("link", name="#4 Pelapor melengkapi")).to_be_visible()


def test_what_does_not_fit_is_told_and_kept(signed_in: SignedIn) -> None:
    page = signed_in("inspector", "/inspektur/bandingkan", scripts=False)
    page.get_by_label("Sampai posisi").first.fill("kemarin")
    page.get_by_role("button", name="Bandingkan").click()
    expect(page.get_by_role("alert")).to_contain_text("Saat pertama, sampai posisi")
    expect(page.get_by_label("Sampai posisi").first).to_have_value("kemarin")


def test_sealed_texts_open_for_a_reason_which_is_recorded(
    signed_in: SignedIn, restricted: str
) -> None:
    page = signed_in("inspector", f"/inspektur/aduan/{restricted}", scripts=False)
    expect(page.locator("#isi")).not_to_contain_text("Pungutan di loket")
    page.get_by_role("button", name="Buka dan catat").click()
    expect(page.get_by_role("alert")).to_contain_text("Alasan diperlukan")
    expect(page.get_by_text("Belum ada.", exact=True)).to_be_visible()
    page.get_by_label("Alasan").fill("Surat tugas 12/2026")
    page.get_by_role("button", name="Buka dan catat").click()
    expect(page.locator("#isi")).to_contain_text("Pungutan di loket")
    expect(page.locator("#isi")).to_contain_text("Budi Santoso")
    page.goto("/inspektur/pembukaan")
    expect(page.get_by_role("listitem").filter(has_text=restricted)).to_contain_text(
        "Alasan tersegel"
    )
    page.goto(f"/inspektur/aduan/{restricted}")
    expect(page.locator("#isi")).not_to_contain_text("Budi Santoso")


def test_a_bundle_is_recorded_with_its_reason_and_holds(
    signed_in: SignedIn, case: str, tmp_path: Path
) -> None:
    page = signed_in("inspector", scripts=False)
    while "belum disegel" in (page.goto(f"/inspektur/aduan/{case}"), page.content())[1]:
        pass  # by the runner, once a second
    page.get_by_role("link", name="Unduh bundel bukti aduan ini").click()
    page.get_by_role("button", name="Catat dan unduh bundel").click()
    expect(page.get_by_role("alert")).to_contain_text("Alasan diperlukan")
    page.get_by_label("Alasan").fill("Berkas pemeriksaan")
    with page.expect_download() as download:
        page.get_by_role("button", name="Catat dan unduh bundel").click()
    path = tmp_path / "bundle"
    download.value.save_as(path)
    with path.open("rb") as file:
        verdict = verify(Bundle(file), Trust())
    # What others opened of the case meanwhile is in it too.
    assert verdict.holds and verdict.events >= 4
    page.goto("/inspektur/ekspor")
    made = page.get_by_role("listitem").filter(has_text=case)
    expect(made).to_contain_text("Alasan: Berkas pemeriksaan")


def test_the_verifier_is_handed_out_as_it_is(
    signed_in: SignedIn, tmp_path: Path
) -> None:
    page = signed_in("inspector", "/inspektur")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh halaman pemeriksa").click()
    download.value.save_as(tmp_path / "page")
    assert (tmp_path / "page").read_bytes() == PAGE.read_bytes()


def test_an_inspector_confirms_an_erasure_that_a_coordinator_granted(
    signed_in: SignedIn, send: Send, case: str
) -> None:
    send("desk", f"/{case}/data-requests", kind="erasure")
    send("coordinator", f"/{case}/data-requests/1/grant")
    page = signed_in("inspector", f"/inspektur/aduan/{case}/permintaan/1")
    page.get_by_role("button", name="Catat keputusan").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih salah satu keputusan")
    page.get_by_label("Tolak permintaan data").check()
    page.get_by_role("button", name="Catat keputusan").click()
    expect(page.get_by_role("alert")).to_contain_text("Alasan penolakan")
    page.get_by_label("Tegaskan penghapusan").check()
    page.get_by_role("button", name="Catat keputusan").click()
    expect(page.locator(".pairs")).to_contain_text("Selesai")
    expect(page.get_by_role("button", name="Catat keputusan")).to_have_count(0)


def test_a_request_about_personal_data_is_met_where_the_work_of_the_day_is(
    signed_in: SignedIn, send: Send, case: str
) -> None:
    send("desk", f"/{case}/data-requests", kind="access")
    page = signed_in("coordinator", "/meja", scripts=False)
    waiting = page.get_by_role("link", name="Lihat permintaan")
    while not waiting.count():
        page.reload()
    waiting.click()
    expect(page.locator("main")).to_contain_text(case)
    page = signed_in("liaison", "/meja", scripts=False)
    expect(page.get_by_role("link", name="Lihat permintaan")).to_have_count(0)


def test_a_coordinator_steps_through_a_case_and_reads_no_access_log(
    signed_in: SignedIn, case: str
) -> None:
    page = signed_in("coordinator", f"/inspektur/aduan/{case}", scripts=False)
    while "belum disegel" in page.locator("#rantai").inner_text():
        page.reload()
    expect(page.locator("#rantai")).to_contain_text("Rantai")
    expect(page.get_by_role("link", name="Unduh bundel")).to_have_count(0)
    page.goto("/inspektur")
    expect(page.get_by_role("heading", name="Temuan untuk ditanyakan")).to_be_visible()
    expect(page.get_by_role("heading", name="Pembukaan")).to_have_count(0)
    page.goto("/inspektur/pembukaan")
    expect(page.locator("h1")).to_have_text("Peran Anda tidak berwenang")


def test_a_liaison_is_refused(signed_in: SignedIn, case: str) -> None:
    page = signed_in("liaison", scripts=False)
    for path in ("", "/temuan", "/bandingkan", f"/aduan/{case}"):
        answer = page.goto(f"/inspektur{path}")
        assert answer is not None
        assert answer.status == 403
        expect(page.locator("h1")).to_have_text("Peran Anda tidak berwenang")
    expect(page.get_by_role("link", name="Pemeriksaan")).to_have_count(0)
