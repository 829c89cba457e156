"""Which cases somebody sees: in lists, in counts and one by one, by the same rule."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

from domain.case import Case
from domain.event import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Visibility:
    """Unrestricted cases, and of the restricted ones what is said here."""

    nothing: bool = False
    agencies: frozenset[str] | None = None
    """Only cases that are with one of these agencies now; None is any."""
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

    def sees(self, case: Case) -> bool:
        elsewhere = self.agencies is not None and case.agency not in self.agencies
        if self.nothing or elsewhere:
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
        conditions: list[str] = ["TRUE"]
        params: dict[str, Any] = {}
        if self.agencies is not None:
            # By equality an index gives the rows of one agency in order; by ANY none.
            one = len(self.agencies) == 1
            equal = "%(seen_agencies)s" if one else "ANY(%(seen_agencies)s)"
            conditions.append(f"agency = {equal}")
            found = sorted(self.agencies)
            params["seen_agencies"] = found[0] if one else found
        if not self.restricted:
            own = ""
            if self.received_by is not None:
                own = " OR coalesce(received_by = %(seen_officer)s, FALSE)"
                params["seen_officer"] = self.received_by
            conditions.append(f"(NOT restricted{own})")
        return " AND ".join(conditions), params


NOTHING = Visibility(nothing=True)


@lru_cache(maxsize=1_000)
def visible_to(role: Role, officer: str, agencies: frozenset[str]) -> Visibility:
    """What the role of a token shows; `agencies` are those it acts for: its own, and
    those merged into it. A liaison without an agency sees nothing.

    A reporter's own case is not read through lists, so a reporter sees nothing here.
    """
    match role:
        case "coordinator" | "inspector":
            return Visibility(restricted=True)
        case "desk":
            return Visibility(received_by=officer)
        case "liaison" if agencies:
            return Visibility(agencies=agencies, restricted=True)
        case "supervisor" if agencies:
            return Visibility(agencies=agencies)
        case "manager":
            return Visibility(restricted_in_totals=True)
        case _:
            return NOTHING


@lru_cache(maxsize=1_000)
def requests_visible_to(role: Role, agencies: frozenset[str]) -> Visibility:
    """The same of requests for public information: an information officer of an agency
    (PPID pelaksana) sees those that are for it, one of no agency all."""
    match role:
        case "desk" | "information_superior" | "inspector" | "system":
            return Visibility(restricted=True)
        case "information_officer":
            return Visibility(agencies=agencies or None, restricted=True)
        case _:
            return NOTHING


def seen_alike(before: Case, after: Case) -> bool:
    """Whether the same officers see both."""
    return (
        before.agency == after.agency
        and before.restricted == after.restricted
        and before.received_by == after.received_by
    )
