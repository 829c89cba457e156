"""Which cases somebody sees: in lists, in counts and one by one, by the same rule."""

from dataclasses import dataclass, replace
from typing import Any, Self

from domain.complaint import Complaint
from domain.event import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Visibility:
    """Unrestricted cases, and of the restricted ones what is said here."""

    nothing: bool = False
    agency: str | None = None
    """Only cases that are with this agency now."""
    restricted: bool = False
    """All restricted cases too."""
    received_by: str | None = None
    """Restricted cases too that this officer received."""
    restricted_in_totals: bool = False
    """Restricted cases too, but as a number with no link behind."""

    @property
    def in_totals(self) -> Self:
        """What is counted in the totals."""
        return replace(self, restricted=self.restricted or self.restricted_in_totals)

    def sees(self, case: Complaint) -> bool:
        if self.nothing or self.agency not in (None, case.agency):
            return False
        return (
            not case.restricted
            or self.restricted
            or (self.received_by is not None and self.received_by == case.received_by)
        )

    def sql(self) -> tuple[str, dict[str, Any]]:
        """The same as a condition on columns `agency`, `restricted`, `received_by`."""
        if self.nothing:
            return "FALSE", {}
        conditions, params = ["TRUE"], {}
        if self.agency is not None:
            conditions.append("agency = %(seen_agency)s")
            params["seen_agency"] = self.agency
        if not self.restricted:
            own = ""
            if self.received_by is not None:
                own = " OR coalesce(received_by = %(seen_officer)s, FALSE)"
                params["seen_officer"] = self.received_by
            conditions.append(f"(NOT restricted{own})")
        return " AND ".join(conditions), params


def visible_to(role: Role, officer: str, agency: str | None) -> Visibility:
    """What the role of a token shows; a liaison without an agency sees nothing.

    A reporter's own case is not read through lists, so a reporter sees nothing here.
    """
    match role:
        case "coordinator" | "inspector":
            return Visibility(restricted=True)
        case "desk":
            return Visibility(received_by=officer)
        case "liaison" if agency is not None:
            return Visibility(agency=agency, restricted=True)
        case "supervisor" if agency is not None:
            return Visibility(agency=agency)
        case "manager":
            return Visibility(restricted_in_totals=True)
        case _:
            return Visibility(nothing=True)
