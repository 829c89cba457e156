"""The register as it was: cases chosen from rows, and told from their own events."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from api.installation import Installation
from api.moment import Moment
from projections.listing import Listing
from projections.paging import Page
from projections.register import row_of
from projections.register_lists import Entry, entry
from projections.register_then import Then, stood
from projections.visibility import Visibility


def page(
    here: Installation, moment: Moment, listing: Listing, visibility: Visibility
) -> tuple[Page[Entry], Collection[UUID]]:
    """One page, and those of its cases that are restricted now. Raises `BadCursor`."""
    found = stood(here.pool, listing, then(here, moment), visibility)
    ids = [case.id for case in found.items]
    cases = here.past.cases(ids, moment, found.position)
    zone = here.settings.time_zone
    entries = [entry(row_of(cases[id], found.position, zone)) for id in ids]
    restricted = {case.id for case in found.items if case.restricted}
    return Page(entries, found.next_cursor, found.position), restricted


def then(here: Installation, moment: Moment) -> Then:
    """The moment as the rows are asked for it."""
    ends = [moment.known_at] if moment.known_at else []
    if moment.as_of:
        next_day = moment.as_of + timedelta(days=1)
        ends.append(datetime.combine(next_day, time(), here.settings.time_zone))
    return Then(as_of=moment.as_of, known=moment.known, until=min(ends, default=None))
