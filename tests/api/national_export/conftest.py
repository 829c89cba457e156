"""National exports made for a test, and `tuntas import --as sp4n` of them."""

import csv
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from api.importing.booking import Booking, Tally
from api.importing.row import Rejected
from api.importing.sp4n import read_sp4n
from api.importing.table import open_table
from api.installation import Installation
from api.rebuilding import source_for
from domain.complaint import Complaint
from domain.event import Event
from domain.sealing import Place, SealedField, SealedText
from projections.dashboard import dashboard
from projections.figures import Dashboard
from projections.filters import Filters
from projections.visibility import Visibility
from storage.rebuild import rebuild

WIB = ZoneInfo("Asia/Pontianak")
EXPORTED_ON = date(2025, 1, 10)
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


@dataclass
class National:
    """The national system as seen from here: its exports, and what becomes of them."""

    here: Installation
    file: Path
    columns: list[str] = field(default_factory=lambda: list(HEADER))
    information: list[list[str]] = field(default_factory=lambda: list(INFORMATION))
    workbook: bool = False
    rejected: list[Rejected] = field(default_factory=list)

    def add_newer_columns(self) -> None:
        self.columns += NEWER

    def row(self, id: int, **cells: str) -> list[str]:
        """An open case; cells are named by the beginning of their heading."""
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
            "Status": "Terverifikasi",
            "Provinsi": "Kalimantan Tengah",
            "Kota": "Kabupaten Kapuas",
            **cells,
        }
        by_heading = {
            next(h for h in HEADER if h.startswith(name.replace("_", " "))): cell
            for name, cell in usual.items()
        }
        return [by_heading.get(heading, "") for heading in self.columns]

    def export(self, *rows: list[str]) -> None:
        table = [*self.information, self.columns, *rows]
        if self.workbook:
            book = Workbook(write_only=True)
            sheet = book.create_sheet()
            for cells in table:
                sheet.append(list(cells))
            book.save(self.file)
        else:
            with self.file.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(table)

    def command(self, *words: str) -> list[str]:
        place = ("--data", str(self.here.settings.data), "--database-url")
        words = ("import", str(self.file), "--as", "sp4n", "--json", *words, *place)
        return [sys.executable, "-m", "api", *words, self.here.url]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`tuntas import` of the last export, as its users run it."""
        return subprocess.run(self.command(*words), capture_output=True, text=True)

    def bring_in(self, *rows: list[str]) -> Tally:
        """Export and import, in this process; what came of it."""
        self.export(*rows)
        booking = Booking(self.here, run_by=None, register_agencies=False)
        with open_table(self.file) as table:
            cases = read_sp4n(table, zone=WIB, exported_on=EXPORTED_ON)
            self.rejected = list(booking.book(cases))
        return booking.tally

    def case(self, id: int) -> Complaint:
        owner = self.here.app.look_up.owner_of("external:sp4n", str(id))
        assert owner is not None
        return self.here.app.complaint(owner)

    def events(self, id: int) -> list[Event]:
        return [event for _, event in self.here.app.history(self.case(id).id)]

    def topics(self, id: int) -> list[str]:
        return [e.TOPIC.removeprefix("complaint.") for e in self.events(id)]

    def texts(self, event: Any) -> dict[str, str | None]:
        """The sealed texts of one of a case's events, opened."""
        case = self.here.app.complaint(event.originator_id)
        found = {}
        for name, text in vars(event).items():
            if isinstance(text, SealedText):
                of_case = text.subject == "case"
                key = case.case_key if of_case else case.reporter_key
                place = Place(case.id, event.TOPIC, name, event.nonce)
                sealed = SealedField(key.id, place, text.ciphertext)
                found[name] = self.here.vault.open([sealed])[0]
        return found

    def description(self, id: int) -> str | None:
        return self.here.vault.open([self.case(id).description])[0]

    def figures(self, day: date) -> Dashboard:
        """The dashboard at the end of `day`, from the events."""
        (sla,) = (m for m in self.here.read_models() if m.name == "sla")
        rebuild(self.here.pool, sla, source_for(self.here, sla))
        return dashboard(
            self.here.pool,
            as_of=day,
            calendar=self.here.app.reference().calendar,
            filters=Filters(),
            visibility=Visibility(restricted=True),
        )


@pytest.fixture
def national(here: Installation, tmp_path: Path) -> National:
    return National(here, tmp_path / "export")
