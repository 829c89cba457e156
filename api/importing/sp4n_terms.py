"""The words of the national system's export and what they mean here."""

import re
from collections.abc import Mapping

from api.importing.row import Closing
from domain.complaint_events import ArchiveReason, Channel, Classification, ClosedBy

COLUMNS = {
    "external_id": "Tracking ID",
    "day": "Tanggal Laporan Masuk",
    "time": "Waktu Laporan Masuk",
    "reporter_name": "Nama Pelapor",
    "classification": "Klasifikasi Laporan",
    "category_code": "ID Kategori",
    "category_name": "Kategori",
    "title": "Judul Laporan",
    "description": "Isi Laporan Awal",
    "final_description": "Isi Laporan Akhir",
    "flags": "Tipe Laporan (Anonim/Rahasia)",
    "source": "Sumber Laporan",
    "agency_code": "ID Instansi Terdisposisi",
    "agency_name": "Instansi Terdisposisi",
    "status": "Status Laporan",
    "reason": "Alasan Tunda/Arsip",
    "province": "Provinsi",
    "city": "Kota/Kabupaten",
    "district": "Kecamatan",
    "village": "Kelurahan",
}
OPTIONAL = frozenset(
    {
        "reporter_name",
        "category_code",
        "category_name",
        "agency_code",
        "province",
        "city",
        "district",
        "village",
    }
)
REGION = ("province", "city", "district", "village")

CLASSIFICATIONS: Mapping[str, Classification] = {
    "pengaduan berkadar pengawasan": "oversight_complaint",
    "pengaduan tidak berkadar pengawasan": "complaint",
    "permintaan informasi": "information",
    "aspirasi": "aspiration",
}

STATUSES: Mapping[str, tuple[Closing, ClosedBy]] = {
    "ditutup oleh sistem": ("resolved", "system"),
    "ditutup oleh pelapor": ("resolved", "reporter"),
    "ditutup oleh admin": ("resolved", "officer"),
    "diarsipkan oleh sistem": ("archived", "system"),
    "diarsipkan oleh pelapor": ("archived", "reporter"),
    "diarsipkan oleh admin": ("archived", "officer"),
}
PENDING = "menunggu kelengkapan informasi"

CHANNELS: Mapping[str, Channel] = {
    r"website\b": "web",
    r"(android|ios|iphone|ipad)\b": "app",
    r"whats\s?app\b": "whatsapp",
    r"sms\b": "sms",
    r"(twitter|x|instagram|facebook|tiktok|youtube|media sosial)\b": "social_media",
}
"""Matched at the beginning of 'Sumber Laporan'; anything else is 'other'."""

ARCHIVE_REASONS: Mapping[str, ArchiveReason] = {
    r"\bdupli[kc]a|\bganda\b|\bdobel\b|\bdouble\b"
    r"|(laporan|aduan|pengaduan) (yang )?(sama|serupa)\b"
    r"|(sudah|telah|pernah) (pernah )?(dilaporkan|disampaikan|diadukan)": "duplicate",
    r"\b(tidak|belum|salah|bukan|kesalahan)\b[^.;]{0,40}\bformat": "wrong_format",
    r"terlalu umum|\b(tidak|kurang|belum) spesifik": "too_general",
    r"\b(tidak|sulit|kurang|belum)( dapat| bisa| untuk)? (di)?(pahami|mengerti)"
    r"|\b(tidak|kurang|belum) jelas": "not_understandable",
    r"\b(tidak|belum|kurang) (di)?lengkap|\bkelengkapan\b"
    r"|\b(tidak|belum|kurang) (ada|menyertakan|disertai) (data|bukti)": "incomplete",
    r"\b(pemerintah|pemda|pemprov|pemkot|pemkab|instansi|daerah|kementerian)\b"
    r"[^.;]{0,40}\b(lain|lainnya)\b"
    r"|\b(merupakan|menjadi) (wewenang|kewenangan)"
    r"|\b(bukan|(di )?luar)( merupakan)? (kewenangan|wewenang|wilayah)"
    r" (kota|kabupaten|provinsi|daerah|kami|pemerintah"
    r" (kota|kabupaten|provinsi|daerah)|pem(kot|kab|prov|da))": "other_government",
    r"\b(tidak|bukan|(di )?luar)\b[^.;]{0,60}\bpemerintah|\btidak relevan": (
        "not_government"
    ),
    r"\b(bukan|(di )?luar)\b[^.;]{0,20}\b(wewenang|kewenangan)": "other_government",
}
"""Searched in 'Alasan Tunda/Arsip' in this order; the seven reasons of the national
manual and monthly report, as officers word them."""
NO_REASON: ArchiveReason = "not_recorded"


def channel_of(source: str) -> Channel:
    """`source` in normalised form."""
    for pattern, channel in CHANNELS.items():
        if re.match(pattern, source):
            return channel
    return "other"


def archive_reason_of(text: str) -> ArchiveReason:
    """`text` in normalised form."""
    for pattern, reason in ARCHIVE_REASONS.items():
        if re.search(pattern, text):
            return reason
    return NO_REASON
