"""The register at two moments: the cases that came, went or changed, told from their
events."""

from dataclasses import replace
from typing import Any

from api.case_clocks import in_short
from api.comparing import changes
from api.installation import Installation
from api.moment import Moment
from api.past_register import then
from api.register_rows import rows
from projections.listing import Listing
from projections.paging import Page
from projections.register import row_of
from projections.register_compared import Differs, Side, compared
from projections.register_lists import entry
from projections.visibility import Visibility

Row = dict[str, Any]


def page(
    here: Installation,
    one: Moment,
    other: Moment,
    listing: Listing,
    visibility: Visibility,
    *,
    titles: bool = True,
) -> Row:
    """One page of `{what, from, to, changes}` and how many there are of each; a side on
    which the case did not stand is None. Raises `BadCursor`."""
    sides = [
        Side(then(here, moment), replace(listing, today=here.past.day(moment)))
        for moment in (one, other)
    ]
    found, counts = compared(here.pool, sides[0], sides[1], visibility)
    before, after = (
        _rows(here, moment, side, found, titles)
        for moment, side in zip((one, other), sides, strict=True)
    )
    items = []
    for case in found.items:
        was = None if case.what == "came" else before[case.id]
        now = None if case.what == "went" else after[case.id]
        items.append(
            {
                "what": case.what,
                "from": was,
                "to": now,
                "changes": changes(was, now) if was and now else [],
            }
        )
    return {
        "from_day": sides[0].listing.today,
        "to_day": sides[1].listing.today,
        "counts": counts,
        "items": items,
        "next_cursor": found.next_cursor,
        "position": found.position,
    }


def _rows(
    here: Installation,
    moment: Moment,
    side: Side,
    found: Page[Differs],
    titles: bool,
) -> dict[Any, Row]:
    """By id, the cases as they stood then; without those that were not received yet."""
    cases = here.past.cases([c.id for c in found.items], moment, found.position)
    zone, today = here.settings.time_zone, side.listing.today
    entries = [entry(row_of(c, found.position, zone)) for c in cases.values()]
    withheld = {c.id for c in found.items if c.restricted or not titles}
    return {
        row["id"]: {**row, "clocks": in_short(cases[row["id"]], today, zone)}
        for row in rows(here, entries, today, withheld)
    }
