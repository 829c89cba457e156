"""All that decisions look up: calendar, rules, agencies, officers, lists of codes."""

from dataclasses import dataclass, field

from domain.agencies import AgencyDirectory
from domain.categories import Categories
from domain.officers import Officers
from domain.regions import Regions
from domain.service_standards import ServiceStandards
from domain.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Reference:
    """One consistent look at the installation's reference data, each by its events."""

    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    standards: ServiceStandards = field(default_factory=ServiceStandards)
    agencies: AgencyDirectory = field(default_factory=AgencyDirectory)
    officers: Officers = field(default_factory=Officers)
    categories: Categories = field(default_factory=Categories)
    regions: Regions = field(default_factory=Regions)
