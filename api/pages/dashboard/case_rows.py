"""Cases that were counted, as a list shows them."""

from typing import Any

from api.moment import Moment
from api.pages.dashboard.board import Board
from api.pages.page import Page as VisitedPage
from api.register_rows import rows
from projections.counted_cases import Counted
from projections.paging import Page
from projections.register import row_of
from projections.register_lists import entry


def case_rows(board: Board, found: Page[Counted]) -> list[dict[str, Any]]:
    """As they were at the end of the day; whose text is withheld is judged by now.
    `left` are working days, of what is over negative and not 0."""
    here, day = board.here, board.day
    ids = [case.id for case in found.items]
    cases = here.past.cases(ids, Moment(as_of=day), found.position)
    zone = here.settings.time_zone
    entries = [entry(row_of(cases[id], found.position, zone)) for id in ids]
    withheld = {case.id for case in found.items if case.restricted}
    calendar = board.reference.calendar
    shown = rows(here, entries, day, withheld)
    for row in shown:
        due = row["next_due_on"]
        if due is None:
            row["left"] = None
        elif due < day:
            row["left"] = -max(1, calendar.working_days_between(due, day))
        else:
            row["left"] = calendar.working_days_between(day, due)
        row["agency_name"] = board.agency(row["agency"])
        row["withheld"] = row["restricted"] or row["id"] in withheld
    return shown


def opens_cases(page: VisitedPage) -> bool:
    """Whether there is a page of a single case."""
    return any(path.startswith("/aduan/{") for path in page.request.app.state.addresses)
