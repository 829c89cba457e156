"""What an event makes of its complaint. Folds only assign: they refuse nothing."""

from collections.abc import Iterable
from functools import reduce
from types import MappingProxyType

from domain.clock import Clock
from domain.complaint import CLOSED, ENDED, Complaint, State, is_restricted
from domain.complaint_changes import Fields, sealed_field, set_by
from domain.complaint_clocks import clocked
from domain.complaint_events import ComplaintEvent, Escalated, Received
from domain.complaint_side_ways import Reminded
from domain.sealing import KeyRef, SealedField, SealedText
from domain.working_calendar import Pause


def begin(event: Received) -> Complaint:
    """A complaint after its receipt."""

    def sealed(name: str, text: SealedText, key: KeyRef) -> SealedField:
        return sealed_field(event, name, text, key)

    # Those without a default: the others are found in the class until they are set.
    fields: Fields = {
        "id": event.originator_id,
        "version": event.originator_version,
        "case_number": event.case_number,
        "state": "received",
        "received_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "effective_at": event.occurred_at,
        "known_at": event.recorded_at,
        "state_since": event.occurred_at,
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
        "received_by": event.actor if event.role == "desk" else None,
        "reporter_key": event.reporter_key,
        "case_key": event.case_key,
        "access_code_hash": event.access_code_hash,
        "title": sealed("title", event.title, event.case_key),
        "description": sealed("description", event.description, event.case_key),
        "place": event.place and sealed("place", event.place, event.case_key),
        "reporter": event.reporter
        and sealed("reporter", event.reporter, event.reporter_key),
        "clocks": _NO_CLOCKS,
    }
    return _made(fields | _clocks(_made(fields), event, "received"))


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
    if state not in CLOSED:
        changed["closed_at"] = None
    elif case.closed_at is None:
        changed["closed_at"] = event.occurred_at
    if event.occurred_at > case.effective_at:
        changed["effective_at"] = event.occurred_at
    if state != case.state:
        changed["state_since"] = changed.get("effective_at", case.effective_at)
    if event.recorded_at > case.known_at:
        changed["known_at"] = event.recorded_at
    changed["version"] = event.originator_version
    changed.update(_clocks(case, event, state))
    return _made(vars(case) | changed)


def _made(fields: Fields) -> Complaint:
    """As its constructor, which sets every field in Python: at each event it would
    take as long as all the rest."""
    new = object.__new__(Complaint)
    object.__setattr__(new, "__dict__", fields)
    return new


def _clocks(case: Complaint, event: ComplaintEvent, state: State) -> Fields:
    """What an event that led to `state` makes of the clocks and pauses."""
    if isinstance(event, Escalated) and event.clock is not None:
        return _with_step(case, event.clock, event.to)
    if isinstance(event, Reminded):
        return _with_step(case, event.clock, event.step)
    ended = state in ENDED
    if not (ended or event.touches_clocks):
        return {}
    clocks = clocked(
        case.clocks,
        event,
        pauses=case.pauses,
        paused_on=case.paused_on,
        ended=ended,
    )
    pauses, paused_on = case.pauses, case.paused_on
    if event.resumed_on and paused_on:
        pauses, paused_on = (*pauses, Pause(paused_on, event.resumed_on)), None
    return {
        "clocks": clocks,
        "pauses": pauses,
        "paused_on": event.paused_on or paused_on,
    }


def _with_step(case: Complaint, clock: str, step: str) -> Fields:
    taken = {clock: case.clocks[clock].step(step)}
    return {"clocks": MappingProxyType(case.clocks | taken)}


def project(
    complaint: Complaint | None, events: Iterable[ComplaintEvent]
) -> Complaint | None:
    """Fold `events` onto a complaint, or from nothing."""
    return reduce(after, events, complaint)


_NO_CLOCKS: MappingProxyType[str, Clock] = MappingProxyType({})
