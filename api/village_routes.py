"""Villages: their signal, their cases, and where a satellite point is needed most."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api import description, village_answers, web
from api import reference_bodies as bodies
from api.identity import Actor
from api.installation import Installation
from api.queries import PlanQuery, VillagesQuery
from api.reference_changes import Changing, changed
from api.register_routes import asked, reached
from api.villages import VillageBoard, VillageRow, board
from api.web import Here, Json, Key
from domain.event import Event, Origin
from domain.reference import Reference
from domain.villages import WITHOUT_CHANNEL, Village
from projections.paging import behind, cursor
from projections.village_cases import VillageCases

router = APIRouter(prefix="/v1", tags=["reading"])

Reader = Annotated[Actor, web.reader("villages")]
T = TypeVar("T")

FORMULA = (
    "people_without_channel = people * share / 100, rounded down; share is "
    + ", ".join(f"{share} where signal is {s}" for s, share in WITHOUT_CHANNEL.items())
    + ", 0 where a satellite point is. Rank: most people_without_channel first, then"
    " fewer cases received, then code."
)


@router.get(
    "/villages",
    responses=description.documented(200, village_answers.PageOfVillages, 401, 403),
)
def list_villages(
    here: Here, actor: Reader, query: Annotated[VillagesQuery, Query()]
) -> Response:
    """Every village that is known, with its signal, facilities, people, and cases by
    how long their records were on the way, at the end of a day. A manager's numbers
    leave out restricted cases."""
    found = chosen(here, actor, query)
    items, further = page_of(found.rows, query.limit, query.cursor, "villages")
    answer = {
        **_page(here, found, further),
        "items": [shown(row) for row in items],
        "totals": {
            "villages": len(found.rows),
            "silent": found.silent,
            "no_signal": found.signals("none"),
            "weak_signal": found.signals("weak"),
            "not_surveyed": found.signals(None),
            "people_without_channel": found.need,
            "received": sum(found.waits.values()),
            "waits": found.waits,
            "others": found.others,
        },
    }
    return Json(answer)


@router.get(
    "/villages/plan",
    responses=description.documented(200, village_answers.Plan, 401, 403),
)
def plan(here: Here, actor: Reader, query: Annotated[PlanQuery, Query()]) -> Response:
    """Where a satellite point would serve most people without a channel; `formula` says
    how they are counted and ranked."""
    found = chosen(here, actor, query)
    ranked = list(enumerate(found.plan, start=1))
    items, further = page_of(ranked, query.limit, query.cursor, "plan")
    answer = {
        **_page(here, found, further),
        "formula": FORMULA,
        "items": [
            {**shown(row), "rank": rank, "site": row.village and row.village.site}
            for rank, row in items
        ],
        "uncounted": found.uncounted,
    }
    return Json(answer)


@router.post("/villages", **changed(bodies.SurveyVillages))
def survey_villages(change: Changing, idempotency_key: Key = None) -> Response:
    """Record what a source tells of villages on a day; all of it or none."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        today = change.here.today()
        names = reference.regions.names
        return reference.villages.survey(origin, regions=names, today=today, **words)

    return change.record(bodies.SurveyVillages, decide)


def chosen(here: Installation, actor: Actor, query: PlanQuery) -> VillageBoard:
    reached(here, VillageCases.name, query.after)
    found = board(here, actor, query.as_of or here.today())
    return found.chosen(**query.choice)


def page_of(
    rows: Sequence[T], limit: int, after: str | None, order: str
) -> tuple[Sequence[T], str | None]:
    """One page of them, and the cursor of the next. Raises `InvalidBody`."""
    start = asked(lambda: behind(after, order, int)[0]) if after is not None else 0
    end = start + limit
    return rows[start:end], cursor(order, end) if end < len(rows) else None


def shown(row: VillageRow) -> dict[str, Any]:
    """A row as an answer."""
    village, survey = row.village, row.told and row.told.survey
    known = village or Village(row.code, "good")
    facts = asdict(known) | {"signal": village and village.signal}
    return {
        **facts,
        "name": row.name,
        "people_without_channel": village and village.without_channel,
        "source": survey and survey.source,
        "surveyed_on": survey and survey.surveyed_on,
        "received": row.received,
        "waits": row.waits,
    }


def _page(
    here: Installation, found: VillageBoard, further: str | None
) -> dict[str, Any]:
    return {
        "as_of": found.day,
        "version": here.app.reference().villages.version,
        "position": found.position,
        "next_cursor": further,
    }
