"""Deadlines and the story of a case in words, on days that are set by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.pages.case_timeline import timeline
from api.pages.clock_lines import lines, time_left
from api.pages.names import Names
from domain.reference import Reference
from domain.working_calendar import WorkingCalendar

ZONE = ZoneInfo("Asia/Pontianak")
FRIDAY = date(2026, 11, 27)
CALENDAR = WorkingCalendar()
CLOCK: dict[str, Any] = {
    "clock": "first_follow_up",
    "rule": "C-03",
    "legal_basis": "UU 25/2009",
    "confirmed": True,
    "provisional": False,
    "limit": 5,
    "extended": 0,
    "unit": "working_days",
    "due_on": FRIDAY,
    "stopped_on": None,
    "working_days": None,
    "status": "running",
}


@pytest.mark.parametrize(
    ("due_on", "told"),
    [
        (FRIDAY, "jatuh tempo hari ini"),
        (FRIDAY + timedelta(1), "sebelum hari kerja berikutnya"),
        (FRIDAY + timedelta(3), "1 hari kerja lagi"),
        (FRIDAY - timedelta(1), "terlambat 1 hari kerja"),
        (FRIDAY - timedelta(4), "terlambat 4 hari kerja"),
    ],
)
def test_the_time_left_is_told_in_working_days(due_on: date, told: str) -> None:
    assert time_left(due_on, FRIDAY, CALENDAR) == told


def test_what_was_due_on_a_day_off_is_over_on_the_next() -> None:
    saturday = FRIDAY + timedelta(1)
    assert time_left(saturday, saturday + timedelta(1), CALENDAR) == "lewat tenggat"


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ({}, "Tenggat Jumat, 27 November 2026, jatuh tempo hari ini"),
        (
            {"status": "met", "stopped_on": FRIDAY, "working_days": 5},
            "Terpenuhi Jumat, 27 November 2026, dalam 5 hari kerja;"
            " tenggat Jumat, 27 November 2026",
        ),
        (
            {"status": "late", "stopped_on": FRIDAY + timedelta(4)},
            "Terpenuhi Selasa, 1 Desember 2026, terlambat 2 hari kerja;"
            " tenggat Jumat, 27 November 2026",
        ),
        (
            {"status": "paused"},
            "Ditunda, menunggu pelapor; bila berlanjut hari ini, tenggatnya"
            " Jumat, 27 November 2026",
        ),
        (
            {"status": "void"},
            "Berakhir tanpa penilaian; tenggat semula Jumat, 27 November 2026",
        ),
        (
            {"status": "unknown"},
            "Selesai pada hari yang tidak diketahui; tenggat Jumat, 27 November 2026",
        ),
    ],
)
def test_each_status_has_its_sentence(clock: dict[str, Any], told: str) -> None:
    [line] = lines([CLOCK | clock], CALENDAR, FRIDAY)
    assert line.text == told


def test_what_is_not_certain_of_a_deadline_is_said() -> None:
    doubt = {"confirmed": False, "provisional": True, "extended": 3}
    [line] = lines([CLOCK | doubt], CALENDAR, FRIDAY)
    assert line.ground == (
        "Aturan C-03: 5 hari kerja, diperpanjang 3 hari kerja; dasar: UU 25/2009 (belum"
        " dipastikan); tanggal sementara karena kalender tahunnya belum dipastikan"
    )


def test_what_runs_comes_first_the_soonest_due_on_top() -> None:
    late = {"status": "late", "stopped_on": FRIDAY, "due_on": FRIDAY - timedelta(9)}
    given: list[dict[str, Any]] = [
        late,
        {"due_on": FRIDAY + timedelta(7)},
        {},
        {"status": "overdue"},
    ]
    told = lines([CLOCK | clock for clock in given], CALENDAR, FRIDAY)
    assert [line.status for line in told] == [
        "lewat tenggat",
        "berjalan",
        "berjalan",
        "terlambat",
    ]
    assert told[1].due_on == FRIDAY


def happened(event: str, day: date, **data: Any) -> dict[str, Any]:
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return {
        "event": event,
        "version": 1,
        "position": 1,
        "occurred_at": at,
        "recorded_at": at,
        "actor": "system",
        "role": "system",
        "data": data,
    }


def test_silence_is_told_between_two_steps_and_until_today() -> None:
    def kinds(days: int, *, ended: bool) -> list[str]:
        steps = [
            happened("complaint.noted", FRIDAY, message="Satu."),
            happened("complaint.noted", FRIDAY + timedelta(days), message="Dua."),
        ]
        until = FRIDAY + timedelta(days + 30)
        told = timeline(steps, Names(Reference()), ZONE, until, ended=ended)
        return [entry.kind for entry in told]

    assert kinds(7, ended=True) == ["step", "step"]  # five working days are none
    assert kinds(10, ended=True) == ["step", "gap", "step"]
    assert kinds(7, ended=False) == ["step", "step", "gap"]


def test_a_pause_lasts_from_the_question_to_the_answer() -> None:
    steps = [
        happened("complaint.clarification_requested", FRIDAY, paused_on=FRIDAY),
        happened("complaint.noted", FRIDAY + timedelta(20), message="Ditelepon."),
        happened("complaint.clarified", FRIDAY + timedelta(30), resumed_on=FRIDAY),
    ]
    today = FRIDAY + timedelta(31)
    told = timeline(steps, Names(Reference()), ZONE, today, ended=False)
    assert [entry.kind for entry in told] == ["step", "pause", "step", "pause", "step"]
    assert told[1].title.startswith("Ditunda 20 hari, menunggu pelapor")
