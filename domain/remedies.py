"""What a reporter may do now: from the state and the stored days, as commands judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from domain.complaint import Complaint
from domain.reference import Reference
from domain.terms import last_day

RemedyName = Literal[
    "clarify", "reply", "resolve", "reopen", "rate", "withdraw", "ombudsman"
]
RightName = Literal[
    "complete", "request_again", "object", "dispute", "court", "withdraw"
]
"""Of who asks for public information."""
OF_THE_OFFICE = (
    "verification",
    "first_follow_up",
    "completion",
    "statutory_reply",
    "statutory_decision",
)
"""The clocks that bind the office, and not the reporter."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """`until` is the last day, None where there is none; `legal_basis` is None where no
    rule gives it; `text` is in Bahasa Indonesia."""

    remedy: RemedyName | RightName
    until: date | None
    legal_basis: str | None
    text: str


def remedies(
    case: Complaint, reference: Reference, today: date, zone: ZoneInfo
) -> tuple[Remedy, ...]:
    """The remedies of a case on a day; none whose last day has passed."""
    offered = [*_of_the_case(case, reference, today)]
    if _was_late(case, today) or _unsatisfied(case, today):
        offered.extend(_of_the_ombudsman(case, reference, zone))
    return tuple(r for r in offered if r.until is None or today <= r.until)


def _of_the_case(
    case: Complaint, reference: Reference, today: date
) -> Iterator[Remedy]:
    if case.state == "awaiting_clarification":
        yield Remedy(
            "clarify",
            *_until(case, reference, "clarification"),
            "Lengkapi pengaduan sesuai pertanyaan petugas; bila lewat batas waktu,"
            " pengaduan dianggap dicabut.",
        )
    if case.state == "answered":
        window = _until(case, reference, "reporter_window")
        yield Remedy(
            "reply",
            *window,
            "Tanggapi jawaban instansi bila belum selesai; bila lewat batas waktu,"
            " pengaduan ditutup.",
        )
        yield Remedy(
            "resolve", *window, "Nyatakan selesai bila jawaban instansi sudah cukup."
        )
    if case.state == "resolved":
        if case.reopen_until:
            rule = reference.standards.rule_on("C-08", today)
            yield Remedy(
                "reopen",
                case.reopen_until,
                rule.legal_basis if rule else None,
                "Buka kembali pengaduan bila penyelesaiannya belum memuaskan.",
            )
        yield Remedy("rate", None, None, "Beri penilaian 1 sampai 5 bintang.")
    if case.open:
        yield Remedy("withdraw", None, None, "Cabut pengaduan bila tidak diteruskan.")


def _until(
    case: Complaint, reference: Reference, name: str
) -> tuple[date | None, str | None]:
    """Due day and legal basis of a clock, those by which it was promised."""
    clock = case.clocks.get(name)
    if clock is None:
        return None, None
    promise = clock.promise
    rule = reference.standards.rule(promise.rule, promise.rule_version)
    return promise.due_on, rule.legal_basis


def _of_the_ombudsman(
    case: Complaint, reference: Reference, zone: ZoneInfo
) -> Iterator[Remedy]:
    """Rule O-02 says that the agency comes first, O-01 until when after the event; the
    day of receipt stands for an event of unknown day."""
    event_on = case.incident_on or case.received_at.astimezone(zone).date()
    first = reference.standards.rule_on("O-02", event_on)
    term = reference.standards.rule_on("O-01", event_on)
    until = last_day(term, event_on, reference.calendar)
    if first and term and until:
        yield Remedy(
            "ombudsman",
            until,
            f"{first.legal_basis}; {term.legal_basis}",
            "Laporkan kepada Ombudsman Republik Indonesia: pengaduan sudah disampaikan"
            " kepada instansi dan belum diselesaikan sebagaimana mestinya.",
        )


def _was_late(case: Complaint, today: date) -> bool:
    clocks = (case.clocks.get(name) for name in OF_THE_OFFICE)
    return any(c.status(today) in ("overdue", "late") for c in clocks if c)


def _unsatisfied(case: Complaint, today: date) -> bool:
    """Closed without satisfaction, and nothing of its own is left to the reporter."""
    if case.state == "archived":
        return True
    window_over = case.reopen_until is None or today > case.reopen_until
    return case.state == "resolved" and (
        case.outcome == "unsubstantiated" and window_over
    )
