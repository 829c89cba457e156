"""Cases that were kept long enough: which they are, and erasing them by two persons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from api.erasing import requests_of
from api.installation import Installation
from domain import data_request_decisions as decisions
from domain.case import Case
from domain.complaint import Complaint
from domain.decision import Decision
from domain.event import Event, OfficerRole, Origin, Role
from domain.refusals import InvalidField, Refusal
from domain.retention import Kept, Retention
from domain.service_standards import INFORMATION_REQUEST
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


def decider(case: Ended) -> OfficerRole:
    """Who decides on it, before an inspector confirms."""
    of_requests = case.rule.classification == INFORMATION_REQUEST
    return "information_officer" if of_requests else "coordinator"


def serving(here: Installation, id: UUID, roles: Sequence[Role], option: str) -> Role:
    """The officer's role; raises `InvalidField` unless it serves today in one of these,
    for the whole government."""
    officer = here.app.reference().officers.get(id)
    serves = officer is not None and officer.serves_on(here.today())
    if not (officer and serves and officer.role in roles and officer.agency is None):
        problem = f"names no {' or '.join(roles)} of all agencies who serves today."
        raise InvalidField(field=option, problem=problem)
    return officer.role


def erase(here: Installation, case: Ended, granted_by: str, confirmed_by: str) -> bool:
    """Record who decided, and destroy the keys; False where it is no longer to be."""

    def by(actor: str, role: OfficerRole) -> Origin:
        return replace(here.origin(), actor=actor, role=role)

    def decide() -> tuple[list[Event], None]:
        now = here.app.case(case.case, Case)
        requests = requests_of(here.app, now)
        at = here.app.decision(here.origin())
        number = len(requests.asked) + 1
        closed_on = now.closed_at and at.day_of(now.closed_at)
        as_listed = case.closed_on, case.rule.classification
        if (closed_on, _kept_as(now)) != as_listed:
            return [], None
        made = decisions.make(
            requests, at, kind="erasure", scope=case.rule.scope, ground="retention"
        )
        requests = requests.apply(made)
        by_first = _by(at, by(granted_by, decider(case)))
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


def _kept_as(case: Case) -> Kept:
    return case.classification if isinstance(case, Complaint) else "information_request"


def _by(at: Decision, origin: Origin) -> Decision:
    return at._replace(origin=origin)
