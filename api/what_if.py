"""What was, beside what would have been under other limits or days off."""

from collections.abc import Callable
from functools import cache

from api.installation import Installation
from domain.rejudging import OtherTerms, check_limits, other_calendar
from domain.working_calendar import WorkingCalendar
from projections.dashboard import dashboard, figures
from projections.figures import Dashboard
from projections.sla import Sla
from projections.visibility import Visibility
from projections.what_if import WhatIf, fold_judged
from storage.read_model import scratch


def compared(
    here: Installation,
    asked: WhatIf,
    visibility: Visibility,
    tell: Callable[[int, int], None] = lambda position, until: None,
) -> tuple[Dashboard, Dashboard]:
    """What was and what would have been, of the same cases and the same events.

    Every case is folded again from its first event, aside; nothing is kept. What
    people did, and when, stays: only the deadlines are others. Raises `InvalidField`
    for a rule that there is not.
    """
    reference, origin = here.app.reference(), here.origin()
    check_limits(reference.standards, asked.limits)

    @cache
    def calendar(version: int) -> WorkingCalendar:
        known = here.app.calendar_at(version)
        return other_calendar(known, origin, asked.days_off, asked.working_days)

    terms = OtherTerms(
        {other.rule: other for other in asked.limits}, here.app.calendar_at, calendar
    )
    was = dashboard(
        here.pool,
        as_of=asked.as_of,
        calendar=reference.calendar,
        filters=asked.filters,
        visibility=visibility,
    )
    sla = Sla(here.settings.time_zone)
    with scratch(here.pool, sla) as connection:
        fold_judged(
            connection,
            sla,
            here.changes(),
            terms.rejudge,
            was.position,
            tell,
        )
        connection.execute("ANALYZE cases, clocks")
        would_be = figures(
            connection,
            was.position,
            as_of=asked.as_of,
            calendar=calendar(reference.calendar.version),
            filters=asked.filters,
            visibility=visibility,
        )
    return was, would_be
