"""The description at /openapi.json: sound in itself, and kept by every answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis.engine import StopReason, events, from_schema

from tests.api import assessment_bodies, described_requests
from tests.api.catalogue_bodies import DAYS
from tests.api.described_operations import ANSWER, PICTURE, VILLAGE, operations

if TYPE_CHECKING:
    from schemathesis import Case, HookContext

    from tests.api.conftest import Office
    from tests.conftest import Serve, Served

EXAMPLES = 6
REFUSALS = ("401", "403", "404", "409", "412", "413", "422")
"""What even a body of the described shape may be answered: codes, states and versions
are known to the installation alone."""

LINE = st.one_of(
    st.text(max_size=30),
    st.fixed_dictionaries(
        {
            "key": st.uuids().map(lambda id: id.hex),
            "command": st.sampled_from(["receive", "verify", "note", "erase"]),
            "body": st.dictionaries(
                st.sampled_from(["title", "message", "colour"]), st.text(max_size=5)
            ),
        },
        optional={"id": st.uuids().map(str), "note": st.none()},
    ).map(json.dumps),
)
BATCH = st.lists(LINE, max_size=4).map(lambda found: "\n".join(found).encode())
schemathesis.openapi.media_type("application/x-ndjson", BATCH)

KNOWN: dict[str, Any] = {
    "agency": "dishub",
    "category": "tik",
    "region": "62.03",
    "received_at": "2026-01-05T08:00:00Z",
    "occurred_at": "2026-11-01T08:00:00Z",
    "incident_on": "2026-01-04",
    "external_id": None,
    "id": None,
    "reason": "incomplete",
    "original": None,
    "government": "kab-kapuas",
    "clock": "completion",
    "units": 1,
    "published_on": "2026-01-05",
    "decreed_on": "2026-01-05",
    "ended_on": "2190-01-05",
}
"""Codes and times that this installation takes, for bodies that fit otherwise; and,
once there is one, the number of a case and what opens it."""


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Keep what cannot be described from refusing all that could be."""
    # To wait for a position that will not come is answered 503, tested elsewhere.
    for given in (case.query, case.body):
        if isinstance(given, dict) and str(given.get("after")).isdecimal():
            given["after"] = 1
    body: Any = case.body
    assert case.meta is not None
    if case.method == "PUT" and case.meta.generation.mode.is_positive:
        case.body = PICTURE  # as it was announced
    if isinstance(body, dict) and case.meta.generation.mode.is_positive:
        if described_requests.MARK in case.path:
            described_requests.fit(case.path, body)
            if case.path == described_requests.PLACE:
                # Its officer has used the described keys at other addresses already.
                case.headers["Idempotency-Key"] = str(uuid4())
            return
        body |= {name: value for name, value in KNOWN.items() if body.get(name)}
        if "tested_by" in body:
            body |= {**DAYS, "decision": "exclude", "ground": "h"}
        if "tested_by" in body or "forms" in body:
            body.pop("code", None)
        if case.path.startswith("/v1/agencies/"):
            body |= {"into": "dishub"} if "into" in body else {}
        if case.path.endswith("/propose-public-text"):
            body |= {"answer": ANSWER, "overruled": []}
        elif case.path.endswith("-public-text"):
            body |= {"proposal": ANSWER + 1}
        if case.path == "/v1/villages" and body.get("villages"):
            village = {**body["villages"][0], "code": VILLAGE}
            body |= {"surveyed_on": "2026-01-05", "villages": [village]}
        if case.path.startswith("/v1/calendar/"):
            body |= {"decree": "SKB", "holidays": [], "valid_from": None}
        assessment_bodies.fit(case.path, body)
        if isinstance(body.get("location"), dict):
            body["location"] |= {"region": KNOWN["region"]}


def test_every_answer_is_as_described(
    serve: Serve,
    office_of: Callable[[Served], Office],
    scale: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = office_of(serve())
    monkeypatch.setitem(KNOWN, "into", office.original)
    # Five weeks hold the 14 working days of the promise, and not 14 more.
    later = datetime.now(UTC).date() + timedelta(weeks=5)
    monkeypatch.setitem(KNOWN, "until", later.isoformat())
    own = office.receive()
    for name in ("case_number", "access_code"):
        monkeypatch.setitem(KNOWN, name, own[name])
    address = f"{office.served.url}/openapi.json"
    paths = office.served.get("/openapi.json").json["paths"]
    config = schemathesis.Config.from_dict(
        {
            "seed": 1,
            "generation": {"deterministic": True, "max-examples": EXAMPLES * scale},
            # What does not fit is tried by the chance bodies too; each way of not
            # fitting one by one is nine calls of ten.
            "phases": {
                "coverage": {
                    "generation": {"mode": "positive" if scale == 1 else "all"}
                }
            },
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["2xx", *REFUSALS]}
            },
            "operations": list(operations(office, paths, own)),
        }
    )
    schema = schemathesis.openapi.from_url(address, config=config)
    schema.validate()
    faults: list[str] = []
    answered: dict[str, Counter[int]] = {}
    for event in from_schema(schema).execute():
        match event:
            case events.ScenarioFinished():
                faults += failures(event)
                seen = answered.setdefault(event.recorder.label, Counter())
                for interaction in event.recorder.interactions.values():
                    if interaction.response is not None:
                        seen[interaction.response.status_code] += 1
            case events.NonFatalError():
                faults.append(f"{event.label}: {event.value!r}")
            case events.FatalError():
                raise event.exception
            case events.EngineFinished():
                assert event.stop_reason is StopReason.COMPLETED
    assert not faults, "\n\n".join(faults)
    # A run that is refused everywhere would say nothing.
    described = {f"{m.upper()} {path}" for path, ms in paths.items() for m in ms}
    done = {name for name, seen in answered.items() if min(seen) < 300}
    assert {name: answered[name] for name in described - done} == {}


def failures(event: events.ScenarioFinished) -> Iterator[str]:
    for checks in event.recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                yield f"{event.phase} {event.recorder.label}: {check.failure_info}"
