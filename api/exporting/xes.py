"""The event log by cases: XES (IEEE 1849), a trace a case."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from api.exporting import told
from api.exporting.flows import Flow, Step
from api.exporting.opaque import Opaque
from api.exporting.told import Kind, written

_ELEMENTS: Mapping[Kind, str] = {
    "string": "string",
    "integer": "int",
    "boolean": "boolean",
    "time": "date",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<classifier name="Activity" keys="concept:name"/>
"""


def xes(flows: Iterable[Flow], opaque: Opaque) -> Iterator[bytes]:
    yield _HEAD.encode()
    for flow in flows:
        of_case = told.of_case(flow.case)
        trace = _attributes({"concept:name": opaque.case(flow.case.id), **of_case})
        events = "".join(_event(step, opaque) for step in flow.steps)
        yield f"<trace>{trace}\n{events}</trace>\n".encode()
    yield b"</log>\n"


def _event(step: Step, opaque: Opaque) -> str:
    officer, agency = told.officer(step), told.agency(step)
    own = told.of_event(step)
    values = {
        "concept:name": step.event.TOPIC,
        "time:timestamp": step.event.occurred_at,
        "org:resource": officer and opaque.officer(officer),
        "org:role": own.pop("role"),
        "org:group": agency and opaque.agency(agency),
        "event": f"event-{step.position}",
        **own,
    }
    return f"<event>{_attributes(values)}</event>\n"


def _attributes(values: Mapping[str, Any]) -> str:
    return "".join(
        f"<{_ELEMENTS[_kind(name)]} key={quoteattr(name)}"
        f" value={quoteattr(written(value))}/>"
        for name, value in values.items()
        if value is not None
    )


def _kind(name: str) -> Kind:
    return "time" if name == "time:timestamp" else told.kind(name)
