"""The object-centric event log: OCEL 2.0 as JSON (ocel-standard.org).

The published schema wants every value as a string; the declared type says how to read
it.
"""

import json
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import Any

from api.exporting import told
from api.exporting.flows import Flow, Step
from api.exporting.opaque import Opaque
from api.exporting.told import written

CHUNK = 64 * 1024


def ocel(flows: Iterable[Flow], opaque: Opaque) -> Iterator[bytes]:
    """The file. Events are written as they come; the objects, which stand behind them,
    wait in a temporary file."""
    yield b'{"objectTypes":' + _json(_object_types())
    yield b',"eventTypes":' + _json(_event_types()) + b',"events":['
    agencies, officers = set[str](), set[str]()
    comma = b""
    with TemporaryFile() as objects:
        for flow in flows:
            id = opaque.case(flow.case.id)
            for step in flow.steps:
                relations = {"case": id}
                if by := told.officer(step):
                    officers.add(by)
                    relations["by"] = opaque.officer(by)
                if code := told.agency(step):
                    agencies.add(code)
                    relations["with"] = opaque.agency(code)
                yield comma + _json(_event(step, relations))
                comma = b","
            objects.write(_json(_case(id, flow)) + b",")
        yield b'],"objects":['
        for code in sorted(agencies):
            objects.write(_json({"id": opaque.agency(code), "type": "agency"}) + b",")
        for by in sorted(officers):
            objects.write(_json({"id": opaque.officer(by), "type": "officer"}) + b",")
        # The last comma is one too many.
        objects.truncate(max(objects.tell() - 1, 0))
        objects.seek(0)
        while chunk := objects.read(CHUNK):
            yield chunk
    yield b"]}\n"


def _event(step: Step, relations: dict[str, str]) -> dict[str, Any]:
    attributes = told.of_event(step).items()
    return {
        "id": f"event-{step.position}",
        "type": step.event.TOPIC,
        "time": written(step.event.occurred_at),
        "attributes": [{"name": n, "value": written(v)} for n, v in attributes],
        "relationships": [
            {"objectId": id, "qualifier": qualifier}
            for qualifier, id in relations.items()
        ],
    }


def _case(id: str, flow: Flow) -> dict[str, Any]:
    """What the case was from which event on."""
    attributes: list[dict[str, str]] = []
    known: dict[str, str | None] = dict.fromkeys(told.CASE)
    for step in flow.steps:
        time = written(step.event.occurred_at)
        for name, value in told.of_case(step.after).items():
            if value != known[name]:
                attributes.append({"name": name, "value": value or "", "time": time})
                known[name] = value
    return {"id": id, "type": "case", "attributes": attributes}


def _object_types() -> list[dict[str, Any]]:
    case = [{"name": name, "type": "string"} for name in told.CASE]
    return [
        {"name": "case", "attributes": case},
        {"name": "agency", "attributes": []},
        {"name": "officer", "attributes": []},
    ]


def _event_types() -> list[dict[str, Any]]:
    return [
        {
            "name": event_class.TOPIC,
            "attributes": [
                {"name": name, "type": told.kind(name)}
                for name in (*told.OF_ALL, *names)
            ],
        }
        for event_class, names in told.TOLD.items()
    ]


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
