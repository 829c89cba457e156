"""What is asked for each action on a request for public information."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from api.commands import REQUESTS
from api.pages import glossary
from api.pages.action_field import Field, Make, Options, fixed, words
from api.pages.names import Names
from domain.exclusions import ExclusionGround
from domain.information_request import InformationRequest
from domain.information_request_events import (
    Access,
    CommissionStep,
    ObjectionReason,
    Outcome,
    Payment,
    Possession,
    Ruling,
)
from domain.public_information import InformationForm

GROUNDS: Options = [
    (letter, f"huruf {letter}: {glossary.word('exclusion_ground', letter)}")
    for letter in get_args(ExclusionGround)
]
REASONS: Options = [
    (letter, f"{letter}. {glossary.word('objection_reason', letter).capitalize()}")
    for letter in get_args(ObjectionReason)
]
FORMS_OF_INFORMATION = words("form", get_args(InformationForm))
ACCESS = words("access", get_args(Access))
_OUTCOMES = words("information_outcome", get_args(Outcome))
_POSSESSIONS = words("possession", get_args(Possession))
_HOLDER = Field("holder", "Badan publik lain yang menguasai", "line", needed=False)
PROXY = (
    ("proxy_name", "Nama kuasa"),
    ("proxy_letter", "Nomor surat kuasa"),
    ("proxy_phone", "Telepon kuasa"),
    ("proxy_address", "Alamat kuasa"),
)
OBJECTION: tuple[Field, ...] = (
    Field(
        "reasons",
        "Alasan keberatan",
        "ticks",
        hint="Menurut UU 14/2008 Pasal 35(1); boleh lebih dari satu.",
        options=REASONS,
    ),
    Field("statement", "Kasus posisi", hint="Apa yang terjadi, dan apa yang diminta."),
    *(
        Field(name, label, "line", needed=False, group="Diajukan oleh kuasa")
        for name, label in PROXY
    ),
)


def _withheld(names: Names, today: date) -> Field:
    """With the exclusions that are in force."""
    closed = names.reference.exclusions.in_force(today)
    return Field(
        "withheld",
        "Alasan pengecualian",
        "withheld",
        hint="Untuk yang ditolak, seluruhnya atau sebagian: alasan menurut UU 14/2008"
        " Pasal 17, dan untuk setiap alasan kode pengecualian (DIK) yang memuat uji"
        " konsekuensinya (Pasal 19).",
        needed=False,
        options=GROUNDS,
        known=[(one.code, f"{of.ground}: {of.title}") for one, of in closed],
    )


def _answer_objection(
    case: InformationRequest, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    return (
        Field("outcome", "Keberatan", "radios", options=_OUTCOMES),
        Field(
            "possession",
            "Informasi ini",
            "radios",
            hint="Bila PPID belum menyebutnya, atau ternyata lain. Yang tidak dikuasai"
            " ditolak tanpa alasan pengecualian.",
            needed=False,
            options=_POSSESSIONS,
        ),
        _withheld(names, today),
        Field("message", "Jawaban kepada pemohon"),
        _HOLDER,
    )


def _decide(
    case: InformationRequest, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    return (
        Field(
            "possession",
            "Informasi ini",
            "radios",
            hint="Yang tidak dikuasai ditolak tanpa alasan pengecualian.",
            options=_POSSESSIONS,
        ),
        Field("outcome", "Permohonan", "radios", options=_OUTCOMES),
        _withheld(names, today),
        Field(
            "blacked_out",
            "Bagian yang dikecualikan dihitamkan",
            "tick",
            hint="Hanya bila dikabulkan sebagian.",
            needed=False,
        ),
        Field("message", "Pemberitahuan kepada pemohon"),
        _HOLDER,
        Field(
            "access",
            "Cara memperoleh",
            "radios",
            needed=False,
            value=case.access,
            options=ACCESS,
        ),
        Field(
            "form",
            "Bentuk",
            "radios",
            needed=False,
            value=case.form or "",
            options=FORMS_OF_INFORMATION,
        ),
        Field(
            "cost",
            "Biaya penggandaan, dalam rupiah",
            "line",
            hint="Angka saja, misalnya 15000. Kosongkan bila tanpa biaya.",
            needed=False,
        ),
        Field(
            "payment",
            "Cara membayar",
            "radios",
            needed=False,
            options=words("payment", get_args(Payment)),
        ),
    )


def _deliver(
    case: InformationRequest, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    promised = case.notice and case.notice.form
    return (
        Field(
            "form",
            "Diberikan sebagai",
            "radios",
            value=promised or case.form or "",
            options=FORMS_OF_INFORMATION,
        ),
        Field("message", "Pesan kepada pemohon", needed=False),
    )


REQUEST_FORMS: Mapping[str, Make] = {
    f"{REQUESTS}/{name}": make
    for name, make in {
        "notify-incomplete": fixed(
            Field("missing", "Yang belum lengkap", hint="Sebutkan satu per satu.")
        ),
        "complete": fixed(Field("answer", "Yang dilengkapi pemohon")),
        "extend": fixed(
            Field(
                "reason",
                "Alasan perpanjangan",
                hint="Wajib tertulis dan dibaca pemohon: UU 14/2008 Pasal 22(8).",
            )
        ),
        "decide": _decide,
        "deliver": _deliver,
        "object": fixed(*OBJECTION),
        "answer-objection": _answer_objection,
        "dispute": fixed(
            Field("number", "Nomor register Komisi Informasi", "line", needed=False)
        ),
        "record-ruling": fixed(
            Field(
                "step",
                "Tahap",
                "radios",
                options=words("commission_step", get_args(CommissionStep)),
            ),
            Field(
                "outcome",
                "Amar putusan",
                "radios",
                hint="Diisi bersama putusan, dan hanya pada putusan.",
                needed=False,
                options=words("ruling", get_args(Ruling)),
            ),
            Field("number", "Nomor register Komisi Informasi", "line", needed=False),
            Field("message", "Keterangan", needed=False),
        ),
        "withdraw": fixed(Field("reason", "Alasan pemohon", needed=False)),
    }.items()
}

REQUESTS_ABOUT: Mapping[str, str] = {
    f"{REQUESTS}/{name}": about
    for name, about in {
        "notify-incomplete": "Sebutkan apa yang kurang; tenggat menunggu pemohon.",
        "complete": "Catat kelengkapan dari pemohon; tenggat berjalan lagi.",
        "extend": "Satu kali, dengan alasan tertulis, sebelum tenggat berakhir.",
        "decide": "Kabulkan, kabulkan sebagian, atau tolak dengan alasan Pasal 17.",
        "deliver": "Catat bahwa informasi sudah diberikan.",
        "object": "Catat keberatan pemohon kepada atasan PPID.",
        "answer-objection": "Putuskan keberatan atas nama atasan PPID.",
        "dispute": "Catat bahwa pemohon membawa sengketa ke Komisi Informasi.",
        "record-ruling": "Catat tahap dan putusan Komisi Informasi.",
        "withdraw": "Catat bahwa pemohon mencabut permohonannya.",
    }.items()
}
"""What an action is for."""
