"""Requests for public information as a list of a page shows them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.pages import glossary
from api.pages.case_kind import INFORMATION_REQUESTS, REQUEST_TONES
from api.pages.case_rows import CaseRow, until
from api.pages.indonesian import day
from api.pages.names import Names
from api.pages.page import Page
from domain.working_calendar import WorkingCalendar

LONGEST = 140
"""Letters of what is asked for that stand in a list."""


def shown(page: Page, items: Sequence[Mapping[str, Any]]) -> list[CaseRow]:
    """The rows of `GET /v1/information-requests`, judged today."""
    reference, today = page.here.app.reference(), page.here.today()
    names = Names(reference)
    return [_row(item, names, reference.calendar, today) for item in items]


def _row(
    item: Mapping[str, Any], names: Names, calendar: WorkingCalendar, today: date
) -> CaseRow:
    due_on, state, awaits = item["next_due_on"], item["state"], item["awaits"]
    left, tone = until(due_on, calendar, today) if due_on else ("", "")
    outcome = item["outcome"]
    facts = [
        f"menunggu {glossary.word('awaited', awaits)}" if awaits else "",
        glossary.word("ruling", outcome) if outcome else "",
        glossary.word("channel", item["channel"]),
    ]
    return CaseRow(
        id=item["id"],
        number=item["case_number"],
        address=f"{INFORMATION_REQUESTS.root}/{item['case_number']}",
        title=_short(item["information"]),
        hidden="Teks sudah dihapus",
        state=glossary.word("information_state", state),
        state_tone=REQUEST_TONES[state],
        left=left,
        left_tone=tone,
        due=day(due_on) if due_on else "",
        facts=[fact for fact in facts if fact],
        agency=names.agency(item["agency"]) if item["agency"] else "",
        received_at=item["received_at"],
        restricted=False,
    )


def _short(text: str | None) -> str | None:
    if text is None or len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rstrip()}…"
