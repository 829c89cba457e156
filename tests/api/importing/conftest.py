"""Import files made for a test: the rows as CSV or as a workbook."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]
MakeFile = Callable[..., Path]


@pytest.fixture
def csv_file(tmp_path: Path) -> MakeFile:
    def make(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> Path:
        path = tmp_path / "table.csv"
        with path.open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(rows)
        return path

    return make


@pytest.fixture
def xlsx_file(tmp_path: Path) -> MakeFile:
    def make(rows: Rows) -> Path:
        path = tmp_path / "table.xlsx"
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
        book.save(path)
        return path

    return make


@pytest.fixture(params=["csv", "csv with semicolons", "xlsx"])
def any_file(
    request: pytest.FixtureRequest, csv_file: MakeFile, xlsx_file: MakeFile
) -> MakeFile:
    if request.param == "xlsx":
        return xlsx_file
    delimiter = ";" if "semicolons" in request.param else ","
    return lambda rows: csv_file(rows, delimiter=delimiter)
