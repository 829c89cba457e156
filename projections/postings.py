"""What a case and its clocks post, from one day on, as far as nothing more happens."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from domain.complaint import ENDED
from projections.packed import Slots
from projections.stages import CaseStage, ClockStage

Counted = str | int | date
"""What is counted: what a column of `flows` is named for, a number of working days that
something took, or a day on which something falls due."""
Amounts = dict[tuple[int, Counted], int]
"""What is counted from which day on, by its ordinal, and how often."""


def post_case(
    amounts: Amounts, case: CaseStage, day: int, slots: Slots, times: int
) -> None:
    """What the case posts, without its clocks, if it is this from `day` on and nothing
    more happens."""
    unit, groups = slots.unit, slots.groups(case.agency, case.category, case.channel)
    received = groups + unit("state", case.state)
    received += unit("month", _month(case.received_on))
    found: list[tuple[int, Counted, int]] = [(day, "received", received)]
    if case.state in ENDED:
        found.append((day, "ended", groups))
    if case.state == "resolved":
        month = unit("month", _month(case.state_since))
        found.append((day, "resolved", groups + month))
    if case.followed_up or case.state == "resolved":
        found.append((day, "followed_up", 1))
    if case.escalated:
        found.append((day, "escalated", 1))
    if case.stars is not None:
        found += [(day, "stars", case.stars), (day, "rated", 1)]
    if case.next_due_on is not None:
        over = case.next_due_on.toordinal() + 1
        found.append((max(day, over), "overdue", groups))
        # Nobody asks what was due before.
        if day < over:
            found.append((day, case.next_due_on, 1))
    _post(amounts, found, times)


def post_clock(
    amounts: Amounts,
    case: CaseStage,
    name: str,
    clock: ClockStage,
    day: int,
    slots: Slots,
    times: int,
) -> None:
    """The same of one of its clocks."""
    if clock.ending is not None:
        return
    own = judged = slots.unit("clock", name)
    late = 0
    due = clock.due_on
    over = due.toordinal() + 1
    if name == "completion":
        judged += slots.groups(case.agency, case.category, case.channel)
        late = slots.unit("month", _month(due + _DAY))
    found: list[tuple[int, Counted, int]] = []
    # The status as in domain.clock.
    if clock.stopped_on is not None:
        if clock.stopped_on <= due:
            found.append((day, "met", judged))
        else:
            found.append((day, "late", judged + late))
        if clock.working_days is not None:
            found.append((day, clock.working_days, judged))
    elif clock.paused_on is not None and clock.paused_on <= due:
        found.append((day, "paused", own))
    else:
        if day < over:
            found += [(day, "running", own), (over, "running", -own)]
        found.append((max(day, over), "missed", judged + late))
    _post(amounts, found, times)


def _post(
    amounts: Amounts, found: Iterable[tuple[int, Counted, int]], times: int
) -> None:
    for day, counted, amount in found:
        at = day, counted
        amounts[at] = amounts.get(at, 0) + times * amount


@cache
def _month(day: date) -> str:
    return day.isoformat()[:7]


_DAY = timedelta(days=1)
