"""What is asked for each action: its fields, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from api.bodies import DeskReason
from api.pages import glossary
from api.pages.names import Names
from domain.complaint import Complaint
from domain.complaint_events import Classification, EscalationTarget, Outcome
from domain.service_standards import STATUTORY

Kind = Literal["area", "line", "choice", "radios", "tick", "day"]
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is that of the body; `options` are for a choice. Those of a `group` are
    folded away under its name."""

    name: str
    label: str
    kind: Kind = "area"
    hint: str = ""
    needed: bool = True
    value: str = ""
    options: Options = ()
    group: str = ""


Make = Callable[[Complaint, Names, Mapping[str, Any], date], Sequence[Field]]
"""Of a case, of what may be shown of it, and of today."""


def _fixed(*fields: Field) -> Make:
    return lambda case, names, view, today: fields


def _words(kind: str, codes: Sequence[str]) -> Options:
    return [(code, glossary.word(kind, code).capitalize()) for code in codes]


_CLASSES = _words("classification", get_args(Classification))
_OUTCOMES = [code for code in get_args(Outcome) if code != "not_recorded"]
_STARS = [(str(n), f"{n} bintang") for n in range(5, 0, -1)]


def _verify(
    case: Complaint, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    return (
        Field(
            "classification",
            "Klasifikasi",
            "radios",
            hint="Menentukan tenggat penyelesaian. Pengaduan berkadar pengawasan hanya"
            " dilihat oleh yang menanganinya.",
            value=case.classification,
            options=_CLASSES,
        ),
        _category(case, names),
    )


def _category(case: Complaint, names: Names) -> Field:
    return Field(
        "category",
        "Kategori",
        "choice",
        needed=False,
        value=case.category or "",
        options=names.categories(),
    )


def _dispose(
    case: Complaint, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    suggested = case.suggested_agency
    hint = f"Usulan saat diterima: {names.agency(suggested)}." if suggested else ""
    return (
        Field(
            "agency",
            "Instansi yang menangani",
            "choice",
            hint=hint,
            value=suggested or "",
            options=names.agencies_at_work(),
        ),
        Field("instruction", "Petunjuk untuk instansi", needed=False),
    )


def _hand_over(
    case: Complaint, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    return (
        Field("government", "Pemerintah tujuan", "choice", options=names.governments()),
        Field("reference", "Nomor pada pemerintah tujuan", "line", needed=False),
    )


def _extend(
    case: Complaint, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    return (
        Field(
            "clock",
            "Tenggat yang diperpanjang",
            "radios",
            options=_words("clock", extendable(case, names, today)),
        ),
        Field(
            "units",
            "Diperpanjang berapa hari",
            "line",
            hint="Dalam satuan tenggat itu. Angka negatif menarik perpanjangan.",
        ),
        Field("reason", "Alasan"),
    )


def extendable(case: Complaint, names: Names, today: date) -> list[str]:
    """The running clocks whose rule allows an extension, and that are not over."""
    return [
        clock.promise.clock
        for clock in case.running_clocks
        if clock.promise.clock not in STATUTORY
        and (clock.paused or today <= clock.promise.due_on)
        and names.reference.standards.rule(
            clock.promise.rule, clock.promise.rule_version
        ).extendable_by
    ]


def _reclassify(
    case: Complaint, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    return (
        Field(
            "classification",
            "Klasifikasi",
            "radios",
            value=case.classification,
            options=_CLASSES,
        ),
        _category(case, names),
        Field("reason", "Alasan"),
    )


def _amend(
    case: Complaint, names: Names, view: Mapping[str, Any], today: date
) -> Sequence[Field]:
    place = view["location"].get("description") or ""
    title, description = view.get("title") or "", view.get("description") or ""
    closed = "" if "title" in view else "Isi hanya bila diubah."
    return (
        Field("title", "Judul", "line", closed, False, title),
        Field("description", "Uraian", "area", closed, False, description),
        _category(case, names),
        Field(
            "incident_on",
            "Tanggal kejadian",
            "day",
            needed=False,
            value=case.incident_on.isoformat() if case.incident_on else "",
        ),
        Field(
            "region",
            "Wilayah",
            "choice",
            needed=False,
            value=case.region or "",
            options=_with(names.regions(), case.region, names),
        ),
        Field("place", "Keterangan tempat", "line", closed, False, place),
        Field("reason", "Alasan perbaikan"),
        *(
            Field(name, label, "line", needed=False, group=_REPORTER)
            for name, label in REPORTER
        ),
    )


REPORTER = (
    ("name", "Nama"),
    ("national_id", "NIK"),
    ("phone", "Telepon"),
    ("email", "Surel"),
    ("address", "Alamat"),
)
_REPORTER = "Data pelapor: isi semuanya, karena yang lama diganti seluruhnya"


def _with(options: Options, code: str | None, names: Names) -> Options:
    """The options, and among them the one that is chosen already."""
    if code is None or any(code == own for own, _ in options):
        return options
    return [(code, names.region_path(code)), *options]


FORMS: Mapping[str, Make] = {
    "verify": _verify,
    "request-clarification": _fixed(
        Field("question", "Pertanyaan kepada pelapor", hint="Sebutkan apa yang kurang.")
    ),
    "clarify": _fixed(Field("answer", "Jawaban pelapor")),
    "dispose": _dispose,
    "return": _fixed(
        Field("reason", "Alasan", hint="Sebutkan instansi yang menurut Anda berwenang.")
    ),
    "follow-up": _fixed(
        Field(
            "message",
            "Tindak lanjut untuk pelapor",
            hint="Apa yang dilakukan, kapan, dan oleh siapa.",
        ),
        Field(
            "public",
            "Juga untuk halaman publik aduan ini",
            "tick",
            hint="Tampil sesudah teksnya diperiksa dan disahkan petugas kedua.",
            needed=False,
        ),
    ),
    "reply": _fixed(Field("message", "Tanggapan pelapor")),
    "resolve": _fixed(
        Field("outcome", "Hasil", "radios", options=_words("outcome", _OUTCOMES)),
        Field("message", "Penjelasan untuk pelapor", needed=False),
    ),
    "reopen": _fixed(Field("reason", "Alasan")),
    "rate": _fixed(
        Field("stars", "Penilaian", "radios", options=_STARS),
        Field("comment", "Komentar", needed=False),
    ),
    "archive": _fixed(
        Field(
            "reason",
            "Alasan",
            "radios",
            options=_words("archive_reason", get_args(DeskReason)),
        ),
        Field(
            "original",
            "Nomor aduan asal",
            "line",
            hint="Hanya untuk duplikat, seperti KQ7M-4XPR-H.",
            needed=False,
        ),
        Field("message", "Penjelasan untuk pelapor", needed=False),
    ),
    "hand-over": _hand_over,
    "withdraw": _fixed(Field("reason", "Alasan pelapor")),
    "merge": _fixed(
        Field("into", "Nomor aduan asal", "line", hint="Seperti KQ7M-4XPR-H.")
    ),
    "reclassify": _reclassify,
    "extend": _extend,
    "escalate": _fixed(
        Field(
            "to",
            "Dinaikkan kepada",
            "radios",
            options=_words("escalation", get_args(EscalationTarget)),
        ),
        Field("reason", "Alasan"),
    ),
    "amend": _amend,
    "note": _fixed(
        Field("message", "Catatan", hint="Untuk sesama petugas; tidak dibaca pelapor.")
    ),
    "publish": _fixed(),
    "unpublish": _fixed(Field("reason", "Alasan")),
}
"""`attach` sends a file and has a page of its own."""
