"""Published figures counted again from a bundle: by the same folds and queries."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from eventsourcing.persistence import Notification
from psycopg_pool import ConnectionPool

from api.dashboard_routes import shown
from api.exporting.figures import PUBLISHED
from api.web import as_json
from domain import event
from domain.reference import REFERENCE_IDS, Reference, fold
from ledger.bundle import Bundle
from ledger.leaf import Record
from projections.changes import Changes
from projections.dashboard import figures
from projections.filters import Filters
from projections.sla import Sla
from projections.what_if import fold_judged
from storage import schema
from storage.database import open_pool
from storage.embedded import EmbeddedPostgres
from storage.mapper import EventMapper
from storage.read_model import scratch

ALL_KEPT = 2**62


class Recorded:
    """A bundle's events, once from first to last, as `Changes` asks for them."""

    def __init__(self, bundle: Bundle, until: int):
        self._rows = (
            Notification(record.id, record.version, record.topic, record.state, at)
            for at, stored in bundle.records()
            if at <= until and (record := Record.parse(stored))
        )
        self._until = until

    def __iter__(self) -> Iterator[Notification]:
        return self._rows

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        return list(islice(self._rows, limit))

    def select_newer(
        self, versions: Mapping[UUID, int], stop: int | None = None
    ) -> Sequence[Notification]:
        return ()  # what came before was seen, and nothing is forgotten

    def max_notification_id(self) -> int | None:
        return self._until


def recounted(
    bundle: Bundle,
    document: Mapping[str, Any],
    tell: Callable[[int, int], None] = lambda position, until: None,
) -> dict[str, Any]:
    """What the document's question gives, as figures of an answer.

    Needs PostgreSQL, which is started aside and thrown away; no key and no network.
    """
    query, until = document["query"], document["position"]
    zone = ZoneInfo(document["zone"])
    mapper = EventMapper(event.topics(), mac_key=b"")
    reference = _reference(bundle, mapper, until)
    filters = {name: query[name] for name in Filters.__slots__ if query[name]}
    for name in ("received_from", "received_to"):
        if name in filters:
            filters[name] = date.fromisoformat(filters[name])
    source = Changes(Recorded(bundle, until), mapper.to_domain_event, kept=ALL_KEPT)
    sla = Sla(zone)
    with _aside() as pool, scratch(pool, sla) as connection:
        fold_judged(connection, sla, source, lambda case: case, until, tell)
        connection.execute("ANALYZE cases, clocks")
        found = figures(
            connection,
            until,
            as_of=date.fromisoformat(query["as_of"]),
            calendar=reference.calendar,
            filters=Filters(**filters),
            visibility=PUBLISHED,
        )
    answer: dict[str, Any] = as_json(shown(found, reference))
    return answer


def differences(
    was: Any, counted: Any, path: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Where the two say something else, by its place in the figures."""
    if isinstance(was, dict) and isinstance(counted, dict):
        for name in was | counted:
            yield from differences(was.get(name), counted.get(name), f"{path}.{name}")
    elif isinstance(was, list) and isinstance(counted, list):
        for n in range(max(len(was), len(counted))):
            one, other = was[n : n + 1], counted[n : n + 1]
            yield from differences(
                one[0] if one else None, other[0] if other else None, f"{path}[{n}]"
            )
    elif was != counted:
        yield path.removeprefix("."), was, counted


def _reference(bundle: Bundle, mapper: EventMapper, until: int) -> Reference:
    streams = set(REFERENCE_IDS.values())
    found = (
        mapper.to_domain_event(row)
        for row in Recorded(bundle, until)
        if row.originator_id in streams
    )
    return fold(Reference(), found)  # type: ignore[arg-type]


@contextmanager
def _aside() -> Iterator[ConnectionPool]:
    with tempfile.TemporaryDirectory() as place:
        embedded = EmbeddedPostgres(Path(place))
        embedded.start()
        try:
            url = embedded.url("recount")
            schema.ensure_database(url)
            with open_pool(url, size=2) as pool:
                yield pool
        finally:
            embedded.stop(5.0)
