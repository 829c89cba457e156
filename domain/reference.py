"""All that decisions look up: calendar, rules, ladder, retention, agencies, officers,
codes, what information is public or excluded, and how openness is assessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from uuid import UUID

from domain.agencies import AGENCIES_ID, AgencyDirectory
from domain.categories import CATEGORIES_ID, Categories
from domain.event import Event
from domain.exclusions import EXCLUSIONS_ID, Exclusions
from domain.ladder import LADDER_ID, Ladder
from domain.ledger_log import LEDGER_ID, LedgerLog
from domain.officers import OFFICERS_ID, Officers
from domain.public_information import PUBLIC_INFORMATION_ID, PublicInformation
from domain.regions import REGIONS_ID, Regions
from domain.retention import RETENTION_ID, Retention
from domain.self_assessment import SELF_ASSESSMENT_ID, SelfAssessment
from domain.service_standards import STANDARDS_ID, ServiceStandards
from domain.villages import VILLAGES_ID, Villages
from domain.working_calendar import CALENDAR_ID, WorkingCalendar

REFERENCE_IDS: Mapping[str, UUID] = {
    "calendar": CALENDAR_ID,
    "standards": STANDARDS_ID,
    "ladder": LADDER_ID,
    "retention": RETENTION_ID,
    "agencies": AGENCIES_ID,
    "officers": OFFICERS_ID,
    "categories": CATEGORIES_ID,
    "regions": REGIONS_ID,
    "villages": VILLAGES_ID,
    "ledger": LEDGER_ID,
    "public_information": PUBLIC_INFORMATION_ID,
    "exclusions": EXCLUSIONS_ID,
    "self_assessment": SELF_ASSESSMENT_ID,
}
"""The stream of each part of a `Reference`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One consistent look at the installation's reference data, each by its events."""

    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    standards: ServiceStandards = field(default_factory=ServiceStandards)
    ladder: Ladder = field(default_factory=Ladder)
    retention: Retention = field(default_factory=Retention)
    agencies: AgencyDirectory = field(default_factory=AgencyDirectory)
    officers: Officers = field(default_factory=Officers)
    categories: Categories = field(default_factory=Categories)
    regions: Regions = field(default_factory=Regions)
    villages: Villages = field(default_factory=Villages)
    ledger: LedgerLog = field(default_factory=LedgerLog)
    public_information: PublicInformation = field(default_factory=PublicInformation)
    exclusions: Exclusions = field(default_factory=Exclusions)
    self_assessment: SelfAssessment = field(default_factory=SelfAssessment)


assert {f.name for f in fields(Reference)} == set(REFERENCE_IDS)


def fold(reference: Reference, events: Iterable[Event]) -> Reference:
    """Events that the reference has seen already are passed over."""
    names = {id: name for name, id in REFERENCE_IDS.items()}

    def step(state: Reference, event: Event) -> Reference:
        name = names[event.originator_id]
        part = getattr(state, name)
        if event.originator_version != part.version + 1:
            return state
        return replace(state, **{name: part.apply(event)})

    return reduce(step, events, reference)
