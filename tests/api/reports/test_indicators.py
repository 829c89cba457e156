"""Which agencies are active, of those that there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from api.pages.dashboard.pace import active
from api.reports import recap
from api.reports.indicators import indicators
from api.reports.period import years

if TYPE_CHECKING:
    from datetime import date

    from api.reports.recap import Counted
    from domain.reference import Reference
    from tests.api.reports.conftest import Store


def of_year(store: Store, agency: str | None = None) -> Counted:
    today = store.here.today()
    return recap.counted(store.here, years(today, 1)[0], today, agency)


def activity(told: Counted, reference: Reference | None = None) -> tuple[object, ...]:
    """How many are active, and of how many."""
    board = replace(told.board, reference=reference or told.board.reference)
    rows = indicators(told.dashboard, told.views, board).table.rows
    [cell] = [cell for name, cell, _ in rows if name.text == "Keaktifan"]
    return tuple(part.value for part in cell.of or ())


def merged(store: Store, reference: Reference, code: str, day: date) -> Reference:
    into = next(
        other
        for other in reference.agencies.by_code
        if other != code and reference.agencies.is_disposable(other)
    )
    origin = store.here.origin()
    words = {"code": code, "into": into, "reason": "Perda", "valid_from": day}
    event = reference.agencies.merge(origin, **words)  # type: ignore[arg-type]
    return replace(reference, agencies=reference.agencies.apply(event))


def test_the_report_of_one_agency_tells_whether_that_one_is_active(
    store: Store,
) -> None:
    agency = min(active(of_year(store).views["pace"][1:]))
    assert activity(of_year(store, agency)) == (1, 1)


def test_a_merged_agency_counts_as_its_successor_from_that_day_on(
    store: Store,
) -> None:
    told = of_year(store)
    reference, today = told.board.reference, told.board.day
    handled, all_of_them = active(told.views["pace"][1:]), activity(told)[1]
    assert activity(told) == (len(handled), all_of_them)
    code = max(handled)
    now = merged(store, reference, code, today)
    successor = now.agencies.successor(code, today)
    left = len(handled - {code} | {successor})
    assert isinstance(all_of_them, int)
    assert activity(told, now) == (left, all_of_them - 1)
    later = merged(store, reference, code, today.replace(year=today.year + 1))
    assert activity(told, later) == (len(handled), all_of_them)
