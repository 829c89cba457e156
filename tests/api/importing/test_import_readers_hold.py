"""The readers hold against real files, large files and bytes of any kind."""

import csv
import io
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from api.importing.mapped import read_mapped
from api.importing.mapping_file import load_mapping
from api.importing.row import ImportedCase, Rejected
from api.importing.sp4n import read_sp4n
from api.importing.sp4n_header import find_exported_on
from api.importing.sp4n_terms import COLUMNS
from api.importing.table import open_table
from api.importing.unreadable import ImportRefused

HERE = Path(__file__).resolve()
CITY_MAPPING = HERE.parents[2] / "data" / "city_complaints.toml"
CITY_CASES = HERE.parents[4] / "shared" / "data" / "city_complaints" / "cases.csv"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
WIB = ZoneInfo("Asia/Jakarta")


def mapped(path: Path) -> Iterator[ImportedCase | Rejected]:
    mapping = load_mapping(CITY_MAPPING)
    with open_table(path, mapping.delimiter) as table:
        yield from read_mapped(table, mapping, now=NOW)


@pytest.mark.skipif(not CITY_CASES.exists(), reason="the city's data is not here")
def test_the_citys_file_gives_all_cases_but_four_answered_before_they_were_filed() -> (
    None
):
    read = list(mapped(CITY_CASES))
    cases = {each.row: each for each in read if isinstance(each, ImportedCase)}
    bad = [each for each in read if isinstance(each, Rejected)]
    assert (len(cases), len(bad)) == (12_526, 4)
    assert all(each.reason.startswith("answered ") for each in bad)
    assert all("before it was filed" in each.reason for each in bad)
    with CITY_CASES.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            filed = datetime.fromisoformat(row["tanggal_keluhan"]).replace(tzinfo=WIB)
            answered = row["tanggal_ditanggapi"] and datetime.fromisoformat(
                row["tanggal_ditanggapi"]
            ).replace(tzinfo=WIB)
            if number not in cases:
                assert answered and answered < filed
                continue
            case = cases[number]
            assert case.external_id == row["id"]
            assert case.received_at == filed
            assert case.closed_at == case.answered_at == (answered or None)
            assert case.agency_name == row["instansi"]
            assert case.title == (row["topik"] or "Keluhan tanpa topik")
            assert case.category_code is case.category_name is None


def test_a_large_file_takes_less_than_100_bytes_a_row(
    tmp_path: Path, scale: int
) -> None:
    """Held as they are read, rows would take 700."""
    rows = 50_000 if scale == 1 else 200_000
    path = tmp_path / "large.csv"
    with path.open("w") as stream:
        stream.write("id,tanggal_keluhan,tanggal_ditanggapi,topik,instansi\n")
        for number in range(rows):
            stream.write(f"{number},2023-01-05 09:00:00,,Jalan,Dinas {number % 9}\n")
    tracemalloc.start()
    try:
        count = sum(isinstance(each, ImportedCase) for each in mapped(path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == rows
    assert peak < 100 * rows


def read_in_every_way(content: bytes) -> None:
    """Each way ends in rows or in a refusal that names the file."""

    def national(path: Path) -> None:
        with open_table(path) as table:
            for _ in read_sp4n(table, zone=WIB, exported_on=date(2026, 11, 23)):
                table.fraction()

    ways: list[Callable[[Path], object]] = [
        national,
        find_exported_on,
        lambda path: list(mapped(path)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        for way in ways:
            try:
                way(path)
            except ImportRefused as refusal:
                assert str(path) in str(refusal)


CITY_HEADER = b"id,tanggal_keluhan,tanggal_ditanggapi,topik,instansi\n"
NATIONAL_HEADER = ",".join(COLUMNS.values()).encode() + b"\n"
PIECES = st.sampled_from(
    [b",", b";", b'"', b'""', b"\n", b"\r", b"\0", b"\x81", b"\xe2\x80", b"\\", b"2"]
    + [b"2024-01-05", b"5 Jan 2024", b"99:99", b"Aspirasi", b"isi", b"\xef\xbb\xbf"]
)


@settings(deadline=None)
@given(
    start=st.sampled_from([b"", CITY_HEADER, NATIONAL_HEADER, b"PK\x03\x04"]),
    rest=st.binary(max_size=400) | st.lists(PIECES, max_size=60).map(b"".join),
)
@example(start=b"PK\x05\x06", rest=bytes(18))
@example(start=CITY_HEADER, rest=b'1,"' + b"x\n" * 70_000)
@example(start=NATIONAL_HEADER, rest=b"," * 1_100_000)
def test_no_bytes_crash_a_reader(start: bytes, rest: bytes) -> None:
    read_in_every_way(start + rest)


def small_workbook() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(COLUMNS.values()))
    sheet.append(["5", datetime(2024, 1, 5), "02:13", 1.5, "Aspirasi"])  # noqa: DTZ001
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


WORKBOOK = small_workbook()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8)),
        min_size=1,
        max_size=6,
    )
)
def test_no_damaged_workbook_crashes_a_reader(
    damages: list[tuple[int, bytes]],
) -> None:
    content = bytearray(WORKBOOK)
    for place, damage in damages:
        content[place : place + len(damage)] = damage
    read_in_every_way(bytes(content))
