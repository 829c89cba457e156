"""kill -9 while keys are destroyed: the next start completes what was confirmed."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

import psycopg

from storage.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.faults.conftest import Drill

RECEIVED = {
    "channel": "letter",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang sejak lama.",
    "reporter": {"name": "Ani Wulandari"},
}


class Granted:
    """A case of which everything is to be erased, but for the second person's word."""

    def __init__(self, on: "Drill"):
        self.on = on
        self.case = self.post("/v1/complaints", RECEIVED, "desk").json["id"]
        self.path = f"/v1/complaints/{self.case}/data-requests"
        asked = {"kind": "erasure", "scope": "everything"}
        self.post(self.path, asked, "desk")
        self.post(f"{self.path}/1/grant", {}, "coordinator")

    def post(self, path: str, body: Any, role: str) -> Any:
        answer = self.on.served.post(path, body, self.on.served.token(role))
        assert answer.status in (200, 201), answer.text
        return answer

    def confirm(self) -> None:
        """Its answer may get lost."""
        token = self.on.served.token("inspector")
        with suppress(OSError, HTTPException):
            self.on.served.post(f"{self.path}/1/confirm", {}, token)

    @contextmanager
    def stopped_at(self, database: str, table: str) -> Iterator[psycopg.Connection]:
        """Nobody writes to that table meanwhile."""
        url = EmbeddedPostgres(self.on.data).url(database)
        with suppress(psycopg.OperationalError), psycopg.connect(url) as connection:
            connection.execute(
                f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE".encode()
            )
            yield connection

    def topics(self) -> list[str]:
        """Of the case and its data requests, in the order of their recording."""
        url = EmbeddedPostgres(self.on.data).url("tuntas")
        with psycopg.connect(url) as connection:
            rows = connection.execute(
                "SELECT topic FROM events WHERE topic LIKE 'data_request.%%'"
                " OR originator_id = %s ORDER BY notification_id",
                (self.case,),
            ).fetchall()
        return [topic for (topic,) in rows]

    def living_keys(self) -> int:
        url = EmbeddedPostgres(self.on.data).url("tuntas_keys")
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT count(*) FROM data_key WHERE destroyed_at IS NOT NULL"
            ).fetchone()
        assert row is not None
        return 2 - int(row[0])


CONFIRMED = [
    "complaint.received",
    "data_request.made",
    "data_request.granted",
    "data_request.confirmed",
]
DONE = [*CONFIRMED, "complaint.erased", "data_request.completed"]


def completes(granted: Granted, serve: Callable[..., "Served"]) -> None:
    on = granted.on
    on.served = serve(data=on.data)
    on.soon(lambda: granted.topics() == DONE, "the next start does not complete it")
    assert granted.living_keys() == 0
    case = f"/v1/complaints/{granted.case}"
    shown = on.served.get(case, on.served.token("coordinator")).json
    assert (shown["title"], shown["erased"][0]["request"]) == (None, 1)


def test_killed_before_the_keys_are_destroyed(
    serve: Callable[..., "Served"], drill: Callable[["Served"], "Drill"]
) -> None:
    granted = Granted(drill(serve()))
    on = granted.on
    on.served.token("inspector")
    with ThreadPoolExecutor() as threads:
        with granted.stopped_at("tuntas_keys", "data_key"):
            threads.submit(granted.confirm)
            on.soon(lambda: granted.topics() == CONFIRMED, "it is not confirmed")
            on.kill_all()
    completes(granted, serve)


def test_killed_after_the_keys_are_destroyed_and_before_the_case_says_so(
    serve: Callable[..., "Served"], drill: Callable[["Served"], "Drill"]
) -> None:
    granted = Granted(drill(serve()))
    on = granted.on
    on.served.token("inspector")
    with ThreadPoolExecutor() as threads:
        with granted.stopped_at("tuntas_keys", "data_key") as keys:
            threads.submit(granted.confirm)
            on.soon(lambda: granted.topics() == CONFIRMED, "it is not confirmed")
            with granted.stopped_at("tuntas", "writers_turn"):
                keys.rollback()
                on.soon(lambda: granted.living_keys() == 0, "keys are not destroyed")
                on.kill_all()
    completes(granted, serve)


def test_killed_after_the_case_says_so_and_before_the_request_is_done(
    serve: Callable[..., "Served"], drill: Callable[["Served"], "Drill"]
) -> None:
    granted = Granted(drill(serve()))
    on = granted.on
    on.served.token("inspector")
    with ThreadPoolExecutor() as threads:
        with granted.stopped_at("tuntas", "receipt"):
            threads.submit(granted.confirm)
            on.soon(lambda: granted.topics() == DONE[:-1], "the case does not say it")
            on.kill_all()
    completes(granted, serve)
