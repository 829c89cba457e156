"""The stock library's `ProjectionRunner` folding a read model of ours.

As the library means it: a projection is told of each event, and writes rows and
position in one transaction, so it commits once per event. It reads the same stored
events by the stock recorder from a table of the stock shape, decoded by our mapper, and
calls the same `fold` with the same change: only how it is run differs.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.rows import tuple_row

from api.installation import Installation
from benchmarks.fresh import Site
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from projections.changes import Change
from storage.read_model import ReadModel

SCHEMA = "one_by_one"


class Log(Application[UUID]):
    """The stock application over our events."""

    mapper_of_ours: ClassVar[Mapper[UUID]]

    def construct_mapper(self) -> Mapper[UUID]:
        return self.mapper_of_ours


class View(PostgresTrackingRecorder):
    """Rows and position in one transaction."""

    model: ClassVar[ReadModel[Any]]
    taken = 0

    def take(self, change: Change | None, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            self.taken += 1
            prepared = None if change is None else self.model.prepare([change])
            if prepared is None:
                return
            connection: Any = cursor.connection
            usual = connection.row_factory
            connection.row_factory = tuple_row
            try:
                connection.execute(f"SET LOCAL search_path = {SCHEMA}")
                self.model.fold(connection, prepared)
            finally:
                connection.row_factory = usual


class Folding(Projection[View]):
    def __init__(self, view: View):
        super().__init__(view)
        self._states: dict[UUID, Complaint] = {}

    def process_event(
        self, domain_event: DomainEventProtocol[UUID], tracking: Tracking
    ) -> None:
        change = None
        if isinstance(domain_event, ComplaintEvent):
            id = domain_event.originator_id
            before = self._states.get(id)
            after = project(before, [domain_event])
            assert after is not None
            self._states[id] = after
            change = Change(tracking.notification_id, domain_event, before, after)
            if not isinstance(change, self.view.model.takes):
                change = None
        self.view.take(change, tracking)


def copy_log(here: Installation, events: int) -> None:
    """The first so many events of complaints into a table of the stock shape."""
    with psycopg.connect(here.url) as connection:
        connection.execute(
            "CREATE TABLE log_events (originator_id uuid NOT NULL,"
            " originator_version bigint NOT NULL, topic text, state bytea,"
            " notification_id bigserial,"
            " PRIMARY KEY (originator_id, originator_version))"
        )
        connection.execute("CREATE UNIQUE INDEX ON log_events (notification_id)")
        connection.execute(
            "INSERT INTO log_events"
            " SELECT originator_id, originator_version, topic, state, notification_id"
            " FROM events WHERE topic LIKE 'complaint.%%'"
            " ORDER BY notification_id LIMIT %s",
            (events,),
        )


def events_a_second(
    site: Site, here: Installation, model: ReadModel[Any], seconds: float
) -> float:
    """What the stock runner folds in so many seconds, from the first event on."""
    Log.mapper_of_ours = here.app.mapper
    View.model = model
    with psycopg.connect(here.url) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE".encode())
        connection.execute("DROP TABLE IF EXISTS folding_tracking")
        connection.execute(f"CREATE SCHEMA {SCHEMA}".encode())
        connection.execute(f"SET search_path = {SCHEMA}".encode())
        connection.execute(model.tables.encode())
    parts = site.stock(str(psycopg.conninfo.conninfo_to_dict(here.url)["dbname"]))
    with _running(parts) as runner:
        began, before = time.monotonic(), runner.view.taken
        runner.run_forever(timeout=seconds)
        return (runner.view.taken - before) / (time.monotonic() - began)


@contextmanager
def _running(env: dict[str, str]) -> Iterator["ProjectionRunner[Log, View]"]:
    with ProjectionRunner(
        application_class=Log, projection_class=Folding, view_class=View, env=env
    ) as runner:
        yield runner
