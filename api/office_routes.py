"""Agencies and officers: read and changed."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response

from api import description, reference_answers, web
from api import reference_bodies as bodies
from api.commands import parse
from api.identity import Actor
from api.offices import agency_row, appoint, known_agency, prepared
from api.once import Write
from api.reference_changes import Changing, changed, known_region
from api.web import Here, Json, Key, NoQuery, Someone
from domain.event import Event, Origin
from domain.reference import Reference

router = APIRouter(prefix="/v1", tags=["reference data"])

Code = Annotated[str, Path(max_length=40)]
ReferenceReader = Annotated[Actor, web.reader("reference")]


async def _administrator(here: Here, actor: Someone) -> Actor:
    here.desk.allow(actor, "change-reference")
    return actor


Administrator = Annotated[Actor, Depends(_administrator)]


@router.get(
    "/agencies",
    responses=description.documented(200, reference_answers.Agencies, 401, 403),
)
def list_agencies(here: Here, actor: ReferenceReader, _: NoQuery) -> Response:
    """The agencies, and the governments to which a case is handed over."""
    found = here.app.reference().agencies
    items = [agency_row(agency) for agency in found.by_code.values()]
    return Json({"items": items, "version": found.version})


@router.post("/agencies", **changed(bodies.RegisterAgency))
def register_agency(change: Changing, idempotency_key: Key = None) -> Response:
    """Register an agency."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        known_region(reference, words["region"])
        return reference.agencies.register(origin, **words)

    return change.record(bodies.RegisterAgency, decide)


@router.post("/agencies/{code}/rename", **changed(bodies.RenameAgency))
def rename_agency(
    change: Changing, code: Code, idempotency_key: Key = None
) -> Response:
    """Rename an agency; its cases keep their history."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.agencies.rename(origin, code=code, **words)

    return change.record(bodies.RenameAgency, decide, code)


@router.post("/agencies/{code}/merge", **changed(bodies.MergeAgency))
def merge_agency(change: Changing, code: Code, idempotency_key: Key = None) -> Response:
    """Merge an agency into its successor, whose officers work on its cases from that
    day on, today unless said; the cases keep their history."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        valid_from = words.pop("valid_from") or change.here.today()
        return reference.agencies.merge(
            origin, code=code, valid_from=valid_from, **words
        )

    return change.record(bodies.MergeAgency, decide, code)


@router.get(
    "/officers",
    responses=description.documented(200, reference_answers.Officers, 401, 403),
)
def list_officers(here: Here, actor: Administrator, _: NoQuery) -> Response:
    """The officers with their roles; names are opened for the administrator only."""
    officers = list(here.app.reference().officers.by_id.values())
    named = [o for o in officers if o.name]
    names = here.vault.open([o.name for o in named if o.name])
    opened = {o.id: name for o, name in zip(named, names, strict=True)}
    items = [
        {
            "id": o.id,
            "role": o.role,
            "agency": o.agency,
            "name": opened.get(o.id),
            "valid_from": o.valid_from,
            "valid_to": o.valid_to,
            "dismissed": o.dismissed,
        }
        for o in officers
    ]
    return Json({"items": items}, headers={"Cache-Control": "no-store"})


@router.post("/officers", **changed(bodies.AppointOfficer, reference_answers.Appointed))
def appoint_officer(change: Changing, idempotency_key: Key = None) -> Response:
    """Appoint an officer. The answer holds a token, shown this once."""
    body = parse(bodies.AppointOfficer, change.given)
    here = change.here
    new = prepared(here, change.origin(), **body.words())
    shown = {"id": str(new.officer), "token": new.token}

    def record(write: Write) -> dict[str, Any]:
        return {**shown, "position": appoint(here, new, write(shown))}

    return change.once("AppointOfficer", record)


@router.post("/officers/{id}/change", **changed(bodies.ChangeOfficer))
def change_officer(change: Changing, id: UUID, idempotency_key: Key = None) -> Response:
    """Give an officer the office anew: role, agency and days, where a day that is not
    given is no bound. It counts from the next request."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        known_agency(reference, words["agency"])
        return reference.officers.change(origin, officer=id, **words)

    return change.record(bodies.ChangeOfficer, decide, str(id))


@router.post("/officers/{id}/dismiss", **changed(bodies.DismissOfficer))
def dismiss_officer(
    change: Changing, id: UUID, idempotency_key: Key = None
) -> Response:
    """Dismiss an officer: its tokens open nothing from the next request on."""

    def decide(reference: Reference, origin: Origin) -> Event:
        return reference.officers.dismiss(origin, officer=id)

    return change.record(bodies.DismissOfficer, decide, str(id))
