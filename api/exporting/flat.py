"""The flat event log: one line an event, as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

from api.exporting import told
from api.exporting.flows import Flow
from api.exporting.opaque import Opaque
from api.exporting.told import written

DETAILS = tuple(
    sorted({name for names in told.TOLD.values() for name in names} - {*told.CASE})
)
COLUMNS = (
    "case",
    "event",
    "activity",
    "occurred_at",
    "officer",
    "agency",
    *told.CASE,
    *told.OF_ALL,
    *DETAILS,
)
"""The case's own are those after the event; of the details an event has its own."""


def flat(flows: Iterable[Flow], opaque: Opaque) -> Iterator[bytes]:
    yield _lines([dict(zip(COLUMNS, COLUMNS, strict=True))])
    for flow in flows:
        case = opaque.case(flow.case.id)
        rows = []
        for step in flow.steps:
            officer, agency = told.officer(step), told.agency(step)
            row = {
                "case": case,
                "event": f"event-{step.position}",
                "activity": step.event.TOPIC,
                "occurred_at": step.event.occurred_at,
                "officer": officer and opaque.officer(officer),
                "agency": agency and opaque.agency(agency),
                **told.of_event(step),
                **told.of_case(step.after),
            }
            filled = {name: value for name, value in row.items() if value is not None}
            rows.append({name: written(value) for name, value in filled.items()})
        yield _lines(rows)


def _lines(rows: Iterable[dict[str, str]]) -> bytes:
    text = io.StringIO()
    csv.DictWriter(text, COLUMNS, restval="").writerows(rows)
    return text.getvalue().encode()
