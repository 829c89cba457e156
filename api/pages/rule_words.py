"""What the seeds say of each rule of deadlines, in Indonesian."""

from collections.abc import Mapping

ABOUT: Mapping[str, str] = {
    "report received: receipt and number at once": (
        "aduan diterima: tanda terima dan nomor saat itu juga"
    ),
    "received to verified and disposed, returned or archived": (
        "diterima sampai diverifikasi dan didisposisikan, dikembalikan, atau diarsipkan"
    ),
    "disposed to first follow-up to the reporter": (
        "didisposisikan sampai tindak lanjut pertama kepada pelapor"
    ),
    "information request disposed to complete": (
        "permintaan informasi: didisposisikan sampai selesai"
    ),
    "complaint without supervisory content disposed to complete": (
        "pengaduan tidak berkadar pengawasan: didisposisikan sampai selesai"
    ),
    "complaint with supervisory content disposed to complete": (
        "pengaduan berkadar pengawasan: didisposisikan sampai selesai"
    ),
    "aspiration disposed to first reply": (
        "aspirasi: didisposisikan sampai jawaban pertama"
    ),
    "agency follow-up, nobody replies: closed": (
        "tindak lanjut instansi tidak ditanggapi pelapor: ditutup"
    ),
    "reporter replies inside C-08: back in progress": (
        "pelapor menanggapi dalam C-08: ditindaklanjuti lagi"
    ),
    "written complaint received to reply whether complete": (
        "aduan tertulis diterima sampai jawaban apakah sudah lengkap"
    ),
    "told incomplete to completed by the reporter": (
        "diberi tahu belum lengkap sampai dilengkapi pelapor"
    ),
    "file complete to decision": "berkas lengkap sampai keputusan",
    "decision to sent to the complainant": "keputusan sampai dikirim kepada pengadu",
    "service received to complaint filed": "pelayanan diterima sampai aduan diajukan",
    "agency says not its authority to disposed again": (
        "instansi menyatakan bukan wewenangnya sampai didisposisikan lagi"
    ),
    "asked the reporter to reminder": "bertanya kepada pelapor sampai pengingat",
    "year's end to the agency's report on complaints; no term found": (
        "akhir tahun sampai laporan pengaduan instansi; batasnya tidak ditemukan"
    ),
    "unfinished at quarter's end: central reprimand": (
        "belum selesai pada akhir triwulan: teguran pusat"
    ),
    "event to report to the Ombudsman": "peristiwa sampai laporan kepada Ombudsman",
    "complaint to the agency first": "mengadu kepada instansinya lebih dahulu",
    "Ombudsman asks for explanation to answer, 14 more on the second request": (
        "Ombudsman meminta penjelasan sampai dijawab; 14 lagi pada permintaan kedua"
    ),
    "recommendation to report on its execution": (
        "rekomendasi sampai laporan pelaksanaannya"
    ),
    "information request received: registration number the same day": (
        "permohonan informasi diterima: nomor pendaftaran pada hari itu juga"
    ),
    "request incomplete to notice, and as many again to completion": (
        "permohonan belum lengkap sampai diberitahukan, dan sekian lagi untuk "
        "melengkapi"
    ),
    "information request received to written notice": (
        "permohonan informasi diterima sampai pemberitahuan tertulis"
    ),
    "extension with written reason, once": (
        "perpanjangan dengan alasan tertulis, satu kali"
    ),
    "reason found to objection": "alasan ditemukan sampai keberatan",
    "objection registered to answer of the superior": (
        "keberatan didaftarkan sampai jawaban atasan PPID"
    ),
    "answer received to dispute": "jawaban diterima sampai sengketa",
    "P-06 lapsed without answer to dispute": "P-06 lewat tanpa jawaban sampai sengketa",
    "information commission starts within 14, finishes within this term": (
        "Komisi Informasi mulai dalam 14 hari kerja, selesai dalam batas ini"
    ),
    "information commission receives to starts": (
        "Komisi Informasi menerima sampai mulai"
    ),
    "decision of the information commission to court": (
        "putusan Komisi Informasi sampai gugatan ke pengadilan"
    ),
    "periodic information": "informasi berkala",
    "information at once": "informasi serta-merta",
    "refusal under Pasal 17 only with a written consequence test": (
        "penolakan menurut Pasal 17 hanya dengan uji konsekuensi tertulis"
    ),
    "year's end to annual report on information service": (
        "akhir tahun sampai laporan tahunan layanan informasi"
    ),
    "yearly decree of public and of excluded information": (
        "penetapan tahunan informasi publik dan informasi dikecualikan"
    ),
    "exclusion of what would hinder law enforcement (ground a), at longest": (
        "pengecualian yang menghambat penegakan hukum (huruf a), paling lama"
    ),
    "breach of personal data known to notice": (
        "kegagalan pelindungan data pribadi diketahui sampai diberitahukan"
    ),
    "correction, access, restriction or withdrawal asked to done": (
        "perbaikan, akses, pembatasan, atau penarikan diminta sampai dilakukan"
    ),
    "retention ended or purpose met to erased": (
        "masa simpan berakhir atau tujuan tercapai sampai dihapus"
    ),
    "working day: Monday to Friday, no national holiday, no joint leave, WIB": (
        "hari kerja: Senin sampai Jumat, bukan libur nasional, bukan cuti bersama, WIB"
    ),
    "day of the trigger not counted; due at 23:59:59 of the last day": (
        "hari pemicu tidak dihitung; jatuh tempo pukul 23.59.59 hari terakhir"
    ),
    "received after hours or on no working day: received that day": (
        "diterima di luar jam atau bukan pada hari kerja: diterima hari itu"
    ),
}


def about(description: str) -> str:
    """What a rule is about; as it stands where an office wrote it."""
    return ABOUT.get(description, description)
