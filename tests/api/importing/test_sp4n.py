"""The national export is read with all its known oddities, whatever its columns."""

from collections.abc import Callable
from datetime import date, datetime, time
from itertools import count, islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.importing.row import ImportedCase, Rejected
from api.importing.sp4n import read_sp4n
from api.importing.table import open_table
from api.importing.unreadable import (
    ColumnsMissing,
    ColumnsRepeated,
    HeaderMissing,
)

MakeFile = Callable[..., Path]
WIB = ZoneInfo("Asia/Pontianak")
EXPORTED_ON = date(2025, 1, 10)
HEADER = [
    "Tracking ID",
    "Tanggal Laporan Masuk",
    "Waktu Laporan Masuk",
    "Nama Pelapor",
    "Klasifikasi Laporan",
    "ID Kategori",
    "Kategori",
    "Judul Laporan",
    "Isi Laporan Awal",
    "Isi Laporan Akhir",
    "Tipe Laporan (Anonim/Rahasia)",
    "Sumber Laporan",
    "Instansi Induk",
    "ID Instansi Terdisposisi",
    "Instansi Terdisposisi",
    "Status Laporan",
    "Alasan Tunda/Arsip",
    "Provinsi",
    "Kota/Kabupaten",
    "Kecamatan",
    "Kelurahan",
]
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()


def row(number: int = 1, **cells: Any) -> list[Any]:
    usual = {
        "Tracking ID": str(5_010_000 + number),
        "Tanggal Laporan Masuk": f"{number % 28 + 1} {MONTHS[number % 12]} 2024",
        "Waktu Laporan Masuk": f"{number % 24:02}:13:42",
        "Nama Pelapor": f"Pelapor {number}",
        "Klasifikasi Laporan": "Aspirasi",
        "ID Kategori": "12",
        "Kategori": "Infrastruktur",
        "Judul Laporan": f"Judul {number}",
        "Isi Laporan Awal": f"Jalan rusak, nomor {number};\nmohon diperbaiki",
        "Isi Laporan Akhir": f"Jalan rusak, nomor {number};\nmohon diperbaiki",
        "Sumber Laporan": "Website",
        "Instansi Induk": "Pemerintah Provinsi Kalimantan Tengah",
        "ID Instansi Terdisposisi": "4021",
        "Instansi Terdisposisi": "DINAS Pekerjaan umum",
        "Status Laporan": "Ditutup oleh Sistem",
        "Provinsi": "Kalimantan Tengah",
        "Kota/Kabupaten": "Kota Palangka Raya",
        "Kecamatan": "Jekan Raya",
        "Kelurahan": "Menteng",
    } | {name.replace("_", " "): value for name, value in cells.items()}
    by_start = {
        next(full for full in HEADER if full.startswith(name)): value
        for name, value in usual.items()
    }
    return [by_start.get(name, "") for name in HEADER]


def read(path: Path, exported_on: date = EXPORTED_ON) -> list[ImportedCase | Rejected]:
    with open_table(path) as table:
        return list(read_sp4n(table, zone=WIB, exported_on=exported_on))


def case(make: MakeFile, **cells: Any) -> ImportedCase:
    [only] = read(make([HEADER, row(**cells)]))
    assert isinstance(only, ImportedCase), only
    return only


def rejected(make: MakeFile, **cells: Any) -> str:
    [only] = read(make([HEADER, row(**cells)]))
    assert isinstance(only, Rejected), only
    assert only.row == 2
    assert only.values[0] == row(**cells)[0]
    return only.reason


def test_every_cell_of_a_report_comes_to_its_place(any_file: MakeFile) -> None:
    assert case(any_file, Tipe_Laporan="Anonim|Rahasia") == ImportedCase(
        row=2,
        external_system="sp4n",
        external_id="5010001",
        received_at=datetime(2024, 2, 2, 1, 13, 42, tzinfo=WIB),
        classification="aspiration",
        channel="web",
        title="Judul 1",
        description="Jalan rusak, nomor 1;\nmohon diperbaiki",
        anonymous=True,
        confidential=True,
        closing="resolved",
        closed_at=datetime(2025, 1, 10, tzinfo=WIB),
        closed_by="system",
        reporter_name="Pelapor 1",
        agency_code="4021",
        agency_name="DINAS Pekerjaan umum",
        category_code="12",
        category_name="Infrastruktur",
        region_path=(
            "Kalimantan Tengah",
            "Kota Palangka Raya",
            "Jekan Raya",
            "Menteng",
        ),
        national_status="Ditutup oleh Sistem",
    )


