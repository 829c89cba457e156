"""The dashboard's counts from the flows: no filter or a single one, at the end of any
day, as far as all is known; it costs the same however many cases there are."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from projections.counts import Counts
from projections.filters import Filters
from projections.flow_tables import MARKS, PACKED, SIZES
from projections.flows import EVERYTHING
from projections.packed import Group, counters
from projections.visibility import Visibility
from storage.read_model import Connection

Chosen = tuple[str, str]
"""The cases with one value of one filter."""


class Split(NamedTuple):
    """Of the cases that are chosen: those that are or were restricted, and the rest."""

    open: Counts
    hidden: Counts


def chosen(
    slots: Mapping[Group, int], filters: Filters, visibility: Visibility
) -> list[Chosen] | None:
    """The cells that together are the cases meant; None where flows do not tell them
    apart: by two filters at once, or by a district or a village."""
    if visibility.nothing:
        return []
    agencies = visibility.agencies
    if agencies is not None:
        if filters.count == 0:
            return [("agency", code) for code in sorted(agencies)]
        if filters.agency is None:
            return None
        if filters.agency not in agencies:
            return []
    if filters.count > 1:
        return None
    if filters.received_from or filters.received_to:
        months = sorted(code for kind, code in slots if kind == "month" and code)
        return list(received(months, filters))
    if filters.region is not None:
        deep = filters.region.count(".") > 1
        return None if deep else [("region", filters.region)]
    for by in ("agency", "category", "channel", "classification"):
        if (value := getattr(filters, by)) is not None:
            return [(by, value)]
    return [EVERYTHING]


def received(months: Sequence[str], filters: Filters) -> Iterator[Chosen]:
    """The received days asked for: whole months, and single days of others."""
    begin = filters.received_from or date.min
    end = filters.received_to or date.max
    for month in months:
        first = date.fromisoformat(f"{month}-01")
        days = [
            first.replace(day=n + 1)
            for n in range(monthrange(first.year, first.month)[1])
        ]
        within = [day for day in days if begin <= day <= end]
        if within == days:
            yield "month", month
        else:
            yield from (("day", day.isoformat()) for day in within)


def counted(
    connection: Connection,
    slots: Mapping[Group, int],
    cells: Sequence[Chosen],
    day: date,
    soon: date,
) -> Split:
    """The counts at the end of `day`; what is due soon is due by `soon`."""
    split = Split(Counts(), Counts())
    if not cells:
        return split
    # Few rows of tables of which the statistics may know nothing yet.
    connection.execute(
        "SET LOCAL enable_nestloop = on; SET LOCAL enable_hashjoin = off;"
        " SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off"
    )
    params = parameters(cells, day, soon)
    groups = sorted(slots, key=slots.__getitem__)
    for hidden, *sums in connection.execute(FLOWS, params):
        counts = split[hidden]
        for name, total in zip(PACKED, sums, strict=False):
            for slot, number in counters(total):
                counts.of[name, groups[slot]] = number
        for name, total in zip(MARKS, sums[len(PACKED) :], strict=True):
            counts.marks[name] = int(total)
    for hidden, working_days, clocks in connection.execute(DURATIONS, params):
        took = split[hidden].took
        for slot, number in counters(clocks):
            took[groups[slot]][working_days] = number
    for hidden, cases in connection.execute(DUES, params):
        split[hidden].marks["due_soon"] = int(cases)
    return split


def parameters(cells: Sequence[Chosen], day: date, soon: date) -> dict[str, Any]:
    """Of the three queries."""
    sizes, firsts, ends = zip(*blocks(day), strict=True)
    return {
        "by": [by for by, _ in cells],
        "value": [value for _, value in cells],
        "size": list(sizes),
        "first": list(firsts),
        "end": list(ends),
        "day": day,
        "soon": soon,
    }


def blocks(day: date, sizes: Sequence[int] = SIZES) -> Iterator[tuple[int, int, int]]:
    """Size, first and end of the runs of blocks that are all days up to `day`."""
    return runs(day.toordinal() + 1, sizes)


def runs(behind: int, sizes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The same of all numbers below `behind`, from the largest size to the smallest."""
    begin = 0
    for size in reversed(sizes):
        end = behind // size
        yield size, begin // size, end
        begin = end * size


_CELLS = """
FROM unnest(%(by)s::text[], %(value)s::text[]) AS cell (by, value)
CROSS JOIN (VALUES (FALSE), (TRUE)) AS seen (hidden)"""
_RUNS = f"""{_CELLS}
CROSS JOIN unnest(%(size)s::smallint[], %(first)s::integer[], %(end)s::integer[])
    AS run (size, first, behind)"""
_WITHIN = """
USING (by, value, hidden, size)
WHERE block >= first AND block < behind
GROUP BY hidden"""
FLOWS = f"""
SELECT hidden, {", ".join(f"sum({name})::text" for name in (*PACKED, *MARKS))}
{_RUNS} JOIN flows{_WITHIN}""".encode()
DURATIONS = f"""
SELECT hidden, working_days, sum(clocks)::text
{_RUNS} JOIN durations{_WITHIN}, working_days""".encode()
DUES = f"""
SELECT hidden, sum(cases)
{_CELLS} JOIN dues USING (by, value, hidden)
WHERE due_on BETWEEN %(day)s AND %(soon)s AND day <= %(day)s
GROUP BY hidden""".encode()
