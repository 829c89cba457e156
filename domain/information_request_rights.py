"""What passed, and what is left to an applicant: from the state and the stored days, as
commands judge.

A term that passes leaves no event: that it passed is told by its clock, and which right
it opens or closes by this.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast, get_args
from zoneinfo import ZoneInfo

from domain.clock import RequestClockName
from domain.information_request import InformationRequest
from domain.information_request_objections import answer_lapsed, notice_lapsed
from domain.reference import Reference
from domain.remedies import Remedy, RightName
from domain.service_standards import INFORMATION_REQUEST, Promise
from domain.transitions import OF_REQUESTS

_INCOMPLETE = (
    "Ajukan permohonan baru: permohonan yang tidak dilengkapi tepat waktu tidak"
    " diproses."
)
_CLOSED = (
    "Ajukan permohonan baru bila informasinya masih diperlukan: jalan keberatan dan"
    " sengketa atas permohonan ini sudah tertutup."
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


@dataclass(frozen=True, slots=True)
class Lapse:
    """A term that passed without what it was for; `legal_basis` is that of its rule,
    and of the extension that passed with it."""

    clock: RequestClockName
    due_on: date
    legal_basis: str


def lapses(
    case: InformationRequest, reference: Reference, today: date
) -> tuple[Lapse, ...]:
    """In the order in which the law sets the terms; also of the windows that a silence
    opened, which no event has told of."""
    passed = {
        name: clock.promise
        for name, clock in case.clocks.items()
        if clock.status(today) == "overdue"
    }
    opened = _opened_by_silence(case, reference, today)
    if opened and opened.due_on < today:
        passed[opened.clock] = opened
    return tuple(
        Lapse(
            cast("RequestClockName", name),
            passed[name].due_on,
            reference.standards.legal_basis(case.rules(passed[name])),
        )
        for name in get_args(RequestClockName)
        if name in passed
    )


def rights(
    case: InformationRequest, reference: Reference, today: date, zone: ZoneInfo
) -> tuple[Remedy, ...]:
    """The rights of a request on a day; none whose last day has passed. Where the way
    of objection and dispute is closed unused, a new request is left."""
    offered = [*_rights(case, reference, today)]
    left = [r for r in offered if r.until is None or today <= r.until]
    gone = {r.remedy for r in offered} - {r.remedy for r in left}
    if gone & {"object", "dispute"} and case.state != "delivered":
        left.insert(0, Remedy("request_again", None, None, _CLOSED))
    return tuple(left)


def _rights(
    case: InformationRequest, reference: Reference, today: date
) -> Iterator[Remedy]:
    opened = _opened_by_silence(case, reference, today)
    if case.state == "incomplete":
        clock = case.clocks.get("applicant_completion")
        if clock and clock.status(today) == "overdue":
            yield Remedy("request_again", None, None, _INCOMPLETE)
        else:
            told = "Lengkapi permohonan sesuai pemberitahuan PPID."
            yield _within(case, reference, "applicant_completion", "complete", told)
    if case.objection is None:
        if notice_lapsed(case, today):
            yield _until(reference, opened, "object", _OBJECT[True])
        elif case.state in ("decided", "delivered"):
            yield _within(case, reference, "objection_window", "object", _OBJECT[False])
    elif case.state == "objected":
        if answer_lapsed(case, today):
            yield _until(reference, opened, "dispute", _DISPUTE[True])
    elif case.state in ("objection_answered", "delivered") and not case.ruled:
        yield _within(case, reference, "dispute_window", "dispute", _DISPUTE[False])
    if "court_window" in case.clocks:
        told = "Ajukan keberatan ke pengadilan bila putusan Komisi Informasi ditolak."
        yield _within(case, reference, "court_window", "court", told)
    if case.open and case.state in OF_REQUESTS["withdraw"]:
        told = "Cabut permohonan bila tidak diteruskan."
        yield Remedy("withdraw", None, None, told)


def _opened_by_silence(
    case: InformationRequest, reference: Reference, today: date
) -> Promise | None:
    """The window that a silence has opened; it is counted when somebody asks, for
    nothing was recorded."""
    standards, calendar = reference.standards, reference.calendar
    if case.objection is None and (since := notice_lapsed(case, today)):
        window = ("objection_window", INFORMATION_REQUEST)
    elif case.state == "objected" and (since := answer_lapsed(case, today)):
        window = ("dispute_window", "unanswered")
    else:
        return None
    return standards.promise(*window, since, calendar)


def _within(
    case: InformationRequest,
    reference: Reference,
    name: str,
    remedy: RightName,
    text: str,
) -> Remedy:
    """Until the due day of a clock, by the rule that promised it."""
    clock = case.clocks.get(name)
    return _until(reference, clock and clock.promise, remedy, text)


def _until(
    reference: Reference, promise: Promise | None, remedy: RightName, text: str
) -> Remedy:
    if promise is None:
        return Remedy(remedy, None, None, text)
    return Remedy(remedy, promise.due_on, _basis(reference, promise), text)


def _basis(reference: Reference, promise: Promise) -> str:
    rule = reference.standards.rule(promise.rule, promise.rule_version)
    return rule.legal_basis
