"""The service standards: rules as events, and the deadlines they promise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, Literal, Self
from uuid import uuid5
from zoneinfo import ZoneInfo

from domain.event import Event, Origin, stamped
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION, Pause, Status, WorkingCalendar

STANDARDS_ID = uuid5(INSTALLATION, "standards")

Unit = Literal["working_days", "calendar_days", "hours", "months", "years"]

CLASSIFICATIONS = ("complaint", "oversight_complaint", "aspiration", "information")
STATUTORY = frozenset(("statutory_reply", "statutory_decision", "statutory_sending"))
"""UU 25/2009 Pasal 44 and 50: terms of a statute, which no office extends."""

# Which rule sets which clock, by classification; None where no term is known
# (aspirations have no completion term: law file section 10, conflict 9).
RULES: Mapping[str, Mapping[str, str | None]] = {
    "verification": dict.fromkeys(CLASSIFICATIONS, "C-02"),
    "first_follow_up": {
        "complaint": "C-03",
        "oversight_complaint": "C-03",
        "aspiration": "C-07",
        "information": "C-03",
    },
    "completion": {
        "complaint": "C-05",
        "oversight_complaint": "C-06",
        "aspiration": None,
        "information": "C-04",
    },
    "reporter_window": dict.fromkeys(CLASSIFICATIONS, "C-08"),
    "clarification": dict.fromkeys(CLASSIFICATIONS, "C-11"),
    "statutory_reply": dict.fromkeys(CLASSIFICATIONS, "C-10"),
    "statutory_decision": dict.fromkeys(CLASSIFICATIONS, "C-12"),
    "statutory_sending": dict.fromkeys(CLASSIFICATIONS, "C-13"),
}

INFORMATION_REQUEST = "information_request"
# The same of requests for public information (UU 14/2008), which are of one class; who
# may go to the commission goes from the superior's answer, or from its silence.
REQUEST_RULES: Mapping[str, Mapping[str, str | None]] = {
    **{
        clock: {INFORMATION_REQUEST: rule}
        for clock, rule in (
            ("completeness_notice", "P-02"),
            ("applicant_completion", "P-02"),
            ("written_notice", "P-03"),
            ("objection_window", "P-05"),
            ("objection_answer", "P-06"),
            ("commission_start", "P-09a"),
            ("commission_ruling", "P-09"),
            ("court_window", "P-10"),
        )
    },
    "dispute_window": {"answered": "P-07", "unanswered": "P-08"},
}
_ALL_RULES = {**RULES, **REQUEST_RULES}


@dataclass(frozen=True, kw_only=True)
class RuleAdopted(Event):
    """A rule as it counts from a day on; an earlier day keeps its earlier version."""

    TOPIC: ClassVar[str] = "standard.rule_adopted"
    rule: str
    description: str
    limit: int | None
    unit: Unit | None
    legal_basis: str
    status: Status
    valid_from: date
    extendable_by: int | None = None
    """By how many units in all an office may extend it; None is not at all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule; `version` counts the adoptions of its id."""

    id: str
    version: int
    description: str
    limit: int | None
    unit: Unit | None
    legal_basis: str
    status: Status
    valid_from: date
    extendable_by: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A deadline as it was promised, with the rule and calendar it rests on.

    `due_on` is the day on which `limit` and `extended` days have been counted.
    """

    clock: str
    rule: str
    rule_version: int
    limit: int
    unit: str
    started_on: date
    due_on: date
    calendar_version: int
    provisional: bool
    extended: int | None = None

    def renewed(
        self,
        calendar: WorkingCalendar,
        pauses: Sequence[Pause],
        extended: int | None = None,
    ) -> "Promise":
        """The same promise under this calendar, these pauses and this extension.

        The deadline is a function of these alone, so that it does not matter in which
        order they came.
        """
        count = self.limit + (extended or 0)
        due_on = calendar.add_days(self.started_on, count, self.unit, pauses)
        return replace(
            self,
            due_on=due_on,
            calendar_version=calendar.version,
            provisional=self.unit == "working_days"
            and calendar.is_provisional(self.started_on, due_on),
            extended=extended or None,
        )


