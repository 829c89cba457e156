"""A whole year of national reports is read, as wide and as odd as the real one."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from api.importing.row import ImportedCase, Rejected
from api.importing.sp4n import read_sp4n
from api.importing.sp4n_header import find_exported_on
from api.importing.table import open_table

MakeFile = Callable[..., Path]
WIB = ZoneInfo("Asia/Pontianak")
EXPORTED_ON = date(2025, 1, 10)
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
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
ADDED = [
    "Nomor SK",
    "Url SK",
    "Url Dokumen Laporan Tahunan",
    "Laporan yang Masuk melalui Kanal Aduan Setwapres",
    "Rating",
]
INFORMATION = [
    ["Laporan Pengaduan SP4N-LAPOR!"],
    ["Periode: 1 Jan 2024 - 31 Des 2024"],
    ["Tanggal Unduh", "10 Januari 2025 08:00"],
    [],
]


def spread(counts: dict[str, int]) -> Iterator[str]:
    return iter([word for word, n in counts.items() for _ in range(n)])


def year_of_240() -> list[list[str]]:
    """As many of each kind as the one real export of 2024 that is known."""
    classes = spread(
        {
            "Pengaduan Berkadar Pengawasan": 159,
            "Aspirasi": 56,
            "PENGADUAN  tidak berkadar pengawasan": 17,
            "Permintaan Informasi": 7,
            "": 1,
        }
    )
    statuses = spread(
        {
            "Diarsipkan oleh Admin": 38,
            "Menunggu Kelengkapan Informasi": 18,
            "Ditutup oleh Pelapor": 11,
            "Ditutup oleh Admin": 9,
            "Diarsipkan oleh Sistem": 7,
            "Diarsipkan oleh Pelapor": 2,
            "Ditutup oleh Sistem": 155,
        }
    )
    flags = spread({"Anonim": 89, "Anonim|Rahasia": 63, "": 61, "Rahasia": 27})
    return [
        [
            str(5_010_000 + number),
            f"{number % 28 + 1} {MONTHS[number % 12]} 2024",
            f"{number % 24:02}:13:42",
            f"Pelapor {number}",
            next(classes),
            "12",
            "Infrastruktur",
            f"Judul {number}",
            f"Jalan rusak; nomor {number},\nmohon diperbaiki",
            "Disunting" if number <= 34 else "",
            next(flags),
            "Website - pemerintah-kota-palangka-raya",
            "Pemerintah Kota Palangka Raya",
            "" if number <= 44 else "4021",
            "" if number <= 44 else "DINAS Sosial",
            next(statuses),
            "",
            "Kalimantan Tengah",
            "Kota Palangka Raya",
            "" if number <= 150 else "Pahandut",
            "" if number <= 150 else "Langkai",
        ]
        for number in range(1, 241)
    ]


@pytest.mark.parametrize("added", [[], ADDED], ids=["21 columns", "26 columns"])
def test_a_year_of_240_reports_is_read_whole(
    any_file: MakeFile, added: list[str]
) -> None:
    rows = [[*each, *(["x"] * len(added))] for each in year_of_240()]
    path = any_file([*INFORMATION, [*HEADER, *added], *rows])
    assert find_exported_on(path) == EXPORTED_ON
    with open_table(path) as table:
        read_rows = list(read_sp4n(table, zone=WIB, exported_on=EXPORTED_ON))
    cases = [each for each in read_rows if isinstance(each, ImportedCase)]
    [bad] = [each for each in read_rows if isinstance(each, Rejected)]
    assert (bad.row, bad.reason) == (245, "Klasifikasi Laporan is empty")
    assert [each.row for each in cases] == list(range(6, 245))
    assert Counter(each.classification for each in cases) == {
        "oversight_complaint": 159,
        "aspiration": 56,
        "complaint": 17,
        "information": 7,
    }
    assert Counter((each.closing, each.closed_by) for each in cases) == {
        ("archived", "officer"): 38,
        (None, None): 18,
        ("resolved", "reporter"): 11,
        ("resolved", "officer"): 9,
        ("archived", "system"): 7,
        ("archived", "reporter"): 2,
        ("resolved", "system"): 154,
    }
    flags = Counter((each.anonymous, each.confidential) for each in cases)
    assert flags == {
        (True, False): 89,
        (True, True): 63,
        (False, False): 61,
        (False, True): 26,
    }
    assert sum(each.agency_name is None for each in cases) == 44
    assert sum(len(each.region_path) == 2 for each in cases) == 150
    assert sum(each.final_description is not None for each in cases) == 34
    assert not any(each.closing_time_known for each in cases)
