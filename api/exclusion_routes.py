"""Excluded information and its consequence tests (uji konsekuensi): recorded by the
information officer, read in full by those and the inspector."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import Response

from api import description, information_answers, web
from api import information_bodies as bodies
from api.case_history import item, opened
from api.identity import Actor
from api.information_changes import InformationChanging, deciding, record_new
from api.installation import Installation
from api.office_routes import Code, ReferenceReader
from api.reference_changes import changed
from api.web import Here, Json, Key, NoQuery
from domain import exclusion_decisions as decisions
from domain.event import Event
from domain.exclusions import (
    EXCLUSIONS_ID,
    Exclusion,
    ExclusionRevised,
    ExclusionTested,
    Outcome,
    texts_of,
)
from domain.refusals import NoSuchExclusion

router = APIRouter(prefix="/v1", tags=["public information"])

TestReader = Annotated[Actor, web.reader("consequence tests")]
SECRET = {"Cache-Control": "no-store"}


@router.get(
    "/exclusions",
    responses=description.documented(200, information_answers.Exclusions, 401, 403),
)
def list_exclusions(here: Here, actor: ReferenceReader, _: NoQuery) -> Response:
    """What was ever tested, by its last test. A refusal rests on one in force."""
    found, today = here.app.reference().exclusions, here.today()
    items = [
        {
            **told(one.last),
            "code": one.code,
            "in_force": one.on(today) is not None,
            "ended_on": one.ended_on,
            "tests": len(one.tests),
        }
        for one in found.by_code.values()
    ]
    return Json({"items": items, "version": found.version})


@router.get(
    "/exclusions/{code}",
    responses=description.documented(
        200, information_answers.ExclusionInFull, 401, 403, 404
    ),
)
def read_exclusion(here: Here, actor: TestReader, code: Code, _: NoQuery) -> Response:
    """With who tested, and the harm that was weighed."""
    return Json(in_full(here, named(here, code)), headers=SECRET)


@router.get(
    "/exclusions/{code}/history",
    responses=description.documented(200, information_answers.Changes, 401, 403, 404),
)
def read_history(here: Here, actor: TestReader, code: Code, _: NoQuery) -> Response:
    """What was recorded of an exclusion."""
    exclusion = named(here, code)
    items = [
        item(position, event, _texts(here, exclusion, event))
        for position, event in here.app.history(EXCLUSIONS_ID)
        if getattr(event, "code", None) == code
    ]
    return Json({"items": items}, headers=SECRET)


@router.post("/exclusions", **changed(bodies.RecordTest, information_answers.Named))
def record_test(change: InformationChanging, idempotency_key: Key = None) -> Response:
    """Record the first consequence test of an information; it may find that it is to
    be disclosed."""
    return record_new(
        change,
        bodies.RecordTest,
        change.here.app.reference().exclusions,
        lambda words: words["outcome"].title,
        decisions.record_test,
        with_key=True,
    )


@router.post("/exclusions/{code}/revise", **changed(bodies.ReviseExclusion))
def revise_exclusion(
    change: InformationChanging, code: Code, idempotency_key: Key = None
) -> Response:
    """Record another test of the same, which counts from its first day on."""
    decide = deciding(change.here, decisions.revise, code=code)
    return change.record(bodies.ReviseExclusion, decide, code)


@router.post("/exclusions/{code}/end", **changed(bodies.EndExclusion))
def end_exclusion(
    change: InformationChanging, code: Code, idempotency_key: Key = None
) -> Response:
    """End an exclusion before its period is over."""
    decide = deciding(change.here, decisions.end, code=code)
    return change.record(bodies.EndExclusion, decide, code)


def named(here: Installation, code: str) -> Exclusion:
    """Raises `NoSuchExclusion`."""
    found = here.app.reference().exclusions.by_code.get(code)
    if found is None:
        raise NoSuchExclusion(code=code)
    return found


def in_full(here: Installation, exclusion: Exclusion) -> dict[str, Any]:
    """With its tests, whose texts are opened for who may read them."""
    return {
        "code": exclusion.code,
        "in_force": exclusion.on(here.today()) is not None,
        "ended_on": exclusion.ended_on,
        "tests": [
            {**told(test.outcome), **opened(here.vault, test.texts)}
            for test in exclusion.tests
        ],
    }


def told(outcome: Outcome) -> dict[str, Any]:
    return {**asdict(outcome), "legal_basis": outcome.legal_basis}


def _texts(here: Installation, exclusion: Exclusion, event: Event) -> dict[str, Any]:
    if isinstance(event, ExclusionTested | ExclusionRevised):
        return opened(here.vault, texts_of(event, exclusion.key))
    return {}
