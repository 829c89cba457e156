"""Who knew what when: each event of a case beside who could first have read of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from api.past import Told
from domain import roles
from domain.case import Case
from domain.complaint import Complaint
from domain.event import Role
from domain.folding import project
from projections.visibility import requests_visible_to, visible_to

_OF_AN_AGENCY: tuple[Role, ...] = ("liaison", "supervisor")


class Reader(NamedTuple):
    """A role; of one agency, or one officer alone, where that is what sees the case."""

    role: Role
    agency: str | None = None
    officer: str | None = None

    def sees(self, case: Case) -> bool:
        agencies = frozenset([self.agency] if self.agency else [])
        if not isinstance(case, Complaint):
            return requests_visible_to(self.role, agencies).sees(case)
        return visible_to(self.role, self.officer or "", agencies).sees(case)


def who_knew(told: Sequence[Told]) -> list[dict[str, Any]]:
    """For each event how long after it happened it was recorded, whether it is `late`
    (it happened before a change of state that was recorded earlier), and since which
    event each role could read of it: at once, or when it first saw the case."""
    states = list(states_of(told))
    readers = _readers(states)
    first: dict[Reader, Told] = {}
    known = []
    for at, case in zip(reversed(told), reversed(states), strict=True):
        first |= {reader: at for reader in readers if reader.sees(case)}
        able = [reader for reader in readers if reader in first]
        known.append([_known(reader, first[reader]) for reader in able])
    return [
        {
            "delay_seconds": _delay(event.recorded_at, event.occurred_at),
            "late": late,
            "known_by": by,
        }
        for (_, event), late, by in zip(
            told, _late(told, states), reversed(known), strict=True
        )
    ]


def states_of(told: Sequence[Told]) -> Iterator[Case]:
    """The case after each of its events."""
    case: Case | None = None
    for _, event in told:
        case = project(case, [event])
        assert case is not None
        yield case


def _readers(states: Sequence[Case]) -> list[Reader]:
    """All who could see the case at one time or another, as far as its events tell."""
    agencies = dict.fromkeys(case.agency for case in states if case.agency)
    found = []
    complaint = not states or isinstance(states[0], Complaint)
    for role in roles.READS["complaints" if complaint else "information requests"]:
        if role in _OF_AN_AGENCY:
            found += [Reader(role, agency=agency) for agency in agencies]
        else:
            found.append(Reader(role))
    # Of a restricted case the desk that received it, not any desk.
    by = states[0].received_by if states and complaint else None
    return [*found, Reader("desk", officer=by)] if by else found


def _late(told: Sequence[Told], states: Sequence[Case]) -> Iterator[bool]:
    changed_at: datetime | None = None
    before: Case | None = None
    for (_, event), case in zip(told, states, strict=True):
        yield changed_at is not None and event.occurred_at < changed_at
        if before is None or before.state != case.state:
            changed_at = max(changed_at or event.occurred_at, event.occurred_at)
        before = case


def _known(reader: Reader, at: Told) -> dict[str, Any]:
    position, event = at
    return {**reader._asdict(), "position": position, "at": event.recorded_at}


def _delay(recorded_at: datetime, occurred_at: datetime) -> int:
    return int((recorded_at - occurred_at).total_seconds())
