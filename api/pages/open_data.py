"""What everybody may take along: the data sets, and what each of their fields means."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api import published_cases
from api.installation import Installation
from api.pages import glossary
from api.pages.data_set import DAY, DataSet, Row, iso, word
from api.pages.information_data import INFORMATION_DATA
from api.pages.names import Names
from api.pages.public_figures_page import STAND_WORDS
from projections.publication import Group, Statistics

LICENCE = "Creative Commons Atribusi 4.0 Internasional (CC BY 4.0)"
SUPPRESSED = (
    "Angka 0 sampai 4 ditulis <5. Satu angka lain ditulis x, yaitu tidak ditampilkan,"
    " agar angka kecil tidak dapat dihitung dari jumlahnya."
)


def _cases(here: Installation) -> Iterator[Row]:
    names = Names(here.app.reference())
    for case in published_cases.all_of_them(here):
        yield {
            "nomor_aduan": case["case_number"],
            "judul": case["title"],
            "klasifikasi": word("classification", case["classification"]),
            "kategori": case["category"] and names.category(case["category"]),
            "kode_wilayah": case["region"],
            "wilayah": case["region"] and names.region_path(case["region"]),
            "instansi": case["agency"] and names.agency(case["agency"]),
            "keadaan": word("state", case["state"]),
            "hasil": word("outcome", case["outcome"]),
            "diterima": iso(case["received_on"]),
            "dijawab": iso(case["answered_on"]),
            "ditutup": iso(case["closed_on"]),
            "tenggat": iso(case["due_on"]),
            "hari_kerja": case["working_days"],
            "ketepatan": word("clock_status", case["timeliness"]),
            "dipublikasikan": iso(case["published_on"]),
        }


def _figures(here: Installation) -> Iterator[Row]:
    found, names = published_cases.figures(here), Names(here.app.reference())
    for table, code, name, measure, value in _cells(found, names):
        yield {
            "per_hari": iso(found.as_of),
            "tabel": table,
            "kode": code,
            "nama": name,
            "ukuran": measure,
            "nilai": value,
        }


def _cells(found: Statistics, names: Names) -> Iterator[tuple[Any, ...]]:
    yield "seluruhnya", None, None, "diterima", found.received
    for stand, value in found.stand.items():
        yield "seluruhnya", None, None, STAND_WORDS[stand], value
    for measure, rate in (
        ("bagian tepat waktu", found.on_time_rate),
        ("median hari kerja", found.median_working_days),
        ("rata-rata penilaian", found.rating),
    ):
        yield "seluruhnya", None, None, measure, "x" if rate is None else rate
    yield from _of_groups("instansi", found.by_agency, names.agency)
    yield from _of_groups("kategori", found.by_category, names.category)
    yield from _of_groups("saluran", found.by_channel, _channel)
    for month, value in found.by_month.items():
        yield "bulan", month, None, "diterima", value


def _of_groups(
    table: str, groups: Any, name: Callable[[str | None], str]
) -> Iterator[tuple[Any, ...]]:
    group: Group
    for group in groups:
        for stand, value in group.stand.items():
            named = group.code and name(group.code)
            yield table, group.code, named, STAND_WORDS[stand], value


def _channel(code: str | None) -> str:
    return glossary.word("channel", code)


DATA_SETS: Mapping[str, DataSet] = {
    "aduan": DataSet(
        "Aduan yang dipublikasikan",
        "Satu baris untuk setiap aduan yang kini tampil untuk umum, yang terakhir"
        " dipublikasikan lebih dahulu.",
        {
            "nomor_aduan": ("teks", "Nomor aduan; tidak membuka apa pun selain ini."),
            "judul": ("teks", "Judul aduan."),
            "klasifikasi": ("teks", "Jenis aduan menurut aturan."),
            "kategori": ("teks", "Bidang yang diadukan."),
            "kode_wilayah": ("teks", "Kode Kemendagri sampai kecamatan."),
            "wilayah": ("teks", "Nama wilayah sampai kecamatan."),
            "instansi": ("teks", "Instansi yang menangani."),
            "keadaan": ("teks", "Keadaan aduan pada saat berkas diambil."),
            "hasil": ("teks", "Hasil pemeriksaan; kosong bila belum selesai."),
            "diterima": (DAY, "Hari aduan diterima."),
            "dijawab": (DAY, "Hari jawaban terakhir kepada pelapor."),
            "ditutup": (DAY, "Hari aduan ditutup."),
            "tenggat": (DAY, "Hari terakhir untuk menyelesaikan menurut aturan."),
            "hari_kerja": ("bilangan", "Hari kerja yang dipakai untuk menyelesaikan."),
            "ketepatan": ("teks", "Tenggat penyelesaian dibanding kenyataannya."),
            "dipublikasikan": (DAY, "Hari aduan ditampilkan untuk umum."),
        },
        _cases,
    ),
    "angka": DataSet(
        "Angka aduan",
        "Jumlah aduan menurut keadaan, instansi, kategori, saluran, dan bulan diterima,"
        " per akhir bulan yang lalu. Aduan terbatas tidak dihitung. " + SUPPRESSED,
        {
            "per_hari": (DAY, "Angka dihitung pada akhir hari itu."),
            "tabel": (
                "teks",
                "seluruhnya, instansi, kategori, saluran, atau bulan.",
            ),
            "kode": ("teks", "Kode kelompok; kosong bagi aduan tanpa kelompok."),
            "nama": ("teks", "Nama kelompok."),
            "ukuran": ("teks", "Apa yang dihitung."),
            "nilai": ("bilangan, <5, atau x", "Jumlah aduan, bagian, atau rata-rata."),
        },
        _figures,
    ),
    **INFORMATION_DATA,
}
"""By the name of their files."""
