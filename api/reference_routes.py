"""Agencies, officers, categories, regions, rules and calendar: read and changed."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from api import answers, web
from api import reference_bodies as bodies
from api.bodies import Body
from api.command_routes import Key
from api.commands import parse
from api.identity import Actor
from api.installation import Installation
from api.offices import appoint, known_agency, prepared
from api.once import Write
from api.read_routes import may_read
from api.seeding import rows
from api.web import Here, Json, RawBody, Someone
from domain import roles
from domain.event import Event, Origin
from domain.reference import Reference
from domain.refusals import InvalidField

router = APIRouter(prefix="/v1", tags=["reference data"])

Code = Annotated[str, Path(max_length=40)]
Year = Annotated[int, Path(ge=1990, le=2200)]
READ = answers.items(401, 403)


def _changed(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return answers.documented(201, bodies.Recorded, 401, 403, 409, 413, *statuses)


def _change(
    request: Request,
    here: Installation,
    actor: Actor,
    raw: bytes,
    model: type[Body],
    change: Callable[..., Event],
    target: str = "",
) -> Response:
    """`change` takes the reference, the origin and the words of the body."""
    here.desk.allow(actor, "change-reference")
    given = web.read_json(raw)
    words = parse(model, given).words()
    conditions = web.conditions(request.headers)
    origin = here.origin(actor, request.state.request_id)

    def record(write: Write) -> dict[str, Any]:
        position = here.app.change_reference(
            lambda reference: change(reference, origin, **words), write({})
        )
        return {"position": position}

    name = f"{model.__name__} {target}"
    answer = here.once.answer(actor, name, "", given, conditions.key, 201, record)
    return _recorded(request, answer.body, answer.replayed)


def _recorded(request: Request, body: dict[str, Any], replayed: bool) -> Response:
    request.state.position = body["position"]
    headers = {"Idempotency-Replayed": "true"} if replayed else {}
    return Json(body, status_code=201, headers=headers)


@router.get("/roles", responses=answers.items())
def list_roles() -> Response:
    """Who may command and read what."""
    return Json({"items": roles.table()})


@router.get("/archive-reasons", responses=answers.items())
def list_archive_reasons() -> Response:
    """The reasons for archiving, with the words that stand on the screens."""
    return Json({"items": rows("archive_reasons")})


@router.get("/agencies", responses=READ)
def list_agencies(here: Here, actor: Someone) -> Response:
    """The agencies, and the governments to which a case is handed over."""
    may_read(actor, "reference")
    found = here.app.reference().agencies
    items = [
        {"code": a.code, "name": a.name, "kind": a.kind, "region": a.region}
        for a in found.by_code.values()
    ]
    return Json({"items": items, "version": found.version})


@router.post(
    "/agencies",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.RegisterAgency),
)
def register_agency(
    request: Request,
    here: Here,
    actor: Someone,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Register an agency."""

    def change(reference: Reference, origin: Origin, **words: Any) -> Event:
        _known_region(reference, words["region"])
        return reference.agencies.register(origin, **words)

    return _change(request, here, actor, raw, bodies.RegisterAgency, change)


