"""The Indonesian word for each code that a person may read: one table.

A test walks the code's own tables, so that none is missing.
"""

from collections.abc import Mapping

from api.pages import request_words
from api.pages.catalogue_words import CATALOGUE
from api.pages.event_words import EVENTS
from api.pages.flag_words import FLAG_REASONS, FLAGS, PUBLIC_TEXT_STEPS

WORDS: Mapping[str, Mapping[str, str]] = {
    "state": {
        "received": "diterima",
        "awaiting_clarification": "menunggu klarifikasi",
        "verified": "terverifikasi",
        "disposed": "didisposisi",
        "returned": "dikembalikan",
        "in_progress": "ditindaklanjuti",
        "answered": "dijawab",
        "resolved": "selesai",
        "archived": "diarsipkan",
        "withdrawn": "dicabut",
        "merged": "digabung",
    },
    "command": {
        "receive": "terima aduan",
        "verify": "verifikasi",
        "request-clarification": "minta klarifikasi",
        "clarify": "jawab klarifikasi",
        "dispose": "disposisi",
        "return": "kembalikan ke koordinator",
        "follow-up": "tindak lanjut",
        "reply": "tanggapan pelapor",
        "resolve": "selesaikan",
        "reopen": "buka kembali",
        "rate": "beri penilaian",
        "archive": "arsipkan",
        "hand-over": "limpahkan",
        "withdraw": "cabut aduan",
        "merge": "gabungkan",
        "reclassify": "ubah klasifikasi",
        "extend": "perpanjang tenggat",
        "escalate": "eskalasi",
        "amend": "perbaiki data",
        "attach": "tambah lampiran",
        "note": "catatan",
        "publish": "publikasikan",
        "unpublish": "tarik publikasi",
        "propose-public-text": "usulkan teks publik",
        "confirm-public-text": "sahkan teks publik",
        "decline-public-text": "tolak usulan teks publik",
        "request-data": "permintaan atas data pribadi",
        "complete-request": "tuntaskan permintaan data",
        "grant-erasure": "setujui penghapusan",
        "refuse-request": "tolak permintaan data",
        "confirm-erasure": "tegaskan penghapusan",
        "change-reference": "ubah data rujukan",
        **request_words.COMMANDS,
        "change-public-information": "ubah daftar informasi publik",
    },
    "read": {
        "complaints": "daftar aduan",
        "information requests": "permintaan informasi publik",
        "identity": "identitas pelapor",
        "openings": "siapa membuka identitas",
        "access log": "catatan akses",
        "exports": "ekspor",
        "dashboard": "dasbor",
        "figures to publish": "angka untuk publikasi",
        "reports": "laporan berkala",
        "data requests": "permintaan data pribadi",
        "consequence tests": "uji konsekuensi",
        "findings": "temuan",
        "own case": "aduan sendiri",
        "team": "susunan petugas",
        "reference": "data rujukan",
    },
    "clock": {
        "verification": "verifikasi",
        "first_follow_up": "tindak lanjut pertama",
        "completion": "penyelesaian",
        "reporter_window": "tanggapan pelapor",
        "clarification": "klarifikasi",
        "statutory_reply": "jawaban menurut undang-undang",
        "statutory_decision": "keputusan menurut undang-undang",
        "statutory_sending": "penyampaian menurut undang-undang",
        **request_words.CLOCKS,
    },
    "clock_status": {
        "running": "berjalan",
        "paused": "tunda",
        "met": "tepat waktu",
        "late": "terlambat",
        "overdue": "lewat tenggat",
        "void": "gugur",
        "unknown": "tidak diketahui",
    },
    "unit": {
        "working_days": "hari kerja",
        "calendar_days": "hari kalender",
        "hours": "jam",
        "months": "bulan",
        "years": "tahun",
    },
    "role": {
        "reporter": "pelapor",
        "desk": "petugas meja aduan",
        "coordinator": "admin koordinator",
        "liaison": "pejabat penghubung",
        "supervisor": "atasan instansi",
        "inspector": "inspektorat",
        "manager": "pimpinan",
        "information_officer": "pejabat PPID",
        "information_superior": "atasan PPID",
        "administrator": "pengurus",
        "system": "sistem",
    },
    "channel": {
        "walk_in": "datang langsung",
        "letter": "surat",
        "phone": "telepon",
        "sms": "SMS",
        "whatsapp": "WhatsApp",
        "email": "surel",
        "web": "situs web",
        "app": "aplikasi",
        "social_media": "media sosial",
        "other": "lainnya",
    },
    "classification": {
        "complaint": "pengaduan tidak berkadar pengawasan",
        "oversight_complaint": "pengaduan berkadar pengawasan",
        "aspiration": "aspirasi",
        "information": "permintaan informasi",
    },
    "outcome": {
        "substantiated": "terbukti",
        "partly_substantiated": "terbukti sebagian",
        "unsubstantiated": "tidak terbukti",
        "information_given": "informasi diberikan",
        "noted": "dicatat sebagai masukan",
        "not_recorded": "tidak tercatat",
    },
    "archive_reason": {
        "wrong_format": "format tidak sesuai",
        "too_general": "terlalu umum",
        "not_government": "bukan urusan pemerintah",
        "incomplete": "tidak lengkap",
        "not_understandable": "tidak dapat dipahami",
        "duplicate": "duplikat",
        "other_government": "wewenang pemerintah lain",
        "not_recorded": "tidak tercatat",
    },
    "closed_by": {
        "officer": "petugas",
        "reporter": "pelapor",
        "system": "sistem",
    },
    "escalation": {
        "agency_head": "kepala instansi",
        "regional_secretary": "sekretaris daerah",
        "inspectorate": "inspektorat",
        "governor": "gubernur",
        "ombudsman": "Ombudsman",
    },
    "step": {
        "remind": "pengingat",
        "alarm": "peringatan lewat tenggat",
        "agency_head": "naik ke kepala instansi",
        "regional_secretary": "naik ke sekretaris daerah",
        "inspectorate": "naik ke inspektorat",
        "governor": "naik ke gubernur",
    },
    "remedy": {
        "clarify": "lengkapi aduan",
        "reply": "tanggapi jawaban",
        "resolve": "nyatakan selesai",
        "reopen": "buka kembali",
        "rate": "beri penilaian",
        "withdraw": "cabut aduan",
        "ombudsman": "lapor ke Ombudsman",
    },
    "finding": {
        "pause_before_deadline": "ditunda menjelang tenggat",
        "longer_promise": "klasifikasi dengan tenggat lebih panjang",
        "reopened_soon": "dibuka kembali dalam 7 hari",
        "repeated_answer": "jawaban yang sama pada aduan lain",
        "ping_pong": "didisposisi bolak-balik",
        "backdated_stop": "langkah bertanggal mundur yang menutup keterlambatan",
    },
    "request_kind": {
        "access": "melihat data sendiri",
        "correction": "memperbaiki data sendiri",
        "erasure": "menghapus data sendiri",
    },
    "request_state": {
        "open": "menunggu keputusan",
        "granted": "disetujui, menunggu penegasan",
        "confirmed": "ditegaskan",
        "refused": "ditolak",
        "done": "selesai",
    },
    "refusal_ground": {
        "defence": "pertahanan dan keamanan negara",
        "law_enforcement": "proses penegakan hukum",
        "state_administration": "penyelenggaraan negara",
        "legal_hold": "sedang dalam perkara hukum",
        "archive_duty": "kewajiban kearsipan",
        "not_the_subject": "pemohon bukan pemilik data",
    },
    "erasure_ground": {
        "request": "atas permintaan pemilik data",
        "retention": "masa simpan sudah lewat",
    },
    "erasure_scope": {
        "identity": "identitas pelapor",
        "everything": "seluruh teks aduan",
    },
    "subject": {
        "reporter": "pelapor",
        "case": "aduan",
        "officer": "petugas",
    },
    "media_type": {
        "application/pdf": "PDF",
        "image/jpeg": "foto JPEG",
        "image/png": "gambar PNG",
    },
    "agency_kind": {
        "agency": "instansi sendiri",
        "government": "pemerintah lain",
    },
    "certainty": {
        "confirmed": "sudah dipastikan",
        "provisional": "sementara",
    },
    "holiday_kind": {
        "national": "libur nasional",
        "joint_leave": "cuti bersama",
    },
    "export": {
        "information_register": "buku register permohonan informasi",
        "bundle": "bundel bukti",
        "ocel": "log peristiwa OCEL",
        "csv": "log peristiwa CSV",
        "xes": "log peristiwa XES",
    },
    "opened": {
        "reporter": "identitas pelapor",
        "text": "teks aduan terbatas",
    },
    "flag": FLAGS,
    "flag_why": FLAG_REASONS,
    "public_text_step": PUBLIC_TEXT_STEPS,
    "verdict": {
        "altered": "Ada peristiwa yang diubah sesudah disegel",
        "removed": "Ada peristiwa yang dihapus",
        "inserted": "Ada peristiwa yang disisipkan",
        "reordered": "Urutan peristiwa diubah",
        "truncated": "Peristiwa terbaru dipotong",
        "forked": "Ini log yang lain: sejarahnya bercabang",
        "badly_signed": "Tanda tangan segelnya tidak sah",
        "forged": "Ada peristiwa yang tidak dibuat oleh perintah yang sah",
        "not_compared": "Yang diminta tidak dapat dibandingkan",
    },
    "event": {**EVENTS, **request_words.EVENTS},
    **request_words.WORDS,
    **CATALOGUE,
}


def word(kind: str, code: object) -> str:
    """The word for a code of that kind; a dash for None. Raises KeyError for a code
    that has none: a page shows no English by mistake."""
    return "–" if code is None else WORDS[kind][str(code)]


def asker(clock: str) -> str:
    """Who is waited for while this clock is paused."""
    return "pemohon" if clock in request_words.CLOCKS else "pelapor"


PURPOSES: Mapping[str, str] = {
    "desk": "Menerima aduan dan mencetak tanda terima",
    "coordinator": "Memverifikasi dan mendisposisikan",
    "liaison": "Menindaklanjuti dan menjawab untuk instansinya",
    "supervisor": "Memantau pekerjaan instansinya",
    "inspector": "Menelusuri dan menguji catatan",
    "manager": "Membaca angka dan aduan terbuka",
    "information_officer": "Melayani permintaan informasi publik",
    "information_superior": "Menjawab keberatan atas permintaan informasi publik",
    "administrator": "Mengatur petugas, instansi, aturan, dan kalender",
}
"""What an officer does, in one line."""
