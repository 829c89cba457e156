"""What an event makes of its complaint. Folds only assign: they refuse nothing."""

from collections.abc import Iterable
from functools import reduce
from types import MappingProxyType

from domain.case_clocks import clocks_after
from domain.case_fold import Fields, follow, made, received, sealed_field
from domain.complaint import CLOSED, ENDED, Complaint, State, is_restricted
from domain.complaint_changes import set_by
from domain.complaint_events import ComplaintEvent, Escalated, Received
from domain.complaint_side_ways import Reminded
from domain.sealing import KeyRef, SealedField, SealedText


def begin(event: Received) -> Complaint:
    """A complaint after its receipt."""

    def sealed(name: str, text: SealedText, key: KeyRef) -> SealedField:
        return sealed_field(event, name, text, key)

    fields: Fields = received(event) | {
        "state": "received",
        "channel": event.channel,
        "classification": event.classification,
        "category": event.category,
        "region": event.region,
        "agency": None,
        "suggested_agency": event.suggested_agency,
        "anonymous": event.anonymous,
        "confidential": event.confidential,
        "incident_on": event.incident_on,
        "external_id": event.external_id,
        "imported": event.role == "system",
        "title": sealed("title", event.title, event.case_key),
        "description": sealed("description", event.description, event.case_key),
        "place": event.place and sealed("place", event.place, event.case_key),
        "reporter": event.reporter
        and sealed("reporter", event.reporter, event.reporter_key),
    }
    # Nobody has seen it yet: these are its own fields.
    case = made(Complaint, fields)
    fields |= _clocks(case, event, "received")
    return case


def after(case: Complaint | None, event: ComplaintEvent) -> Complaint | None:
    """`begin` or `apply`; None where a stream does not begin with a receipt: it is no
    complaint."""
    if isinstance(event, Received):
        return begin(event)
    return apply(case, event) if case else None


def apply(case: Complaint, event: ComplaintEvent) -> Complaint:
    """This complaint after one more event."""
    changed = set_by(case, event)
    state = changed.get("state", case.state)
    classification = changed.get("classification", case.classification)
    if is_restricted(classification, case.confidential):
        changed["published"] = False
    follow(case, event, changed, closed=state in CLOSED)
    changed.update(_clocks(case, event, state))
    return made(Complaint, vars(case) | changed)


def _clocks(case: Complaint, event: ComplaintEvent, state: State) -> Fields:
    """What an event that led to `state` makes of the clocks and pauses."""
    if isinstance(event, Escalated) and event.clock is not None:
        return _with_step(case, event.clock, event.to)
    if isinstance(event, Reminded):
        return _with_step(case, event.clock, event.step)
    return clocks_after(case, event, ended=state in ENDED)


def _with_step(case: Complaint, clock: str, step: str) -> Fields:
    taken = {clock: case.clocks[clock].step(step)}
    return {"clocks": MappingProxyType(case.clocks | taken)}


def project(
    complaint: Complaint | None, events: Iterable[ComplaintEvent]
) -> Complaint | None:
    """Fold `events` onto a complaint, or from nothing."""
    return reduce(after, events, complaint)
