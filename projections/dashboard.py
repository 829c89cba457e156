"""The dashboard's figures at the end of any day, as known at any moment; defined by the
contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from psycopg_pool import ConnectionPool

from domain.working_calendar import WorkingCalendar
from projections import (
    counts,
    dashboard_combined,
    dashboard_flows,
    dashboard_rows,
    flow_tables,
)
from projections.counts import Counts
from projections.days import ALL_KNOWN, Known
from projections.figures import Dashboard
from projections.filters import Filters
from projections.packed import Group
from projections.visibility import Visibility
from storage.read_model import Connection, snapshot


def dashboard(
    pool: ConnectionPool,
    *,
    as_of: date,
    known: Known = ALL_KNOWN,
    calendar: WorkingCalendar,
    filters: Filters,
    visibility: Visibility,
) -> Dashboard:
    """The figures at the end of `as_of`, a day of the tenant, by what was `known`.

    Totals may count restricted cases for somebody who does not see them; no other
    figure does.
    """
    with snapshot(pool, "sla") as (connection, position):
        return figures(
            connection,
            position,
            as_of=as_of,
            known=known,
            calendar=calendar,
            filters=filters,
            visibility=visibility,
        )


def figures(
    connection: Connection,
    position: int,
    *,
    as_of: date,
    known: Known = ALL_KNOWN,
    calendar: WorkingCalendar,
    filters: Filters,
    visibility: Visibility,
) -> Dashboard:
    """The same of the tables that the connection finds by their names, within its
    transaction; `position` is the one they reached."""
    seen, counted = summed(
        connection,
        as_of=as_of,
        known=known,
        calendar=calendar,
        filters=filters,
        visibility=visibility,
    )
    return Dashboard(
        as_of=as_of,
        position=position,
        totals=counts.totals(counted),
        by_clock=counts.by_clock(seen),
        by_agency=counts.groups(seen, "agency"),
        by_state=counts.by_state(seen),
        by_category=counts.groups(seen, "category"),
        by_channel=counts.groups(seen, "channel"),
        by_month=counts.by_month(seen),
    )


def summed(
    connection: Connection,
    *,
    as_of: date,
    known: Known = ALL_KNOWN,
    calendar: WorkingCalendar,
    filters: Filters,
    visibility: Visibility,
) -> tuple[Counts, Counts]:
    """What the figures are made of: what is seen, and what is counted in the totals."""
    asked = _Question(as_of, known, calendar.add_working_days(as_of, 2), filters)
    # By several filters at once, a number alone would tell one case from others.
    in_totals = visibility.in_totals if filters.count < 2 else visibility
    return _counts(connection, asked, visibility, in_totals)


@dataclass(frozen=True, slots=True)
class _Question:
    day: date
    known: Known
    soon: date
    filters: Filters


def _counts(
    connection: Connection,
    asked: _Question,
    seen: Visibility,
    in_totals: Visibility,
) -> tuple[Counts, Counts]:
    so, params = asked.known.sql(asked.day)
    params["soon"] = asked.soon
    slots, cells = flow_tables.slots(connection), None
    if asked.known == ALL_KNOWN:
        cells = dashboard_flows.chosen(slots, asked.filters, seen)
    if cells is None:
        rows = [
            _combined(connection, slots, asked, visibility)
            for visibility in dict.fromkeys((seen, in_totals))
        ]
        return rows[0], rows[-1]
    split = dashboard_flows.counted(connection, slots, cells, asked.day, asked.soon)
    everything = split.open
    if in_totals.restricted:
        if not seen.restricted:
            everything = Counts()
            everything.add(split.open)
        everything.add(split.hidden)
    if seen.received_by is not None and not seen.restricted:
        officer = seen.received_by
        if asked.filters.count == 0:
            cells = [("received_by", officer)]
            own = dashboard_flows.counted(
                connection, slots, cells, asked.day, asked.soon
            ).hidden
        else:
            own = dashboard_rows.own_hidden(
                connection, so, params, asked.filters, officer
            )
        split.open.add(own)
    return (
        everything if seen.restricted else split.open,
        everything if in_totals.restricted else split.open,
    )


def _combined(
    connection: Connection,
    slots: Mapping[Group, int],
    asked: _Question,
    visibility: Visibility,
) -> Counts:
    so, params = asked.known.sql(asked.day)
    params["soon"] = asked.soon
    if asked.known == ALL_KNOWN and not dashboard_combined.happened_since(
        connection, params
    ):
        return dashboard_combined.counted(
            connection, slots, params, asked.filters, visibility
        )
    return dashboard_rows.counted(connection, so, params, asked.filters, visibility)
