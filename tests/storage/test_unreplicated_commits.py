"""With a standby that is silent: nothing is acknowledged that it may not have.

A cancelled COMMIT answers with success and a warning, and is lost in a failover.
"""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from psycopg_pool import ConnectionPool

from storage.database import DatabaseUnavailable
from storage.embedded import EmbeddedPostgres
from storage.idempotency import Receipts
from storage.keys import KeyStore
from storage.master_key import MasterKey
from storage.recorder import EventRecorder

Rows = Callable[..., list[Any]]
Event = Callable[..., StoredEvent]
SILENT = "ALTER SYSTEM SET synchronous_standby_names = 'silent'"
BACK = "ALTER SYSTEM RESET synchronous_standby_names"
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


class Standby:
    """One that every commit waits for, and that never answers until it is back."""

    def __init__(self, url: str):
        self._url = url

    def silent(self) -> None:
        self._say(SILENT)
        # Who commits asks the checkpointer's word for it, which may come later.
        while not self._is_waited_for():
            pass

    def _is_waited_for(self) -> bool:
        probe = threading.Thread(target=self._commit)
        probe.start()
        with psycopg.connect(self._url, autocommit=True) as connection:
            while probe.is_alive():
                for (pid,) in connection.execute(WAITING).fetchall():
                    connection.execute("SELECT pg_cancel_backend(%s)", (pid,))
                    probe.join()
                    return True
        return False

    def _commit(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("SELECT pg_logical_emit_message(true, 'test', '')")

    def back(self) -> None:
        self._say(BACK)

    def waiting(self) -> list[int]:
        """The server processes that wait for it, once there are any."""
        give_up = time.monotonic() + 10
        with psycopg.connect(self._url, autocommit=True) as connection:
            while not (found := connection.execute(WAITING).fetchall()):
                assert time.monotonic() < give_up, "no commit waits"
                time.sleep(0.02)
        return [pid for (pid,) in found]

    def cancel(self) -> None:
        """Cut the waits short, as `statement.cancel()` and `asyncio.wait_for` do."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            for pid in self.waiting():
                connection.execute("SELECT pg_cancel_backend(%s)", (pid,))

    def _say(self, how: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(how.encode())
            connection.execute("SELECT pg_reload_conf()")
            now = "SHOW synchronous_standby_names"
            wanted = ("silent",) if how == SILENT else ("",)
            while connection.execute(now).fetchone() != wanted:
                time.sleep(0.02)


@pytest.fixture
def standby(embedded: EmbeddedPostgres) -> Iterator[Standby]:
    standby = Standby(embedded.url("postgres"))
    yield standby
    standby.back()


class Asking(threading.Thread):
    """Asks in a thread; `outcome` is the answer or the error."""

    def __init__(self, ask: Callable[[], Any]):
        super().__init__()
        self._ask = ask
        self.outcome: Any = None
        self.start()

    def run(self) -> None:
        try:
            self.outcome = self._ask()
        except DatabaseUnavailable as error:
            self.outcome = error


def test_a_save_waits_for_the_standby(
    recorder: EventRecorder, standby: Standby, event: Event
) -> None:
    standby.silent()
    saving = Asking(lambda: recorder.insert_events([event()]))
    assert standby.waiting()
    assert recorder.select_notifications(None, 1) == []
    standby.back()
    saving.join()
    assert saving.outcome == [1]


def test_a_cancelled_save_is_not_acknowledged_until_it_is_replicated(
    recorder: EventRecorder, standby: Standby, rows: Rows, event: Event
) -> None:
    standby.silent()
    saving = Asking(lambda: recorder.insert_events([event()]))
    standby.cancel()
    # It meets its own rows, and waits again with a record behind them.
    assert standby.waiting()
    assert saving.is_alive()
    standby.back()
    saving.join()
    assert saving.outcome == [1]
    assert rows("SELECT count(*) FROM events") == [(1,)]


def test_a_save_that_is_cancelled_again_and_again_is_not_acknowledged(
    recorder: EventRecorder, standby: Standby, event: Event
) -> None:
    standby.silent()
    saving = Asking(lambda: recorder.insert_events([event()]))
    give_up = time.monotonic() + 10
    while saving.is_alive():
        assert time.monotonic() < give_up
        if saving.outcome is None:
            standby.cancel()
        saving.join(0.2)
    assert isinstance(saving.outcome, DatabaseUnavailable)


@pytest.fixture
def receipts(pool: ConnectionPool, master: MasterKey) -> Receipts:
    return Receipts(pool, master)


def test_a_remembered_answer_waits_for_the_standby_too(
    recorder: EventRecorder, receipts: Receipts, standby: Standby, event: Event
) -> None:
    receipt = receipts.write(b"scope", b"mark", 201, {"id": "1"})
    recorder.insert_events([event()], receipts={1: receipt})
    standby.silent()
    asking = Asking(lambda: receipts.find(b"scope", b"mark"))
    assert standby.waiting()
    standby.back()
    asking.join()
    assert asking.outcome.body == {"id": "1"}


def test_a_remembered_answer_whose_wait_is_cancelled_is_not_given(
    recorder: EventRecorder, receipts: Receipts, standby: Standby, event: Event
) -> None:
    receipt = receipts.write(b"scope", b"mark", 201, {"id": "1"})
    recorder.insert_events([event()], receipts={1: receipt})
    standby.silent()
    asking = Asking(lambda: receipts.find(b"scope", b"mark"))
    standby.cancel()
    asking.join()
    assert isinstance(asking.outcome, DatabaseUnavailable)


def test_keys_that_are_not_replicated_are_not_handed_out(
    pool: ConnectionPool, master: MasterKey, standby: Standby
) -> None:
    keys = KeyStore(pool, master)
    standby.silent()
    taking = Asking(lambda: keys.take(1))
    standby.cancel()
    taking.join()
    assert isinstance(taking.outcome, DatabaseUnavailable)
    standby.back()
    assert len(keys.take(1)) == 1
