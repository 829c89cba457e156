"""Requests for information of which a term has passed: what both sides are told of it,
and the one right that it leaves, by clicking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import Demo, SignedIn, Visit

ASKED: dict[str, Any] = {
    "channel": "email",
    "applicant_kind": "citizen",
    "applicant": {"name": "Sari Ayu"},
    "information": "Anggaran jalan provinsi 2025.",
    "access": "copy",
}
NOT_HELD = {"possession": "not_held", "outcome": "refused", "message": "Tidak ada."}
KEPT = {"outcome": "refused", "withheld": [], "message": "Tetap."}
RULED = {"step": "ruling", "outcome": "refused"}
PPID, SUPERIOR = "information_officer", "information_superior"
Step = tuple[int, str, str, dict[str, Any]]


@dataclass(frozen=True)
class Told:
    """How many days ago it was asked and each step came; which terms passed; and the
    button of the one right that is left."""

    asked: int
    steps: tuple[Step, ...]
    passed: tuple[str, ...]
    left: str | None


def decided(ago: int) -> Step:
    return ago, PPID, "decide", NOT_HELD


def objected(ago: int) -> Step:
    return ago, "desk", "object", {"reasons": ["e"], "statement": "Ada."}


NO_NOTICE = "PPID tidak memberi pemberitahuan tertulis sampai"
NO_OBJECTION = "Keberatan tidak diajukan sampai"
NO_ANSWER = "Atasan PPID tidak menjawab keberatan sampai"
NO_DISPUTE = "Sengketa tidak diajukan ke Komisi Informasi sampai"
OBJECT, DISPUTE, AGAIN = "Ajukan keberatan", "Catat sengketa", "Ajukan permohonan baru"
# Each with days enough for the longest holidays between.
CASES: Mapping[str, Told] = {
    "no notice": Told(40, (), (NO_NOTICE,), OBJECT),
    "no notice after the extension": Told(
        40, ((39, PPID, "extend", {"reason": "Arsip."}),), (NO_NOTICE,), OBJECT
    ),
    "no notice and no objection": Told(130, (), (NO_NOTICE, NO_OBJECTION), AGAIN),
    "no objection": Told(100, (decided(100),), (NO_OBJECTION,), AGAIN),
    "no answer": Told(59, (decided(59), objected(58)), (NO_ANSWER,), DISPUTE),
    "no answer and no dispute": Told(
        121, (decided(121), objected(120)), (NO_ANSWER, NO_DISPUTE), AGAIN
    ),
    "no dispute": Told(
        100,
        (decided(100), objected(99), (60, SUPERIOR, "answer-objection", KEPT)),
        (NO_DISPUTE,),
        AGAIN,
    ),
    "not completed": Told(
        40,
        ((40, PPID, "notify-incomplete", {"missing": "Identitas."}),),
        ("Permohonan tidak dilengkapi sampai",),
        AGAIN,
    ),
    "no ruling": Told(
        250,
        (
            decided(250),
            objected(249),
            (248, SUPERIOR, "answer-objection", KEPT),
            (247, "desk", "dispute", {}),
        ),
        (
            "Komisi Informasi tidak memulai pemeriksaan sampai",
            "Komisi Informasi tidak memutus sengketa sampai",
        ),
        None,
    ),
    "not to court": Told(
        100,
        (
            decided(100),
            objected(99),
            (98, SUPERIOR, "answer-objection", KEPT),
            (97, "desk", "dispute", {}),
            (60, PPID, "record-ruling", RULED),
        ),
        ("Keberatan tidak diajukan ke pengadilan sampai",),
        None,
    ),
}


@pytest.fixture
def told(demo: Demo) -> dict[str, dict[str, Any]]:
    """The receipt of each of the cases, each of its steps on its day."""
    client = httpx.Client(base_url=f"{demo.url}/v1", timeout=60)
    today = datetime.now(ZoneInfo("Asia/Pontianak")).date()

    def say(role: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {demo.token(role)}"}
        answer = client.post(f"/information-requests{path}", json=body, headers=headers)
        assert answer.status_code in (200, 201), (path, answer.text)
        found: dict[str, Any] = answer.json()
        return found

    def day(ago: int, hour: int) -> str:
        return f"{today - timedelta(days=ago)}T{hour:02}:00:00+07:00"

    receipts = {}
    for name, case in CASES.items():
        got = say("desk", "", {**ASKED, "received_at": day(case.asked, 8)})
        receipts[name] = got
        for hour, (ago, role, command, body) in enumerate(case.steps, 9):
            body = {**body, "occurred_at": day(ago, hour)}
            last = say(role, f"/{got['id']}/{command}", body)
            receipts[name] = {**got, "position": last["position"]}
    client.close()
    return receipts


def test_each_term_that_passes_is_told_and_leaves_one_right_that_can_be_used(
    told: dict[str, dict[str, Any]],
    visit: Visit,
    signed_in: SignedIn,
    sound: Callable[[Page], None],
) -> None:
    officer = signed_in(PPID, scripts=False)
    after = max(case["position"] for case in told.values())
    officer.goto(f"/permohonan?after={after}&limit=200")
    for name, case in CASES.items():
        number = told[name]["case_number"]
        row = officer.locator("li.case", has_text=number)
        expect(row, name).to_contain_text(case.passed[-1])
        if case.left:
            expect(row, name).to_contain_text("hak pemohon: ajukan")
        else:
            expect(row, name).not_to_contain_text("hak pemohon")
    seen_by_the_officer(officer, told)
    applicant = visit("/lacak")
    used: set[str | None] = set()
    for name, case in CASES.items():
        if name == "no notice after the extension":  # the officer has used its right
            continue
        open_own(applicant, told[name])
        main = applicant.get_by_role("main")
        for text in case.passed:
            expect(main, name).to_contain_text(text)
        if name == "no notice and no objection":
            sound(applicant)
        choices = applicant.locator(".choices a")
        expect(choices, name).to_have_count(1 if case.left else 0)
        if case.left:
            expect(choices, name).to_contain_text(case.left)
            choices.click()
            if case.left not in used:
                USE[case.left](applicant)
            else:
                expect(applicant.get_by_role("main").locator("form")).to_be_visible()
        used.add(case.left)
    assert used == {*USE, None}


def seen_by_the_officer(page: Page, told: dict[str, dict[str, Any]]) -> None:
    """The same on the page of each case; one right is used by its link."""
    for name, case in CASES.items():
        page.goto(f"/permohonan/{told[name]['case_number']}")
        data = page.locator("section[aria-labelledby=data]")
        for text in case.passed:
            expect(data, name).to_contain_text(text)
        rights = data.get_by_role("link", name="Ajukan")
        expect(rights, name).to_have_count(1 if case.left else 0)
    page.goto(f"/permohonan/{told['no notice after the extension']['case_number']}")
    page.get_by_role("link", name=OBJECT, exact=True).first.click()
    object_to_silence(page, "Kasus posisi", "Ajukan keberatan")
    expect(page.get_by_role("status").first).to_contain_text("Keberatan diajukan")


def open_own(page: Page, case: dict[str, Any]) -> None:
    page.goto("/lacak")
    page.get_by_label("Nomor aduan").fill(case["case_number"])
    page.get_by_label("Kode akses").fill(case["access_code"])
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.get_by_text(f"Nomor pendaftaran {case['case_number']}")).to_be_visible()


def object_to_silence(page: Page, statement: str, button: str) -> None:
    page.get_by_label("Permohonan tidak ditanggapi").check()
    page.get_by_label(statement).fill("Tidak ada jawaban.")
    page.get_by_role("button", name=button).click()


def object_as_applicant(page: Page) -> None:
    # What cannot be found today is not asked.
    expect(page.get_by_label("Biaya tidak wajar")).to_have_count(0)
    object_to_silence(page, "Apa yang terjadi", "Kirim keberatan")
    expect(page.get_by_role("status")).to_contain_text("menunggu jawaban atasan PPID")
    expect(page.locator(".choices a")).to_have_count(0)


def dispute_as_applicant(page: Page) -> None:
    page.get_by_role("button", name="Catat sengketa").click()
    expect(page.get_by_role("status")).to_contain_text("Sengketa Anda sudah tercatat")
    expect(page.get_by_text("Sengketa Anda ada di Komisi Informasi.")).to_be_visible()


def ask_again(page: Page) -> None:
    page.get_by_label("Rincian informasi").fill("Anggaran jalan provinsi 2025.")
    page.get_by_label("Meminta salinan").check()
    page.get_by_label("Perorangan").check()
    page.get_by_label("Nama lengkap atau nama badan").fill("Sari Ayu")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("Nomor pendaftaran").first).to_be_visible()


USE = {OBJECT: object_as_applicant, DISPUTE: dispute_as_applicant, AGAIN: ask_again}
