"""What an event makes of its complaint. Folds only assign: they refuse nothing."""

from collections.abc import Iterable
from functools import reduce
from types import MappingProxyType

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

    case = Complaint(
        id=event.originator_id,
        version=event.originator_version,
        case_number=event.case_number,
        state="received",
        received_at=event.occurred_at,
        recorded_at=event.recorded_at,
        effective_at=event.occurred_at,
        known_at=event.recorded_at,
        state_since=event.occurred_at,
        channel=event.channel,
        classification=event.classification,
        category=event.category,
        region=event.region,
        agency=None,
        suggested_agency=event.suggested_agency,
        anonymous=event.anonymous,
        confidential=event.confidential,
        incident_on=event.incident_on,
        external_id=event.external_id,
        received_by=event.actor if event.role == "desk" else None,
        reporter_key=event.reporter_key,
        case_key=event.case_key,
        access_code_hash=event.access_code_hash,
        title=sealed("title", event.title, event.case_key),
        description=sealed("description", event.description, event.case_key),
        place=sealed("place", event.place, event.case_key) if event.place else None,
        reporter=sealed("reporter", event.reporter, event.reporter_key)
        if event.reporter
        else None,
    )
    return _with(case, _clocks(case, event, case.state))


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
    return _with(case, changed, _clocks(case, event, state))


def _with(case: Complaint, *changed: Fields) -> Complaint:
    """As `dataclasses.replace`, which looks at every field in Python."""
    new = object.__new__(Complaint)
    vars(new).update(vars(case))
    for fields in changed:
        vars(new).update(fields)
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
    return {"clocks": MappingProxyType({**case.clocks, **taken})}


def project(
    complaint: Complaint | None, events: Iterable[ComplaintEvent]
) -> Complaint | None:
    """Fold `events` onto a complaint, or from nothing."""

    def step(state: Complaint | None, event: ComplaintEvent) -> Complaint | None:
        if isinstance(event, Received):
            return begin(event)
        # A stream that does not begin with a receipt is no complaint.
        return state and apply(state, event)

    return reduce(step, events, complaint)
