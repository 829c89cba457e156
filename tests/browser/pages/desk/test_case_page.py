"""The page of a case: who sees it, what is sealed, what is due, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from tests.browser.pages.conftest import Demo
    from tests.browser.pages.desk.conftest import Receives, SignsIn


def test_a_case_that_one_may_not_see_does_not_exist(
    officer: SignsIn, received: Receives
) -> None:
    for hidden, role in (
        (received(), "liaison"),  # it is with no agency
        (received(confidential=True), "manager"),
    ):
        page = officer(role).read(f"/aduan/{hidden}")
        nobody = officer(role).read("/aduan/2222-2222-2")
        assert (page.status, nobody.status) == (404, 404)
        assert page.text.replace(hidden, "") == nobody.text.replace("2222-2222-2", "")


def test_an_identity_is_opened_for_a_reason_each_time_anew(
    officer: SignsIn, received: Receives, demo: Demo
) -> None:
    number = received()
    coordinator, action = officer("coordinator"), f"/aduan/{number}/buka"
    page = coordinator.read(f"/aduan/{number}")
    assert "Siti Aminah" not in page.html
    refused = coordinator.send(action, page.forms[action])
    assert refused.status == 422
    assert "Siti Aminah" not in refused.html
    reason = "Menanyakan alamat lengkap."
    opened = coordinator.send(action, page.forms[action] | {"reason": reason})
    assert "Siti Aminah" in opened.text
    assert "Siti Aminah" not in coordinator.read(f"/aduan/{number}").html
    openings = httpx.get(
        f"{demo.url}/v1/complaints/{number}/openings",
        headers={"Authorization": f"Bearer {demo.token('inspector')}"},
        timeout=60,
    ).json()["items"]
    assert [(o["opened"], o["reason"]) for o in openings] == [(["reporter"], reason)]


def test_the_text_of_a_restricted_case_is_sealed_until_a_reason_is_given(
    officer: SignsIn, received: Receives
) -> None:
    number = received(confidential=True, description="Nama atasan saya Pak X.")
    coordinator, action = officer("coordinator"), f"/aduan/{number}/buka"
    page = coordinator.read(f"/aduan/{number}")
    assert "Pak X" not in page.html
    assert "Aduan terbatas" in page.text
    opened = coordinator.send(action, page.forms[action] | {"reason": "Verifikasi."})
    assert "Pak X" in opened.text
    assert "Siti Aminah" not in opened.html  # asked for apart
    both = page.forms[action] | {"reason": "Verifikasi.", "identity": "ya"}
    assert "Siti Aminah" in coordinator.send(action, both).text
    listed = coordinator.read("/aduan?classification=complaint&limit=1")
    assert "Judul tersegel" in listed.text


def test_who_may_not_open_is_not_asked_for_a_reason(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    page = officer("manager").read(f"/aduan/{number}")
    action = f"/aduan/{number}/buka"
    assert action not in page.forms
    token = page.forms["/keluar"]["csrf"]
    sent = officer("manager").send(action, {"csrf": token, "reason": "Ingin tahu."})
    assert sent.status == 403


def test_deadlines_are_told_day_by_day(officer: SignsIn, received: Receives) -> None:
    number = received(received_at="2026-10-30T08:00:00+07:00")  # a Friday
    page = officer("desk").read(f"/aduan/{number}")
    assert "Verifikasi lewat tenggat" in page.text
    assert "Tenggat Rabu, 4 November 2026, terlambat" in page.text
    days = officer("desk").read(f"/aduan/{number}/tenggat").text
    assert "– Sabtu, 31 Oktober 2026 tidak Sabtu" in days
    assert "3 Rabu, 4 November 2026 ya hari kerja" in days


def test_pauses_and_silence_are_entries_of_the_history(
    officer: SignsIn, received: Receives
) -> None:
    number = received(received_at="2026-10-01T08:00:00+07:00")
    asked = {"occurred_day": "2026-10-20", "occurred_hour": "09.00"}
    officer("coordinator").act(
        number, "request-clarification", question="Di mana?", **asked
    )
    told = {"occurred_day": "2026-10-24", "occurred_hour": "09.00"}
    page = officer("desk").act(number, "clarify", answer="Di sini.", **told)
    assert "13 hari kerja tanpa langkah" in page.text
    assert "Ditunda 4 hari, menunggu pelapor" in page.text


def test_what_is_over_is_not_told_as_still_to_come(
    officer: SignsIn, received: Receives
) -> None:
    number = received(received_at="2026-10-01T08:00:00+07:00")
    done = officer("desk").act(number, "note", message="Pelapor bertanya.")
    assert "Sudah lewat tenggat: verifikasi, Selasa, 6 Oktober 2026." in done.text
    assert "Berikutnya jatuh tempo" not in done.text
