"""What a read may ask: the parameters of lists, figures and single cases."""

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from api.bodies import Code, RegionCode, printable, rfc_3339
from api.moment import Moment
from domain.clock import ClockName
from domain.complaint import State
from domain.complaint_events import Channel, Classification
from domain.rejudging import OtherLimit
from domain.villages import Signal
from projections.detectors import Kind
from projections.filters import Filters
from projections.notices import NoticeStep
from projections.what_if import WhatIf

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_SPACE_FOR_PLUS = re.compile(r" (?=\d\d:\d\d\Z)", re.ASCII)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)


def _iso_day(value: Any) -> Any:
    # The library would take a number of seconds for a day too.
    if not (isinstance(value, str) and _DAY.match(value)):
        msg = "must be a day such as 2026-11-23"
        raise ValueError(msg)
    return value


def _countable(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        msg = f"must lie between {FIRST_DAY} and {LAST_DAY}"
        raise ValueError(msg)
    return day


def _in_an_address(value: Any) -> Any:
    """An unescaped + in an address arrives as a space."""
    if isinstance(value, str):
        value = _SPACE_FOR_PLUS.sub("+", value)
    return rfc_3339(value)


def _true_or_false(value: Any, info: ValidationInfo) -> Any:
    if info.mode == "json" or not isinstance(value, str):
        return value
    if value not in ("true", "false"):
        msg = "must be true or false"
        raise ValueError(msg)
    return value == "true"


Day = Annotated[
    date,
    Field(strict=False),
    BeforeValidator(_iso_day),
    AfterValidator(_countable),
]
Instant = Annotated[AwareDatetime, BeforeValidator(_in_an_address)]
YesNo = Annotated[bool, BeforeValidator(_true_or_false)]
Position = Annotated[int, Field(ge=1, le=2**62)]
Cursor = Annotated[str, Field(max_length=300, description="next_cursor of a page")]
Limit = Annotated[int, Field(ge=1, le=200)]
After = Annotated[
    int,
    Field(
        ge=0,
        le=2**62,
        description="the position of a command's answer: wait until it is counted",
    ),
]


class Reading(BaseModel):
    """A parameter that does not exist is refused, as in commands."""

    model_config = ConfigDict(extra="forbid")


class Chosen(Reading):
    agency: Code | None = None
    category: Code | None = None
    region: RegionCode | None = None
    channel: Channel | None = None
    classification: Classification | None = None

    def filters(self, first: date | None, last: date | None) -> Filters:
        return Filters(
            agency=self.agency,
            category=self.category,
            region=self.region,
            channel=self.channel,
            classification=self.classification,
            received_from=first,
            received_to=last,
        )


class PastQuery(Reading):
    """A moment of the past; all that are given must hold."""

    as_of: Day | None = Field(
        None,
        description="at the end of that day; if not given, of the day on which"
        " `known_at` or `position` was the newest that was known, else of today",
    )
    known_at: Instant | None = Field(
        None, description="only what was recorded by then; later than now is now"
    )
    position: Position | None = Field(
        None, description="only what was recorded up to this event"
    )

    def moment(self) -> Moment:
        return Moment(as_of=self.as_of, known_at=self.known_at, position=self.position)


class ListQuery(Chosen):
    state: list[State] = Field(default_factory=list, max_length=11)
    overdue: YesNo | None = None
    received_from: Day | None = None
    received_to: Day | None = None
    sort: Literal["received_at", "-received_at", "due"] = "-received_at"
    limit: Limit = 50
    cursor: Cursor | None = None
    after: After | None = None


class RegisterQuery(PastQuery, ListQuery):
    """The register now, or at a moment of the past."""


class SearchQuery(ListQuery):
    """All words must occur, in any form: perbaikan finds memperbaiki."""

    model_config = ConfigDict(strict=True)

    q: Annotated[str, Field(min_length=1, max_length=500)]


class DueQuery(Reading):
    clock: ClockName | None = None
    agency: Code | None = None
    status: Literal["running", "overdue"] | None = None
    due_to: Day | None = None
    limit: Limit = 50
    cursor: Cursor | None = None
    after: After | None = None


class NoticesQuery(Reading):
    agency: Code | None = None
    step: NoticeStep | None = None
    limit: Limit = 50
    cursor: Cursor | None = None
    after: After | None = None


class RequestsQuery(Reading):
    limit: Limit = 50
    cursor: Cursor | None = None
    after: After | None = None


class FindingsQuery(Reading):
    kind: Kind | None = None
    agency: Code | None = Field(
        None, description="the agency that the case was with when it happened"
    )
    first: Day | None = Field(None, alias="from", description="happened from this day")
    last: Day | None = Field(None, alias="to", description="happened to this day")
    limit: Limit = 50
    cursor: Cursor | None = None
    after: After | None = None


class OpeningsQuery(Reading):
    officer: UUID | None = None
    first: Day | None = Field(None, alias="from", description="opened from this day")
    last: Day | None = Field(None, alias="to", description="opened to this day")
    limit: Limit = 50
    cursor: Cursor | None = None
    after: After | None = None


class OcelQuery(Reading):
    after: After | None = None


class EventsQuery(OcelQuery):
    format: Literal["csv", "xes"] = "csv"


class LookUpQuery(Reading):
    case_number: Annotated[str | None, Field(max_length=20)] = None
    system: Code | None = None
    external_id: Annotated[str, Field(max_length=64), AfterValidator(printable)] | (
        None
    ) = None
    after: After | None = None


class PlanQuery(Reading):
    as_of: Day | None = None
    region: RegionCode | None = Field(None, description="as 62.03")
    limit: Limit = 50
    cursor: Cursor | None = None
    after: After | None = None

    @property
    def choice(self) -> dict[str, Any]:
        """Which villages."""
        return {"region": self.region}


class VillagesQuery(PlanQuery):
    signal: Signal | None = None
    silent: YesNo | None = Field(None, description="that never reported, or did")

    @property
    def choice(self) -> dict[str, Any]:
        return super().choice | {"signal": self.signal, "silent": self.silent}


class DashboardQuery(PastQuery, Chosen):
    first: Day | None = Field(None, alias="from", description="received from this day")
    last: Day | None = Field(None, alias="to", description="received to this day")
    after: After | None = None


class FiguresQuery(Chosen):
    as_of: Day | None = None
    first: Day | None = Field(None, alias="from", description="received from this day")
    last: Day | None = Field(None, alias="to", description="received to this day")
    after: After | None = None


class OtherLimitBody(Reading):
    model_config = ConfigDict(strict=True)

    rule: Annotated[str, Field(pattern=r"^[A-Z]-[0-9]{2}[a-z]?$")]
    limit: Annotated[int, Field(ge=1, le=10_000)]
    unit: Literal["working_days", "calendar_days"] | None = None


class WhatIfQuery(Chosen):
    """`days_off` are added to the calendar, `working_days` struck from it."""

    model_config = ConfigDict(strict=True)

    limits: Annotated[list[OtherLimitBody], Field(max_length=50)] = []
    days_off: Annotated[list[Day], Field(max_length=366)] = []
    working_days: Annotated[list[Day], Field(max_length=366)] = []
    as_of: Day | None = None
    first: Day | None = Field(None, alias="from", description="received from this day")
    last: Day | None = Field(None, alias="to", description="received to this day")
    after: After | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "WhatIfQuery":
        if not (self.limits or self.days_off or self.working_days):
            msg = "say what would be: limits, days_off or working_days"
            raise ValueError(msg)
        return self

    def asked(self, today: date) -> WhatIf:
        return WhatIf(
            as_of=self.as_of or today,
            filters=self.filters(self.first, self.last),
            limits=tuple(OtherLimit(o.rule, o.limit, o.unit) for o in self.limits),
            days_off=tuple(self.days_off),
            working_days=tuple(self.working_days),
        )


class CaseQuery(PastQuery):
    """Which of the case's pasts; all that are given must hold."""

    version: Annotated[int, Field(ge=1, le=10**9)] | None = None


class RegionQuery(Reading):
    below: RegionCode | None = Field(None, description="as 62.03")
