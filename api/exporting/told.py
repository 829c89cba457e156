"""What an export tells of an event and of a case: codes and times, no text.

What is not named here does not leave, so that a new field is left out until somebody
decides.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from api.exporting.flows import Step
from domain import complaint_events as events
from domain import complaint_side_ways as side_ways
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.roles import OFFICERS

Kind = Literal["string", "integer", "boolean", "time"]
"""As OCEL 2.0 calls them."""

TOLD: Mapping[type[ComplaintEvent], tuple[str, ...]] = {
    events.Received: ("channel", "classification", "category"),
    events.Verified: ("classification", "category"),
    events.Disposed: (),
    events.Returned: (),
    events.FollowedUp: ("public",),
    events.ReporterReplied: ("reopens",),
    events.Resolved: ("outcome", "closed_by", "time_known"),
    events.Archived: ("reason", "time_known"),
    events.Amended: ("changed",),
    events.Escalated: ("to", "clock", "due_on"),
    events.Noted: ("late",),
    side_ways.ClarificationRequested: (),
    side_ways.Clarified: (),
    side_ways.HandedOver: (),
    side_ways.Withdrawn: ("deemed",),
    side_ways.Merged: (),
    side_ways.Joined: (),
    side_ways.Reclassified: ("classification", "category"),
    side_ways.DeadlineMoved: ("cause", "units"),
    side_ways.Reminded: ("clock", "step", "due_on"),
    side_ways.Reopened: (),
    side_ways.Rated: ("stars",),
    side_ways.AttachmentAdded: ("media_type",),
    side_ways.Published: (),
    side_ways.Unpublished: (),
    side_ways.PublicTextProposed: ("undecided",),
    side_ways.PublicTextConfirmed: (),
    side_ways.PublicTextDeclined: (),
    side_ways.Erased: ("scope", "ground"),
}
"""Fields of each event beside those of all."""

OF_ALL = ("recorded_at", "version", "role", "time_derived")
CASE = ("channel", "classification", "category", "region")
KINDS: Mapping[str, Kind] = {
    "recorded_at": "time",
    "version": "integer",
    "time_derived": "boolean",
    "time_known": "boolean",
    "public": "boolean",
    "reopens": "boolean",
    "deemed": "boolean",
    "stars": "integer",
    "units": "integer",
    "undecided": "integer",
}
"""Strings are not named."""


def kind(name: str) -> Kind:
    return KINDS.get(name, "string")


def of_event(step: Step) -> dict[str, Any]:
    """Each attribute that the event has, by its name.

    `time_derived` is true where an import had no time of its own for the step.
    """
    event = step.event
    found = {
        "recorded_at": event.recorded_at,
        "version": event.originator_version,
        "role": event.role,
        "time_derived": event.time == "derived",
    }
    for name in TOLD[type(event)]:
        value = getattr(event, name)
        if value not in (None, ()):
            found[name] = value
    return found


def of_case(case: Complaint) -> dict[str, str | None]:
    """Regions as far as the regency: village, category and time together may be one
    person."""
    return {
        "channel": case.channel,
        "classification": case.classification,
        "category": case.category,
        "region": case.region and ".".join(case.region.split(".")[:2]),
    }


def officer(step: Step) -> str | None:
    """The id of the officer who acted, if one did."""
    return step.event.actor if step.event.role in OFFICERS else None


def agency(step: Step) -> str | None:
    """The code of the agency that returned the case, or has it after the event."""
    returned: str | None = getattr(step.event, "agency", None)
    return returned or step.after.agency


def written(value: Any) -> str:
    """A value in the one form that all files share; instants in UTC with all digits,
    for some tools guess one form from the first row."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return " ".join(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)
