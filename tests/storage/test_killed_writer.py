"""kill -9 of a process that writes: each save whole or not at all, none twice."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo

from storage.recorder import EventRecorder
from storage.submission import ReceiptExists
from tests.storage import busy_writer
from tests.storage.busy_writer import saves
from tests.storage.turn import Turn

Rows = Callable[..., list[Any]]
PROGRAM = Path(busy_writer.__file__)
SEEDS = count(1)


@pytest.fixture
def url(shared_url: str) -> str:
    return shared_url


class Writer:
    """A busy writer; `acknowledged` are the saves that it has told of."""

    def __init__(self, url: str, rows: Rows):
        self.seed = next(SEEDS)
        self.acknowledged: set[int] = set()
        self._rows = rows
        self._name = f"writer {self.seed}"
        own = make_conninfo(url, application_name=self._name)
        self._process = subprocess.Popen(
            [sys.executable, PROGRAM, own, str(self.seed)], stdout=subprocess.PIPE
        )

    def acknowledges(self, number: int) -> None:
        """Wait until it has told of so many more."""
        assert self._process.stdout is not None
        for _ in range(number):
            line = self._process.stdout.readline()
            assert line, "it has ended"
            self.acknowledged.add(int(line))

    def kill(self) -> None:
        self._process.kill()
        if self._process.returncode is None:
            told, _ = self._process.communicate()
            # The last line may be broken off.
            self.acknowledged |= {int(line) for line in told.split(b"\n")[:-1]}

    def wait_for_its_transactions(self) -> None:
        """The server still ends what it was about when the writer fell."""
        query = "SELECT FROM pg_stat_activity WHERE application_name = %s"
        while self._rows(query, self._name):
            pass


@pytest.fixture
def writer(url: str, rows: Rows) -> Iterator[Callable[[], Writer]]:
    started: list[Writer] = []

    def start() -> Writer:
        started.append(Writer(url, rows))
        return started[-1]

    yield start
    for one in started:
        one.kill()


def is_whole_or_not_there(writer: Writer, recorder: EventRecorder, rows: Rows) -> None:
    """And it is there if it was acknowledged; sent again, each is there once."""
    sent = saves(writer.seed, max(writer.acknowledged, default=0) + 200)
    stored = stored_saves(writer, rows)
    for number, one in enumerate(sent):
        found = stored.pop(one.events[0].originator_id, None)
        assert found is not None or number not in writer.acknowledged
        assert found in (None, as_stored(one.events))
    assert stored == {}
    again = [recorder.submit(one.events, one.claims, one.receipts) for one in sent]
    errors = [one.error(30) for one in again]
    assert {type(error) for error in errors} == {type(None), ReceiptExists}
    known = [type(error) is ReceiptExists for error in errors]
    # What was submitted later is not there without what was submitted before.
    assert known == sorted(known, reverse=True)
    assert known.count(True) >= len(writer.acknowledged)
    assert stored_saves(writer, rows) == {
        one.events[0].originator_id: as_stored(one.events) for one in sent
    }


def as_stored(events: Any) -> tuple[Any, ...]:
    """Versions, states, how many claims and receipts, and what the receipt tells."""
    states = [event.state for event in events]
    return list(range(1, len(states) + 1)), states, 1, 1, True


def stored_saves(writer: Writer, rows: Rows) -> dict[Any, tuple[Any, ...]]:
    query = """
        SELECT coalesce(e.originator_id, c.originator_id),
            array_agg(originator_version ORDER BY notification_id),
            array_agg(state ORDER BY notification_id),
            count(DISTINCT c.value)::int, count(DISTINCT r.scope)::int,
            max(notification_id) = max(r.position)
        FROM (SELECT * FROM events WHERE convert_from(state, 'UTF8') LIKE %(of)s) e
        FULL JOIN (SELECT * FROM claim WHERE value LIKE %(of)s) c
            ON c.originator_id = e.originator_id
        LEFT JOIN receipt r
            ON r.scope = uuid_send(coalesce(e.originator_id, c.originator_id))
        GROUP BY 1"""
    found = rows(query.replace("%(of)s", f"'{writer.seed} %%'"))
    return {id: tuple(rest) for id, *rest in found}


def test_killed_at_any_moment(
    writer: Callable[[], Writer], recorder: EventRecorder, rows: Rows, scale: int
) -> None:
    chance = Random(9)
    for _ in range(2 * scale):
        one = writer()
        one.acknowledges(chance.randint(1, 400))
        one.kill()
        one.wait_for_its_transactions()
        is_whole_or_not_there(one, recorder, rows)


def test_killed_while_it_waits_for_its_turn(
    writer: Callable[[], Writer], recorder: EventRecorder, rows: Rows, turn: Turn
) -> None:
    one = writer()
    one.acknowledges(50)
    with turn.taken():
        turn.wait_for_writers(1)
        one.kill()
    one.wait_for_its_transactions()
    is_whole_or_not_there(one, recorder, rows)


@pytest.mark.parametrize("table", ["events", "claim", "receipt"])
def test_killed_while_its_transaction_is_open(
    writer: Callable[[], Writer],
    recorder: EventRecorder,
    rows: Rows,
    turn: Turn,
    table: str,
) -> None:
    """Before its events are written, before its claims, before its receipts."""
    one = writer()
    one.acknowledges(50)
    with turn.taken(table):
        turn.wait_for_writers(1, table)
        one.kill()
    one.wait_for_its_transactions()
    is_whole_or_not_there(one, recorder, rows)


def test_ended_by_the_server_in_the_middle_nothing_of_it_is_there(
    writer: Callable[[], Writer], recorder: EventRecorder, rows: Rows, turn: Turn
) -> None:
    one = writer()
    one.acknowledges(50)
    with turn.taken("receipt"):
        turn.wait_for_writers(1, "receipt")
        before = stored_saves(one, rows)
        one.kill()
        rows(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE relation = 'receipt'::regclass AND NOT granted"
        )
        one.wait_for_its_transactions()
    assert stored_saves(one, rows) == before
    is_whole_or_not_there(one, recorder, rows)