@dataclass(frozen=True, slots=True, eq=False)
class ServiceStandards:
    """Equal to itself alone, as the calendar is, so that `promise` is remembered for it
    without comparing every rule and holiday."""

    version: int = 0
    rules: Mapping[str, tuple[Rule, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def apply(self, event: RuleAdopted) -> Self:
        earlier = self.rules.get(event.rule, ())
        rule = Rule(
            event.rule,
            len(earlier) + 1,
            event.description,
            event.limit,
            event.unit,
            event.legal_basis,
            event.status,
            event.valid_from,
            event.extendable_by,
        )
        rules = MappingProxyType({**self.rules, event.rule: (*earlier, rule)})
        return replace(self, version=event.originator_version, rules=rules)

    def adopt(
        self,
        origin: Origin,
        *,
        rule: str,
        description: str,
        limit: int | None,
        unit: Unit | None,
        legal_basis: str,
        status: Status,
        valid_from: date,
        extendable_by: int | None = None,
    ) -> RuleAdopted:
        """Raises `InvalidField` for a limit without a unit, or one that is no limit,
        and for a statutory term that could be extended."""
        if (limit is None) != (unit is None):
            raise InvalidField(field="unit", problem="limit and unit go together.")
        clocked = {r for by_class in _ALL_RULES.values() for r in by_class.values()}
        if rule in clocked and unit not in ("working_days", "calendar_days"):
            raise InvalidField(
                field="unit",
                problem=f"{rule} sets a clock: use working or calendar days.",
            )
        if limit is not None and limit < 1:
            raise InvalidField(field="limit", problem="must be at least 1.")
        if extendable_by is not None:
            statutory = {r for clock in STATUTORY for r in RULES[clock].values()}
            if rule in statutory or limit is None or extendable_by < 1:
                raise InvalidField(
                    field="extendable_by",
                    problem="only a limit that no statute sets can be extended.",
                )
        return RuleAdopted(
            **stamped(origin, STANDARDS_ID, self.version + 1),
            rule=rule,
            description=description,
            limit=limit,
            unit=unit,
            legal_basis=legal_basis,
            status=status,
            valid_from=valid_from,
            extendable_by=extendable_by,
        )

    def rule(self, rule_id: str, version: int) -> Rule:
        return self.rules[rule_id][version - 1]

    def legal_basis(self, rules: Iterable[tuple[str, int]]) -> str:
        """Of a deadline that rests on all of these."""
        return "; ".join(self.rule(*named).legal_basis for named in rules)

    def rule_on(self, rule_id: str, day: date) -> Rule | None:
        """The version in force on `day`: the latest valid, then the latest adopted."""
        adopted = self.rules.get(rule_id, ())
        valid = [rule for rule in adopted if rule.valid_from <= day]
        return max(
            valid, key=lambda rule: (rule.valid_from, rule.version), default=None
        )

    @lru_cache(maxsize=4_096)  # noqa: B019 - the same few promises all day
    def promise(
        self,
        clock: str,
        classification: str,
        started_on: date,
        calendar: WorkingCalendar,
        pauses: tuple[Pause, ...] = (),
        extended: int | None = None,
    ) -> Promise | None:
        """The deadline of a clock that starts on a day; None where no rule sets one."""
        rule_id = _ALL_RULES[clock][classification]
        rule = self.rule_on(rule_id, started_on) if rule_id else None
        if rule is None or rule.limit is None or rule.unit is None:
            return None
        return Promise(
            clock=clock,
            rule=rule.id,
            rule_version=rule.version,
            limit=rule.limit,
            unit=rule.unit,
            started_on=started_on,
            due_on=started_on,
            calendar_version=calendar.version,
            provisional=False,
        ).renewed(calendar, pauses, extended)


def due_at(due_on: date, zone: ZoneInfo) -> datetime:
    """The last second of the due day in the tenant's zone (rule K-02)."""
    return datetime.combine(due_on, time(23, 59, 59), zone)
