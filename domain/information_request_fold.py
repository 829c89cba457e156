"""What an event makes of its information request. Folds only assign."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from domain.case import Erasure
from domain.case_clocks import clocks_after
from domain.case_fold import Fields, follow, made, received, sealed_field
from domain.information_request import (
    GRANTED,
    Dispute,
    InformationRequest,
    Notice,
    Objection,
)
from domain.information_request_events import (
    Completed,
    Decided,
    Delivered,
    Disputed,
    Extended,
    InformationRequestEvent,
    NotifiedIncomplete,
    Objected,
    ObjectionAnswered,
    Outcome,
    Requested,
    Ruling,
    RulingRecorded,
    TextsErased,
    Withdrawn,
)
from domain.sealing import SealedField, SealedText


def begin(event: Requested) -> InformationRequest:
    def sealed(name: str, text: SealedText | None) -> SealedField | None:
        of_applicant = name in ("applicant", "proxy")
        key = event.reporter_key if of_applicant else event.case_key
        return sealed_field(event, name, text, key) if text else None

    fields: Fields = received(event) | {
        "state": "requested",
        "channel": event.channel,
        "applicant_kind": event.applicant_kind,
        "applicant": sealed("applicant", event.applicant),
        "proxy": sealed("proxy", event.proxy),
        "information": sealed("information", event.information),
        "purpose": sealed("purpose", event.purpose),
        "access": event.access,
        "form": event.form,
        "agency": event.agency,
        "complaint": event.complaint,
    }
    # Nobody has seen it yet: these are its own fields.
    request = made(InformationRequest, fields)
    fields |= clocks_after(request, event, ended=False)
    return request


def apply(
    request: InformationRequest, event: InformationRequestEvent
) -> InformationRequest:
    """This request after one more event."""
    make = _SET_BY.get(type(event))
    changed: Fields = make(request, event) if make else {}
    ended = changed.get("state", request.state) == "withdrawn"
    changed |= clocks_after(request, event, ended=ended)
    after = made(InformationRequest, vars(request) | changed)
    follow(request, event, changed, closed=after.awaits is None)
    return made(InformationRequest, vars(request) | changed)


def _own(
    request: InformationRequest,
    event: InformationRequestEvent,
    name: str,
    text: SealedText | None,
) -> SealedField | None:
    if text is None:
        return None
    of_reporter = text.subject == "reporter"
    key = request.reporter_key if of_reporter else request.case_key
    return sealed_field(event, name, text, key)


def _notified(request: InformationRequest, event: NotifiedIncomplete) -> Fields:
    missing = {"missing": _own(request, event, "missing", event.missing)}
    return {"state": "incomplete", **missing} if event.paused_on else missing


def _decided(request: InformationRequest, event: Decided) -> Fields:
    notice = Notice(
        decided_at=event.occurred_at,
        possession=event.possession,
        holder=_own(request, event, "holder", event.holder),
        outcome=event.outcome,
        withheld=event.withheld,
        blacked_out=event.blacked_out,
        message=sealed_field(event, "message", event.message, request.case_key),
        access=event.access,
        form=event.form,
        cost=event.cost,
        payment=event.payment,
    )
    return {"state": "decided", "notice": notice, **_owed(event.outcome)}


def _owed(outcome: Outcome | Ruling) -> Fields:
    return {"owed": True} if outcome in GRANTED else {}


def _delivered(request: InformationRequest, event: Delivered) -> Fields:
    return {
        "state": "delivered",
        "owed": False,
        "delivered_at": event.occurred_at,
        "delivered_as": event.form,
        "delivery_message": _own(request, event, "message", event.message),
    }


def _objected(request: InformationRequest, event: Objected) -> Fields:
    objection = Objection(
        filed_at=event.occurred_at,
        reasons=event.reasons,
        statement=sealed_field(event, "statement", event.statement, request.case_key),
        proxy=_own(request, event, "proxy", event.proxy),
    )
    return {"state": "objected", "objection": objection}


def _answered(request: InformationRequest, event: ObjectionAnswered) -> Fields:
    assert request.objection is not None
    answered = replace(
        request.objection,
        answered_at=event.occurred_at,
        answered_by=event.actor,
        outcome=event.outcome,
        withheld=event.withheld,
        answer=sealed_field(event, "message", event.message, request.case_key),
        possession=event.possession,
        holder=_own(request, event, "holder", event.holder),
    )
    return {
        "state": "objection_answered",
        "objection": answered,
        **_owed(event.outcome),
    }


def _disputed(request: InformationRequest, event: Disputed) -> Fields:
    number = _own(request, event, "number", event.number)
    dispute = Dispute(event.occurred_at, event.timing, number)
    disputes = (*request.disputes, dispute)
    if event.timing == "premature":
        return {"disputes": disputes}
    return {"state": "disputed", "disputes": disputes}


def _ruling_recorded(request: InformationRequest, event: RulingRecorded) -> Fields:
    *earlier, last = request.disputes
    last = replace(
        last,
        steps=(*last.steps, event.step),
        number=_own(request, event, "number", event.number) or last.number,
        message=_own(request, event, "message", event.message) or last.message,
    )
    if event.outcome is None:
        return {"disputes": (*earlier, last)}
    last = replace(last, ruled_at=event.occurred_at, outcome=event.outcome)
    disputes = (*earlier, last)
    if last.left_open:
        return {"disputes": disputes}
    return {"state": "ruled", "disputes": disputes, **_owed(event.outcome)}


def _erased(request: InformationRequest, event: TextsErased) -> Fields:
    erasure = Erasure(event.scope, event.ground, event.request, event.destroyed_at)
    return {"erasures": (*request.erasures, erasure)}


_SET_BY: dict[
    type[InformationRequestEvent], Callable[[InformationRequest, Any], Fields]
] = {
    NotifiedIncomplete: _notified,
    Completed: lambda request, event: {"state": "requested"},
    Extended: lambda request, event: {
        "extended_by": (event.rule, event.rule_version),
        "extension_reason": _own(request, event, "reason", event.reason),
    },
    Decided: _decided,
    Delivered: _delivered,
    Withdrawn: lambda request, event: {"state": "withdrawn"},
    Objected: _objected,
    ObjectionAnswered: _answered,
    Disputed: _disputed,
    RulingRecorded: _ruling_recorded,
    TextsErased: _erased,
}
"""Any other sets none of its own."""
