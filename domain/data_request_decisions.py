"""What a data request answers to each command: an event, or a refusal and none."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.data_request_events import (
    DataRequestEvent,
    RefusalGround,
    RequestCompleted,
    RequestConfirmed,
    RequestGranted,
    RequestKind,
    RequestMade,
    RequestRefused,
    RequestState,
)
from domain.data_requests import ENDED, DataRequest, DataRequests
from domain.decision import Decision
from domain.event import stamped
from domain.refusals import (
    AlreadyAsked,
    AlreadyErased,
    InvalidField,
    NeedsAnother,
    RequestNotThere,
)
from domain.sealing import ErasureGround, ErasureScope, KeyRef, Subject

TERM = "D-02"
KEPT_LONG_ENOUGH = "D-03"

_EXCEPTED = "UU 27/2022 Pasal 50"
_TAKEN_AWAY = "UU 27/2022 Pasal 15(1)({}), Pasal 50"
_INTERESTS: Mapping[RefusalGround, str] = {
    "defence": "a",
    "law_enforcement": "b",
    "state_administration": "c",
}
GROUNDS: Mapping[RefusalGround, Mapping[RequestKind, str]] = {
    **{
        ground: {
            "access": _EXCEPTED,
            "correction": _EXCEPTED,
            "erasure": _TAKEN_AWAY.format(letter),
        }
        for ground, letter in _INTERESTS.items()
    },
    "legal_hold": {"erasure": _TAKEN_AWAY.format("b")},
    "archive_duty": {"erasure": "UU 43/2009; " + _TAKEN_AWAY.format("c")},
    "not_the_subject": {
        "access": "UU 27/2022 Pasal 7",
        "correction": "UU 27/2022 Pasal 6",
        "erasure": "UU 27/2022 Pasal 8",
    },
}
"""On which ground which kind may be refused, and by which article. The rights to see
and to correct are not among those that Pasal 15 takes away (law file, section 6.1)."""


def make(
    requests: DataRequests,
    at: Decision,
    *,
    kind: RequestKind,
    scope: ErasureScope | None = None,
    message: str | None = None,
    ground: ErasureGround = "request",
) -> RequestMade:
    """An erasure is of the identity unless more is asked for: the facts of the case
    stay under Pasal 15(1)(c)."""
    case = requests.case
    if kind == "erasure":
        scope = scope or "identity"
        if case.erased in (scope, "everything"):
            raise AlreadyErased(destroyed_at=case.erasures[-1].destroyed_at.isoformat())
    elif scope is not None:
        raise InvalidField(field="scope", problem="is for an erasure alone.")
    at.check_time(case)
    for asked in requests.asked:
        if asked.state not in ENDED and (asked.kind, asked.scope) == (kind, scope):
            raise AlreadyAsked(number=asked.number, now=asked.state)
    at.check_not_erased(case, "reporter", message)
    term = at.reference.standards.rule_on(TERM, at.day)
    assert term is not None and term.limit is not None, "seeded, with a limit"
    hours = timedelta(hours=term.limit)
    rule = term
    if ground == "retention":
        kept = at.reference.standards.rule_on(KEPT_LONG_ENOUGH, at.day)
        rule = kept or term
    return RequestMade(
        **_next(requests, at, len(requests.asked) + 1),
        **_sealed(requests, at, RequestMade, "reporter", case.reporter_key, message),
        kind=kind,
        scope=scope,
        ground=ground,
        due_at=at.origin.occurred_at + hours,
        rule=rule.id,
        rule_version=rule.version,
        legal_basis=rule.legal_basis,
    )


def complete(
    requests: DataRequests, at: Decision, *, number: int, message: str | None = None
) -> RequestCompleted:
    """The data were shown, or corrected by an `amend`."""
    request = requests.get(number)
    if request.kind == "erasure":
        raise _refused(request, "complete", "about access or correction")
    _check(request, "complete", "open")
    return RequestCompleted(
        **_next(requests, at, number), **_said(requests, at, RequestCompleted, message)
    )


def grant(
    requests: DataRequests, at: Decision, *, number: int, message: str | None = None
) -> RequestGranted:
    """An erasure; nothing is destroyed before another person confirms it."""
    request = requests.get(number)
    _check_erasure(request, "grant")
    _check(request, "grant", "open")
    return RequestGranted(
        **_next(requests, at, number), **_said(requests, at, RequestGranted, message)
    )


def refuse(
    requests: DataRequests,
    at: Decision,
    *,
    number: int,
    ground: RefusalGround,
    message: str | None = None,
) -> RequestRefused:
    """Needs one person, and a ground that the law knows for this kind."""
    request = requests.get(number)
    _check(request, "refuse", "open", "granted")
    if request.kind not in GROUNDS[ground]:
        known = [name for name, kinds in GROUNDS.items() if request.kind in kinds]
        raise InvalidField(
            field="ground",
            problem=f"is none for {request.kind}; there are: {', '.join(known)}.",
        )
    return RequestRefused(
        **_next(requests, at, number),
        **_said(requests, at, RequestRefused, message),
        ground=ground,
        legal_basis=GROUNDS[ground][request.kind],
    )


def confirm(requests: DataRequests, at: Decision, *, number: int) -> RequestConfirmed:
    """By another person than the one who granted it (trust page, section 2)."""
    request = requests.get(number)
    _check_erasure(request, "confirm")
    _check(request, "confirm", "granted")
    if request.granted_by == at.origin.actor:
        raise NeedsAnother(number=number)
    return RequestConfirmed(**_next(requests, at, number))


def finish(
    requests: DataRequests, at: Decision, *, number: int
) -> RequestCompleted | None:
    """That a confirmed erasure is done; None where that is said already."""
    if requests.get(number).state != "confirmed":
        return None
    return RequestCompleted(**_next(requests, at, number))


def _check_erasure(request: DataRequest, command: str) -> None:
    if request.kind != "erasure":
        raise _refused(request, command, "about erasure; complete or refuse this one")


def _check(request: DataRequest, command: str, *states: RequestState) -> None:
    if request.state not in states:
        raise _refused(request, command, " or ".join(states))


def _refused(request: DataRequest, command: str, needed: str) -> RequestNotThere:
    return RequestNotThere(
        number=request.number,
        kind=request.kind,
        now=request.state,
        command=command,
        needed=needed,
    )


def _next(requests: DataRequests, at: Decision, number: int) -> dict[str, Any]:
    return {
        **stamped(at.origin, requests.id, requests.version + 1),
        "complaint": requests.case.id,
        "number": number,
    }


def _said(
    requests: DataRequests,
    at: Decision,
    event: type[DataRequestEvent],
    message: str | None,
) -> dict[str, Any]:
    """What an officer says, under the case's key."""
    case = requests.case
    at.check_not_erased(case, "case", message)
    return _sealed(requests, at, event, "case", case.case_key, message)


def _sealed(
    requests: DataRequests,
    at: Decision,
    event: type[DataRequestEvent],
    subject: Subject,
    key: KeyRef,
    message: str | None,
) -> dict[str, Any]:
    return at.seal(event, requests.id, key, subject, message=message)
