"""The codes: roles, archive reasons, categories and regions."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api import description, reference_answers
from api import reference_bodies as bodies
from api.office_routes import Code, ReferenceReader
from api.queries import RegionQuery
from api.reference_changes import Changing, changed
from api.seeding import rows
from api.web import Here, Json, Key, NoQuery
from domain import roles
from domain.event import Event, Origin
from domain.reference import Reference

router = APIRouter(prefix="/v1", tags=["reference data"])


@router.get("/roles", responses=description.documented(200, reference_answers.Roles))
def list_roles(_: NoQuery) -> Response:
    """Who may command and read what."""
    return Json({"items": roles.table()})


@router.get(
    "/archive-reasons",
    responses=description.documented(200, reference_answers.NamedList),
)
def list_archive_reasons(_: NoQuery) -> Response:
    """The reasons for archiving, with the words that stand on the screens."""
    return Json({"items": rows("archive_reasons")})


@router.get(
    "/categories",
    responses=description.documented(200, reference_answers.Codes, 401, 403),
)
def list_categories(here: Here, actor: ReferenceReader, _: NoQuery) -> Response:
    """The categories of complaints."""
    found = here.app.reference().categories
    items = [{"code": code, "name": name} for code, name in found.names.items()]
    return Json({"items": items, "version": found.version})


@router.post("/categories", **changed(bodies.AddCategory))
def add_category(change: Changing, idempotency_key: Key = None) -> Response:
    """Add a category."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.categories.add(origin, **words)

    return change.record(bodies.AddCategory, decide)


@router.post("/categories/{code}/rename", **changed(bodies.RenameCategory))
def rename_category(
    change: Changing, code: Code, idempotency_key: Key = None
) -> Response:
    """Rename a category."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.categories.rename(origin, code=code, **words)

    return change.record(bodies.RenameCategory, decide, code)


@router.get(
    "/regions",
    responses=description.documented(200, reference_answers.Codes, 401, 403),
)
def list_regions(
    here: Here, actor: ReferenceReader, query: Annotated[RegionQuery, Query()]
) -> Response:
    """The regions with their Kemendagri codes, all or those in one."""
    found = here.app.reference().regions
    inside = f"{query.below}." if query.below else ""
    items = [
        {"code": code, "name": name}
        for code, name in sorted(found.names.items())
        if code.startswith(inside)
    ]
    return Json({"items": items, "version": found.version})


@router.post("/regions", **changed(bodies.AdoptRegions))
def adopt_regions(change: Changing, idempotency_key: Key = None) -> Response:
    """Add or rename regions, all of one source."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.regions.adopt(origin, **words)

    return change.record(bodies.AdoptRegions, decide)
