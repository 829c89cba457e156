"""What an administrator may say about the reference data."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from api.bodies import Body, Code, Line, RegionCode, Sentence
from domain.agencies import Kind
from domain.clock import ClockName
from domain.event import OfficerRole
from domain.ladder import CountedFrom, Step, StepName
from domain.regions import Region
from domain.retention import Kept
from domain.sealing import ErasureScope
from domain.service_standards import Unit
from domain.villages import Signal, Village
from domain.working_calendar import Holiday, HolidayKind, Status

ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class RegisterAgency(Body):
    code: Annotated[Code, Field(min_length=2)]
    name: Line
    kind: Kind = "agency"
    region: RegionCode | None = None


class RenameAgency(Body):
    name: Line
    reason: Sentence


class MergeAgency(Body):
    into: Code
    reason: Sentence
    valid_from: date | None = None


class Office(Body):
    role: OfficerRole
    agency: Code | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class AppointOfficer(Office):
    name: Line | None = None


class ChangeOfficer(Office):
    pass


class DismissOfficer(Body):
    pass


class AddCategory(Body):
    code: Annotated[Code, Field(min_length=2)]
    name: Line


class RenameCategory(Body):
    name: Line


class RegionBody(Body):
    code: RegionCode
    name: Line


class AdoptRegions(Body):
    source: Line
    regions: Annotated[list[RegionBody], Field(min_length=1, max_length=5_000)]

    def words(self) -> dict[str, Any]:
        regions = tuple(Region(r.code, r.name) for r in self.regions)
        return {"source": self.source, "regions": regions}


class VillageBody(Body):
    code: RegionCode
    signal: Signal
    office: bool | None = None
    school: bool | None = None
    health_post: bool | None = None
    satellite: bool | None = None
    people: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class SurveyVillages(Body):
    source: Line
    surveyed_on: date
    villages: Annotated[list[VillageBody], Field(min_length=1, max_length=5_000)]

    def words(self) -> dict[str, Any]:
        villages = tuple(Village(**v.model_dump()) for v in self.villages)
        day = self.surveyed_on
        return {"source": self.source, "surveyed_on": day, "villages": villages}


class AdoptRule(Body):
    rule: Annotated[str, Field(pattern=r"^[A-Z]-[0-9]{2}[a-z]?$")]
    description: Sentence
    limit: Annotated[int, Field(ge=1, le=10_000)] | None = None
    unit: Unit | None = None
    legal_basis: Sentence
    status: Status
    valid_from: date
    extendable_by: Annotated[int, Field(ge=1, le=10_000)] | None = None


class StepBody(Body):
    name: StepName
    days: Annotated[int, Field(ge=-1_000, le=1_000)]
    counted_from: CountedFrom = "due"


class AdoptLadder(Body):
    clock: ClockName
    steps: Annotated[list[StepBody], Field(max_length=20)]
    valid_from: date

    def words(self) -> dict[str, Any]:
        steps = tuple(Step(s.name, s.days, s.counted_from) for s in self.steps)
        return {"clock": self.clock, "steps": steps, "valid_from": self.valid_from}


class AdoptOfficeHours(Body):
    opens: ClockTime
    closes: ClockTime
    legal_basis: Sentence
    valid_from: date


class HolidayBody(Body):
    day: date
    kind: HolidayKind
    name: Line


class AdoptRetention(Body):
    classification: Kept
    years: Annotated[int, Field(ge=1, le=100)]
    scope: ErasureScope = "everything"
    legal_basis: Sentence
    status: Status
    valid_from: date


class AdoptYear(Body):
    decree: Sentence | None = None
    status: Status
    holidays: Annotated[list[HolidayBody], Field(max_length=366)]
    valid_from: date | None = None

    def words(self) -> dict[str, Any]:
        return {
            "decree": self.decree,
            "status": self.status,
            "holidays": tuple(Holiday(h.day, h.kind, h.name) for h in self.holidays),
            "valid_from": self.valid_from,
        }


BODIES = (
    RegisterAgency,
    RenameAgency,
    MergeAgency,
    AppointOfficer,
    ChangeOfficer,
    DismissOfficer,
    AddCategory,
    RenameCategory,
    AdoptRegions,
    SurveyVillages,
    AdoptRule,
    AdoptLadder,
    AdoptOfficeHours,
    AdoptRetention,
    AdoptYear,
)
