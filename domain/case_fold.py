"""What an event makes of its case, whatever it says. Folds only assign."""

from types import MappingProxyType
from typing import Any, TypeVar

from domain.case import Case
from domain.case_event import CaseEvent
from domain.clock import Clock
from domain.sealing import KeyRef, Place, SealedField, SealedText

C = TypeVar("C", bound=Case)

Fields = dict[str, Any]
"""Fields of a case by their names."""


def received(event: Any) -> Fields:
    """What the first event of every case says. Fields with a default are found in the
    class until they are set."""
    return {
        "id": event.originator_id,
        "version": event.originator_version,
        "case_number": event.case_number,
        "received_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "effective_at": event.occurred_at,
        "known_at": event.recorded_at,
        "state_since": event.occurred_at,
        "received_by": event.actor if event.role == "desk" else None,
        "reporter_key": event.reporter_key,
        "case_key": event.case_key,
        "access_code_hash": event.access_code_hash,
        "clocks": _NO_CLOCKS,
    }


def follow(case: Case, event: CaseEvent, changed: Fields, *, closed: bool) -> None:
    """Add to what an event has `changed` what every event changes; `closed` says
    whether the case is closed from now on."""
    if not closed:
        changed["closed_at"] = None
    elif case.closed_at is None:
        changed["closed_at"] = event.occurred_at
    if event.occurred_at > case.effective_at:
        changed["effective_at"] = event.occurred_at
    if changed.get("state", case.state) != case.state:
        changed["state_since"] = changed.get("effective_at", case.effective_at)
    if event.recorded_at > case.known_at:
        changed["known_at"] = event.recorded_at
    changed["version"] = event.originator_version


def made(cls: type[C], fields: Fields) -> C:
    """As its constructor, which sets every field in Python: at each event it would
    take as long as all the rest."""
    new = object.__new__(cls)
    object.__setattr__(new, "__dict__", fields)
    return new


def sealed_field(
    event: CaseEvent, name: str, text: SealedText, key: KeyRef
) -> SealedField:
    place = Place(event.originator_id, event.TOPIC, name, event.nonce)
    return SealedField(key.id, place, text.ciphertext)


_NO_CLOCKS: MappingProxyType[str, Clock] = MappingProxyType({})