@router.post(
    "/agencies/{code}/rename",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.RenameAgency),
)
def rename_agency(
    request: Request,
    here: Here,
    actor: Someone,
    code: Code,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Rename an agency; its cases keep their history."""

    def change(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.agencies.rename(origin, code=code, **words)

    return _change(request, here, actor, raw, bodies.RenameAgency, change, code)


@router.get("/officers", responses=READ)
def list_officers(here: Here, actor: Someone) -> Response:
    """The officers with their roles; names are opened for the administrator only."""
    here.desk.allow(actor, "change-reference")
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
            "dismissed": o.dismissed,
        }
        for o in officers
    ]
    return Json({"items": items}, headers={"Cache-Control": "no-store"})


@router.post(
    "/officers",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.AppointOfficer),
)
def appoint_officer(
    request: Request,
    here: Here,
    actor: Someone,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Appoint an officer. The answer holds a token, shown this once."""
    here.desk.allow(actor, "change-reference")
    given = web.read_json(raw)
    body = parse(bodies.AppointOfficer, given)
    conditions = web.conditions(request.headers)
    origin = here.origin(actor, request.state.request_id)
    new = prepared(here, origin, body.role, body.agency, body.name)
    shown = {"id": str(new.officer), "token": new.token}

    def record(write: Write) -> dict[str, Any]:
        return {**shown, "position": appoint(here, new, write(shown))}

    name = "AppointOfficer"
    answer = here.once.answer(actor, name, "", given, conditions.key, 201, record)
    return _recorded(request, answer.body, answer.replayed)


@router.post(
    "/officers/{id}/change",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.ChangeOfficer),
)
def change_officer(
    request: Request,
    here: Here,
    actor: Someone,
    id: UUID,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Give an officer another role or agency; it counts from the next request."""

    def change(reference: Reference, origin: Origin, **words: Any) -> Event:
        known_agency(reference, words["agency"])
        return reference.officers.change(origin, officer=id, **words)

    return _change(request, here, actor, raw, bodies.ChangeOfficer, change, str(id))


@router.post(
    "/officers/{id}/dismiss",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.DismissOfficer),
)
def dismiss_officer(
    request: Request,
    here: Here,
    actor: Someone,
    id: UUID,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Dismiss an officer: its tokens open nothing from the next request on."""

    def change(reference: Reference, origin: Origin) -> Event:
        return reference.officers.dismiss(origin, officer=id)

    return _change(request, here, actor, raw, bodies.DismissOfficer, change, str(id))


@router.get("/categories", responses=READ)
def list_categories(here: Here, actor: Someone) -> Response:
    """The categories of complaints."""
    may_read(actor, "reference")
    found = here.app.reference().categories
    items = [{"code": code, "name": name} for code, name in found.names.items()]
    return Json({"items": items, "version": found.version})


@router.post(
    "/categories",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.AddCategory),
)
def add_category(
    request: Request,
    here: Here,
    actor: Someone,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Add a category."""

    def change(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.categories.add(origin, **words)

    return _change(request, here, actor, raw, bodies.AddCategory, change)


@router.post(
    "/categories/{code}/rename",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.RenameCategory),
)
def rename_category(
    request: Request,
    here: Here,
    actor: Someone,
    code: Code,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Rename a category."""

    def change(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.categories.rename(origin, code=code, **words)

    return _change(request, here, actor, raw, bodies.RenameCategory, change, code)


@router.get("/regions", responses=READ)
def list_regions(
    here: Here,
    actor: Someone,
    below: Annotated[str | None, Query(max_length=13, description="as 62.03")] = None,
) -> Response:
    """The regions with their Kemendagri codes, all or those in one."""
    may_read(actor, "reference")
    found = here.app.reference().regions
    inside = f"{below}." if below else ""
    items = [
        {"code": code, "name": name}
        for code, name in sorted(found.names.items())
        if code.startswith(inside)
    ]
    return Json({"items": items, "version": found.version})


@router.post(
    "/regions",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.AdoptRegions),
)
def adopt_regions(
    request: Request,
    here: Here,
    actor: Someone,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Add or rename regions, all of one source."""

    def change(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.regions.adopt(origin, **words)

    return _change(request, here, actor, raw, bodies.AdoptRegions, change)


@router.get("/standards", responses=READ)
def list_standards(here: Here, actor: Someone) -> Response:
    """Every version of every rule, with its legal basis and from when it counts."""
    may_read(actor, "reference")
    found = here.app.reference().standards
    items = [
        {
            "rule": rule.id,
            "version": rule.version,
            "description": rule.description,
            "limit": rule.limit,
            "unit": rule.unit,
            "legal_basis": rule.legal_basis,
            "status": rule.status,
            "valid_from": rule.valid_from,
        }
        for versions in found.rules.values()
        for rule in versions
    ]
    return Json({"items": items, "version": found.version})


@router.post(
    "/standards",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.AdoptRule),
)
def adopt_rule(
    request: Request,
    here: Here,
    actor: Someone,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Adopt a rule, or a new version of one; promises already given stand."""

    def change(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.standards.adopt(origin, **words)

    return _change(request, here, actor, raw, bodies.AdoptRule, change)


@router.get("/calendar/{year}", responses=answers.items(401, 403))
def calendar_year(here: Here, actor: Someone, year: Year) -> Response:
    """A year's holidays and decree; `adopted` false where none was adopted yet."""
    may_read(actor, "reference")
    calendar = here.app.reference().calendar
    found = calendar.years.get(year)
    days = found.holidays.values() if found else ()
    return Json(
        {
            "year": year,
            "adopted": found is not None,
            "status": found.status if found else "provisional",
            "decree": found.decree if found else None,
            "version": calendar.version,
            "items": [{"day": h.day, "kind": h.kind, "name": h.name} for h in days],
        }
    )


@router.post(
    "/calendar/{year}",
    status_code=201,
    responses=_changed(),
    openapi_extra=answers.body(bodies.AdoptYear),
)
def adopt_year(
    request: Request,
    here: Here,
    actor: Someone,
    year: Year,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Adopt a year's holidays: the whole list, replacing the one before."""

    def change(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.calendar.adopt(origin, year=year, **words)

    return _change(request, here, actor, raw, bodies.AdoptYear, change, str(year))


def _known_region(reference: Reference, region: str | None) -> None:
    if region is not None and not reference.regions.accepts(region):
        raise InvalidField(
            field="region", problem=f"there is no region '{region}'; see /v1/regions."
        )
