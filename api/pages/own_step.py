"""What each step of a reporter or an applicant is called, and asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from api.pages.request_fields import REASONS


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    label: str
    needed: bool = True
    kind: Literal["text", "stars", "ticks", "line"] = "text"
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Step:
    command: str
    title: str
    button: str
    done: str
    questions: tuple[Question, ...]

    @property
    def ticked(self) -> list[str]:
        """The names of the questions that take several answers."""
        return [q.name for q in self.questions if q.kind == "ticks"]


COMPLAINT_STEPS: Mapping[str, Step] = {
    "klarifikasi": Step(
        "clarify",
        "Jawab pertanyaan petugas",
        "Kirim jawaban",
        "Jawaban Anda sudah tercatat.",
        (Question("answer", "Jawaban Anda"),),
    ),
    "tanggapan": Step(
        "reply",
        "Tanggapi",
        "Kirim tanggapan",
        "Tanggapan Anda sudah tercatat.",
        (Question("message", "Tanggapan Anda"),),
    ),
    "selesai": Step(
        "resolve",
        "Nyatakan selesai",
        "Nyatakan selesai",
        "Aduan ini sudah Anda nyatakan selesai. Terima kasih.",
        (Question("message", "Pesan untuk instansi", needed=False),),
    ),
    "buka-kembali": Step(
        "reopen",
        "Buka kembali",
        "Buka kembali aduan",
        "Aduan Anda dibuka kembali.",
        (Question("reason", "Apa yang belum selesai?"),),
    ),
    "nilai": Step(
        "rate",
        "Beri penilaian",
        "Kirim penilaian",
        "Penilaian Anda sudah tercatat. Terima kasih.",
        (
            Question("stars", "Seberapa puas Anda?", kind="stars"),
            Question("comment", "Komentar", needed=False),
        ),
    ),
    "cabut": Step(
        "withdraw",
        "Cabut aduan",
        "Cabut aduan ini",
        "Aduan Anda sudah dicabut.",
        (Question("reason", "Mengapa aduan dicabut?"),),
    ),
}
"""By the last part of the address. A reporter says nothing of the outcome: it is the
examination's, so that of `selesai` is told as not recorded."""
REQUEST_STEPS: Mapping[str, Step] = {
    "kelengkapan": Step(
        "complete",
        "Lengkapi permohonan",
        "Kirim kelengkapan",
        "Kelengkapan Anda sudah tercatat. Tenggat PPID berjalan lagi.",
        (Question("answer", "Yang Anda lengkapi"),),
    ),
    "keberatan": Step(
        "object",
        "Ajukan keberatan",
        "Kirim keberatan",
        "Keberatan Anda sudah tercatat dan menunggu jawaban atasan PPID.",
        (
            Question("reasons", "Alasan keberatan", kind="ticks", options=REASONS),
            Question("statement", "Apa yang terjadi, dan apa yang Anda minta?"),
        ),
    ),
    "sengketa": Step(
        "dispute",
        "Catat sengketa",
        "Catat sengketa",
        "Sengketa Anda sudah tercatat.",
        (
            Question(
                "number",
                "Nomor register dari Komisi Informasi",
                needed=False,
                kind="line",
            ),
        ),
    ),
    "cabut": Step(
        "withdraw",
        "Cabut permohonan",
        "Cabut permohonan ini",
        "Permohonan Anda sudah dicabut.",
        (Question("reason", "Mengapa permohonan dicabut?", needed=False),),
    ),
}
"""A dispute is filed with the commission itself: here it is told that it was."""
