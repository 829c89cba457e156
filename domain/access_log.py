"""Who looked: each opening of a case's sealed parts, and each export, as an event.

Log, then reveal: the event is on disk before the first byte leaves the server.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid5

from domain.case import Case
from domain.event import Event, Origin, stamped
from domain.sealing import KeyRef, Place, SealedText, Vault
from domain.working_calendar import INSTALLATION

EXPORTS_ID = uuid5(INSTALLATION, "exports")


@dataclass(frozen=True, kw_only=True)
class IdentityOpened(Event):
    """Of one case, in a stream beside it: a read must not make the next `If-Match`
    stale.

    `fields` are `reporter` (name and contact) and `text` (of a restricted case).
    `reason` is None where the reporter's own token was given out, `agency` the one for
    which the officer acted, if any.
    """

    TOPIC: ClassVar[str] = "complaint.identity_opened"
    complaint: UUID
    fields: tuple[str, ...]
    reason: SealedText | None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """By what an export was chosen, as `case` or `from`."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class ExportMade(Event):
    """A copy of many cases that left: how many, with how many events, and up to which
    position.

    `what` is the kind of file. The reason is sealed under a key of its own, for no
    case owns it.
    """

    TOPIC: ClassVar[str] = "export.made"
    what: str
    chosen: tuple[Criterion, ...]
    restricted: bool
    """Whether it holds restricted cases too."""
    cases: int
    events: int
    up_to: int
    key: KeyRef
    reason: SealedText


def openings_of(complaint: UUID) -> UUID:
    """The stream of a case's openings."""
    return uuid5(complaint, "identity_opened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is about to leave; `chosen` names by what it was chosen, `up_to` the last
    position in it."""

    what: str
    cases: int
    events: int
    up_to: int
    restricted: bool = False
    chosen: tuple[Criterion, ...] = ()


def opening(
    origin: Origin,
    vault: Vault,
    case: Case,
    fields: Sequence[str],
    reason: str | None,
    agency: str | None,
    version: int,
) -> IdentityOpened:
    stream = openings_of(case.id)
    sealed = None
    if reason is not None:
        place = Place(stream, IdentityOpened.TOPIC, "reason", origin.nonce)
        text = vault.seal(case.case_key.id, place, reason)
        sealed = SealedText("case", text)
    return IdentityOpened(
        **stamped(origin, stream, version),
        complaint=case.id,
        fields=tuple(fields),
        reason=sealed,
        agency=agency,
    )


def export_made(
    origin: Origin, vault: Vault, key: KeyRef, export: Export, reason: str, version: int
) -> ExportMade:
    place = Place(EXPORTS_ID, ExportMade.TOPIC, "reason", origin.nonce)
    return ExportMade(
        **stamped(origin, EXPORTS_ID, version),
        what=export.what,
        chosen=export.chosen,
        restricted=export.restricted,
        cases=export.cases,
        events=export.events,
        up_to=export.up_to,
        key=key,
        reason=SealedText("officer", vault.seal(key.id, place, reason)),
    )
