"""What an inspector reads has words for whatever may stand there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from api.pages import clock_days
from api.pages.access_page import STEPS
from api.pages.findings_page import QUESTIONS, question
from api.pages.names import Names
from api.pages.timeline import lasting
from api.pages.told_changes import NONE, Words
from domain.complaint_events import EscalationTarget
from domain.complaint_side_ways import ReminderStep
from projections.detectors import Kind
from projections.finding_lists import FindingRow

if TYPE_CHECKING:
    from api.installation import Installation


def finding(kind: Kind, days: int | None) -> FindingRow:
    return FindingRow(
        case_id=UUID(int=1),
        case_number="AAAA-BBBB-C",
        kind=kind,
        position=9,
        found_on=date(2026, 11, 23),
        clock="completion",
        days=days,
        agency=None,
        actor=None,
    )


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("days", [None, 0, 2])
def test_each_finding_is_a_question(kind: Kind, days: int | None) -> None:
    text = question(finding(kind, days))
    assert "?" in text
    assert not {"{", "None", "completion"} & set(text.split())


def test_there_is_no_question_without_its_finding() -> None:
    assert set(QUESTIONS) == set(get_args(Kind))


def test_each_step_of_a_ladder_can_be_chosen() -> None:
    assert set(STEPS) == {*get_args(ReminderStep), *get_args(EscalationTarget)}


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, ""), (59, ""), (60, "1 menit"), (7_199, "1 jam"), (2_000_000, "23 hari")],
)
def test_a_delay_is_told_roughly(seconds: int, written: str) -> None:
    assert lasting(seconds) == written


def test_values_are_told_in_words_and_not_in_codes(installed: Installation) -> None:
    words = Words(Names(installed.app.reference()), ZoneInfo("Asia/Pontianak"))
    told: dict[str, tuple[Any, str]] = {
        "state": ("in_progress", "ditindaklanjuti"),
        "agency": ("dishub", "Dinas Perhubungan"),
        "restricted": (True, "ya"),
        "outcome": (None, NONE),
        "paused_on": (date(2026, 11, 23), "Senin, 23 November 2026"),
        "escalated_to": (["governor", "ombudsman"], "gubernur, Ombudsman"),
        "location": ({"region": None, "description": "RT 4"}, "RT 4"),
        "stars": (4, "4 dari 5 bintang"),
    }
    for name, (value, written) in told.items():
        assert words.value(name, value) == written
    change = {"what": "agency", "from": None, "to": "dishub"}
    (changed,) = words.changes([change, {"what": "version", "from": 1, "to": 2}])
    assert (changed.label, changed.before) == ("Instansi", NONE)


def test_the_days_of_a_clock_are_told_in_runs() -> None:
    days = [
        (date(2026, 11, 20), True, "working day"),
        (date(2026, 11, 21), False, "Saturday"),
        (date(2026, 11, 22), False, "Sunday"),
        (date(2026, 11, 23), False, "paused"),
        (date(2026, 11, 24), True, "working day"),
        (date(2026, 11, 25), True, "working day"),
    ]
    told = clock_days.explained(
        {
            "clock": "completion",
            "unit": "working_days",
            "started_on": date(2026, 11, 19),
            "due_on": date(2026, 11, 25),
            "calendar_version": 6,
            "rule": "C-02",
            "rule_version": 1,
            "days": [{"date": d, "counted": c, "why": w} for d, c, w in days],
        }
    )
    assert [(span.days, span.counted) for span in told.spans] == [
        ("Jum, 20 Nov 2026", "ya, hari ke-1"),
        ("Sab, 21 Nov 2026 – Min, 22 Nov 2026", "tidak"),
        ("Sen, 23 Nov 2026", "tidak"),
        ("Sel, 24 Nov 2026 – Rab, 25 Nov 2026", "ya, hari ke-2 sampai 3"),
    ]
    assert "dihitung 3 hari kerja sampai Rabu, 25 November 2026" in told.text
    assert "akhir pekan 2 hari" in told.text
