"""What deadlines rest on: the rules and the working calendar."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response

from api import description, reference_answers
from api import reference_bodies as bodies
from api.office_routes import ReferenceReader
from api.reference_changes import Changing, changed
from api.web import Here, Json, Key, NoQuery
from domain.event import Event, Origin
from domain.reference import Reference

router = APIRouter(prefix="/v1", tags=["reference data"])

Year = Annotated[int, Path(ge=1990, le=2200)]


@router.get(
    "/standards",
    responses=description.documented(200, reference_answers.Standards, 401, 403),
)
def list_standards(here: Here, actor: ReferenceReader, _: NoQuery) -> Response:
    """Every version of every rule, with its legal basis and from when it counts."""
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
            "extendable_by": rule.extendable_by,
        }
        for versions in found.rules.values()
        for rule in versions
    ]
    return Json({"items": items, "version": found.version})


@router.post("/standards", **changed(bodies.AdoptRule))
def adopt_rule(change: Changing, idempotency_key: Key = None) -> Response:
    """Adopt a rule, or a new version of one; promises already given stand."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.standards.adopt(origin, **words)

    return change.record(bodies.AdoptRule, decide)


@router.get(
    "/calendar/{year}",
    responses=description.documented(200, reference_answers.CalendarYear, 401, 403),
)
def calendar_year(
    here: Here, actor: ReferenceReader, year: Year, _: NoQuery
) -> Response:
    """A year's holidays and decree; `adopted` false where none was adopted yet."""
    calendar = here.app.reference().calendar
    found = calendar.years.get(year)
    days = found.holidays.values() if found else ()
    return Json(
        {
            "year": year,
            "adopted": found is not None,
            "status": found.status if found else "provisional",
            "decree": found.decree if found else None,
            "valid_from": found.valid_from if found else None,
            "version": calendar.version,
            "items": [{"day": h.day, "kind": h.kind, "name": h.name} for h in days],
        }
    )


@router.post("/calendar/{year}", **changed(bodies.AdoptYear))
def adopt_year(change: Changing, year: Year, idempotency_key: Key = None) -> Response:
    """Adopt a year's holidays: the whole list, replacing the one before."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.calendar.adopt(origin, year=year, **words)

    return change.record(bodies.AdoptYear, decide, str(year))
