"""A report as a workbook: a sheet for each table, cells of their kind, and above them
what they are of: sheets are copied out of their workbook, and printed alone."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, date

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.reports.report import Report

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
"""Of a sheet: the format allows no more."""
WIDEST = 60
ABOVE = 5
"""Rows above the table of a sheet: what it is of, and an empty one."""
ORIGIN = "Asal angka"
"""The last sheet, which says all that it is of in its table."""


def written(report: Report) -> bytes:
    """The same bytes of the same report; no text becomes a formula or a link."""
    file = io.BytesIO()
    book = Workbook(file, _OPTIONS)
    created = report.made_of.astimezone(UTC).replace(tzinfo=None)
    title = f"{report.title}: {report.period}"
    book.set_properties({"title": title, "author": report.office, "created": created})
    sheets = _Sheets(book)
    for section in report.sections:
        sheets.add(section.title, section.table, _above(report, section.title))
    rows = [[_word(name), _word(said)] for name, said in _origin(report)]
    sheets.add(ORIGIN, Table(columns=("Hal", "Isi"), rows=rows))
    book.close()
    return file.getvalue()


def _above(report: Report, title: str) -> Sequence[str]:
    of = report.title if title == report.title else f"{report.title}: {title}"
    return (
        of,
        report.office,
        f"Periode: {report.period}. Keadaan pada akhir {report.as_of}.",
        f"Satuan: {report.unit}.",
    )


def _origin(report: Report) -> Sequence[tuple[str, str]]:
    return [
        ("Laporan", report.title),
        ("Pemerintah", report.office),
        ("Periode", report.period),
        ("Keadaan pada akhir", report.as_of),
        ("Satuan", report.unit),
        *report.origin,
    ]


def _word(text: str) -> Cell:
    return Cell(text, text)


class _Sheets:
    def __init__(self, book: Workbook):
        self._book = book
        self._title = book.add_format({"bold": True})
        self._head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        self._rate = book.add_format({"num_format": "0.0%"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})

    def add(self, title: str, table: Table, above: Sequence[str] = ()) -> None:
        sheet: Worksheet = self._book.add_worksheet(_named(title))
        for number, said in enumerate(above):
            sheet.write_string(number, 0, said, None if number else self._title)
        top = ABOVE if above else 0
        rates = [
            any(row[place].of is not None for row in table.rows)
            for place in range(len(table.columns))
        ]
        heads: list[str] = []
        for name, rate in zip(table.columns, rates, strict=True):
            more = [f"{name}: pembilang", f"{name}: penyebut"] if rate else []
            heads += [name, *more]
        for place, head in enumerate(heads):
            sheet.write_string(top, place, head, self._head)
        for number, row in enumerate(table.rows, start=top + 1):
            place = 0
            for cell, rate in zip(row, rates, strict=True):
                self._write(sheet, number, place, cell)
                if rate:
                    for nth, of in enumerate(cell.of or (), start=1):
                        self._write(sheet, number, place + nth, of)
                place += 3 if rate else 1
        widest = max((len(row[0].text) for row in table.rows), default=0)
        sheet.set_column(0, 0, min(max(widest, len(heads[0]), 12), WIDEST))
        sheet.set_column(1, max(len(heads) - 1, 1), 18 if len(heads) > 2 else WIDEST)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)

    def _write(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        match cell.value:
            case None:
                return
            case str() as text:
                sheet.write_string(row, place, text, self._text)
            case date() as day:
                sheet.write_datetime(row, place, day, self._day)
            case number:
                sheet.write_number(row, place, number, self._format(cell))

    def _format(self, cell: Cell) -> Format | None:
        return self._rate if cell.text.endswith("%") else None


def _named(title: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", title)[:LONGEST_NAME]
