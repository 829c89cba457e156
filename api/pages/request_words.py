"""The Indonesian words of requests for public information (PPID)."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "information_state": {
        "requested": "diajukan",
        "incomplete": "belum lengkap",
        "decided": "ditanggapi",
        "delivered": "informasi diberikan",
        "objected": "keberatan diajukan",
        "objection_answered": "keberatan dijawab",
        "disputed": "sengketa di Komisi Informasi",
        "ruled": "diputus Komisi Informasi",
        "withdrawn": "dicabut",
    },
    "awaited": {
        "information_officer": "PPID",
        "superior": "atasan PPID",
        "applicant": "pemohon",
        "commission": "Komisi Informasi",
    },
    "right": {
        "complete": "lengkapi permohonan",
        "request_again": "ajukan permohonan baru",
        "object": "ajukan keberatan",
        "dispute": "ajukan sengketa",
        "court": "ajukan ke pengadilan",
        "withdraw": "cabut permohonan",
    },
    "applicant_kind": {
        "citizen": "perorangan",
        "legal_entity": "badan hukum",
        "group": "kelompok orang",
    },
    "access": {
        "view": "melihat atau mendengar",
        "copy": "meminta salinan",
    },
    "form": {"softcopy": "salinan elektronik", "hardcopy": "salinan cetak"},
    "possession": {
        "held": "dikuasai",
        "not_held": "tidak dikuasai",
        "not_documented": "belum didokumentasikan",
    },
    "information_outcome": {
        "granted": "dikabulkan",
        "partly_granted": "dikabulkan sebagian",
        "refused": "ditolak",
    },
    "exclusion_ground": {
        "a": "menghambat penegakan hukum",
        "b": "hak kekayaan intelektual dan persaingan usaha",
        "c": "pertahanan dan keamanan negara",
        "d": "kekayaan alam Indonesia",
        "e": "ketahanan ekonomi nasional",
        "f": "hubungan luar negeri",
        "g": "isi akta autentik pribadi dan wasiat",
        "h": "rahasia pribadi",
        "i": "memorandum dan surat internal",
        "j": "dilarang oleh undang-undang lain",
    },
    "objection_reason": {
        "a": "permohonan ditolak dengan alasan pengecualian",
        "b": "informasi berkala tidak disediakan",
        "c": "permohonan tidak ditanggapi",
        "d": "ditanggapi tidak sebagaimana diminta",
        "e": "permohonan tidak dipenuhi",
        "f": "biaya tidak wajar",
        "g": "disampaikan melebihi jangka waktu",
    },
    "payment": {"cash": "tunai", "transfer": "transfer"},
    "timing": {
        "in_time": "dalam jangka waktu",
        "premature": "prematur",
        "expired": "kedaluwarsa",
    },
    "commission_step": {
        "hearing": "pemeriksaan awal",
        "mediation": "mediasi",
        "adjudication": "ajudikasi",
        "ruling": "putusan",
    },
    "ruling": {
        "granted": "dikabulkan",
        "partly_granted": "dikabulkan sebagian",
        "refused": "ditolak",
        "inadmissible": "tidak diterima",
        "settled": "disepakati dalam mediasi",
        "withdrawn": "dicabut",
    },
}

CLOCKS: Mapping[str, str] = {
    "completeness_notice": "pemberitahuan kelengkapan",
    "applicant_completion": "kelengkapan dari pemohon",
    "written_notice": "pemberitahuan tertulis",
    "objection_window": "masa pengajuan keberatan",
    "objection_answer": "jawaban atas keberatan",
    "dispute_window": "masa pengajuan sengketa",
    "commission_start": "sidang pertama Komisi Informasi",
    "commission_ruling": "putusan Komisi Informasi",
    "court_window": "masa pengajuan ke pengadilan",
}

COMMANDS: Mapping[str, str] = {
    "information-requests": "terima permohonan informasi",
    "information-requests/notify-incomplete": "beritahukan kekurangan permohonan",
    "information-requests/complete": "lengkapi permohonan",
    "information-requests/extend": "perpanjang pemberitahuan tertulis",
    "information-requests/decide": "beri pemberitahuan tertulis",
    "information-requests/deliver": "berikan informasi",
    "information-requests/object": "ajukan keberatan",
    "information-requests/answer-objection": "jawab keberatan",
    "information-requests/dispute": "catat sengketa",
    "information-requests/record-ruling": "catat proses Komisi Informasi",
    "information-requests/withdraw": "cabut permohonan",
}

EVENTS: Mapping[str, str] = {
    "information_request.requested": "Permohonan informasi diterima",
    "information_request.notified_incomplete": "Pemohon diberi tahu kekurangannya",
    "information_request.completed": "Pemohon melengkapi",
    "information_request.extended": "Pemberitahuan tertulis diperpanjang",
    "information_request.decided": "Pemberitahuan tertulis diberikan",
    "information_request.delivered": "Informasi diberikan",
    "information_request.withdrawn": "Permohonan dicabut",
    "information_request.objected": "Keberatan diajukan",
    "information_request.objection_answered": "Atasan PPID menjawab keberatan",
    "information_request.disputed": "Sengketa diajukan ke Komisi Informasi",
    "information_request.ruling_recorded": "Proses Komisi Informasi dicatat",
    "information_request.deadline_moved": "Tenggat berubah",
    "information_request.erased": "Teks dihapus untuk selamanya",
}
