"""The own request in plain words: where it stands, and what comes next.

A test walks the code's own tables, so that none is missing.
"""

from collections.abc import Mapping

STANDS: Mapping[str, str] = {
    "requested": "Permohonan Anda sudah terdaftar. PPID menyiapkan pemberitahuan"
    " tertulis: apakah informasinya dikuasai, dan apakah diberikan.",
    "incomplete": "Permohonan Anda belum lengkap. PPID menunggu kelengkapan dari Anda;"
    " selama itu tenggatnya tidak dihitung.",
    "decided": "PPID sudah memberi pemberitahuan tertulis.",
    "delivered": "Informasi sudah diberikan kepada Anda.",
    "objected": "Keberatan Anda sudah terdaftar dan menunggu jawaban tertulis atasan"
    " PPID.",
    "objection_answered": "Atasan PPID sudah menjawab keberatan Anda.",
    "disputed": "Sengketa Anda ada di Komisi Informasi.",
    "ruled": "Komisi Informasi sudah memutus sengketa Anda.",
    "withdrawn": "Permohonan ini sudah dicabut.",
}
NOT_PROCESSED = (
    "Permohonan Anda tidak dilengkapi dalam jangka waktunya dan tidak diproses."
)
DUTIES: Mapping[str, str] = {
    "completeness_notice": "PPID memberi tahu apa yang belum lengkap",
    "applicant_completion": "Anda melengkapi permohonan",
    "written_notice": "PPID memberi pemberitahuan tertulis",
    "objection_window": "Anda dapat mengajukan keberatan",
    "objection_answer": "Atasan PPID menjawab keberatan Anda",
    "dispute_window": "Anda dapat mengajukan sengketa ke Komisi Informasi",
    "commission_start": "Komisi Informasi memulai pemeriksaan",
    "commission_ruling": "Komisi Informasi memutus sengketa",
    "court_window": "Anda dapat mengajukan keberatan ke pengadilan",
}
"""What is to be done, or may be, by the end of each clock."""
