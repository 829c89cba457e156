"""Who may act, in which role, for which agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Self, get_args
from uuid import UUID, uuid5

from domain.event import Event, OfficerRole, Origin, Role, stamped
from domain.refusals import InvalidField
from domain.sealing import KeyRef, Place, SealedField, SealedText
from domain.working_calendar import INSTALLATION

OFFICERS_ID = uuid5(INSTALLATION, "officers")
OF_AN_AGENCY = ("liaison", "supervisor")
FOR_ONE_OR_ALL = ("information_officer",)
"""PPID of the government, or PPID pelaksana of one agency."""


@dataclass(frozen=True, kw_only=True)
class OfficerAppointed(Event):
    """The name is sealed under the officer's own key.

    `valid_from` and `valid_to` are the first and the last day of the tenure, days of
    the tenant; None is no bound.
    """

    TOPIC: ClassVar[str] = "officer.appointed"
    officer: UUID
    in_role: Role
    agency: str | None
    key: KeyRef
    name: SealedText | None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfficerChanged(Event):
    """The whole office anew: role, agency and days."""

    TOPIC: ClassVar[str] = "officer.changed"
    officer: UUID
    in_role: Role
    agency: str | None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfficerDismissed(Event):
    TOPIC: ClassVar[str] = "officer.dismissed"
    officer: UUID


@dataclass(frozen=True, kw_only=True)
class OfficerInvited(Event):
    """A code was given out by which the officer chooses a user name and a password: who
    gives one out could use it, so it stands in the record."""

    TOPIC: ClassVar[str] = "officer.invited"
    officer: UUID


@dataclass(frozen=True, slots=True)
class Officer:
    id: UUID
    role: Role
    agency: str | None
    name: SealedField | None
    valid_from: date | None = None
    valid_to: date | None = None
    dismissed: bool = False

    def serves_on(self, day: date) -> bool:
        """Whether the day, one of the tenant, lies in the tenure, its ends included."""
        begun = self.valid_from is None or self.valid_from <= day
        ended = self.valid_to is not None and self.valid_to < day
        return begun and not ended and not self.dismissed


@dataclass(frozen=True, slots=True)
class Officers:
    version: int = 0
    by_id: Mapping[UUID, Officer] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, officer_id: UUID) -> Officer | None:
        return self.by_id.get(officer_id)

    def named(self, actor: str) -> Officer | None:
        """The officer that an event names as its actor, dismissed since or not; None
        where the actor was none."""
        try:
            return self.get(UUID(actor))
        except ValueError:
            return None

    def apply(
        self,
        event: OfficerAppointed | OfficerChanged | OfficerDismissed | OfficerInvited,
    ) -> Self:
        match event:
            case OfficerAppointed():
                place = Place(event.officer, event.TOPIC, "name", event.nonce)
                name = (
                    SealedField(event.key.id, place, event.name.ciphertext)
                    if event.name
                    else None
                )
                officer = Officer(
                    event.officer,
                    event.in_role,
                    event.agency,
                    name,
                    event.valid_from,
                    event.valid_to,
                )
            case OfficerChanged():
                officer = replace(
                    self.by_id[event.officer],
                    role=event.in_role,
                    agency=event.agency,
                    valid_from=event.valid_from,
                    valid_to=event.valid_to,
                )
            case OfficerDismissed():
                officer = replace(self.by_id[event.officer], dismissed=True)
            case OfficerInvited():
                officer = self.by_id[event.officer]
        by_id = MappingProxyType({**self.by_id, officer.id: officer})
        return replace(self, version=event.originator_version, by_id=by_id)

    def appoint(
        self,
        origin: Origin,
        *,
        officer: UUID,
        role: Role,
        agency: str | None,
        key: KeyRef,
        name: SealedText | None,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> OfficerAppointed:
        """Raises `InvalidField` for an id appointed before, the wrong agency, or a
        tenure that ends before it begins."""
        if officer in self.by_id:
            # A second appointment would undo a dismissal without saying so.
            raise InvalidField(
                field="officer", problem=f"{officer} was appointed before; change it."
            )
        check_office(role, agency)
        _check_tenure(valid_from, valid_to)
        return OfficerAppointed(
            **stamped(origin, OFFICERS_ID, self.version + 1),
            officer=officer,
            in_role=role,
            agency=agency,
            key=key,
            name=name,
            valid_from=valid_from,
            valid_to=valid_to,
        )

    def change(
        self,
        origin: Origin,
        *,
        officer: UUID,
        role: Role,
        agency: str | None,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> OfficerChanged:
        """The office anew, its days too: those that are not given have no bound."""
        self._check_serving(officer)
        check_office(role, agency)
        _check_tenure(valid_from, valid_to)
        return OfficerChanged(
            **stamped(origin, OFFICERS_ID, self.version + 1),
            officer=officer,
            in_role=role,
            agency=agency,
            valid_from=valid_from,
            valid_to=valid_to,
        )

    def dismiss(self, origin: Origin, *, officer: UUID) -> OfficerDismissed:
        self._check_serving(officer)
        return OfficerDismissed(
            **stamped(origin, OFFICERS_ID, self.version + 1), officer=officer
        )

    def invite(self, origin: Origin, *, officer: UUID) -> OfficerInvited:
        self._check_serving(officer)
        return OfficerInvited(
            **stamped(origin, OFFICERS_ID, self.version + 1), officer=officer
        )

    def _check_serving(self, officer_id: UUID) -> None:
        found = self.get(officer_id)
        if found is None or found.dismissed:
            raise InvalidField(
                field="officer", problem=f"no officer {officer_id} serves here."
            )


def check_office(role: Role, agency: str | None) -> None:
    """An officer's role; a liaison and a supervisor act for one agency, an information
    officer may, others for none.

    Reporters and the system are no officers, whatever an administrator says.
    """
    if role not in get_args(OfficerRole):
        raise InvalidField(field="role", problem=f"'{role}' is no officer's role.")
    if role in OF_AN_AGENCY and agency is None:
        raise InvalidField(field="agency", problem=f"a {role} needs an agency.")
    may = (*OF_AN_AGENCY, *FOR_ONE_OR_ALL)
    if role not in may and agency is not None:
        raise InvalidField(field="agency", problem=f"a {role} acts for no one agency.")


def _check_tenure(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise InvalidField(
            field="valid_to",
            problem=f"is before valid_from; give {valid_from} or a later day.",
        )
