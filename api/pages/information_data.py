"""The lists of public and of excluded information as open data."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.information_list import all_rows
from api.installation import Installation
from api.pages import glossary
from api.pages.data_set import DAY, DataSet, Row, iso, word


def _listed(here: Installation, *, excluded: bool) -> Iterator[dict[str, Any]]:
    for row in all_rows(here.app.reference(), here.today()):
        if (row["category"] == "excluded") is excluded:
            yield row


def _public(here: Installation) -> Iterator[Row]:
    for row in _listed(here, excluded=False):
        yield {
            "kode": row["code"],
            "kategori": word("information_category", row["category"]),
            "judul": row["title"],
            "ringkasan": row["summary"],
            "instansi": row["agency_name"],
            "penguasa_informasi": row["held_by"],
            "penanggung_jawab": row["responsible"],
            "waktu_tempat": row["made"],
            "bentuk": "; ".join(glossary.word("form", form) for form in row["forms"]),
            "retensi": row["retention"],
            "tautan": row["link"],
            "terakhir_terbit": iso(row["published_on"]),
            "terbit_berikutnya": iso(row["due_on"]),
            "dasar_hukum": row["legal_basis"],
        }


def _excluded(here: Installation) -> Iterator[Row]:
    for row in _listed(here, excluded=True):
        yield {
            "kode": row["code"],
            "judul": row["title"],
            "instansi": row["agency_name"],
            "huruf": row["ground"],
            "alasan": word("exclusion_ground", row["ground"]),
            "dasar_hukum": row["legal_basis"],
            "cakupan": "sebagian" if row["in_part"] else "seluruhnya",
            "mulai": iso(row["valid_from"]),
            "sampai": iso(row["valid_to"]),
        }


INFORMATION_DATA: Mapping[str, DataSet] = {
    "informasi-publik": DataSet(
        "Daftar informasi publik",
        "Satu baris untuk setiap informasi berkala, serta-merta, dan setiap saat yang"
        " kini ada dalam daftar, menurut judul.",
        {
            "kode": ("teks", "Kode informasi; tetap selama ada dalam daftar."),
            "kategori": ("teks", "berkala, serta-merta, atau setiap saat."),
            "judul": ("teks", "Judul informasi."),
            "ringkasan": ("teks", "Ringkasan isi."),
            "instansi": ("teks", "Instansi yang menguasai."),
            "penguasa_informasi": ("teks", "Pejabat atau unit yang menguasai."),
            "penanggung_jawab": ("teks", "Penanggung jawab pembuatan atau penerbitan."),
            "waktu_tempat": ("teks", "Waktu dan tempat pembuatan."),
            "bentuk": ("teks", "Bentuk yang tersedia, dipisahkan titik koma."),
            "retensi": ("teks", "Berapa lama disimpan."),
            "tautan": ("alamat web", "Tempat membaca atau mengunduh; boleh kosong."),
            "terakhir_terbit": (DAY, "Hari penerbitan terakhir."),
            "terbit_berikutnya": (DAY, "Hari terakhir untuk menerbitkan lagi."),
            "dasar_hukum": ("teks", "Pasal yang mewajibkan."),
        },
        _public,
    ),
    "informasi-dikecualikan": DataSet(
        "Daftar informasi dikecualikan",
        "Satu baris untuk setiap informasi yang kini dikecualikan menurut uji"
        " konsekuensi: judul, alasan, dan masanya. Isinya tidak ditampilkan.",
        {
            "kode": ("teks", "Kode pengecualian."),
            "judul": ("teks", "Judul informasi."),
            "instansi": ("teks", "Instansi yang menguasai."),
            "huruf": ("teks", "Huruf dalam UU 14/2008 Pasal 17."),
            "alasan": ("teks", "Alasan pengecualian."),
            "dasar_hukum": ("teks", "Dasar hukum, dengan undang-undang lain bila ada."),
            "cakupan": ("teks", "seluruhnya, atau sebagian (bagian dihitamkan)."),
            "mulai": (DAY, "Hari pertama dikecualikan."),
            "sampai": (DAY, "Hari terakhir dikecualikan."),
        },
        _excluded,
    ),
}
"""By the name of their files."""
