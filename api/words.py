"""What changed, in the words of the office: Bahasa Indonesia."""

from collections.abc import Mapping
from typing import Any

from api.pages.glossary import WORDS

LABELS: Mapping[str, str] = {
    "state": "Status",
    "agency": "Instansi",
    "suggested_agency": "Instansi yang disarankan",
    "classification": "Klasifikasi",
    "category": "Kategori",
    "location": "Lokasi",
    "region": "Wilayah",
    "title": "Judul",
    "description": "Uraian",
    "reporter": "Pelapor",
    "anonymous": "Anonim",
    "confidential": "Rahasia",
    "restricted": "Akses terbatas",
    "incident_on": "Tanggal kejadian",
    "paused_on": "Ditunda sejak",
    "escalated_to": "Eskalasi",
    "outcome": "Hasil",
    "closed_by": "Ditutup oleh",
    "reopen_until": "Dapat dibuka kembali sampai",
    "stars": "Penilaian",
    "archive_reason": "Alasan arsip",
    "handed_over_to": "Dilimpahkan ke",
    "merged_into": "Digabung ke",
    "followers": "Aduan yang digabung",
    "published": "Dipublikasikan",
    "attachments": "Lampiran",
    "flags": "Peringatan",
    "next_due_on": "Tenggat terdekat",
    "overdue": "Lewat tenggat",
    "received": "Diterima",
    "open": "Masih terbuka",
    "due_within_2_days": "Jatuh tempo dalam 2 hari kerja",
    "resolved": "Selesai",
    "archived": "Diarsipkan",
    "withdrawn": "Dicabut",
    "merged": "Digabung",
    "escalated": "Dieskalasi",
    "followed_up_rate": "Ditindaklanjuti",
    "resolved_rate": "Tingkat penyelesaian",
    "on_time_rate": "Tepat waktu",
    "median_working_days": "Median hari kerja",
    "p90_working_days": "Persentil ke-90 hari kerja",
    "rating": "Rata-rata penilaian",
    "rated": "Dinilai",
    **{name: f"Tenggat {word}" for name, word in WORDS["clock"].items()},
}
_CODES = ("state", "classification")
NOT_YET = "Aduan belum diterima"
NONE = "belum ada"


def changed(name: str, one: Any, other: Any) -> str:
    """Both values in words; of what has parts only that it changed."""
    label = LABELS.get(name, name)
    if any(isinstance(value, dict | list) and value for value in (one, other)):
        return f"{label} berubah"
    return f"{label}: {_word(name, one)} → {_word(name, other)}"


def clock_changed(name: str, one: Any, other: Any) -> str:
    """Status and due day of a clock on both sides."""
    return f"{LABELS.get(name, name)}: {_clock(one)} → {_clock(other)}"


def state(value: str | None) -> str:
    """Of a case, or that there was none yet."""
    return NOT_YET if value is None else WORDS["state"][value]


def _word(name: str, value: Any) -> str:
    if value is None or value == []:
        return NONE
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        percent = name.endswith("_rate")
        return f"{value * 100:.1f} %" if percent else f"{value:.2f}"
    return WORDS[name][value] if name in _CODES else str(value)


def _clock(clock: Any) -> str:
    if clock is None:
        return NONE
    return f"{WORDS['clock_status'][clock['status']]} ({clock['due_on']})"
