"""What is left to an applicant: from the state and the stored days, as commands judge.

A term that passes leaves no event: that it passed is told by its clock, and which right
it opens or closes by this.
"""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from domain.information_request import InformationRequest
from domain.information_request_objections import answer_lapsed, notice_lapsed
from domain.reference import Reference
from domain.remedies import Remedy, RightName
from domain.service_standards import INFORMATION_REQUEST
from domain.transitions import OF_REQUESTS

_NEW = (
    "Ajukan permohonan baru: permohonan yang tidak dilengkapi tepat waktu tidak"
    " diproses."
)
_OBJECT = {
    True: "Ajukan keberatan kepada atasan PPID: pemberitahuan tertulis tidak diberikan"
    " dalam jangka waktunya.",
    False: "Ajukan keberatan kepada atasan PPID bila tanggapan belum sesuai.",
}
_DISPUTE = {
    True: "Ajukan sengketa ke Komisi Informasi: atasan PPID tidak menjawab keberatan"
    " dalam jangka waktunya.",
    False: "Ajukan sengketa ke Komisi Informasi bila jawaban atasan PPID belum sesuai.",
}


def rights(
    case: InformationRequest, reference: Reference, today: date, zone: ZoneInfo
) -> tuple[Remedy, ...]:
    """The rights of a request on a day; none whose last day has passed."""
    offered = _rights(case, reference, today)
    return tuple(r for r in offered if r.until is None or today <= r.until)


def _rights(
    case: InformationRequest, reference: Reference, today: date
) -> Iterator[Remedy]:
    if case.state == "incomplete":
        clock = case.clocks.get("applicant_completion")
        if clock and clock.status(today) == "overdue":
            yield Remedy("request_again", None, None, _NEW)
        else:
            told = "Lengkapi permohonan sesuai pemberitahuan PPID."
            yield _within(case, reference, "applicant_completion", "complete", told)
    if case.objection is None:
        lapsed_on = notice_lapsed(case, today)
        if lapsed_on:
            yield from _from_lapse(
                reference, "objection_window", "object", lapsed_on, _OBJECT[True]
            )
        elif case.state in ("decided", "delivered"):
            yield _within(case, reference, "objection_window", "object", _OBJECT[False])
    elif case.state == "objected":
        if lapsed_on := answer_lapsed(case, today):
            yield from _from_lapse(
                reference, "dispute_window", "dispute", lapsed_on, _DISPUTE[True]
            )
    elif case.state in ("objection_answered", "delivered") and not case.ruled:
        yield _within(case, reference, "dispute_window", "dispute", _DISPUTE[False])
    if "court_window" in case.clocks:
        told = "Ajukan keberatan ke pengadilan bila putusan Komisi Informasi ditolak."
        yield _within(case, reference, "court_window", "court", told)
    if case.state in OF_REQUESTS["withdraw"]:
        told = "Cabut permohonan bila tidak diteruskan."
        yield Remedy("withdraw", None, None, told)


def _within(
    case: InformationRequest,
    reference: Reference,
    name: str,
    remedy: RightName,
    text: str,
) -> Remedy:
    """Until the due day of a clock, by the rule that promised it."""
    clock = case.clocks.get(name)
    if clock is None:
        return Remedy(remedy, None, None, text)
    promise = clock.promise
    rule = reference.standards.rule(promise.rule, promise.rule_version)
    return Remedy(remedy, promise.due_on, rule.legal_basis, text)


def _from_lapse(
    reference: Reference,
    clock: str,
    remedy: RightName,
    lapsed_on: date,
    text: str,
) -> Iterator[Remedy]:
    """Until the end of a window that a silence has opened; it is counted when somebody
    asks, for nothing was recorded."""
    term = "unanswered" if clock == "dispute_window" else INFORMATION_REQUEST
    promise = reference.standards.promise(clock, term, lapsed_on, reference.calendar)
    if promise is None:
        yield Remedy(remedy, None, None, text)
        return
    rule = reference.standards.rule(promise.rule, promise.rule_version)
    yield Remedy(remedy, promise.due_on, rule.legal_basis, text)
