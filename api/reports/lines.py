"""A report as one table for programs: a line for each number or word in it."""

from collections.abc import Iterator

from api.pages.dashboard import comma_separated
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.reports.report import Attachment, Report

COLUMNS = ("Bagian", "Baris", "Ukuran", "Nilai")


def written(report: Report) -> bytes:
    """CSV, as the dashboard writes it: a rate has its two numbers beside it."""
    return comma_separated.written(Table(columns=COLUMNS, rows=list(_rows(report))))


def attachment(report: Report) -> Attachment:
    """The same within a PDF."""
    return Attachment(
        name=f"{report.name}.csv",
        media_type="text/csv",
        about="Semua tabel laporan ini, satu baris untuk setiap angka",
        text=written(report).decode("utf-8-sig"),
    )


def _rows(report: Report) -> Iterator[list[Cell]]:
    for section in report.sections:
        _, *columns = section.table.columns
        for head, *cells in section.table.rows:
            for name, cell in zip(columns, cells, strict=True):
                yield [_word(section.title), head, _word(name), cell]
    for name, said in report.origin:
        yield [_word("Asal angka"), _word(name), _word(""), _word(said)]


def _word(text: str) -> Cell:
    return Cell(text, text)
