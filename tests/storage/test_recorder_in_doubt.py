"""A commit whose answer was lost: stored once, answered rightly, never doubled."""

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Literal
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from storage.database import DatabaseUnavailable, open_pool
from storage.recorder import EventRecorder
from storage.submission import Receipt, ReceiptExists

Rows = Callable[..., list[Any]]
Cut = Literal["before", "after", "meanwhile"]
CUTS: tuple[Cut, ...] = ("before", "after", "meanwhile")
MARK = "cut here"


class Proxy:
    """Between a recorder and the server; cuts a connection that carries `MARK`.

    `before` the server sees it; `after` it has answered, so it has committed; or
    `meanwhile`: passed on, and nobody waits for what becomes of it.
    """

    def __init__(self, server: str):
        self.cuts: list[Cut] = []
        self.away = False
        self.when_cut: Callable[[], object] = lambda: None
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(client,)).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self._server)
            while not self.away:
                ready, _, _ = select.select([client, server], [], [], 0.1)
                if client in ready:
                    data = client.recv(1 << 20)
                    cut = (
                        self.cuts.pop(0)
                        if self.cuts and MARK.encode() in data
                        else None
                    )
                    if data and cut != "before":
                        server.sendall(data)
                    if cut == "after":
                        server.recv(1)
                    if cut:
                        self.when_cut()
                    if cut or not data:
                        return
                if server in ready:
                    if not (data := server.recv(1 << 20)):
                        return
                    client.sendall(data)

    def close(self) -> None:
        self.away = True
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture
def proxy(url: str) -> Iterator[Proxy]:
    proxy = Proxy(f"{conninfo_to_dict(url)['host']}/.s.PGSQL.5432")
    yield proxy
    proxy.close()


@pytest.fixture
def cut_off(url: str, proxy: Proxy) -> Iterator[EventRecorder]:
    """A recorder whose way to the server leads through the proxy."""
    through = make_conninfo(url, host="127.0.0.1", port=proxy.port)
    with open_pool(through) as pool:
        yield EventRecorder(pool)


def marked(stream: Any = None, version: int = 1) -> StoredEvent:
    """An event whose commit is cut; two are never alike, as with their nonces."""
    return StoredEvent(stream or uuid4(), version, MARK, uuid4().bytes)


def stored(rows: Rows, *events: StoredEvent) -> list[int]:
    """The positions of these very rows, each as often as it is stored."""
    query = "SELECT notification_id FROM events WHERE state = ANY(%s) ORDER BY 1"
    return [position for (position,) in rows(query, [e.state for e in events])]


@pytest.mark.parametrize("cut", CUTS)
def test_a_cut_commit_is_answered_rightly_and_stored_once(
    cut: Cut, proxy: Proxy, cut_off: EventRecorder, rows: Rows, scale: int
) -> None:
    for number in range(4 * scale):
        stream, scope = uuid4(), uuid4().bytes
        events = [marked(stream), marked(stream, 2), marked()]
        proxy.cuts = [cut] * (1 + number % 2)
        positions = cut_off.insert_events(
            events,
            claims=[("number", str(stream), stream)],
            receipt=Receipt(scope, b"mark", 201, b"answer"),
        )
        assert proxy.cuts == []
        assert list(positions) == stored(rows, *events)
        assert len(positions) == len(events)
        assert rows("SELECT position FROM receipt WHERE scope = %s", scope) == [
            (positions[-1],)
        ]


def test_what_another_wrote_instead_is_not_taken_for_ours(
    proxy: Proxy, cut_off: EventRecorder, recorder: EventRecorder, rows: Rows
) -> None:
    ours = marked()
    theirs = StoredEvent(ours.originator_id, 1, "t", b"of another command")
    proxy.cuts = ["before"]
    proxy.when_cut = lambda: recorder.insert_events([theirs])
    with pytest.raises(IntegrityError):
        cut_off.insert_events([ours])
    assert stored(rows, ours) == []
    assert len(stored(rows, theirs)) == 1


def test_what_another_wrote_behind_ours_does_not_hide_it(
    proxy: Proxy, cut_off: EventRecorder, recorder: EventRecorder, rows: Rows
) -> None:
    ours = marked()
    theirs = StoredEvent(ours.originator_id, 2, "t", b"of the next command")
    proxy.cuts = ["after"]
    proxy.when_cut = lambda: recorder.insert_events([theirs])
    assert list(cut_off.insert_events([ours])) == stored(rows, ours)
    assert len(stored(rows, ours, theirs)) == 2


@pytest.mark.parametrize(("cut", "times"), [("before", 0), ("after", 1)])
def test_a_server_that_stays_away_is_said_and_a_repeat_finds_what_was_stored(
    cut: Cut,
    times: int,
    proxy: Proxy,
    cut_off: EventRecorder,
    recorder: EventRecorder,
    rows: Rows,
) -> None:
    receipt = Receipt(b"scope", b"mark", 201, b"answer")
    first, again = marked(), marked()

    def go_away() -> None:
        proxy.away = True

    proxy.cuts, proxy.when_cut = [cut], go_away
    began = time.monotonic()
    with pytest.raises(DatabaseUnavailable):
        cut_off.insert_events([first], receipt=receipt)
    assert time.monotonic() - began < 6
    assert len(stored(rows, first)) == times
    if times:
        with pytest.raises(ReceiptExists):
            recorder.insert_events([again], receipt=receipt)
    else:
        recorder.insert_events([again], receipt=receipt)
    assert len(stored(rows, first, again)) == 1


def test_a_recorder_works_again_when_its_server_is_back(
    proxy: Proxy, cut_off: EventRecorder, rows: Rows
) -> None:
    proxy.cuts = ["before"] * 3
    event = marked()
    assert list(cut_off.insert_events([event])) == stored(rows, event)
    assert cut_off.max_notification_id() == 1
