"""Our own server, which answers every command as ever and records none.

The limit of writing over HTTP. Everything is in place but the transaction: the actor
is named by the token, the body parsed and validated, the case loaded, the command
decided, its words sealed, the answer made. Token and key are judged by the transaction,
and so are not here. What would be written is kept in memory, beside the database, so
that the next command on the case finds it there.
"""

import json
import sys
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import Notification, StoredEvent
from psycopg_pool import ConnectionPool

import api.installation
from api import logs
from api.app import create_app
from api.settings import Settings
from benchmarks import servers
from storage.outcome import Outcome
from storage.recorder import EventRecorder

FAR = 10**12
"""Positions that no recorded event has."""


class Unrecorded(EventRecorder):
    def __init__(self, pool: ConnectionPool):
        super().__init__(pool)
        self._held: dict[UUID, list[Notification]] = defaultdict(list)
        self._lock = threading.Lock()
        self._position = FAR

    def submit(
        self, stored_events: Sequence[StoredEvent], *_: Any
    ) -> Outcome[Sequence[int]]:
        """Known at once: there is no disk to wait for."""
        positions = []
        told: Outcome[Sequence[int]] = Outcome()
        with self._lock:
            for event in stored_events:
                self._position += 1
                positions.append(self._position)
                assert isinstance(event.originator_id, UUID)
                self._held[event.originator_id].append(
                    Notification(
                        event.originator_id,
                        event.originator_version,
                        event.topic,
                        event.state,
                        self._position,
                    )
                )
        told.tell(positions)
        return told

    def select_events(
        self, originator_id: UUID | str, *, gt: int | None = None, **how: Any
    ) -> Sequence[StoredEvent]:
        assert isinstance(originator_id, UUID)
        held = self._held.get(originator_id, ())
        found = list(super().select_events(originator_id, gt=gt, **how))
        return found + [e for e in held if e.originator_version > (gt or 0)]

    def select_newer(
        self, versions: Mapping[UUID, int], stop: int | None = None
    ) -> Sequence[Notification]:
        found = list(super().select_newer(versions, stop))
        for id, version in versions.items():
            held = self._held.get(id, ())
            found += [e for e in held if e.originator_version > version]
        return found


def check(url: str) -> None:
    """Raises if anything but a receipt of the benchmark's own is in the database: then
    this server is no limit."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM events WHERE topic LIKE 'complaint.%'"
            " AND originator_version > 1), (SELECT count(*) FROM receipt)"
        ).fetchone()
    if row != (0, 0):
        msg = f"events and answers that nobody should have recorded: {row}"
        raise RuntimeError(msg)


def main() -> None:
    logs.configure("unrecorded")
    told = json.loads(sys.stdin.readline())
    setattr(api.installation, "EventRecorder", Unrecorded)  # noqa: B010
    with api.installation.opened(Settings.model_validate(told)) as here:
        servers.answer(create_app(here))


if __name__ == "__main__":
    main()
