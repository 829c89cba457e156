"""Cases found by their number or id, and by whom each may be seen."""

from typing import TypeVar
from uuid import UUID

from api.identity import Actor
from domain.application import Tuntas
from domain.case import Case
from domain.case_number import parse
from domain.complaint import Complaint
from domain.information_request import InformationRequest
from domain.refusals import NotYourCase
from projections.visibility import Visibility, requests_visible_to, visible_to

C = TypeVar("C", bound=Case)

EVERYTHING = Visibility(restricted=True)


def visibility(actor: Actor) -> Visibility:
    return visible_to(actor.role, actor.id, actor.agencies)


def known_to(actor: Actor) -> Visibility:
    """The same, and of those who read no lists: the system sees all, and a reporter may
    know the number of an unrestricted case that the own was joined with."""
    if actor.role == "system":
        return EVERYTHING
    return Visibility() if actor.role == "reporter" else visibility(actor)


def requests_known_to(actor: Actor) -> Visibility:
    """Of the requests for public information."""
    return requests_visible_to(actor.role, actor.agencies)


class FoundCases:
    """`of` is the kind of case that is meant: no other is found."""

    def __init__(self, app: Tuntas):
        self._app = app

    def find(self, ref: str) -> Complaint:
        """By UUID or case number; raises `NotYourCase`."""
        return self.find_case(ref, Complaint)

    def find_case(self, ref: str, of: type[C]) -> C:
        found = self.id_of(ref, of)
        if found is None:
            raise NotYourCase(case=ref)
        return self._app.case(found, of)

    def id_of(self, ref: str, of: type[Case] = Complaint) -> UUID | None:
        """Of the case of that number, or that UUID; no event is read."""
        if number := parse(ref):
            return self._app.look_up.owner_of(of.NUMBERED, number)
        try:
            return UUID(ref)
        except ValueError:
            return None

    def last_seen(self, ref: str, of: type[C]) -> C | None:
        """As last seen, which may not be what it is now; None where it was not."""
        seen = self._app.known.last_seen_as(ref)
        if seen is None and (number := parse(ref)):
            seen = self._app.known.last_seen_as(number)
        elif seen is None:
            try:
                seen = self._app.known.last_seen(UUID(ref))
            except ValueError:
                return None
        return seen if isinstance(seen, of) else None

    def visible(self, ref: str, actor: Actor) -> Complaint:
        """The complaint, unless this actor may not see it: then it does not exist."""
        return self.visible_case(ref, actor, Complaint)

    def visible_case(self, ref: str, actor: Actor, of: type[C]) -> C:
        case = self.find_case(ref, of)
        self.check_visible(case, actor, ref)
        return case

    def of_any_kind(self, ref: str, actor: Actor) -> Case:
        """A complaint, or else a request, as `visible_case` finds it."""
        try:
            return self.visible_case(ref, actor, Complaint)
        except NotYourCase:
            return self.visible_case(ref, actor, InformationRequest)

    def check_visible(self, case: Case, actor: Actor, ref: str) -> None:
        """Raises `NotYourCase`, naming no more than the `ref` that was asked for."""
        if actor.role == "reporter":
            seen = actor.complaint == case.id
        elif isinstance(case, Complaint):
            seen = known_to(actor).sees(case)
        else:
            seen = requests_known_to(actor).sees(case)
        if not seen:
            raise NotYourCase(case=ref)
