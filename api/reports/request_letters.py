"""The letters on a request for public information (UU 14/2008, Pasal 22, 35 and 36).

What was decided, on which ground of Pasal 17 and by which consequence test, until when
what is due, and what its reader may do next. The applicant is not named: that line is
written by hand, as a name is seen only for a reason that is recorded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from api.installation import Installation
from api.pages import glossary, indonesian
from api.pages.indonesian import capital
from api.reports.deadlines import deadlines
from api.reports.letter import Letter
from api.reports.report import Pairs
from domain import information_request_events as events
from domain.information_request import InformationRequest
from domain.information_request_rights import rights

LetterName = Literal["receipt", "extension", "notice", "objection-answer"]
_KIND = "clock"
WRITTEN: Mapping[LetterName, str] = {
    "receipt": events.Requested.TOPIC,
    "extension": events.Extended.TOPIC,
    "notice": events.Decided.TOPIC,
    "objection-answer": events.ObjectionAnswered.TOPIC,
}
"""By what each is written."""
CALLED: Mapping[LetterName, str] = {
    "receipt": "tanda terima",
    "extension": "perpanjangan",
    "notice": "pemberitahuan tertulis",
    "objection-answer": "jawaban keberatan",
}
"""Where it is offered, and in the name of its file."""


@dataclass(frozen=True, slots=True)
class Told:
    """A request as it was when a letter was written, on `day`, and the texts of it that
    may be shown, as its answer has them; `reason` is that of an extension."""

    here: Installation
    case: InformationRequest
    shown: Mapping[str, Any]
    reason: str | None
    day: date

    def when(self, at: datetime) -> str:
        return indonesian.moment(at, self.here.settings.time_zone)


def letter(told: Told, name: LetterName) -> Letter:
    """A letter says what was so when it was written, however late it is printed."""
    reference, zone = told.here.app.reference(), told.here.settings.time_zone
    left = rights(told.case, reference, told.day, zone)
    return replace(_LETTERS[name](told), rights=[right.text for right in left])


def _receipt(told: Told) -> Letter:
    case = told.case
    return _letter(
        told,
        "Tanda terima permohonan informasi",
        [
            ("Diterima", told.when(case.received_at)),
            ("Rincian informasi", _text(told.shown.get("information"))),
            ("Tujuan penggunaan", _text(told.shown.get("purpose"))),
            ("Cara memperoleh", _word("access", case.access)),
            ("Bentuk", _word("form", case.form)),
        ],
        only=("completeness_notice", "written_notice"),
    )


def _extension(told: Told) -> Letter:
    return _letter(
        told,
        "Pemberitahuan perpanjangan waktu",
        [
            ("Rincian informasi", _text(told.shown.get("information"))),
            ("Alasan perpanjangan", _text(told.reason)),
        ],
        paragraphs=(
            "Pemberitahuan tertulis atas permohonan ini diperpanjang satu kali, dengan"
            " alasan di atas (UU 14/2008 Pasal 22 ayat 8).",
        ),
        only=("written_notice",),
    )


def _notice(told: Told) -> Letter:
    """A grant or a refusal: Pasal 22(7) asks the same of both."""
    notice = told.case.notice
    assert notice is not None
    said = told.shown["notice"]
    refused = notice.outcome == "refused"
    return _letter(
        told,
        "Penolakan permohonan informasi" if refused else "Pemberitahuan tertulis",
        [
            ("Diputus", told.when(notice.decided_at)),
            ("Rincian informasi", _text(told.shown.get("information"))),
            ("Keputusan", _word("information_outcome", notice.outcome)),
            ("Penguasaan informasi", _word("possession", notice.possession)),
            ("Dikuasai oleh", _text(said.get("holder"))),
            *_withheld(notice.withheld),
            ("Penghitaman", "Ya" if notice.blacked_out else "Tidak"),
            ("Cara memperoleh", _word("access", notice.access)),
            ("Bentuk", _word("form", notice.form)),
            ("Biaya penyalinan", _rupiah(notice.cost)),
            ("Cara pembayaran", _word("payment", notice.payment)),
            ("Penjelasan", _text(said.get("message"))),
        ],
        only=("objection_window",),
    )


def _objection_answer(told: Told) -> Letter:
    objection = told.case.objection
    assert objection is not None and objection.answered_at is not None
    said = told.shown["objection"]
    return _letter(
        told,
        "Jawaban atas keberatan",
        [
            ("Keberatan diajukan", told.when(objection.filed_at)),
            *(
                (f"Alasan keberatan {reason}", _word("objection_reason", reason))
                for reason in objection.reasons
            ),
            ("Dijawab", told.when(objection.answered_at)),
            ("Keputusan atasan PPID", _word("information_outcome", objection.outcome)),
            ("Penguasaan informasi", _word("possession", objection.possession)),
            ("Dikuasai oleh", _text(said.get("holder"))),
            *_withheld(objection.withheld),
            ("Penjelasan", _text(said.get("answer"))),
        ],
        only=("dispute_window",),
        signs=("Atasan PPID: nama dan tanda tangan",),
    )


def _letter(
    told: Told,
    title: str,
    facts: Pairs,
    only: Sequence[str],
    paragraphs: Sequence[str] = (),
    signs: Sequence[str] = ("PPID: nama dan tanda tangan",),
) -> Letter:
    return Letter(
        title=title,
        office=told.here.settings.tenant,
        number=told.case.case_number,
        facts=[pair for pair in facts if pair[1]],
        paragraphs=paragraphs,
        deadlines=deadlines(told.here, told.case, told.day, _KIND, only),
        blanks=("Nama dan alamat pemohon",),
        signs=signs,
        made_at=told.case.known_at,
    )


def _withheld(withheld: Sequence[Any]) -> Pairs:
    """Each ground of Pasal 17, and the exclusion that holds its consequence test."""
    return [
        (
            f"Dikecualikan, Pasal 17 huruf {one.ground}",
            f"{_word('exclusion_ground', one.ground)}; uji konsekuensi {one.exclusion}",
        )
        for one in withheld
    ]


def _word(kind: str, code: str | None) -> str:
    """Empty where nothing was said."""
    return "" if code is None else capital(glossary.word(kind, code))


def _text(text: str | None) -> str:
    return text or ""


def _rupiah(cost: int | None) -> str:
    return "" if cost is None else f"Rp{indonesian.number(cost)}"


_LETTERS: Mapping[LetterName, Callable[[Told], Letter]] = {
    "receipt": _receipt,
    "extension": _extension,
    "notice": _notice,
    "objection-answer": _objection_answer,
}
