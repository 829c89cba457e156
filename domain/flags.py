"""What those who work on a case are warned of. A flag blocks nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.complaint import Complaint
from domain.reference import Reference
from domain.terms import last_day, quarter_end

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Flag:
    """`since` is the first day on which it stands; `text` is in Bahasa Indonesia."""

    rule: str
    legal_basis: str
    since: date
    text: str


def flags(
    case: Complaint, reference: Reference, today: date, zone: ZoneInfo
) -> tuple[Flag, ...]:
    """The flags of a case on a day: rules C-14, C-15 and C-17, each as it counted when
    its term began, and only where the standards hold it."""
    return tuple(_flags(case, reference, today, zone))


def _flags(
    case: Complaint, reference: Reference, today: date, zone: ZoneInfo
) -> Iterator[Flag]:
    received_on = case.received_at.astimezone(zone).date()
    end = _end(reference, "C-14", case.incident_on)
    if case.incident_on and end and received_on > end:
        text = f"Kejadian {case.incident_on}, diterima {received_on}; batasnya {end}."
        yield _flag(reference, "C-14", case.incident_on, received_on, text)
    returned_on = case.returned_at and case.returned_at.astimezone(zone).date()
    end = _end(reference, "C-15", returned_on)
    if case.state == "returned" and returned_on and end and today > end:
        text = f"Dikembalikan {returned_on} dan belum didisposisi lagi."
        yield _flag(reference, "C-15", returned_on, end + _DAY, text)
    end = _end(reference, "C-17", received_on)
    if case.open and end and today > (quarter := quarter_end(end)):
        text = f"Belum tuntas pada akhir triwulan ({quarter}): daftar teguran pusat."
        yield _flag(reference, "C-17", received_on, quarter + _DAY, text)


def _end(reference: Reference, rule: str, start: date | None) -> date | None:
    if start is None:
        return None
    found = reference.standards.rule_on(rule, start)
    return last_day(found, start, reference.calendar)


def _flag(reference: Reference, rule: str, start: date, since: date, text: str) -> Flag:
    found = reference.standards.rule_on(rule, start)
    assert found is not None, "its term has an end"
    return Flag(rule, found.legal_basis, since, text)
