"""The access log as it is read: who opened what of a case, when and why."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from api.installation import Installation
from domain.access_log import IdentityOpened, openings_of
from domain.case import Case
from domain.folding import project
from domain.sealing import Place, SealedField
from projections.openings import OpeningRow
from projections.paging import Page


def of_case(here: Installation, case: Case, *, reasons: bool) -> list[dict[str, Any]]:
    """Each opening of a case, the newest first; the reasons only where they may be
    shown."""
    log = _log(here, case)
    names = officers_names(here, (event.actor for _, event in log))
    why = _reasons(here, case, (event for _, event in log)) if reasons else {}
    return [
        {
            "position": position,
            **names[event.actor],
            **_told(event, why.get(event.originator_version)),
        }
        for position, event in log
    ]


def for_reporter(here: Installation, case: Case) -> list[dict[str, Any]]:
    """The same without names: the office answers for its officers.

    What an inspector looks for stays secret while it examines (UU 25/2009).
    """
    log = [event for _, event in _log(here, case)]
    why = _reasons(here, case, (event for event in log if event.role != "inspector"))
    return [_told(event, why.get(event.originator_version)) for event in log]


def over_all(here: Installation, page: Page[OpeningRow]) -> list[dict[str, Any]]:
    """The openings of a page with their cases as they are now. A list gives no reason
    to open a restricted case, so of those the officers' reasons are null."""
    cases = {
        case.id: case
        for events in here.cases.several({row.case_id for row in page.items})
        if (case := project(None, (event for _, event in events)))
    }
    names = officers_names(here, (row.actor for row in page.items))
    shown = [
        (row, cases[row.case_id], row.reason)
        for row in page.items
        if row.reason is not None and not cases[row.case_id].restricted
    ]
    texts = here.vault.open([_sealed(case, row.nonce, r) for row, case, r in shown])
    why = dict(zip((row.position for row, _, _ in shown), texts, strict=True))
    return [
        {
            "position": row.position,
            "opened_at": row.opened_at,
            "id": row.case_id,
            "case_number": cases[row.case_id].case_number,
            "restricted": cases[row.case_id].restricted,
            **names[row.actor],
            "role": row.role,
            "agency": row.agency,
            "opened": row.fields,
            "reason": why.get(row.position),
        }
        for row in page.items
    ]


def officers_names(
    here: Installation, actors: Iterable[str]
) -> Mapping[str, dict[str, Any]]:
    """By actor `{officer, name}`, also of officers who were dismissed; both null where
    the actor is no officer, the name also where none is kept."""
    known = here.app.reference().officers
    found = {actor: known.named(actor) for actor in actors}
    named = [o.name for o in found.values() if o and o.name]
    names = dict(zip(named, here.vault.open(named), strict=True))
    return {
        actor: {
            "officer": officer and officer.id,
            "name": names.get(officer.name) if officer and officer.name else None,
        }
        for actor, officer in found.items()
    }


def _log(here: Installation, case: Case) -> list[tuple[int, IdentityOpened]]:
    events = here.app.history(openings_of(case.id))
    return [(at, cast("IdentityOpened", event)) for at, event in reversed(events)]


def _told(event: IdentityOpened, reason: str | None) -> dict[str, Any]:
    return {
        "opened_at": event.recorded_at,
        "role": event.role,
        "agency": event.agency,
        "opened": event.fields,
        "reason": reason,
    }


def _reasons(
    here: Installation, case: Case, events: Iterable[IdentityOpened]
) -> dict[int, str | None]:
    """By the version of the event; null where its key was destroyed."""
    given = [(event, event.reason) for event in events if event.reason]
    fields = [_sealed(case, event.nonce, r.ciphertext) for event, r in given]
    versions = (event.originator_version for event, _ in given)
    return dict(zip(versions, here.vault.open(fields), strict=True))


def _sealed(case: Case, nonce: bytes, reason: bytes) -> SealedField:
    place = Place(openings_of(case.id), IdentityOpened.TOPIC, "reason", nonce)
    return SealedField(case.case_key.id, place, reason)
