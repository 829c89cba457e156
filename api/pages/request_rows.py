"""Requests for public information as a list of a page shows them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from api.pages import glossary
from api.pages.case_kind import INFORMATION_REQUESTS, REQUEST_TONES
from api.pages.case_rows import CaseRow, until
from api.pages.indonesian import day
from api.pages.names import Names
from api.pages.page import Page
from domain.information_request import InformationRequest
from domain.information_request_rights import lapses, rights
from domain.reference import Reference
from domain.working_calendar import WorkingCalendar

LONGEST = 140
"""Letters of what is asked for that stand in a list."""


def shown(page: Page, items: Sequence[Mapping[str, Any]]) -> list[CaseRow]:
    """The rows of `GET /v1/information-requests`, judged today."""
    reference, today = page.here.app.reference(), page.here.today()
    names = Names(reference)
    cases = page.here.app.known.all_now(item["id"] for item in items)

    def passed(id: UUID) -> list[str]:
        case = cases[id]
        assert isinstance(case, InformationRequest), "the book has no other"
        return list(_passed(case, reference, today, page.here.app.zone))

    return [
        _row(item, names, reference.calendar, today, passed(item["id"]))
        for item in items
    ]


def _passed(
    case: InformationRequest, reference: Reference, today: date, zone: ZoneInfo
) -> Iterator[str]:
    """What lapsed last, and which right that leaves."""
    gone = lapses(case, reference, today)
    if not gone:
        return
    yield f"{glossary.word('lapse', gone[-1].clock)} {day(gone[-1].due_on)}"
    for right in rights(case, reference, today, zone):
        if right.remedy != "withdraw":
            until = f" sampai {day(right.until)}" if right.until else ""
            yield f"hak pemohon: {glossary.word('right', right.remedy)}{until}"


def _row(
    item: Mapping[str, Any],
    names: Names,
    calendar: WorkingCalendar,
    today: date,
    passed: Sequence[str],
) -> CaseRow:
    due_on, state, awaits = item["next_due_on"], item["state"], item["awaits"]
    left, tone = until(due_on, calendar, today) if due_on else ("", "")
    outcome = item["outcome"]
    facts = [
        f"menunggu {glossary.word('awaited', awaits)}" if awaits else "",
        glossary.word("ruling", outcome) if outcome else "",
        glossary.word("channel", item["channel"]),
        *passed,
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
