"""What the list of public information answers to each command: an event, or a refusal
and none."""

from datetime import date
from typing import Any

from domain.agencies import CODE
from domain.decision import Decision
from domain.event import stamped
from domain.public_information import (
    PUBLIC_INFORMATION_ID,
    Description,
    InformationChanged,
    InformationKind,
    InformationListed,
    InformationPublished,
    InformationWithdrawn,
    ListsDecreed,
    PublicationDue,
)
from domain.refusals import InvalidField
from domain.terms import last_day

PERIODIC, AT_ONCE = "P-11", "P-12"


def list_item(
    at: Decision,
    *,
    code: str,
    description: Description,
    published_on: date | None = None,
) -> InformationListed:
    """Raises `InvalidField` for a malformed or taken code, an unknown agency, or a
    publication that lies ahead."""
    if not CODE.match(code):
        raise InvalidField(
            field="code", problem="2 to 40 lower-case letters, digits and hyphens."
        )
    if code in at.reference.public_information:
        raise InvalidField(field="code", problem=f"'{code}' is taken.")
    check_description(at, description)
    _check_not_ahead(at, "published_on", published_on)
    return InformationListed(
        **_next(at),
        code=code,
        description=description,
        published_on=published_on,
        due=_due(at, description.kind, published_on),
    )


def change_item(
    at: Decision, *, code: str, description: Description, reason: str
) -> InformationChanged:
    """A row that stays of its kind keeps its due day; a link that is left out goes."""
    item = at.reference.public_information.get(code)
    check_description(at, description)
    due = item.due
    if description.kind != item.description.kind:
        due = _due(at, description.kind, item.published_on)
    return InformationChanged(
        **_next(at), code=code, description=description, reason=reason, due=due
    )


def publish(
    at: Decision, *, code: str, published_on: date | None = None, link: str | None
) -> InformationPublished:
    """On the day of the command unless another is said. Raises `InvalidField` for a day
    ahead, and for one before the last publication."""
    item = at.reference.public_information.get(code)
    day = published_on or at.day
    _check_not_ahead(at, "published_on", day)
    if item.published_on and day < item.published_on:
        raise InvalidField(
            field="published_on",
            problem=f"it was published on {item.published_on} already; name that day or"
            " a later one.",
        )
    return InformationPublished(
        **_next(at),
        code=code,
        published_on=day,
        link=link,
        due=_due(at, item.description.kind, day),
    )


def withdraw(at: Decision, *, code: str, reason: str) -> InformationWithdrawn:
    at.reference.public_information.get(code)
    return InformationWithdrawn(**_next(at), code=code, reason=reason)


def decree(at: Decision, *, year: int, decree: str, decreed_on: date) -> ListsDecreed:
    """Raises `InvalidField` for a day ahead. A later decree for the same year replaces
    the earlier."""
    _check_not_ahead(at, "decreed_on", decreed_on)
    return ListsDecreed(**_next(at), year=year, decree=decree, decreed_on=decreed_on)


def check_description(at: Decision, description: Description) -> None:
    """Raises `InvalidField` for an agency that is none of ours, or no form at all."""
    at.check_codes(agency=description.agency)
    if not description.forms:
        raise InvalidField(field="forms", problem="name softcopy, hardcopy or both.")


def _due(
    at: Decision, kind: InformationKind, published_on: date | None
) -> PublicationDue | None:
    """What is periodic falls due after its term again and again, what is told at once
    on the day on which it is listed, until it is published."""
    standards, calendar = at.reference.standards, at.reference.calendar
    since = published_on or at.day
    if kind == "periodic":
        rule = standards.rule_on(PERIODIC, since)
        due_on = last_day(rule, since, calendar)
    elif kind == "immediate" and published_on is None:
        rule = standards.rule_on(AT_ONCE, since)
        due_on = since
    else:
        return None
    if rule is None or due_on is None:
        return None
    return PublicationDue(rule.id, rule.version, since, due_on)


def _check_not_ahead(at: Decision, field: str, day: date | None) -> None:
    if day is not None and day > at.day:
        raise InvalidField(
            field=field, problem=f"lies ahead of today, {at.day}; record it then."
        )


def _next(at: Decision) -> dict[str, Any]:
    version = at.reference.public_information.version + 1
    return stamped(at.origin, PUBLIC_INFORMATION_ID, version)
