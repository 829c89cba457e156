"""What an administrator changes: agencies, officers, categories, rules, calendar."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from api.installation import Installation
from api.settings import SettingsError
from domain import roles
from domain.agencies import Agency
from domain.event import Event, Origin, Role
from domain.names import normalised
from domain.officers import OfficerAppointed
from domain.reference import Reference
from domain.refusals import InvalidField
from domain.sealing import KeyRef, Place, SealedText


@dataclass(frozen=True, slots=True)
class Appointment:
    """An officer about to be appointed, with the token that will be its own."""

    origin: Origin
    officer: UUID
    role: Role
    agency: str | None
    key: KeyRef
    name: SealedText | None
    valid_from: date | None
    valid_to: date | None
    token: str


def prepared(
    here: Installation,
    origin: Origin,
    role: str,
    agency: str | None,
    name: str | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Appointment:
    """Raises `InvalidField` for a role that is no officer's. Records nothing."""
    if role not in roles.OFFICERS:
        allowed = ", ".join(roles.OFFICERS)
        raise InvalidField(field="role", problem=f"is one of {allowed}.")
    officer = uuid4()
    (key,) = here.vault.take(1)
    place = Place(officer, OfficerAppointed.TOPIC, "name", origin.nonce)
    sealed = name and SealedText("officer", here.vault.seal(key.id, place, name))
    return Appointment(
        origin,
        officer,
        role,
        agency,
        key,
        sealed or None,
        valid_from,
        valid_to,
        here.tokens.new(),
    )


def appoint(here: Installation, new: Appointment, receipt: Any = None) -> int:
    """Record the appointment and make its token valid; the position."""

    def decide(reference: Reference) -> Event:
        known_agency(reference, new.agency)
        return reference.officers.appoint(
            new.origin,
            officer=new.officer,
            role=new.role,
            agency=new.agency,
            key=new.key,
            name=new.name,
            valid_from=new.valid_from,
            valid_to=new.valid_to,
        )

    decide(here.app.reference())  # a refusal leaves no token behind
    # The token first: it opens nothing until the officer is there, and a remembered
    # answer must never name a token that was not kept.
    here.tokens.admit(new.token, new.officer)
    return here.app.change_reference(decide, receipt)


def invite(here: Installation, origin: Origin, officer: UUID) -> str:
    """A code by which the officer chooses a user name and a password, once and within a
    week; recorded before it is given out. Raises `InvalidField` for no officer."""
    here.app.change_reference(lambda r: r.officers.invite(origin, officer=officer))
    return here.codes.issue("invitation", officer)


def serving(here: Installation, officer: UUID | None) -> str | None:
    """The officer who runs a verb, as events name one; raises `SettingsError` for one
    who does not serve today."""
    if officer is None:
        return None
    found = here.app.reference().officers.get(officer)
    if found is None or not found.serves_on(here.today()):
        msg = f"no officer {officer} serves here; see tuntas officer list"
        raise SettingsError(msg)
    return str(officer)


def known_agency(reference: Reference, agency: str | None) -> None:
    """Raises `InvalidField` for a code that is no agency of ours."""
    if agency is not None and agency not in reference.agencies:
        raise InvalidField(
            field="agency",
            problem=f"there is no agency '{agency}'; see tuntas agency list.",
        )


def agency_row(agency: Agency) -> dict[str, object]:
    """An agency as lists show it; `merged_on` may lie ahead."""
    merger = agency.merger
    return {
        "code": agency.code,
        "name": agency.name,
        "kind": agency.kind,
        "region": agency.region,
        "merged_into": merger and merger.into,
        "merged_on": merger and merger.valid_from,
    }


def register_agency(here: Installation, name: str) -> str:
    """Register an agency that an import met; its code."""
    wanted = free_code(name, here.app.reference().agencies)

    def decide(reference: Reference) -> Event:
        return reference.agencies.register(
            here.origin(), code=wanted, name=name, kind="agency", region=None
        )

    here.app.change_reference(decide)
    return wanted


def free_code(name: str, taken: Container[str]) -> str:
    """A code made of a name, with a number behind it where that one is taken."""
    wanted, number = code_of(name), 2
    while wanted in taken:
        wanted = f"{code_of(name)[:36]}-{number}"
        number += 1
    return wanted


def code_of(name: str) -> str:
    """`Dinas Perhubungan` becomes `dinas-perhubungan`."""
    words = "".join(c if c.isalnum() and c.isascii() else " " for c in normalised(name))
    return "-".join(words.split())[:40].strip("-").ljust(2, "x")
