"""The shapes of the reference data, and of what changing it answers."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from domain.agencies import Kind
from domain.clock import ClockName
from domain.event import Role
from domain.ladder import CountedFrom, StepName
from domain.retention import Kept
from domain.sealing import ErasureScope
from domain.service_standards import Unit
from domain.working_calendar import HolidayKind, Status


class Named(BaseModel):
    code: str
    name: str


class NamedList(BaseModel):
    """Codes with the words that stand on the screens."""

    items: list[Named]


class Codes(NamedList):
    """Codes with their names; `version` counts the changes."""

    version: int


class RoleRow(BaseModel):
    role: Role
    commands: list[str]
    reads: list[str]


class Roles(BaseModel):
    """Who may command and read what."""

    items: list[RoleRow]


class Agency(Named):
    kind: Kind
    region: str | None
    merged_into: str | None
    merged_on: date | None


class Agencies(BaseModel):
    """The agencies and governments; `version` counts the changes."""

    items: list[Agency]
    version: int


class Officer(BaseModel):
    id: UUID
    role: Role
    agency: str | None
    name: str | None
    valid_from: date | None
    valid_to: date | None
    dismissed: bool


class Officers(BaseModel):
    """The officers, those dismissed too."""

    items: list[Officer]


class Serving(BaseModel):
    officer: UUID
    valid_from: date | None
    valid_to: date | None


class AgencyTeam(BaseModel):
    agency: str
    name: str
    liaisons: list[Serving]
    supervisors: list[Serving]


class Team(BaseModel):
    """Who serves today. An agency without a liaison stands there with an empty list."""

    coordinators: list[Serving]
    agencies: list[AgencyTeam]


class Rule(BaseModel):
    rule: str
    version: int
    description: str
    limit: int | None
    unit: Unit | None
    legal_basis: str
    status: Status
    valid_from: date
    extendable_by: int | None


class Standards(BaseModel):
    """Every version of every rule; `version` counts the changes."""

    items: list[Rule]
    version: int


class Holiday(BaseModel):
    day: date
    kind: HolidayKind
    name: str


class CalendarYear(BaseModel):
    """A year's days off; `version` is that of the whole calendar."""

    year: int
    adopted: bool
    status: Status
    decree: str | None
    valid_from: date | None
    version: int
    items: list[Holiday]


class Step(BaseModel):
    name: StepName
    days: int
    counted_from: CountedFrom


class ClockLadder(BaseModel):
    clock: ClockName
    steps: list[Step]
    valid_from: date
    in_force: bool


class OfficeHours(BaseModel):
    opens: str
    closes: str
    legal_basis: str
    valid_from: date
    in_force: bool


class Ladder(BaseModel):
    """Every ladder and every office hours that were adopted, the last ones last;
    `version` counts the changes."""

    items: list[ClockLadder]
    office_hours: list[OfficeHours]
    version: int


class RetentionRule(BaseModel):
    classification: Kept
    years: int
    scope: ErasureScope
    legal_basis: str
    status: Status
    valid_from: date
    in_force: bool


class Retention(BaseModel):
    """How many years after its closing the texts of a case are erased, by class; every
    rule that was adopted, the last ones last; `version` counts the changes."""

    items: list[RetentionRule]
    version: int


class Recorded(BaseModel):
    """Recorded."""

    position: int


class Appointed(Recorded):
    """Appointed. The token is shown this once."""

    id: UUID
    token: str
