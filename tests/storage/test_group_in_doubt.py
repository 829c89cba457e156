"""A group whose answer was lost: each of its commands stored once, or refused."""

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent

from storage.recorder import EventRecorder
from storage.submission import Submission
from tests.storage.fates import command, empty, fated, is_rightly_settled, recorded
from tests.storage.proxy import CUTS, MARK, Cut, Proxy
from tests.storage.turn import Turn

Rows = Callable[..., list[Any]]
Together = Callable[..., None]


@pytest.fixture
def url(shared_url: str) -> str:
    empty(shared_url)
    return shared_url


@pytest.fixture
def together(proxy: Proxy, cut_off: EventRecorder, turn: Turn) -> Together:
    """`together(cuts, *submissions)`: they wait at the same time, and the connection
    that carries them is cut so often."""

    def submit(cuts: list[Cut], *submissions: Submission) -> None:
        with turn.taken():
            cut_off.submit(command().events)
            turn.wait_for_writers(1)
            proxy.cuts = cuts
            for one in submissions:
                cut_off._commits.submit(one)
        cut_off.finish()
        assert proxy.cuts == []

    return submit


@pytest.mark.parametrize("cut", CUTS)
def test_what_was_cut_together_is_stored_once_or_rightly_refused(
    cut: Cut,
    together: Together,
    recorder: EventRecorder,
    url: str,
    rows: Rows,
    scale: int,
) -> None:
    chance = Random(CUTS.index(cut))
    usual = ("recorded", "version", "claim", "key", "doubled")
    for number in range(2 * scale):
        empty(url)
        taken = recorded(recorder)
        fates = ["recorded", *chance.choices(usual, (6, 2, 2, 2, 1), k=6)]
        given = [fated(fate, taken, chance.randint(1, 3), True) for fate in fates]
        together([cut] * (1 + number % 2), *given)
        is_rightly_settled(rows, taken, fates, given)


def test_a_cut_while_one_is_looked_for_does_not_shake_the_others(
    together: Together, proxy: Proxy, recorder: EventRecorder, rows: Rows
) -> None:
    fine, late = command(), command(StoredEvent(uuid4(), 1, "t", MARK.encode()))
    theirs = [StoredEvent(late.events[0].originator_id, 1, "t", b"another command's")]
    proxy.when_cut = lambda: theirs and recorder.insert_events([theirs.pop()])
    # Sent; sent again, when `fine` is recorded and `late` meets theirs; looked for.
    together(["before", "not", "before"], fine, late)
    assert isinstance(late.positions.error(), IntegrityError)
    assert [*fine.positions.result()] == [
        position
        for (position,) in rows(
            "SELECT notification_id FROM events WHERE state = %s", fine.events[0].state
        )
    ]


def test_tried_one_by_one_each_still_finds_what_was_stored(
    together: Together, proxy: Proxy, url: str, rows: Rows
) -> None:
    waiting = [command(size=n + 1) for n in range(3)]

    def take_no_more_than_one() -> None:
        # As a standby does that is made the first one meanwhile.
        with psycopg.connect(url) as connection:
            words = connection.execute(
                "SELECT pg_get_functiondef('record'::regproc)"
            ).fetchone()
            assert words is not None
            connection.execute(
                words[0]
                .replace(
                    "LOCK TABLE writers_turn",
                    "IF (SELECT count(DISTINCT c) > 1 FROM unnest(of_events) AS c)"
                    " THEN RAISE read_only_sql_transaction; END IF;"
                    " LOCK TABLE writers_turn",
                )
                .encode()
            )

    proxy.when_cut = take_no_more_than_one
    together(["after"], *waiting)
    assert [position for one in waiting for position in one.positions.result()] == [
        position
        for (position,) in rows(
            "SELECT notification_id FROM events WHERE state = ANY(%s) ORDER BY 1",
            [event.state for one in waiting for event in one.events],
        )
    ]
