"""What excluded information answers to each command: an event, or a refusal and
none."""

from datetime import date
from typing import Any

from domain.agencies import CODE
from domain.decision import Decision
from domain.event import stamped
from domain.exclusions import (
    EXCLUSIONS_ID,
    Exclusion,
    ExclusionEnded,
    ExclusionRevised,
    ExclusionTested,
    Outcome,
)
from domain.refusals import InvalidField
from domain.sealing import KeyRef
from domain.terms import last_day

LONGEST = {"a": "P-16"}
"""Which rule says for how long a ground may close it."""


def record_test(
    at: Decision, *, code: str, key: KeyRef, outcome: Outcome, **texts: str
) -> ExclusionTested:
    """The first test of an information; `key` is a fresh one of its own, and `texts`
    those of `exclusions.SEALED`. Raises `InvalidField` for a malformed or taken code,
    and for an outcome that the law does not know."""
    if not CODE.match(code):
        raise InvalidField(
            field="code", problem="2 to 40 lower-case letters, digits and hyphens."
        )
    if code in at.reference.exclusions:
        raise InvalidField(
            field="code", problem=f"'{code}' is taken; to test it again, revise it."
        )
    _check(at, outcome)
    return ExclusionTested(
        **_next(at),
        code=code,
        key=key,
        outcome=outcome,
        **at.seal(ExclusionTested, EXCLUSIONS_ID, key, "officer", **texts),
    )


def revise(
    at: Decision, *, code: str, outcome: Outcome, reason: str, **texts: str
) -> ExclusionRevised:
    """Another test of the same, which may find that it is to be disclosed. Raises
    `InvalidField` for one that was ended: closing that again is an exclusion anew."""
    exclusion = at.reference.exclusions.get(code)
    _check_not_ended(exclusion)
    _check(at, outcome)
    if outcome.valid_from < exclusion.last.valid_from:
        raise InvalidField(
            field="valid_from",
            problem=f"is earlier than {exclusion.last.valid_from}, the first day of"
            " the test before; name that day or a later one.",
        )
    return ExclusionRevised(
        **_next(at),
        code=code,
        outcome=outcome,
        reason=reason,
        **at.seal(ExclusionRevised, EXCLUSIONS_ID, exclusion.key, "officer", **texts),
    )


def end(
    at: Decision, *, code: str, reason: str, ended_on: date | None = None
) -> ExclusionEnded:
    """Open from the day of the command on, unless a later one is said. Raises
    `InvalidField` for a day before: what was refused then stays as it was judged."""
    exclusion = at.reference.exclusions.get(code)
    _check_not_ended(exclusion)
    day = ended_on or at.day
    if day < at.day:
        raise InvalidField(
            field="ended_on", problem=f"is past; name today, {at.day}, or a later day."
        )
    if exclusion.last.decision == "disclose":
        raise InvalidField(
            field="code",
            problem=f"'{code}' was found to be open; there is nothing to end.",
        )
    return ExclusionEnded(**_next(at), code=code, ended_on=day, reason=reason)


def _check(at: Decision, outcome: Outcome) -> None:
    at.check_codes(agency=outcome.agency)
    if outcome.tested_on > at.day:
        problem = f"lies ahead of today, {at.day}; test first, then record it."
        raise InvalidField(field="tested_on", problem=problem)
    if outcome.valid_from < outcome.tested_on:
        raise InvalidField(
            field="valid_from",
            problem=f"is earlier than the test of {outcome.tested_on}: nothing is"
            " closed before it was tested (UU 14/2008 Pasal 19).",
        )
    if outcome.ground == "j" and outcome.other_law is None:
        raise InvalidField(
            field="other_law",
            problem="ground j is another law: name it (UU 14/2008 Pasal 17 huruf j).",
        )
    _check_period(at, outcome)


_NOT_PERMANENT = ": this ground is not permanent (UU 14/2008 Pasal 20(1))"


def _check_period(at: Decision, outcome: Outcome) -> None:
    last = outcome.valid_to
    if outcome.decision == "disclose":
        if last is not None:
            problem = "is for what is excluded; leave it out of what is disclosed."
            raise InvalidField(field="valid_to", problem=problem)
        return
    if last is None:
        raise InvalidField(
            field="valid_to",
            problem="name the last day, by which it is tested again"
            f"{_NOT_PERMANENT if outcome.ground in 'abcdef' else ''}.",
        )
    if last < outcome.valid_from:
        problem = f"is earlier than the first day, {outcome.valid_from}."
        raise InvalidField(field="valid_to", problem=problem)
    rule_id = LONGEST.get(outcome.ground)
    rule = rule_id and at.reference.standards.rule_on(rule_id, outcome.valid_from)
    longest = last_day(rule or None, outcome.valid_from, at.reference.calendar)
    if rule and longest and last > longest:
        raise InvalidField(
            field="valid_to",
            problem=f"is later than {longest}, the longest that {rule.legal_basis}"
            f" allows for ground {outcome.ground} (rule {rule.id}).",
        )


def _check_not_ended(exclusion: Exclusion) -> None:
    if exclusion.ended_on is not None:
        raise InvalidField(
            field="code",
            problem=f"'{exclusion.code}' was ended from {exclusion.ended_on} on; record"
            " a test under another code.",
        )


def _next(at: Decision) -> dict[str, Any]:
    return stamped(at.origin, EXCLUSIONS_ID, at.reference.exclusions.version + 1)
