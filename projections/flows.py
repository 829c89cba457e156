"""What changes in the dashboard's counts, and on which day.

A case counts, from a day on, as what it is then, until it changes. What happens without
an event is posted ahead: on the day after its due day a clock is overdue. When the case
changes, what it would have counted from that day on is taken back, so that a figure at
the end of a day is the sum of all that was posted up to it, in whatever order it was
told.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from domain.complaint import ENDED
from projections.packed import Slots
from projections.stages import CaseStage, Stage, Step


class Cell(NamedTuple):
    """The cases with one `value` of one filter; `hidden` those of them that are, or
    were on that day, restricted."""

    by: str
    value: str
    hidden: bool


Posting = tuple[int, str, int | date | None]
"""From which day on (by its ordinal), and what is counted. The last is the number of
working days of a duration, and of what falls due its day."""
Amounts = dict[Posting, int]

EVERYTHING = ("all", "")
TOOK = "took"
DUE = "due"


class Flows:
    """Postings of many changes, added up by cell."""

    def __init__(self, slots: Slots):
        self.slots = slots
        self.cells: dict[Cell, Amounts] = defaultdict(lambda: defaultdict(int))

    def move(self, before: Stage | None, after: Stage, day: int) -> None:
        """From `day` on a case is what it is `after`, no longer what it was."""
        now = ahead(after, day, self.slots)
        if before is None:
            self._add(cells_of(after.case, after.case.restricted), now)
            return
        was = ahead(before, day, self.slots)
        old = cells_of(before.case, before.case.restricted)
        new = cells_of(after.case, after.case.restricted)
        self._add([cell for cell in new if cell in old], _less(now, was))
        self._add([cell for cell in old if cell not in new], _less({}, was))
        self._add([cell for cell in new if cell not in old], now)

    def hide(self, history: Sequence[Step], until: int, hidden: bool) -> None:
        """A case becomes restricted or ceases to be: what it was before is `hidden`
        from now on or is not, but for days on which it was restricted anyway."""
        ends = [*(day for day, _ in history[1:]), until]
        for (day, stage), end in zip(history, ends, strict=True):
            if stage.case.restricted or day == end:
                continue
            there = ahead(stage, day, self.slots)
            amounts = _less(there, ahead(stage, end, self.slots))
            self._add(cells_of(stage.case, hidden), amounts)
            self._add(cells_of(stage.case, not hidden), _less({}, amounts))

    def _add(self, cells: Sequence[Cell], amounts: Amounts) -> None:
        for cell in cells:
            sums = self.cells[cell]
            for posting, amount in amounts.items():
                sums[posting] += amount


def _less(amounts: Amounts, others: Amounts) -> Amounts:
    found = dict(amounts)
    for posting, amount in others.items():
        found[posting] = found.get(posting, 0) - amount
    return {posting: amount for posting, amount in found.items() if amount}


def cells_of(case: CaseStage, hidden: bool) -> list[Cell]:
    """Where the case is counted, one filter at a time. Of regions only province and
    regency: deeper ones have few cases. Those of a year are those of its months. Who
    received a case may see it though it is hidden."""
    on = case.received_on.isoformat()
    found = [
        EVERYTHING,
        ("classification", case.classification),
        ("channel", case.channel),
        ("month", on[:7]),
        ("day", on),
    ]
    if case.agency is not None:
        found.append(("agency", case.agency))
    if case.category is not None:
        found.append(("category", case.category))
    if case.region is not None:
        parts = case.region.split(".")
        found += [("region", ".".join(parts[:n])) for n in (1, 2) if n <= len(parts)]
    if hidden and case.received_by is not None:
        found.append(("received_by", case.received_by))
    return [Cell(by, value, hidden) for by, value in found]


def ahead(stage: Stage, day: int, slots: Slots) -> Amounts:
    """What is posted if the case is this from `day` on and nothing more happens."""
    case, unit = stage.case, slots.unit
    groups = (
        unit("agency", case.agency)
        + unit("category", case.category)
        + unit("channel", case.channel)
    )
    amounts: Amounts = defaultdict(int)
    received = groups + unit("state", case.state)
    amounts[day, "received", None] = received + unit("month", _month(case.received_on))
    if case.state in ENDED:
        amounts[day, "ended", None] = groups
    if case.state == "resolved":
        month = unit("month", _month(case.state_since))
        amounts[day, "resolved", None] = groups + month
    if case.followed_up or case.state == "resolved":
        amounts[day, "followed_up", None] = 1
    if case.escalated:
        amounts[day, "escalated", None] = 1
    if case.stars is not None:
        amounts[day, "stars", None] = case.stars
        amounts[day, "rated", None] = 1
    if case.next_due_on is not None:
        amounts[day, DUE, case.next_due_on] = 1
        over = case.next_due_on.toordinal() + 1
        amounts[max(day, over), "overdue", None] = groups
    for name, clock in stage.clocks.items():
        if clock.ending is not None:
            continue
        own = judged = unit("clock", name)
        late = 0
        over = clock.due_on.toordinal() + 1
        if name == "completion":
            judged += groups
            late = unit("month", _month(date.fromordinal(over)))
        # The status as in domain.clock.
        if clock.stopped_on is not None:
            if clock.stopped_on <= clock.due_on:
                amounts[day, "met", None] += judged
            else:
                amounts[day, "late", None] += judged + late
            if clock.working_days is not None:
                amounts[day, TOOK, clock.working_days] += judged
        elif clock.paused_on is not None and clock.paused_on <= clock.due_on:
            amounts[day, "paused", None] += own
        else:
            if day < over:
                amounts[day, "running", None] += own
                amounts[over, "running", None] -= own
            amounts[max(day, over), "missed", None] += judged + late
    return amounts


def _month(day: date) -> str:
    return day.isoformat()[:7]
