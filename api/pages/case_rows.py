"""Cases as a list of a page shows them: what is due, what it is, where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api.pages import glossary
from api.pages.case_kind import COMPLAINT_TONES
from api.pages.clock_lines import time_left
from api.pages.indonesian import day
from api.pages.names import Names
from api.pages.page import Page
from domain.complaint import CLOSED
from domain.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class CaseRow:
    """`left` is the working time left in words, `due` its day; both empty where nothing
    runs. `title` is None where none may be shown, and `hidden` says why."""

    id: UUID
    number: str
    address: str
    title: str | None
    hidden: str
    state: str
    state_tone: str
    left: str
    left_tone: str
    due: str
    facts: list[str]
    agency: str
    received_at: datetime
    restricted: bool


def shown(
    page: Page, items: Sequence[Mapping[str, Any]], today: date | None = None
) -> list[CaseRow]:
    """The rows of `register_rows.rows`, judged at the end of `today`."""
    reference = page.here.app.reference()
    names = Names(reference)
    on = today or page.here.today()
    return [_row(item, names, reference.calendar, on) for item in items]


def _row(
    item: Mapping[str, Any], names: Names, calendar: WorkingCalendar, today: date
) -> CaseRow:
    due_on, state = item["next_due_on"], item["state"]
    left, tone = _left(item, calendar, today)
    facts = [
        glossary.word("classification", item["classification"]),
        names.category(item["category"]) if item["category"] else "",
        names.region_path(item["region"]) if item["region"] else "",
    ]
    return CaseRow(
        id=item["id"],
        number=item["case_number"],
        address=f"/aduan/{item['case_number']}",
        title=item["title"],
        hidden="Teks sudah dihapus"
        if item["erased"] == "everything"
        else "Judul tersegel: aduan terbatas",
        state=glossary.word("state", state),
        state_tone=COMPLAINT_TONES[state],
        left=left,
        left_tone=tone,
        due=day(due_on) if due_on else "",
        facts=[fact for fact in facts if fact],
        agency=names.agency(item["agency"]) if item["agency"] else "",
        received_at=item["received_at"],
        restricted=item["restricted"],
    )


def _left(
    item: Mapping[str, Any], calendar: WorkingCalendar, today: date
) -> tuple[str, str]:
    due_on = item["next_due_on"]
    if due_on is None:
        if item["state"] == "awaiting_clarification":
            return "ditunda", "wait"
        return ("", "") if item["state"] in CLOSED else ("tanpa tenggat", "")
    return until(due_on, calendar, today)


def until(due_on: date, calendar: WorkingCalendar, today: date) -> tuple[str, str]:
    """The working time left in words, and its tone."""
    text = time_left(due_on, today, calendar)
    if due_on < today:
        return text, "bad"
    return text, "wait" if due_on <= calendar.add_working_days(today, 2) else ""
