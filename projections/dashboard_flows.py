"""The dashboard's counts from the flows: no filter or a single one, at the end of any
day, as far as all is known; it costs the same however many cases there are."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from projections import flow_tables
from projections.counts import Counts
from projections.filters import Filters
from projections.flow_tables import MARKS, PACKED, SIZES
from projections.flows import EVERYTHING
from projections.packed import DIGITS, Group, counter
from projections.visibility import Visibility
from storage.read_model import Connection

Chosen = tuple[str, str]
"""The cases with one value of one filter."""
DAY = timedelta(days=1)


class Split(NamedTuple):
    """Of the cases that are chosen: those that are or were restricted, and the rest."""

    open: Counts
    hidden: Counts


def chosen(
    connection: Connection, filters: Filters, visibility: Visibility
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
        return _received(connection, filters)
    if filters.region is not None and filters.region.count(".") > 1:
        return None
    for by in ("agency", "category", "channel", "classification", "region"):
        if (value := getattr(filters, by)) is not None:
            return [(by, value)]
    return [EVERYTHING]


def _received(connection: Connection, filters: Filters) -> list[Chosen]:
    first, last = connection.execute(_YEARS).fetchone() or (None, None)
    if first is None:
        return []
    begin, end = date(int(first), 1, 1), date(int(last), 12, 31)
    begin = max(begin, filters.received_from or begin)
    return list(periods(begin, min(end, filters.received_to or end)))


def periods(begin: date, end: date) -> Iterator[Chosen]:
    """The days up to and with `end`, by whole years, months and single days."""
    at, behind = begin.toordinal(), end.toordinal() + 1
    while at < behind:
        day = date.fromordinal(at)
        for by, length, whole in (
            ("year", 4, day.day == day.month == 1),
            ("month", 7, day.day == 1),
            ("day", 10, True),
        ):
            until = _until(day, by)
            if whole and until <= behind:
                yield by, day.isoformat()[:length]
                at = until
                break


def _until(day: date, by: str) -> int:
    """The ordinal of the first day behind the period that begins on `day`."""
    if by == "year":
        return date(day.year, 12, 31).toordinal() + 1
    if by == "month":
        first = day.replace(day=1)
        return (first + 32 * DAY).replace(day=1).toordinal()
    return day.toordinal() + 1


def counted(
    connection: Connection, cells: Sequence[Chosen], day: date, soon: date
) -> Split:
    """The counts at the end of `day`; what is due soon is due by `soon`."""
    split = Split(Counts(), Counts())
    if not cells:
        return split
    connection.execute(
        "SET LOCAL enable_nestloop = on; SET LOCAL enable_hashjoin = off;"
        " SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off"
    )
    slots = flow_tables.slots(connection)
    sizes, firsts, ends = zip(*blocks(day), strict=True)
    params = {
        "by": [by for by, _ in cells],
        "value": [value for _, value in cells],
        "size": list(sizes),
        "first": list(firsts),
        "end": list(ends),
        "day": day,
        "soon": soon,
    }
    for hidden, *sums in connection.execute(FLOWS, params):
        _take(split[hidden], sums, slots)
    timed = [of for of in slots if of[0] in _TIMED]
    for hidden, working_days, clocks in connection.execute(DURATIONS, params):
        took = split[hidden].took
        for of in timed:
            if number := counter(clocks, slots[of]):
                took[of][working_days] += number
    for hidden, cases in connection.execute(DUES, params):
        split[hidden].marks["due_soon"] += int(cases)
    return split


def _take(counts: Counts, sums: Sequence[str], slots: dict[Group, int]) -> None:
    packed = dict(zip(PACKED, sums, strict=False))
    for name, total in packed.items():
        for of, slot in slots.items():
            if DIGITS * slot < len(total) and (number := counter(total, slot)):
                counts.of[name, of] += number
    for name, total in zip(MARKS, sums[len(PACKED) :], strict=True):
        counts.marks[name] += int(total)


def blocks(day: date) -> Iterator[tuple[int, int, int]]:
    """Size, first and end of the runs of blocks that are all days up to `day`."""
    behind = day.toordinal() + 1
    begin = 0
    for size in reversed(SIZES):
        end = behind // size
        yield size, begin // size, end
        begin = end * size


_TIMED = ("agency", "category", "channel", "clock")
_YEARS = b"SELECT min(value), max(value) FROM flows WHERE by = 'year'"
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
