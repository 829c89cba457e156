"""What an operator's tools read, and that it tells nothing about people."""

from __future__ import annotations

import asyncio
import json
import re
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest
from fastapi.routing import APIRoute

from api.app import PAGES, create_app
from api.installation import Installation, opened
from api.settings import Settings

if TYPE_CHECKING:
    from tests.api.conftest import Office
    from tests.conftest import Served

HERE = "http://here"
LABEL = re.compile(r'(\w+)="([^"]*)"')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]")


def test_the_process_is_alive_and_ready(served: Served) -> None:
    assert served.get("/healthz").json == {"status": "alive"}
    ready = served.get("/readyz").json
    assert ready["status"] == "ready"
    assert ready["position"] > 0


def test_the_version_is_that_of_the_project(served: Served) -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert served.get("/version").json == {
        "name": "tuntas",
        "version": project["version"],
        "tenant": "kalteng",
    }


def readiness(here: Installation, *, stopping: bool = False) -> httpx.Response:
    """What /readyz answers in this process, which has no runner."""
    app = create_app(here)
    app.state.stopping = stopping

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            assert (await client.get("/healthz")).status_code == 200
            return await client.get("/readyz")

    return asyncio.run(ask())


def test_before_it_ends_it_says_so(here: Installation) -> None:
    assert readiness(here).status_code == 200
    answer = readiness(here, stopping=True)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["detail"] == "shutting down"


def test_it_is_not_ready_while_read_models_lag_too_far(settings: Settings) -> None:
    narrow = settings.model_copy(update={"max_lag": 1})
    with opened(narrow) as here:
        answer = readiness(here)
    assert answer.status_code == 503
    for name in ("register", "clocks", "sla", "notices", "findings"):
        assert re.search(rf"{name} lags \d+ events", answer.json()["detail"])


def series(served: Served) -> dict[str, float]:
    answer = served.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (s.rsplit(" ", 1) for s in lines)}


def test_the_metrics_tell_positions_and_lags(office: Office) -> None:
    case = office.receive()
    office.get(f"/v1/dashboard?after={case['position']}", "manager")
    found = series(office.served)
    assert found["tuntas_position"] >= case["position"]
    for name in ("register", "clocks", "sla", "notices", "findings"):
        assert f'tuntas_read_model_lag_events{{read_model="{name}"}}' in found


def test_the_metrics_count_by_route_and_tell_no_id(office: Office) -> None:
    name = (
        'tuntas_requests_total{method="GET",route="/v1/complaints/{id}",status="200"}'
    )
    before = series(office.served).get(name, 0.0)
    case, strange = office.receive(), uuid4().hex
    office.get(f"/v1/complaints/{case['id']}", "coordinator")
    office.get(f"/v1/complaints/{case['case_number']}", "coordinator")
    for path in (f"/{strange}", f"/v1/complaints/{strange}", f"/v1/{strange}?q=1"):
        office.get(path, "coordinator")
    office.served.call(strange[:6].upper(), f"/v1/complaints/{case['id']}")
    found = series(office.served)
    assert found[name] == before + 2
    routes = {"(none)", *_routes(office.served)}
    for line in found:
        assert not ID.search(line) and strange not in line.lower()
        labels = dict(LABEL.findall(line))
        assert labels.get("route", "(none)") in routes
        assert labels.get("method", "GET") in {"GET", "POST", "HEAD", "(other)"} | {
            "PUT",
            "PATCH",
            "DELETE",
            "OPTIONS",
        }


def with_line(served: Served, id: str) -> str:
    """The log when it tells of that request, which it does once it was answered."""
    give_up = time.monotonic() + 20
    while id not in (log := served.log.read_text()) and time.monotonic() < give_up:
        time.sleep(0.02)
    return log


def test_the_log_tells_who_did_what_where_and_no_more(office: Office) -> None:
    officer, token = office.appoint("desk")
    body = {
        "channel": "web",
        "classification": "complaint",
        "title": "Judulrahasia",
        "description": "Isirahasia",
        "reporter": {"name": "Namarahasia"},
    }
    answer = office.post("/v1/complaints", body, token)
    log = with_line(office.served, id := answer.headers["x-request-id"])
    (line,) = (json.loads(row) for row in log.splitlines() if id in row)
    assert line["actor"] == officer
    assert line["position"] == answer.json["position"]
    assert (line["method"], line["route"], line["status"]) == (
        "POST",
        "/v1/complaints",
        201,
    )
    assert "rahasia" not in log
    assert token not in log
    assert answer.json["case_number"] not in log
    assert answer.json["access_code"] not in log


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/v1/nowhere", 404),
        ("DELETE", "/v1/complaints", 405),
        ("POST", "/healthz", 405),
    ],
)
def test_an_address_that_is_none_is_a_problem_too(
    served: Served, method: str, path: str, status: int
) -> None:
    body: Any = {} if method == "POST" else None
    answer = served.call(method, path, body)
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert "/docs" in answer.json["detail"]
    if status == 405:
        assert answer.headers["allow"]


def test_every_answer_is_framed(served: Served) -> None:
    for path in ("/", "/healthz", "/nowhere", "/v1/complaints"):
        headers = served.get(path).headers
        assert headers["x-request-id"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "server" not in headers


def _routes(served: Served) -> set[str]:
    described: set[str] = set(served.get("/openapi.json").json["paths"])
    pages = {
        route.path_format
        for module in PAGES
        for route in module.router.routes
        if isinstance(route, APIRoute)
    }
    return described | pages | {"/openapi.json"}
