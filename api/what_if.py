"""What was, beside what would have been under other limits or days off."""

from collections.abc import Callable

from api.installation import Installation
from domain.rejudging import other_calendar, other_standards, rejudge
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
    standards = other_standards(reference.standards, origin, asked.limits)
    calendar = other_calendar(
        reference.calendar, origin, asked.days_off, asked.working_days
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
            lambda case: rejudge(case, standards, calendar),
            was.position,
            tell,
        )
        connection.execute("ANALYZE cases, clocks")
        would_be = figures(
            connection,
            was.position,
            as_of=asked.as_of,
            calendar=calendar,
            filters=asked.filters,
            visibility=visibility,
        )
    return was, would_be
