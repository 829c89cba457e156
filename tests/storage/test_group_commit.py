"""Many commands in one transaction: each is recorded or refused as if it were alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from psycopg_pool import ConnectionPool

from storage.database import DatabaseUnavailable
from storage.group_commit import MOST_EVENTS, GroupCommit
from storage.outcome import Outcome
from storage.recorder import EventRecorder
from storage.submission import (
    BasisMoved,
    ClaimTaken,
    KnownReceipt,
    ReceiptExists,
    Submission,
)
from tests.storage.fates import (
    FATES,
    REFUSALS,
    command,
    empty,
    fated,
    is_rightly_settled,
    receipt,
    recorded,
    states,
)
from tests.storage.turn import Turn

Rows = Callable[..., list[Any]]
Event = Callable[..., StoredEvent]
Outcomes = Callable[..., list[Any]]


@pytest.fixture
def url(shared_url: str) -> str:
    empty(shared_url)
    return shared_url


@pytest.fixture
def together(pool: ConnectionPool, turn: Turn) -> Outcomes:
    """`together(*submissions)`: they wait at the same time, all behind another that
    waits for its turn; the positions of each, or the error that it met."""
    commits = GroupCommit(pool)

    def submit(*submissions: Submission) -> list[Any]:
        with turn.taken():
            commits.submit(command())
            turn.wait_for_writers(1)
            for one in submissions:
                commits.submit(one)
        return [outcome(one.positions) for one in submissions]

    return submit


def outcome(positions: Outcome[Sequence[int]]) -> Any:
    error = positions.error(30)
    return positions.result() if error is None else error


def transactions(rows: Rows) -> list[list[bytes]]:
    """The states of the events of each, in their order."""
    query = (
        "SELECT array_agg(state ORDER BY notification_id) FROM events"
        " GROUP BY xmin::text ORDER BY min(notification_id)"
    )
    return [states for (states,) in rows(query)]


def test_what_waits_at_the_same_time_shares_one_transaction(
    together: Outcomes, rows: Rows
) -> None:
    waiting = [command(size=n % 3 + 1) for n in range(20)]
    together(*waiting)
    assert transactions(rows)[1:] == [states(*waiting)]


def test_what_comes_alone_has_a_transaction_of_its_own(
    recorder: EventRecorder, rows: Rows
) -> None:
    alone = [command() for _ in range(3)]
    for one in alone:
        recorder.insert_events(one.events)
    assert transactions(rows) == [states(one) for one in alone]


def test_positions_come_in_the_order_of_submission_however_many_wait(
    together: Outcomes, rows: Rows
) -> None:
    waiting = [command(size=n % 3 + 1) for n in range(MOST_EVENTS + 1)]
    outcomes = together(*waiting)
    positions = [position for given in outcomes for position in given]
    assert all(earlier < later for earlier, later in pairwise(positions))
    stored = rows("SELECT notification_id, state FROM events ORDER BY 1")[1:]
    assert stored == list(zip(positions, states(*waiting), strict=True))
    sizes = [len(one) for one in transactions(rows)[1:]]
    assert sum(sizes) == len(stored)
    assert all(size >= MOST_EVENTS for size in sizes[:-1])
    assert all(size < MOST_EVENTS + 3 for size in sizes)


@pytest.mark.parametrize("refused", ["stream", "claim", "key"])
def test_who_touches_the_same_is_judged_after_and_apart(
    together: Outcomes, rows: Rows, refused: str
) -> None:
    stream, scope = uuid4(), uuid4().bytes
    told: Callable[[], Submission] = {
        "stream": lambda: command(StoredEvent(stream, 1, "t", uuid4().bytes)),
        "claim": lambda: command(claims=[("number", "A-1", uuid4())]),
        "key": lambda: command(receipt=receipt(scope)),
    }[refused]
    why = {"stream": IntegrityError, "claim": ClaimTaken, "key": ReceiptExists}
    first, second, between, last = told(), told(), command(), command()
    outcomes = together(first, between, second, last)
    assert type(outcomes[2]) is why[refused]
    assert transactions(rows)[1:] == [states(first, between, last)]


def test_steps_of_one_stream_that_fit_are_all_taken_one_after_the_other(
    together: Outcomes, rows: Rows
) -> None:
    stream = uuid4()
    steps = [command(StoredEvent(stream, n, "t", b"%d" % n)) for n in (1, 2, 3)]
    other = command()
    outcomes = together(*steps[:2], other, steps[2])
    assert [type(one) for one in outcomes] == [list] * 4
    assert transactions(rows)[1:] == [
        states(steps[0], other),
        states(steps[1]),
        states(steps[2]),
    ]


def test_what_a_refused_command_wanted_is_free_for_the_next(
    recorder: EventRecorder, together: Outcomes, event: Event
) -> None:
    taken = event()
    recorder.insert_events([taken])
    claim, key = [("number", "A-1", uuid4())], receipt()
    refused = command(event(taken.originator_id), claims=claim, receipt=key)
    again = command(claims=claim, receipt=key)
    outcomes = together(refused, again)
    assert type(outcomes[0]) is IntegrityError
    assert type(outcomes[1]) is list


def test_who_comes_again_with_stream_and_claim_meets_the_stream_however_many_do(
    recorder: EventRecorder, together: Outcomes
) -> None:
    first = [command(claims=[("number", uuid4().hex, uuid4())]) for _ in range(20)]
    for one in first:
        recorder.insert_events(one.events, claims=one.claims)
    outcomes = together(*(command(*one.events, claims=one.claims) for one in first))
    assert [type(one) for one in outcomes] == [IntegrityError] * 20


def test_a_repeated_key_brings_the_first_outcome_along(together: Outcomes) -> None:
    key = receipt(mark=b"first")
    first, again = command(size=3, receipt=key), receipt(key.scope, b"second")
    positions, met = together(first, command(receipt=again))
    assert met.known == [KnownReceipt(again, key, positions[-1])]
    (met_later,) = together(command(receipt=again))
    assert met_later.known == met.known


def test_of_several_keys_each_is_met_with_the_position_of_its_own_outcome(
    recorder: EventRecorder, together: Outcomes, rows: Rows
) -> None:
    keys = [receipt(mark=b"%d" % n) for n in range(3)]
    first = command(size=5)
    first = replace(first, receipts=dict(zip((1, 3, 5), keys, strict=True)))
    positions = recorder.insert_events(first.events, receipts=first.receipts)
    again = {2: keys[2], 3: receipt(), 4: keys[0]}
    met, kept = together(
        replace(command(size=4), receipts=again),
        replace(command(size=2), receipts={1: receipt(), 2: receipt()}),
    )
    stored = {one.given.scope: (one.stored, one.position) for one in met.known}
    assert stored == {
        keys[0].scope: (keys[0], positions[0]),
        keys[2].scope: (keys[2], positions[4]),
    }
    told = [position for (position,) in rows("SELECT position FROM receipt ORDER BY 1")]
    assert told == [positions[n] for n in (0, 2, 4)] + kept


def test_one_that_is_refused_harms_nobody_else(
    recorder: EventRecorder, together: Outcomes, url: str, rows: Rows
) -> None:
    for place, fate in enumerate(REFUSALS):
        empty(url)
        taken = recorded(recorder)
        fates = ["recorded"] * 5
        fates[place % 5] = fate
        given = [fated(one, taken, n % 3 + 1, True) for n, one in enumerate(fates)]
        together(*given)
        is_rightly_settled(rows, taken, fates, given)


def test_of_any_that_meet_each_has_its_own_fate(
    recorder: EventRecorder, together: Outcomes, url: str, rows: Rows, scale: int
) -> None:
    chance = Random(5)
    for _ in range(12 * scale):
        empty(url)
        taken = recorded(recorder)
        fates = chance.choices(FATES, (8, 3, 3, 3, 3, 1, 1, 1), k=chance.randint(2, 12))
        given = [
            fated(fate, taken, chance.randint(1, 4), chance.random() < 0.7)
            for fate in fates
        ]
        together(*given)
        is_rightly_settled(rows, taken, fates, given)


def test_too_many_are_told_and_those_that_wait_are_recorded(
    pool: ConnectionPool, turn: Turn, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.together.MOST_WAITING", 3)
    commits, waiting = GroupCommit(pool), [command() for _ in range(4)]
    with turn.taken():
        commits.submit(waiting[0])
        turn.wait_for_writers(1)
        for one in waiting[1:]:
            commits.submit(one)
        with pytest.raises(DatabaseUnavailable):
            commits.submit(command())
    commits.finish()
    assert all(one.positions.done() for one in waiting)
    assert transactions(rows) == [states(waiting[0]), states(*waiting[1:])]


def resting(stream: UUID, version: int) -> Submission:
    one = command()
    return Submission(one.events, basis={stream: version})


def test_who_rests_on_what_another_of_the_same_moment_changes_is_refused(
    recorder: EventRecorder, together: Outcomes, event: Event
) -> None:
    first = event()
    stream = UUID(str(first.originator_id))
    recorder.insert_events([first])
    before, after, change = resting(stream, 1), resting(stream, 1), event(stream, 2)
    outcomes = together(before, command(change), after, command())
    assert [type(one) for one in outcomes] == [list, list, BasisMoved, list]


def test_who_rests_on_what_was_changed_is_refused_and_harms_nobody_else(
    recorder: EventRecorder, together: Outcomes, event: Event
) -> None:
    first = event()
    stream = UUID(str(first.originator_id))
    recorder.insert_events([first, event(stream, 2)])
    outcomes = together(command(), resting(stream, 1), resting(stream, 2), command())
    assert [type(one) for one in outcomes] == [list, BasisMoved, list, list]
