"""What every event carries, whoever wrote it and whatever it says."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

OfficerRole = Literal[
    "desk",
    "coordinator",
    "liaison",
    "supervisor",
    "inspector",
    "manager",
    "information_officer",
    "information_superior",
    "administrator",
]
Role = Literal["reporter", OfficerRole, "system"]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Who asked for a change, in which request, and when.

    `occurred_at` is when it truly happened, `recorded_at` when we were told; both are
    aware instants. `nonce` is 16 random bytes: it makes the stored bytes of two equal
    decisions differ, so that their hashes say nothing about their content.
    """

    actor: str
    role: Role
    request_id: str
    occurred_at: datetime
    recorded_at: datetime
    nonce: bytes
    device_at: datetime | None = None
    """The device's own time, kept when it ran ahead and was clamped."""
    time: Literal["derived"] | None = None
    """`derived` where an import had no time of its own for this step."""
    on_behalf_of: Literal["reporter"] | None = None
    """Set where a desk speaks for the reporter."""
    run_by: str | None = None
    """The officer who ran an import, whose actor is the system."""


ORIGIN_FIELDS = tuple(field.name for field in fields(Origin))


@dataclass(frozen=True, kw_only=True)
class Event(Origin):
    """A fact about one aggregate, final from the day it was stored.

    Subclasses give themselves a `TOPIC`, the stored name; a class without one is an
    intermediate base. The MAC is not a field: it is added to the stored bytes.
    """

    TOPIC: ClassVar[str]
    originator_id: UUID
    originator_version: int


def stamped(origin: Origin, originator_id: UUID, version: int) -> dict[str, Any]:
    """The envelope of a new event, to be spread into its constructor."""
    return {
        **vars(origin),
        "originator_id": originator_id,
        "originator_version": version,
    }


def topics(base: type[Event] = Event) -> Iterator[type[Event]]:
    """Every event class below `base` that has a stored name."""
    for event_class in base.__subclasses__():
        if "TOPIC" in event_class.__dict__:
            yield event_class
        yield from topics(event_class)
