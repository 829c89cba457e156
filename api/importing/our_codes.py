"""Our codes for the agency, category and region that a row names."""

from dataclasses import dataclass, field

from api.importing.row import ImportedCase
from api.installation import Installation
from api.offices import register_agency
from domain.reference import Reference
from domain.refusals import InvalidField, Refusal


class UnknownAgency(Refusal):
    """There is no agency '{name}'. Add it with 'tuntas agency add', correct the row,
    or import with --register-agencies."""


@dataclass
class OurCodes:
    """The reference data of now, and of every agency registered on the way."""

    here: Installation
    register_agencies: bool
    registered: int = 0
    reference: Reference = field(init=False)

    def __post_init__(self) -> None:
        self.reference = self.here.app.reference()

    def agency(self, row: ImportedCase) -> str | None:
        """None where the row names none. Raises `UnknownAgency`."""
        agencies = self.reference.agencies
        if row.agency_code and row.agency_code in agencies:
            return row.agency_code
        name = row.agency_name or row.agency_code
        if name is None:
            return None
        if found := agencies.find(name):
            return found.code
        if not self.register_agencies:
            raise UnknownAgency(name=name)
        return self._registered(name)

    def _registered(self, name: str) -> str:
        try:
            code = register_agency(self.here, name)
            self.registered += 1
        except InvalidField:
            # Another import may have registered it this very moment.
            self.reference = self.here.app.reference()
            found = self.reference.agencies.find(name)
            if found is None:
                raise
            return found.code
        self.reference = self.here.app.reference()
        return code

    def category(self, row: ImportedCase) -> str | None:
        """None where the row names none, or one that is not ours."""
        categories = self.reference.categories
        if row.category_code in categories:
            return row.category_code
        return categories.find(row.category_name) if row.category_name else None

    def region(self, row: ImportedCase) -> str | None:
        """None where the row names none, or a place that lies outside."""
        regions = self.reference.regions
        if row.region_code:
            return row.region_code
        return regions.find(row.region_path) if row.region_path else None
