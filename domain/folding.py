"""Each kind of case, folded by its own events."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any, TypeVar, cast

from domain import complaint_fold, information_request_fold
from domain.case import Case
from domain.case_event import CaseEvent
from domain.complaint import Complaint
from domain.complaint_events import Received
from domain.information_request import InformationRequest
from domain.information_request_events import Requested

C = TypeVar("C", bound=Case)

_BEGIN: Mapping[type[CaseEvent], Callable[[Any], Case]] = {
    Received: complaint_fold.begin,
    Requested: information_request_fold.begin,
}
_APPLY: Mapping[type[Case], Callable[[Any, Any], Case]] = {
    Complaint: complaint_fold.apply,
    InformationRequest: information_request_fold.apply,
}


def begin(event: CaseEvent) -> Case:
    """The case that its first event makes."""
    return _BEGIN[type(event)](event)


def apply(case: C, event: CaseEvent) -> C:
    """The case after one more event."""
    return cast("C", _APPLY[type(case)](case, event))


def after(case: Case | None, event: CaseEvent) -> Case | None:
    """`begin` or `apply`; None where a stream does not begin as a case does."""
    if case is not None:
        return apply(case, event)
    return begin(event) if type(event) in _BEGIN else None


def project(case: Case | None, events: Iterable[CaseEvent]) -> Case | None:
    """Fold `events` onto a case, or from nothing."""
    return reduce(after, events, case)
