"""What a command makes of a case, before any of it is recorded."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from domain.case import Case
from domain.case_event import CaseEvent
from domain.decision import Decision
from domain.event import Event
from domain.folding import apply, begin
from domain.record import Basis, Claim
from domain.refusals import NotAllowedNow, StaleVersion

C = TypeVar("C", bound=Case)

Decided = CaseEvent | tuple[CaseEvent, ...]
"""The event of a case, then those that it brings to other cases."""
Decide = Callable[[Any, Decision], Decided]
Receipt = Callable[[Any], Any]
"""Makes the receipt to be recorded with the events, from the case they give."""
Receive = Callable[..., CaseEvent]
"""Decides on the first event of a case."""


class Made(NamedTuple, Generic[C]):
    """What a command makes of a case, and what is to be recorded of it."""

    case: C
    events: Sequence[Event]
    receipt: Any = None
    basis: Basis | None = None

    @property
    def claims(self) -> list[Claim]:
        """Case number and external id are claimed with the first event."""
        begun = self.events[0].originator_version == 1
        return [(*claim, self.case.id) for claim in self.case.claims] if begun else []


def make_case(
    decision: Decision,
    receive: Receive,
    receipt: Receipt | None = None,
    **words: Any,
) -> Made[Any]:
    """A case received."""
    event = receive(decision, **words)
    case = begin(event)
    return Made(case, [event], receipt and receipt(case), decision.basis)


def make_change(
    case: C,
    decision: Decision,
    decide: Decide,
    receipt: Receipt | None = None,
    expected_version: int | None = None,
) -> Made[C]:
    """A change of that very version of the case. Raises the `Refusal` of the
    decision or `StaleVersion`."""
    stale = expected_version not in (None, case.version)
    try:
        decided = decide(case, decision)
    except NotAllowedNow:
        if not stale:
            raise
    if stale:
        raise StaleVersion(version=case.version, given=expected_version)
    event, *elsewhere = decided if isinstance(decided, tuple) else (decided,)
    changed = apply(case, event)
    said = receipt and receipt(changed)
    return Made(changed, [event, *elsewhere], said, decision.basis)