def test_columns_in_another_order_and_spelling_are_found_by_name(
    csv_file: MakeFile,
) -> None:
    usual = read(csv_file([HEADER, *map(row, range(5))]))
    turned = [list(reversed(each)) for each in [HEADER, *map(row, range(5))]]
    turned[0] = [name.upper().replace("/", " / ") for name in turned[0]]
    assert read(csv_file(turned)) == usual


def test_missing_columns_are_refused_in_one_message_that_names_them(
    any_file: MakeFile,
) -> None:
    absent = {"Tipe Laporan (Anonim/Rahasia)", "Status Laporan"}
    kept = [place for place, name in enumerate(HEADER) if name not in absent]
    path = any_file([[each[place] for place in kept] for each in (HEADER, row())])
    with pytest.raises(ColumnsMissing) as refusal, open_table(path) as table:
        read_sp4n(table, zone=WIB, exported_on=EXPORTED_ON)
    assert all(name in str(refusal.value) for name in absent)
    assert str(path) in str(refusal.value)


def test_columns_that_nothing_hangs_on_may_be_missing(csv_file: MakeFile) -> None:
    wanted = [HEADER.index(n) for n in HEADER if n not in ("Kecamatan", "ID Kategori")]
    [only] = read(csv_file([[each[p] for p in wanted] for each in (HEADER, row())]))
    assert isinstance(only, ImportedCase)
    assert only.category_code is None
    assert only.region_path == ("Kalimantan Tengah", "Kota Palangka Raya")


def test_a_file_without_a_header_and_one_with_two_equal_columns_are_refused(
    any_file: MakeFile,
) -> None:
    with pytest.raises(HeaderMissing, match="Tracking ID"):
        read(any_file([["Laporan"], row()]))
    with pytest.raises(ColumnsRepeated, match="Status Laporan"):
        read(any_file([[*HEADER, "status laporan"], row()]))


def test_date_cells_of_a_workbook_are_read_like_text(xlsx_file: MakeFile) -> None:
    day = datetime(2024, 1, 5)  # noqa: DTZ001
    at = datetime(2024, 1, 5, 2, 13, 42, tzinfo=WIB)
    moment = day.replace(hour=2, minute=13, second=42)
    forms = [
        (day, time(2, 13, 42)),
        (moment, None),
        (day, "02.13.42"),
        (moment, moment),
    ]
    for written, clock in [*forms, ("5 Jan 2024", "02:13:42")]:
        cells = {"Tanggal_Laporan_Masuk": written, "Waktu_Laporan_Masuk": clock}
        assert case(xlsx_file, **cells).received_at == at
    assert case(xlsx_file, Tracking_ID=5010653).external_id == "5010653"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Tracking_ID": ""}, "Tracking ID is empty"),
        ({"Tanggal_Laporan_Masuk": "31 Feb 2024"}, "31 Feb 2024"),
        ({"Tanggal_Laporan_Masuk": ""}, "not a date"),
        ({"Waktu_Laporan_Masuk": "25:00"}, "25:00"),
        (
            {"Tanggal_Laporan_Masuk": "11 Jan 2025"},
            "2025-01-11, after the export",
        ),
        ({"Klasifikasi_Laporan": " "}, "Klasifikasi Laporan is empty"),
        ({"Klasifikasi_Laporan": "Gugatan"}, "'Gugatan' is unknown"),
        ({"Tipe_Laporan": "Anonim|Rahsia"}, "'rahsia' is neither Anonim nor Rahasia"),
        ({"Isi_Laporan_Awal": "-", "Isi_Laporan_Akhir": ""}, "are empty"),
    ],
)
def test_a_row_that_cannot_be_understood_is_rejected_with_its_reason(
    any_file: MakeFile, cells: dict[str, str], words: str
) -> None:
    assert words in rejected(any_file, **cells)


