"""An export: counted, recorded with its reason, and only then written."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from api.exporting.flat import flat
from api.exporting.flows import Flow, flows
from api.exporting.ocel import CHUNK, ocel
from api.exporting.opaque import Opaque
from api.exporting.xes import xes
from api.installation import Installation
from domain.access_log import Export
from domain.event import Origin
from projections.register_lists import extent
from projections.visibility import Visibility

EventLog = Literal["ocel", "csv", "xes"]
_WRITERS: dict[EventLog, Callable[[Iterable[Flow], Opaque], Iterator[bytes]]] = {
    "ocel": ocel,
    "csv": flat,
    "xes": xes,
}


def begun(
    here: Installation,
    what: EventLog,
    visibility: Visibility,
    origin: Origin,
    reason: str,
) -> tuple[Export, Iterator[bytes]]:
    """What will be in the file, which is committed by then, and the file itself.

    It is made as of the position that the register has reached, so that what was
    counted there is what is written.
    """
    seen = extent(here.pool, visibility)
    export = Export(
        what=what,
        cases=seen.cases,
        events=seen.events,
        up_to=seen.position,
        restricted=visibility.restricted,
    )
    here.app.record_export(origin, export, reason)
    opaque = Opaque(here.master.derive("export"))
    found = flows(here, visibility, seen.position)
    return export, gathered(_WRITERS[what](found, opaque))


def gathered(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    held = bytearray()
    for part in parts:
        held += part
        if len(held) >= CHUNK:
            yield bytes(held)
            held.clear()
    yield bytes(held)
