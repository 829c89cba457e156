"""The service standards: rules as events, and the deadlines they promise."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import ClassVar, Literal, Self
from uuid import uuid5
from zoneinfo import ZoneInfo

from domain.event import Event, Origin, stamped
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION, Status, WorkingCalendar

STANDARDS_ID = uuid5(INSTALLATION, "standards")

Unit = Literal["working_days", "calendar_days", "hours", "months", "years"]

# Which rule sets which clock, by classification; None where no term is known
# (aspirations have no completion term: law file section 10, conflict 9).
RULES: Mapping[str, Mapping[str, str | None]] = {
    "verification": {
        "complaint": "C-02",
        "oversight_complaint": "C-02",
        "aspiration": "C-02",
        "information": "C-02",
    },
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
}


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


@dataclass(frozen=True, slots=True)
class Promise:
    """A deadline as it was promised, with the rule and calendar it rests on."""

    clock: str
    rule: str
    rule_version: int
    limit: int
    unit: str
    started_on: date
    due_on: date
    calendar_version: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class ServiceStandards:
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
    ) -> RuleAdopted:
        """Raises `InvalidField` for a limit without a unit, or one that is no limit."""
        if (limit is None) != (unit is None):
            raise InvalidField(field="unit", problem="limit and unit go together.")
        clocked = {r for by_class in RULES.values() for r in by_class.values()}
        if rule in clocked and unit not in ("working_days", "calendar_days"):
            raise InvalidField(
                field="unit",
                problem=f"{rule} sets a clock: use working or calendar days.",
            )
        if limit is not None and limit < 1:
            raise InvalidField(field="limit", problem="must be at least 1.")
        return RuleAdopted(
            **stamped(origin, STANDARDS_ID, self.version + 1),
            rule=rule,
            description=description,
            limit=limit,
            unit=unit,
            legal_basis=legal_basis,
            status=status,
            valid_from=valid_from,
        )

    def rule(self, rule_id: str, version: int) -> Rule:
        return self.rules[rule_id][version - 1]

    def rule_on(self, rule_id: str, day: date) -> Rule | None:
        """The version in force on `day`: the latest valid, then the latest adopted."""
        adopted = self.rules.get(rule_id, ())
        valid = [rule for rule in adopted if rule.valid_from <= day]
        return max(
            valid, key=lambda rule: (rule.valid_from, rule.version), default=None
        )

    def promise(
        self,
        clock: str,
        classification: str,
        started_on: date,
        calendar: WorkingCalendar,
    ) -> Promise | None:
        """The deadline of a clock that starts on a day; None where no rule sets one."""
        rule_id = RULES[clock][classification]
        rule = self.rule_on(rule_id, started_on) if rule_id else None
        if rule is None or rule.limit is None or rule.unit is None:
            return None
        if rule.unit == "working_days":
            due_on = calendar.add_working_days(started_on, rule.limit)
        else:
            due_on = started_on + timedelta(days=rule.limit)
        return Promise(
            clock=clock,
            rule=rule.id,
            rule_version=rule.version,
            limit=rule.limit,
            unit=rule.unit,
            started_on=started_on,
            due_on=due_on,
            calendar_version=calendar.version,
            provisional=rule.unit == "working_days"
            and calendar.is_provisional(started_on, due_on),
        )


def due_at(due_on: date, zone: ZoneInfo) -> datetime:
    """The last second of the due day in the tenant's zone (rule K-02)."""
    return datetime.combine(due_on, time(23, 59, 59), zone)
