"""A table that does not fit its mapping is refused; one bad row in it is not."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from api.importing.mapped import read_mapped
from api.importing.mapping import ColumnMapping
from api.importing.row import ImportedCase, Rejected
from api.importing.table import open_table
from api.importing.unreadable import ColumnsMissing, ColumnsRepeated, HeaderMissing

MakeFile = Callable[..., Path]
HEADER = ["No", "Masuk", "Perihal"]
GOOD = ["7", "5 Jan 2024", "Lampu"]


def mapping(**more: str) -> ColumnMapping:
    columns = {"external_id": "No", "received_at": "Masuk", "title": "Perihal"}
    return ColumnMapping(
        system="kota",
        zone=ZoneInfo("Asia/Jakarta"),
        delimiter=None,
        columns=columns | more,
        constants={
            "classification": "complaint",
            "channel": "letter",
            "title": "(tanpa judul)",
            "description": "Teks ada di buku.",
        },
        tables={},
    )


def read(path: Path, how: ColumnMapping) -> list[ImportedCase | Rejected]:
    with open_table(path) as table:
        return list(read_mapped(table, how, now=datetime(2024, 6, 1, tzinfo=UTC)))


def test_a_column_that_the_file_lacks_or_has_twice_is_refused_by_name(
    any_file: MakeFile,
) -> None:
    path = any_file([HEADER, GOOD])
    with pytest.raises(ColumnsMissing, match="Desa.* It has: No, Masuk, Perihal"):
        read(path, mapping(region="Desa"))
    path = any_file([[*HEADER, "PERIHAL "], [*GOOD, "x"]])
    with pytest.raises(ColumnsRepeated, match="Perihal"):
        read(path, mapping())


def test_a_file_of_blank_rows_has_no_header(any_file: MakeFile) -> None:
    with pytest.raises(HeaderMissing, match="every row is empty"):
        read(any_file([["", ""], [" ", ""]]), mapping())


def test_a_damaged_row_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    good = b"1,2024-01-05,a\n"
    path.write_bytes(
        b"No,Masuk,Perihal\n" + good + b'2,2024-01-05,"x" y\n\n4,2024-01-05'
    )
    first, bad, last = read(path, mapping())
    assert isinstance(first, ImportedCase)
    assert isinstance(bad, Rejected)
    assert isinstance(last, ImportedCase)
    assert (first.row, bad.row, last.row) == (2, 3, 5)
    assert last.title == "(tanpa judul)"
