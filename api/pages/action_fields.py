"""What is asked for each action: its fields, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from api.bodies import DeskReason
from api.pages.action_field import Field, Make, Options, fixed, words
from api.pages.names import Names
from api.pages.request_fields import REQUEST_FORMS
from domain.complaint import Complaint
from domain.complaint_events import Classification, EscalationTarget, Outcome
from domain.service_standards import STATUTORY

_CLASSES = words("classification", get_args(Classification))
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
            options=words("clock", extendable(case, names, today)),
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
    "request-clarification": fixed(
        Field("question", "Pertanyaan kepada pelapor", hint="Sebutkan apa yang kurang.")
    ),
    "clarify": fixed(Field("answer", "Jawaban pelapor")),
    "dispose": _dispose,
    "return": fixed(
        Field("reason", "Alasan", hint="Sebutkan instansi yang menurut Anda berwenang.")
    ),
    "follow-up": fixed(
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
    "reply": fixed(Field("message", "Tanggapan pelapor")),
    "resolve": fixed(
        Field("outcome", "Hasil", "radios", options=words("outcome", _OUTCOMES)),
        Field("message", "Penjelasan untuk pelapor", needed=False),
    ),
    "reopen": fixed(Field("reason", "Alasan")),
    "rate": fixed(
        Field("stars", "Penilaian", "radios", options=_STARS),
        Field("comment", "Komentar", needed=False),
    ),
    "archive": fixed(
        Field(
            "reason",
            "Alasan",
            "radios",
            options=words("archive_reason", get_args(DeskReason)),
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
    "withdraw": fixed(Field("reason", "Alasan pelapor")),
    "merge": fixed(
        Field("into", "Nomor aduan asal", "line", hint="Seperti KQ7M-4XPR-H.")
    ),
    "reclassify": _reclassify,
    "extend": _extend,
    "escalate": fixed(
        Field(
            "to",
            "Dinaikkan kepada",
            "radios",
            options=words("escalation", get_args(EscalationTarget)),
        ),
        Field("reason", "Alasan"),
    ),
    "amend": _amend,
    "note": fixed(
        Field("message", "Catatan", hint="Untuk sesama petugas; tidak dibaca pelapor.")
    ),
    "publish": fixed(),
    "unpublish": fixed(Field("reason", "Alasan")),
    **REQUEST_FORMS,
}
"""`attach` sends a file and has a page of its own."""
