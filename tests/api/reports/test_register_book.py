"""The register book as a workbook: the columns and lines of its CSV, no formula, and
where it comes from."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from api import information_register as register
from api.information_request_queries import BookQuery
from api.reports import register_book, workbook
from projections.visibility import Visibility

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from tests.api.reports.conftest import Store

FORMULA = '=HYPERLINK("https://jahat.example")'


def listed(store: Store, query: BookQuery) -> tuple[list[register.Row], int]:
    listing = query.listing(store.here.today())
    entries, position = register.all_of(
        store.here, listing, Visibility(restricted=True), objected=query.objected
    )
    return register.rows(store.here, entries, public=False, identity=True), position


def written(
    store: Store, query: BookQuery, rows: list[register.Row], position: int
) -> tuple[bytes, Workbook]:
    file = workbook.written(register_book.made(store.here, query, rows, position))
    return file, load_workbook(io.BytesIO(file))


@pytest.mark.parametrize("objected", [False, True])
def test_it_has_the_columns_and_the_lines_of_the_csv(
    store: Store, objected: bool
) -> None:
    query = BookQuery(objected=objected, format="xlsx")
    rows, position = listed(store, query)
    columns = register.OF_OBJECTIONS if objected else register.COLUMNS
    assert objected or len(columns) == 23
    file, book = written(store, query, rows, position)
    header, *lines = list(book.worksheets[0].values)[workbook.ABOVE :]
    text = register.as_csv(rows, columns).decode("utf-8-sig")
    wanted_header, *wanted = csv.reader(io.StringIO(text))
    assert list(header) == wanted_header
    assert rows
    assert [[told(cell) for cell in line] for line in lines] == wanted
    assert file == written(store, query, rows, position)[0]


def told(cell: Any) -> str:
    """As the CSV tells it."""
    if cell is None:
        return ""
    return cell.date().isoformat() if hasattr(cell, "date") else str(cell)


def test_it_says_its_question_its_position_and_a_signed_head(store: Store) -> None:
    query = BookQuery(agency="dpupr", objected=True, format="xlsx")
    rows, position = listed(store, query)
    _, book = written(store, query, rows, position)
    asked = {str(name): said for name, said in book["Asal angka"].values}
    question = "GET /v1/information-register?agency=dpupr&objected=true&format=xlsx"
    assert asked["Pertanyaan"] == question
    assert asked["Sampai peristiwa ke-"] == str(position)
    assert asked["Akar (SHA-256, base64)"]


def test_what_an_applicant_typed_is_no_formula(store: Store) -> None:
    query = BookQuery(format="xlsx")
    (first, *_), position = listed(store, query)
    _, book = written(store, query, [{**first, "information": FORMULA}], position)
    [cell] = [
        cell for row in book.worksheets[0] for cell in row if cell.value == FORMULA
    ]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert all(c.data_type != "f" for row in book.worksheets[0] for c in row)
