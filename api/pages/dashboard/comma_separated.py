"""A table as CSV, which a spreadsheet opens without taking a name for a formula."""

import csv
import io
from collections.abc import Iterator, Sequence

from api.inert import inert
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table


def written(table: Table) -> bytes:
    """RFC 4180, in UTF-8 with the mark by which spreadsheets know it; a rate has the
    columns of its two numbers beside it."""
    rates = [
        any(row[place].of is not None for row in table.rows)
        for place in range(len(table.columns))
    ]
    heads: list[str] = []
    for name, rate in zip(table.columns, rates, strict=True):
        heads += [name, f"{name}: pembilang", f"{name}: penyebut"] if rate else [name]
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(map(inert, heads))
    lines.writerows(list(_cells(row, rates)) for row in table.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cells(row: Sequence[Cell], rates: Sequence[bool]) -> Iterator[str]:
    for cell, rate in zip(row, rates, strict=True):
        yield _said(cell)
        if rate:
            part, whole = cell.of or (None, None)
            yield _said(part)
            yield _said(whole)


def _said(cell: Cell | None) -> str:
    if cell is None or cell.value is None:
        return ""
    return inert(cell.value) if isinstance(cell.value, str) else str(cell.value)
