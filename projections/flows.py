"""What changes in the dashboard's counts, and on which day.

A case counts, from a day on, as what it is then, until it changes. What happens without
an event is posted ahead: on the day after its due day a clock is overdue. When the case
changes, what it would have counted from that day on is taken back, so that a figure at
the end of a day is the sum of all that was posted up to it, in whatever order it was
told.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, Self

from projections.packed import Slots
from projections.postings import Amounts, post_case, post_clock
from projections.stages import CaseStage, Stage, Step


class Cell(NamedTuple):
    """The cases with one `value` of one filter; `hidden` those of them that are, or
    were on that day, restricted."""

    by: str
    value: str
    hidden: bool


class Postings(NamedTuple):
    """What is posted, and from which day on, by its ordinal."""

    counts: dict[int, dict[str, int]]
    """By day, and column of `flows`."""
    took: dict[tuple[int, int], int]
    """By day and number of working days."""
    dues: dict[tuple[date, int], int]
    """By what falls due when, and day."""

    @classmethod
    def none(cls) -> Self:
        return cls({}, {}, {})

    def add(self, other: "Postings") -> None:
        counts, took, dues = self
        for day, added in other.counts.items():
            sums = counts.get(day)
            if sums is None:
                counts[day] = added.copy()
                continue
            for name, amount in added.items():
                sums[name] = sums.get(name, 0) + amount
        for lasted, amount in other.took.items():
            took[lasted] = took.get(lasted, 0) + amount
        for due, amount in other.dues.items():
            dues[due] = dues.get(due, 0) + amount


class _Place(NamedTuple):
    """The cells in which a case is counted, and what is yet to be added to each: the
    events of a case mostly leave it where it is."""

    cells: dict[Cell, Postings]
    amounts: Amounts

    def add(self, amounts: Amounts) -> None:
        sums = self.amounts
        for posting, amount in amounts.items():
            # What another event takes back is posted all the same: one by one they
            # would have left a row.
            if amount:
                sums[posting] = sums.get(posting, 0) + amount


EVERYTHING = ("all", "")


class Flows:
    """Postings of many changes, added up by cell."""

    def __init__(self, slots: Slots):
        self.slots = slots
        self.cells: dict[Cell, Postings] = {}
        self._places: dict[tuple[object, ...], _Place] = {}

    def move(self, before: Stage | None, after: Stage, day: int) -> None:
        """From `day` on a case is what it is `after`, no longer what it was."""
        there = self._place(after.case, after.case.restricted)
        if before is None:
            there.add(self._ahead(after, day))
            return
        here = self._place(before.case, before.case.restricted)
        if here is there:
            there.add(self._change(before, after, day))
            return
        new, old = there.cells, here.cells
        now, was = self._ahead(after, day), self._ahead(before, day)
        change = _less(now, was)
        self._add([new[cell] for cell in new if cell in old], _posted(change))
        gone = _posted(_less({}, was))
        self._add([old[cell] for cell in old if cell not in new], gone)
        self._add([new[cell] for cell in new if cell not in old], _posted(now))

    def hide(self, history: Sequence[Step], until: int, hidden: bool) -> None:
        """A case becomes restricted or ceases to be: what it was before is `hidden`
        from now on or is not, but for days on which it was restricted anyway."""
        ends = [*(day for day, _ in history[1:]), until]
        for (day, stage), end in zip(history, ends, strict=True):
            if stage.case.restricted or day == end:
                continue
            amounts = _less(self._ahead(stage, day), self._ahead(stage, end))
            self._place(stage.case, hidden).add(amounts)
            self._place(stage.case, not hidden).add(_less({}, amounts))

    def sums(self) -> dict[Cell, Postings]:
        """All cells; a whole is summed from its parts, which are fewer than cases."""
        for here in self._places.values():
            self._add(here.cells.values(), here.amounts)
            here.amounts.clear()
        found = dict(self.cells)
        for cell, postings in self.cells.items():
            whole = _whole(cell)
            if whole is not None:
                if whole not in found:
                    found[whole] = Postings.none()
                found[whole].add(postings)
        return found

    def _place(self, case: CaseStage, hidden: bool) -> _Place:
        """Where the case is counted; the same object where nothing by which cases are
        chosen or grouped is another."""
        at = (*place(case), hidden)
        found = self._places.get(at)
        if found is None:
            found = self._places[at] = _Place({}, {})
            for cell in cells_of(case, hidden):
                if cell not in self.cells:
                    self.cells[cell] = Postings.none()
                found.cells[cell] = self.cells[cell]
        return found

    def _ahead(self, stage: Stage, day: int) -> Amounts:
        """What is posted if the case is this from `day` on and nothing more happens."""
        amounts: Amounts = {}
        post_case(amounts, stage.case, day, self.slots, 1)
        for name, clock in stage.clocks.items():
            post_clock(amounts, stage.case, name, clock, day, self.slots, 1)
        return amounts

    def _change(self, before: Stage, after: Stage, day: int) -> Amounts:
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
    def _add(cells: Iterable[Postings], amounts: Amounts) -> None:
        added = Postings.none()
        for (day, counted), amount in amounts.items():
            if isinstance(counted, str):
                added.counts.setdefault(day, {})[counted] = amount
            elif isinstance(counted, int):
                added.took[day, counted] = amount
            else:
                added.dues[counted, day] = amount
        for postings in cells:
            postings.add(added)


def _posted(amounts: Amounts) -> Amounts:
    return {posting: amount for posting, amount in amounts.items() if amount}


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
