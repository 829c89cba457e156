"""The description at /openapi.json: sound in itself, and kept by every answer."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import strategies as st
from PIL import Image
from schemathesis.engine import StopReason, events, from_schema

from domain.roles import COMMANDS
from tests.api import assessment_bodies, described_requests
from tests.api.catalogue_bodies import DAYS, EXCLUSION, ITEM

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
VILLAGE = "62.03.10.2001"
ANSWER = 4
"""The version in which a case of ours was answered; in the next a text is proposed."""


STATES = {
    "verify": "received",
    "archive": "received",
    "dispose": "verified",
    "return": "disposed",
    "follow-up": "disposed",
    "resolve": "answered",
    "clarify": "awaiting_clarification",
    "hand-over": "received",
    "extend": "disposed",
    "reopen": "resolved",
    "rate": "resolved",
}
"""The state in which a case takes the command."""


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
        assessment_bodies.fit(case.path, body)
        if isinstance(body.get("location"), dict):
            body["location"] |= {"region": KNOWN["region"]}


def operations(office: Office, paths: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """For each operation somebody who may call it, and what there is to be named."""
    names = {VILLAGE[:8]: "Timpah", VILLAGE: "Petak Puti"}
    regions = [{"code": code, "name": name} for code, name in names.items()]
    said = {"source": "Uji", "regions": regions}
    assert office.post("/v1/regions", said, "administrator").status == 201
    own = office.receive()
    KNOWN.update({name: own[name] for name in ("case_number", "access_code")})
    reached = f"/v1/complaints?limit=1&after={own['position']}"
    assert office.get(reached, "coordinator").status == 200
    for path, methods in paths.items():
        for method in methods:
            token = office.token(speaker(method, path))
            if path.startswith("/v1/track"):
                token = office.reporter(own)
            named: dict[str, str] = {"path.code": "tik"}
            if path.startswith("/v1/ledger/tile/"):
                named["path.path"] = "000.p/1" if "entries" in path else "0/000.p/1"
            if path == "/v1/lookup":
                named["query.case_number"] = own["case_number"]
            if path.startswith("/v1/agencies"):
                named["path.code"] = "dinkes"
            if path.startswith("/v1/officers"):
                # Any other might be the administrator, who would be dismissed.
                named["path.id"] = office.appoint("desk")[0]
            elif f"{described_requests.PLACE}/{{id}}" in path:
                named |= described_requests.named(office, path)
            elif path.startswith(("/v1/public-information/", "/v1/exclusions/")):
                named["path.code"] = kept(office, path)
            elif "attachments/{number}" in path:
                named["path.id"] = shown(office)
                named["path.number"] = "1"
            elif "data-requests/{number}" in path:
                named["path.id"] = asked(office, path.rpartition("/")[2])
                named["path.number"] = "1"
            elif path.endswith(("confirm-public-text", "decline-public-text")):
                case = office.reach("answered")
                office.done("propose-public-text", case, "liaison", answer=ANSWER)
                named["path.id"] = case["id"]
            elif "{id}" in path:
                state = STATES.get(path.rpartition("/")[2], "answered")
                named["path.id"] = office.reach(state)["id"]
            yield {
                "include-name": f"{method.upper()} {path}",
                "headers": {"Authorization": f"Bearer {token}"},
                "parameters": {
                    name: value
                    for name, value in named.items()
                    if name.startswith("query.") or name[5:] in path
                },
            }


def kept(office: Office, path: str) -> str:
    """A new item of the list, or a new exclusion."""
    what = path.split("/")[2]
    body = EXCLUSION if what == "exclusions" else ITEM
    answer = office.post(f"/v1/{what}", body, "information_officer")
    return str(answer.json["code"])


def shown(office: Office) -> str:
    """A case with a picture."""
    case = office.receive()
    digest = sha256(PICTURE).hexdigest()
    said = {"media_type": "image/png", "size": len(PICTURE), "sha256": digest}
    office.done("attach", case, "desk", **said)
    path = f"/v1/complaints/{case['id']}/attachments/1"
    assert office.put(path, PICTURE, "desk").status == 200
    return str(case["id"])


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(written, "PNG")
    return written.getvalue()


PICTURE = picture()


def asked(office: Office, step: str) -> str:
    """A case whose first data request takes that step."""
    case = office.receive()
    path = f"/v1/complaints/{case['id']}/data-requests"
    kind = "access" if step == "complete" else "erasure"
    assert office.post(path, {"kind": kind}, "desk").status == 201
    if step == "confirm":
        assert office.post(f"{path}/1/grant", {}, "coordinator").status == 200
    return str(case["id"])


def speaker(method: str, path: str) -> str:
    """A role that may."""
    if described_requests.MARK in path:
        return described_requests.speaker(method, path)
    name = path.rpartition("/")[2]
    if method == "post" and name == "data-requests":
        return "desk"
    if name == "confirm":
        return "inspector"
    if name in COMMANDS and "complaints" in path:
        return next(role for role in COMMANDS[name] if role != "reporter")
    if method == "post" and path in ("/v1/complaints", "/v1/commands"):
        return "desk"
    if method == "post" and path == "/v1/self-assessment":
        return "information_officer"
    if method == "post" and ("information" in path or "exclusions" in path):
        return "information_officer"
    if path.startswith("/v1/exclusions/"):
        return "inspector"
    if "officers" in path:
        return "administrator"
    if path in ("/v1/openings", "/v1/ledger/export") or "/exports" in path:
        return "inspector"
    if method == "post" and "complaints" not in path and "dashboard" not in path:
        return "administrator"
    return "coordinator"


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
    address = f"{office.served.url}/openapi.json"
    paths = office.served.get("/openapi.json").json["paths"]
    config = schemathesis.Config.from_dict(
        {
            "seed": 1,
            "generation": {"deterministic": True, "max-examples": EXAMPLES * scale},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["2xx", *REFUSALS]}
            },
            "operations": list(operations(office, paths)),
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
