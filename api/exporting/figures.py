"""Figures that can be checked: with their question, position and a signed head."""

import time
from dataclasses import asdict
from datetime import date
from typing import Any

from api.dashboard_routes import shown
from api.installation import Installation
from api.problems import NotReached
from api.web import as_json
from domain.reference import REFERENCE_IDS, Reference, fold
from ledger.checkpoint import Checkpoint
from projections.dashboard import figures
from projections.figures import Dashboard
from projections.filters import Filters
from projections.visibility import visible_to
from storage.read_model import snapshot

FORMAT = "tuntas-figures/v1"
SEALED_WITHIN = 10.0
"""Seconds: the sealer needs about one."""

# A report is read by everybody: restricted cases are a number in the totals.
PUBLISHED = visible_to("manager", "", frozenset())


def made(here: Installation, as_of: date, filters: Filters) -> dict[str, Any]:
    """The document: `{format, origin, zone, query, position, figures, head}`.

    The figures are those of all that was recorded up to `position`; `head` is a signed
    head of the log that speaks of it. Raises `NotReached` when none is signed in time.
    """
    with snapshot(here.pool, "sla") as (connection, position):
        reference = reference_at(here, position)
        found = figures(
            connection,
            position,
            as_of=as_of,
            calendar=reference.calendar,
            filters=filters,
            visibility=PUBLISHED,
        )
    return document(here, found, reference, filters)


def document(
    here: Installation, found: Dashboard, reference: Reference, filters: Filters
) -> dict[str, Any]:
    """The same of figures that were counted, by these filters, with the reference as it
    was recorded by their position. Raises `NotReached`."""
    head = signed_head(here, found.position)
    written = {
        "format": FORMAT,
        "origin": Checkpoint.of_note(head).origin,
        "zone": here.settings.zone,
        "query": {"as_of": found.as_of, **asdict(filters)},
        "position": found.position,
        "figures": shown(found, reference),
        "head": head,
    }
    read: dict[str, Any] = as_json(written)
    return read


def reference_at(here: Installation, position: int) -> Reference:
    """Calendar, rules and names as they were recorded by then."""
    start = dict.fromkeys(REFERENCE_IDS.values(), 0)
    rows = here.recorder.select_newer(start, position)
    return fold(Reference(), (here.app.event(row) for row in rows))


def signed_head(here: Installation, position: int) -> str:
    """A signed head that speaks of that event. Raises `NotReached`."""
    give_up = time.monotonic() + SEALED_WITHIN
    while True:
        index = here.ledger.index_of(position) if position else -1
        if index is not None and (head := here.ledger.head()) is not None:
            if Checkpoint.of_note(head).size > index:
                return head
        if time.monotonic() > give_up:
            raise NotReached
        time.sleep(0.1)
