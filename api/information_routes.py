"""The list of public information: read by everybody, changed by the information
officer (PPID)."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import description, information_answers, web
from api import information_bodies as bodies
from api.case_history import item
from api.commands import parse
from api.information_changes import InformationChanging, deciding, record_new
from api.information_list import (
    InformationQuery,
    InformationSearchQuery,
    found,
    last_decree,
    rows,
)
from api.installation import Installation
from api.office_routes import Code, ReferenceReader
from api.queries import Day, Reading
from api.reference_changes import changed
from api.web import Given, Here, Json, Key, NoQuery
from domain import public_information_decisions as decisions
from domain.public_information import PUBLIC_INFORMATION_ID
from projections.information_list import FallingDue, falling_due

router = APIRouter(prefix="/v1", tags=["public information"])

AHEAD = timedelta(days=90)


class DueQuery(Reading):
    until: Day | None = None


@router.get(
    "/public-information",
    responses=description.documented(200, information_answers.InformationPage),
)
def list_information(
    here: Here, query: Annotated[InformationQuery, Query()]
) -> Response:
    """What is on the lists today, in its four categories. Of what is excluded title,
    ground and period are told, never the content. Needs no token."""
    return Json(page(here, query))


@router.post(
    "/public-information/search",
    responses=description.documented(
        200, information_answers.InformationPage, 400, 413
    ),
    openapi_extra=description.body(InformationSearchQuery),
)
def search_information(request: Request, here: Here, given: Given) -> Response:
    """The same by words, which never stand in an address: all must occur."""
    query = parse(InformationSearchQuery, given)
    web.no_parameters(request)
    return Json(page(here, query))


def page(here: Installation, query: InformationQuery) -> dict[str, Any]:
    """Raises `InvalidBody` for its cursor."""
    of, reference = found(here, query), here.app.reference()
    return {
        "items": rows(reference, of.items),
        "next_cursor": of.next_cursor,
        "total": of.total,
        "as_of": here.today(),
        "decree": last_decree(reference),
    }


@router.get(
    "/information-due",
    responses=description.documented(200, information_answers.InformationDue, 401, 403),
)
def list_due(
    here: Here, actor: ReferenceReader, query: Annotated[DueQuery, Query()]
) -> Response:
    """What is late, and what falls due in the next 90 days unless another day is said:
    publications, the yearly decree, exclusions whose period ends."""
    until = query.until or here.today() + AHEAD
    items = [asdict(one) for one in due(here, until)]
    return Json({"items": items, "as_of": here.today(), "until": until})


def due(here: Installation, until: date) -> list[FallingDue]:
    reference, zone = here.app.reference(), here.settings.time_zone
    return falling_due(reference, here.today(), until, zone)


@router.post(
    "/public-information", **changed(bodies.ListInformation, information_answers.Named)
)
def add_information(
    change: InformationChanging, idempotency_key: Key = None
) -> Response:
    """Put an item on the list."""
    return record_new(
        change,
        bodies.ListInformation,
        change.here.app.reference().public_information,
        lambda words: words["description"].title,
        decisions.list_item,
    )


@router.post("/public-information/{code}/change", **changed(bodies.ChangeInformation))
def change_information(
    change: InformationChanging, code: Code, idempotency_key: Key = None
) -> Response:
    """Give the row of an item anew. One that changes its category gets another due
    day."""
    decide = deciding(change.here, decisions.change_item, code=code)
    return change.record(bodies.ChangeInformation, decide, code)


@router.post("/public-information/{code}/publish", **changed(bodies.PublishInformation))
def publish_information(
    change: InformationChanging, code: Code, idempotency_key: Key = None
) -> Response:
    """Record that an item was published; what is periodic falls due again from then."""
    decide = deciding(change.here, decisions.publish, code=code)
    return change.record(bodies.PublishInformation, decide, code)


@router.post(
    "/public-information/{code}/withdraw", **changed(bodies.WithdrawInformation)
)
def withdraw_information(
    change: InformationChanging, code: Code, idempotency_key: Key = None
) -> Response:
    """Take an item off the list; what was recorded of it stays."""
    decide = deciding(change.here, decisions.withdraw, code=code)
    return change.record(bodies.WithdrawInformation, decide, code)


@router.post("/information-decrees", **changed(bodies.DecreeLists))
def decree_lists(change: InformationChanging, idempotency_key: Key = None) -> Response:
    """Record the decree that lays down both lists for a year (rule P-15)."""
    decide = deciding(change.here, decisions.decree)
    return change.record(bodies.DecreeLists, decide)


@router.get(
    "/public-information/{code}/history",
    responses=description.documented(200, information_answers.Changes, 401, 403),
)
def read_history(
    here: Here, actor: ReferenceReader, code: Code, _: NoQuery
) -> Response:
    """What was recorded of an item, also of one that was withdrawn; empty for a code
    that never was."""
    events = here.app.history(PUBLIC_INFORMATION_ID)
    items = [
        item(position, event, {})
        for position, event in events
        if getattr(event, "code", None) == code
    ]
    return Json({"items": items})
