"""A national export through the whole path: what it says, and no more, is recorded."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from api.installation import Installation
from domain.complaint import Complaint
from domain.event import Event

WIB = ZoneInfo("Asia/Pontianak")
EXPORTED = datetime(2025, 1, 10, tzinfo=WIB)
INFORMATION = [
    ["Laporan SP4N-LAPOR! Pemerintah Provinsi Kalimantan Tengah"],
    ["Periode 1 Januari 2024 s.d. 31 Desember 2024"],
    ["Diunduh pada", "10 Januari 2025 08:15"],
    [],
]
HEADER = [
    *("Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Nama Pelapor"),
    *("Klasifikasi Laporan", "ID Kategori", "Kategori", "Judul Laporan"),
    *("Isi Laporan Awal", "Isi Laporan Akhir", "Tipe Laporan (Anonim/Rahasia)"),
    *("Sumber Laporan", "Instansi Induk", "ID Instansi Terdisposisi"),
    *("Instansi Terdisposisi", "Status Laporan", "Alasan Tunda/Arsip"),
    *("Provinsi", "Kota/Kabupaten", "Kecamatan", "Kelurahan"),
]
NEWER = [
    *("Nomor SK", "Url SK", "Url Dokumen Laporan Tahunan"),
    *("Laporan yang Masuk melalui Kanal Aduan Setwapres", "Rating"),
]
OPEN = {"Status": "Terverifikasi"}
CLOSED = {"Status": "Ditutup oleh Sistem"}

Table = Sequence[Sequence[Any]]
Import = Callable[..., subprocess.CompletedProcess[str]]
Write = Callable[[Path, Table], None]


def row(id: int, **cells: str) -> list[str]:
    """A row whose cells are named by the beginning of their heading."""
    usual = {
        "Tracking": str(id),
        "Tanggal": "5 Jan 2024",
        "Waktu": "02:13:42",
        "Nama": "Ani Pelapor",
        "Klasifikasi": "Pengaduan Tidak Berkadar Pengawasan",
        "Kategori": "Infrastruktur",
        "Judul": "Jalan rusak",
        "Isi_Laporan_Awal": "Berlubang sejak banjir",
        "Isi_Laporan_Akhir": "Berlubang sejak banjir",
        "Sumber": "Website - pemerintah-provinsi-kalimantan-tengah",
        "Instansi_Terdisposisi": "DINAS perhubungan",
        "Provinsi": "Kalimantan Tengah",
        "Kota": "Kabupaten Kapuas",
        **OPEN,
        **cells,
    }
    by_heading = {
        next(h for h in HEADER if h.startswith(name.replace("_", " "))): cell
        for name, cell in usual.items()
    }
    return [by_heading.get(heading, "") for heading in HEADER]


def write_csv(path: Path, table: Table) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)


def write_xlsx(path: Path, table: Table) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in table:
        sheet.append(list(cells))
    book.save(path)


@pytest.fixture
def bring_in(here: Installation, tmp_path: Path) -> Import:
    """`tuntas import --as sp4n` of these rows, as its users run it."""

    def run(
        *rows: list[str], words: Sequence[str] = (), write: Write = write_csv
    ) -> subprocess.CompletedProcess[str]:
        file = tmp_path / "export"
        write(file, [*INFORMATION, HEADER, *rows])
        return subprocess.run(
            [*command(here, file), *words],
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def command(here: Installation, file: Path) -> list[str]:
    data = str(here.settings.data)
    words = ("import", str(file), "--as", "sp4n", "--json", "--data", data)
    return [sys.executable, "-m", "api", *words, "--database-url", here.url]


def case(here: Installation, id: int) -> Complaint:
    owner = here.app.look_up.owner_of("external:sp4n", str(id))
    assert owner is not None
    return here.app.complaint(owner)


def events(here: Installation, id: int) -> list[Event]:
    return [event for _, event in here.app.history(case(here, id).id)]


def topics(here: Installation, id: int) -> list[str]:
    return [e.TOPIC.removeprefix("complaint.") for e in events(here, id)]


def tally(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("more", [[], NEWER], ids=["21 columns", "26 columns"])
def test_an_export_of_any_form_becomes_cases(
    here: Installation, tmp_path: Path, write: Write, more: list[str]
) -> None:
    rows = [[*row(1), *more], [*row(2, **CLOSED), *more]]
    write(tmp_path / "export", [*INFORMATION, [*HEADER, *more], *rows])
    subprocess.run(command(here, tmp_path / "export"), check=True, capture_output=True)

    first = case(here, 1)
    assert first.received_at == datetime(2024, 1, 5, 2, 13, 42, tzinfo=WIB)
    assert (first.channel, first.region) == ("web", "62.03")
    assert (first.agency, first.category) == ("dishub", "infrastruktur")
    assert (first.state, case(here, 2).state) == ("disposed", "resolved")


def test_a_closing_without_a_date_is_recorded_at_the_exports_day(
    here: Installation, bring_in: Import
) -> None:
    by = {"Sistem": "system", "Pelapor": "reporter", "Admin": "officer"}
    for number, word in enumerate(by, 1):
        bring_in(row(number, Status=f"Ditutup oleh {word}"))

    for number, closer in enumerate(by.values(), 1):
        closing = events(here, number)[-1]
        assert closing.occurred_at == EXPORTED
        assert getattr(closing, "time_known") is False  # noqa: B009
        assert (case(here, number).closed_by, closing.actor) == (closer, "system")
        assert case(here, number).outcome == "not_recorded"


def test_a_clock_that_ended_on_an_unknown_day_is_not_judged(
    here: Installation, bring_in: Import
) -> None:
    bring_in(row(1, **CLOSED), row(2, **CLOSED, Instansi_Terdisposisi=""))
    disposed, never_disposed = case(here, 1), case(here, 2)

    def judged(found: Complaint) -> dict[str, str]:
        day = date(2026, 1, 1)
        return {name: clock.status(day) for name, clock in found.clocks.items()}

    assert judged(disposed) == {
        "verification": "met",
        "first_follow_up": "unknown",
        "completion": "unknown",
    }
    assert judged(never_disposed) == {"verification": "unknown"}
    assert all(c.working_days is None for c in never_disposed.clocks.values())
