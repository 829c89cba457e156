"""What changes in the dashboard's counts, and on which day.

A case counts, from a day on, as what it is then, until it changes. What happens without
an event is posted ahead: on the day after its due day a clock is overdue. When the case
changes, what it would have counted from that day on is taken back, so that a figure at
the end of a day is the sum of all that was posted up to it, in whatever order it was
told.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from domain.complaint import ENDED
from projections.packed import Slots
from projections.stages import CaseStage, ClockStage, Stage, Step


class Cell(NamedTuple):
    """The cases with one `value` of one filter; `hidden` those of them that are, or
    were on that day, restricted."""

    by: str
    value: str
    hidden: bool


Counted = str | int | date
"""What is counted: what a column of `flows` is named for, a number of working days that
something took, or a day on which something falls due."""
Postings = dict[int, dict[Counted, int]]
"""What is counted from which day on, by its ordinal."""

EVERYTHING = ("all", "")


class Flows:
    """Postings of many changes, added up by cell."""

    def __init__(self, slots: Slots):
        self.slots = slots
        self.cells: dict[Cell, Postings] = {}
        self._cells: dict[tuple[object, ...], dict[Cell, Postings]] = {}

    def move(self, before: Stage | None, after: Stage, day: int) -> None:
        """From `day` on a case is what it is `after`, no longer what it was."""
        new = self._of(after.case, after.case.restricted)
        if before is None:
            self._add(new.values(), self._ahead(after, day))
            return
        old = self._of(before.case, before.case.restricted)
        if old is new:
            self._add(new.values(), self._change(before, after, day))
            return
        now, was = self._ahead(after, day), self._ahead(before, day)
        change = _less(now, was)
        self._add([new[cell] for cell in new if cell in old], change)
        self._add([old[cell] for cell in old if cell not in new], _less({}, was))
        self._add([new[cell] for cell in new if cell not in old], now)

    def hide(self, history: Sequence[Step], until: int, hidden: bool) -> None:
        """A case becomes restricted or ceases to be: what it was before is `hidden`
        from now on or is not, but for days on which it was restricted anyway."""
        ends = [*(day for day, _ in history[1:]), until]
        for (day, stage), end in zip(history, ends, strict=True):
            if stage.case.restricted or day == end:
                continue
            amounts = _less(self._ahead(stage, day), self._ahead(stage, end))
            self._add(self._of(stage.case, hidden).values(), amounts)
            shown = self._of(stage.case, not hidden)
            self._add(shown.values(), _less({}, amounts))

    def sums(self) -> dict[Cell, Postings]:
        """All cells; a whole is summed from its parts, which are fewer than cases."""
        found = dict(self.cells)
        for cell, postings in self.cells.items():
            whole = _whole(cell)
            if whole is not None:
                sums = found.setdefault(whole, {})
                for day, added in postings.items():
                    _add(sums, day, added)
        return found

    def _of(self, case: CaseStage, hidden: bool) -> dict[Cell, Postings]:
        """The cells of the case; the same object where nothing by which cases are
        chosen or grouped is another."""
        at = (*place(case), hidden)
        found = self._cells.get(at)
        if found is None:
            found = self._cells[at] = {
                cell: self.cells.setdefault(cell, {}) for cell in cells_of(case, hidden)
            }
        return found

    def _ahead(self, stage: Stage, day: int) -> "Amounts":
        """What is posted if the case is this from `day` on and nothing more happens."""
        amounts: Amounts = {}
        post_case(amounts, stage.case, day, self.slots, 1)
        for name, clock in stage.clocks.items():
            post_clock(amounts, stage.case, name, clock, day, self.slots, 1)
        return amounts

    def _change(self, before: Stage, after: Stage, day: int) -> "Amounts":
        """The same of a change that leaves a case in its cells and groups: a part that
        is as it was posts nothing."""
        amounts: Amounts = {}
        if before.case != after.case:
            post_case(amounts, after.case, day, self.slots, 1)
            post_case(amounts, before.case, day, self.slots, -1)
        for name, clock in after.clocks.items():
            was = before.clocks.get(name)
            if was != clock:
                post_clock(amounts, after.case, name, clock, day, self.slots, 1)
                if was is not None:
                    post_clock(amounts, after.case, name, was, day, self.slots, -1)
        for name, clock in before.clocks.items():
            if name not in after.clocks:
                post_clock(amounts, after.case, name, clock, day, self.slots, -1)
        return amounts

    @staticmethod
    def _add(cells: Iterable[Postings], amounts: "Amounts") -> None:
        by_day: Postings = {}
        for (day, counted), amount in amounts.items():
            if amount:
                by_day.setdefault(day, {})[counted] = amount
        for postings in cells:
            for day, added in by_day.items():
                _add(postings, day, added)


def _add(postings: Postings, day: int, added: dict[Counted, int]) -> None:
    sums = postings.get(day)
    if sums is None:
        postings[day] = added.copy()
        return
    for counted, amount in added.items():
        sums[counted] = sums.get(counted, 0) + amount


Amounts = dict[tuple[int, Counted], int]
"""The postings of one case."""


def _less(amounts: Amounts, others: Amounts) -> Amounts:
    found = dict(amounts)
    for posting, amount in others.items():
        found[posting] = found.get(posting, 0) - amount
    return found


def place(case: CaseStage) -> tuple[object, ...]:
    """All by which a case is chosen or grouped, but whether it is hidden."""
    return (
        case.agency,
        case.category,
        case.region,
        case.channel,
        case.classification,
        case.received_by,
        case.received_on,
    )


def cells_of(case: CaseStage, hidden: bool) -> list[Cell]:
    """Where the case is counted, one filter at a time, but for wholes of these. Of
    regions only province and regency: deeper ones have few cases. Those of a year are
    those of its months. Who received a case may see it though it is hidden."""
    found = [
        ("classification", case.classification),
        ("channel", case.channel),
        ("day", case.received_on.isoformat()),
    ]
    if case.agency is not None:
        found.append(("agency", case.agency))
    if case.category is not None:
        found.append(("category", case.category))
    if case.region is not None:
        found.append(("region", ".".join(case.region.split(".")[:2])))
    if hidden and case.received_by is not None:
        found.append(("received_by", case.received_by))
    return [Cell(by, value, hidden) for by, value in found]


def _whole(cell: Cell) -> Cell | None:
    """The cell of which this is one of the parts that make it up."""
    by, value, hidden = cell
    if by == "classification":
        return Cell(*EVERYTHING, hidden)
    if by == "day":
        return Cell("month", value[:7], hidden)
    if by == "region" and "." in value:
        return Cell("region", value.split(".")[0], hidden)
    return None


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
        found += [
            (day, case.next_due_on, 1),
            (max(day, over), "overdue", groups),
        ]
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
