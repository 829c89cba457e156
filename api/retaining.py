"""Cases that were kept long enough: which they are, and erasing them by two persons."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from api.erasing import requests_of
from api.installation import Installation
from domain import data_request_decisions as decisions
from domain.decision import Decision
from domain.event import Event, OfficerRole, Origin
from domain.refusals import InvalidField, Refusal
from domain.retention import Retention
from projections.data_requests import held
from projections.erased_rows import Ended, ended


def rule_rows(retention: Retention, today: date) -> list[dict[str, Any]]:
    """One row a rule, in the order of adoption; `in_force` for what is closed now."""
    return [
        {
            "classification": rule.classification,
            "years": rule.years,
            "scope": rule.scope,
            "legal_basis": rule.legal_basis,
            "status": rule.status,
            "valid_from": rule.valid_from,
            "in_force": rule is retention.rule_on(rule.classification, today),
        }
        for rules in retention.adopted.values()
        for rule in rules
    ]


def due(here: Installation) -> Iterator[tuple[Ended, bool]]:
    """What may be erased, and whether a legal hold keeps it all the same."""
    on_hold = held(here.pool)
    for case in ended(here.pool, here.app.reference().retention, here.today()):
        yield case, case.case in on_hold


def serving(here: Installation, id: UUID, role: OfficerRole, option: str) -> str:
    """The officer's id; raises `InvalidField` unless it serves in this role today."""
    officer = here.app.reference().officers.get(id)
    if officer is None or officer.role != role or not officer.serves_on(here.today()):
        raise InvalidField(field=option, problem=f"names no {role} who serves today.")
    return str(id)


def erase(here: Installation, case: Ended, granted_by: str, confirmed_by: str) -> bool:
    """Record who decided, and destroy the keys; False where it is no longer to be."""

    def by(actor: str, role: OfficerRole) -> Origin:
        return replace(here.origin(), actor=actor, role=role)

    def decide() -> tuple[list[Event], None]:
        complaint = here.app.complaint(case.case)
        requests = requests_of(here.app, complaint)
        at = here.app.decision(here.origin())
        number = len(requests.asked) + 1
        closed_on = complaint.closed_at and at.day_of(complaint.closed_at)
        as_listed = case.closed_on, case.rule.classification
        if (closed_on, complaint.classification) != as_listed:
            return [], None
        made = decisions.make(
            requests, at, kind="erasure", scope=case.rule.scope, ground="retention"
        )
        requests = requests.apply(made)
        by_first = _by(at, by(granted_by, "coordinator"))
        granted = decisions.grant(requests, by_first, number=number)
        requests = requests.apply(granted)
        by_second = _by(at, by(confirmed_by, "inspector"))
        confirmed = decisions.confirm(requests, by_second, number=number)
        return [made, granted, confirmed], None

    try:
        recorded = here.app.record(decide)
    except Refusal:
        return False
    if recorded:
        here.eraser.finish(case.case, here.origin)
    return bool(recorded)


def _by(at: Decision, origin: Origin) -> Decision:
    return replace(at, origin=origin)