def test_a_text_cut_in_two_by_its_separator_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    cells = ["x" if "\n" in str(cell) else cell for cell in row()]
    cells[8] = "jalan, rusak"
    lines = [",".join(map(str, each)) for each in (HEADER, row()[:0], cells)]
    path.write_text("\n".join(lines))
    [only] = read(path)
    assert isinstance(only, Rejected)
    assert "has 22 cells where the header has 21" in only.reason


def test_a_tracking_id_that_stands_twice_is_taken_once(any_file: MakeFile) -> None:
    first, again = read(any_file([HEADER, row(7), row(7, Judul_Laporan="lain")]))
    assert isinstance(first, ImportedCase)
    assert isinstance(again, Rejected)
    assert again.reason == "Tracking ID 5010007 stands already in row 2"


def test_an_empty_title_gets_a_stand_in_and_an_empty_text_the_edited_one(
    any_file: MakeFile,
) -> None:
    untitled = case(any_file, Judul_Laporan="")
    assert untitled.title == "(tanpa judul)"
    edited = case(any_file, Isi_Laporan_Awal="", Isi_Laporan_Akhir="Teks akhir")
    assert (edited.description, edited.final_description) == ("Teks akhir", None)


def test_missing_agency_category_place_and_name_are_none(any_file: MakeFile) -> None:
    names = [
        "ID_Kategori",
        "Kategori",
        "ID_Instansi",
        "Instansi_T",
        "Kota",
        "Kelurahan",
    ]
    found = case(any_file, Nama_Pelapor="Anonim", **dict.fromkeys(names, "-"))
    assert found.category_code is found.category_name is found.reporter_name is None
    assert found.agency_code is found.agency_name is None
    assert found.region_path == ("Kalimantan Tengah",)


@pytest.mark.parametrize("status", ["Terverifikasi", "Ditanggapi oleh Pelapor", "Baru"])
def test_a_report_in_any_other_status_is_open_and_keeps_its_status(
    any_file: MakeFile, status: str
) -> None:
    found = case(any_file, Status_Laporan=status)
    assert (found.closing, found.closed_at, found.pending_reason) == (None,) * 3
    assert found.national_status == status


def test_a_waiting_report_says_what_it_waits_for(any_file: MakeFile) -> None:
    waiting = {"Status_Laporan": "Menunggu Kelengkapan Informasi"}
    asked = case(any_file, **waiting, Alasan="Mohon lengkapi foto")
    assert asked.pending_reason == "Mohon lengkapi foto"
    assert (asked.closing, asked.archive_reason) == (None, None)
    assert case(any_file, **waiting).pending_reason == waiting["Status_Laporan"]


def test_an_archived_report_keeps_the_words_and_the_code_of_its_reason(
    any_file: MakeFile,
) -> None:
    status = {"Status_Laporan": "Diarsipkan oleh Admin"}
    found = case(any_file, **status, Alasan="Laporan Duplikat dari 5010002")
    assert (found.closing, found.archive_reason) == ("archived", "duplicate")
    assert found.archive_message == "Laporan Duplikat dari 5010002"
    bare = case(any_file, **status)
    assert (bare.archive_reason, bare.archive_message) == ("not_recorded", None)


def test_a_report_of_the_exports_own_day_is_not_closed_before_it_came(
    any_file: MakeFile,
) -> None:
    found = case(any_file, Tanggal_Laporan_Masuk="10 Jan 2025")
    assert found.closed_at == found.received_at


def test_reading_takes_one_row_at_a_time(csv_file: MakeFile) -> None:
    path = csv_file([HEADER, *(row(n) for n in islice(count(1), 5000))])
    with open_table(path) as table:
        next(read_sp4n(table, zone=WIB, exported_on=EXPORTED_ON))
        assert table.fraction() < 0.2
