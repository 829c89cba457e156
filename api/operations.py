"""What an operator's tools ask: alive, ready, figures, version."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import description, figures_answers
from api.release import VERSION
from api.web import Here, Json
from storage.database import DatabaseUnavailable, fetch

router = APIRouter(tags=["operations"])

READ_MODELS = ("register", "clocks", "sla", "notices", "findings")


@router.get("/healthz", responses={200: {"model": figures_answers.Alive}})
async def healthz() -> Response:
    """Touches nothing: the process answers."""
    return Json({"status": "alive"})


@router.get("/readyz", responses=description.documented(200, figures_answers.Ready))
def readyz(request: Request, here: Here) -> Response:
    """200 only when the database answers, the read models keep up, and we stay."""
    reasons = []
    if getattr(request.app.state, "stopping", False):
        reasons.append("shutting down")
    try:
        position, lags = positions(here)
        behind = {n: lag for n, lag in lags.items() if lag > here.settings.max_lag}
        reasons += [f"{name} lags {lag} events" for name, lag in behind.items()]
        missing = set(READ_MODELS) - set(lags)
        reasons += [f"{name} has not begun; is the runner up?" for name in missing]
    except DatabaseUnavailable:
        position, reasons = 0, [*reasons, "the database does not answer"]
    if reasons:
        document = {
            "type": "urn:tuntas:problem:not-ready",
            "title": "Not ready",
            "status": 503,
            "detail": "; ".join(reasons),
            "instance": "/readyz",
        }
        return Json(
            document,
            status_code=503,
            headers={"Retry-After": "1"},
            media_type="application/problem+json",
        )
    return Json({"status": "ready", "position": position})


@router.get(
    "/metrics",
    responses={
        200: {"description": "Prometheus text", "content": {"text/plain": {}}},
        **description.refusals(),
    },
)
def metrics(here: Here) -> Response:
    position, lags = positions(here)
    page = here.metrics.page(position, lags, here.ledger.sealed_position())
    return Response(page, media_type="text/plain")


@router.get("/version", responses={200: {"model": figures_answers.Version}})
def version(request: Request, here: Here) -> Response:
    return Json({"name": "tuntas", "version": VERSION, "tenant": here.settings.tenant})


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    document: dict[str, Any] = request.app.openapi()
    return Json(document)


def positions(here: Here) -> tuple[int, dict[str, int]]:
    """The newest position, and how many events each read model lags behind it."""
    rows = fetch(
        here.pool,
        "SELECT m.name, m.position, e.newest"
        " FROM (SELECT coalesce(max(notification_id), 0) AS newest FROM events) e"
        " LEFT JOIN read_model m ON m.name = ANY(%s)",
        (list(READ_MODELS),),
    )
    newest = max(row[2] for row in rows)
    return newest, {name: newest - at for name, at, _ in rows if name is not None}
