"""A view's table as CSV: what a spreadsheet opens, and does not run."""

from __future__ import annotations

import csv
import io

import pytest

from api.pages.dashboard.cells import Cell
from api.pages.dashboard.comma_separated import written
from api.pages.dashboard.told import Table


def read(table: Table) -> list[list[str]]:
    text = written(table).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("name", ["=1+1", "+62", "-1", "@x", "\t=1", "\r=1"])
def test_a_name_is_no_formula(name: str) -> None:
    rows = read(Table(columns=("Instansi",), rows=[[Cell(name, name)]]))
    assert rows == [["Instansi"], [f"'{name}"]]


def test_a_rate_stands_beside_its_two_numbers() -> None:
    rate = Cell(0.5, "50,0 %", of=(Cell(1, "1"), Cell(2, "2")))
    rows = [[Cell("Dinas, A", "Dinas, A"), rate], [Cell("B", "B"), Cell(None, "–")]]
    assert read(Table(columns=("Instansi", "verifikasi"), rows=rows)) == [
        ["Instansi", "verifikasi", "verifikasi: pembilang", "verifikasi: penyebut"],
        ["Dinas, A", "0.5", "1", "2"],
        ["B", "", "", ""],
    ]
