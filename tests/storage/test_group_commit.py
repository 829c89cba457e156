"""Many commands in one transaction: each is recorded or refused as if it were alone."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import pairwise
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from psycopg_pool import ConnectionPool

from storage.group_commit import MOST_COMMANDS, GroupCommit
from storage.recorder import EventRecorder
from storage.submission import Claim, ClaimTaken, Receipt, ReceiptExists, Submission
from tests.storage.turn import Turn

Rows = Callable[..., list[Any]]
Event = Callable[..., StoredEvent]
Outcomes = Callable[..., list[Any]]


@pytest.fixture
def url(shared_url: str) -> str:
    empty(shared_url)
    return shared_url


def empty(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE events DISABLE TRIGGER ALL")
        connection.execute("TRUNCATE events, claim, receipt")
        connection.execute("ALTER TABLE events ENABLE TRIGGER ALL")


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


def outcome(positions: Future[Sequence[int]]) -> Any:
    error = positions.exception(30)
    return positions.result() if error is None else error


def command(
    *events: StoredEvent,
    claims: Sequence[Claim] = (),
    receipt: Receipt | None = None,
    size: int = 1,
) -> Submission:
    """Of these events, or of so many of a stream of its own."""
    stream = uuid4()
    own = [StoredEvent(stream, n + 1, "t", uuid4().bytes) for n in range(size)]
    return Submission(events or own, claims, receipt)


def receipt(scope: bytes | None = None, mark: bytes = b"mark") -> Receipt:
    return Receipt(scope or uuid4().bytes, mark, 201, b"sealed answer")


def transactions(rows: Rows) -> list[list[bytes]]:
    """The states of the events of each, in their order."""
    query = (
        "SELECT array_agg(state ORDER BY notification_id) FROM events"
        " GROUP BY xmin::text ORDER BY min(notification_id)"
    )
    return [states for (states,) in rows(query)]


def states(*submissions: Submission) -> list[bytes]:
    return [event.state for one in submissions for event in one.events]


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
    waiting = [command(size=n % 3 + 1) for n in range(MOST_COMMANDS * 2 + 1)]
    outcomes = together(*waiting)
    positions = [position for given in outcomes for position in given]
    assert all(earlier < later for earlier, later in pairwise(positions))
    stored = rows("SELECT notification_id, state FROM events ORDER BY 1")[1:]
    assert stored == list(zip(positions, states(*waiting), strict=True))
    assert [len(one) for one in transactions(rows)[1:]] == [
        len(states(*waiting[n : n + MOST_COMMANDS]))
        for n in range(0, len(waiting), MOST_COMMANDS)
    ]


@pytest.mark.parametrize("refused", ["stream", "claim", "key"])
def test_who_touches_the_same_is_judged_after_and_apart(
    together: Outcomes, rows: Rows, refused: str
) -> None:
    stream, scope = uuid4(), uuid4().bytes
    told = {
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


def test_a_repeated_key_brings_the_first_outcome_along(together: Outcomes) -> None:
    key = receipt(mark=b"first")
    first, again = command(size=3, receipt=key), receipt(key.scope, b"second")
    positions, met = together(first, command(receipt=again))
    assert (met.known, met.given) == (key, again)
    assert met.position == positions[-1]
    (met_later,) = together(command(receipt=again))
    assert (met_later.known, met_later.position) == (key, positions[-1])


FATES = ("recorded", "version", "claim", "key", "unstorable", "doubled", "claims twice")
REFUSALS = {
    "version": IntegrityError,
    "claim": ClaimTaken,
    "key": ReceiptExists,
    "unstorable": psycopg.DataError,
    "doubled": IntegrityError,
    "claims twice": ClaimTaken,
}


def fated(fate: str, taken: Submission, size: int, noted: bool) -> Submission:
    """A command of so many events with that fate, all but its offence beyond reproach;
    `taken` is recorded already."""
    one = command(size=size)
    stream = one.events[0].originator_id
    claims: list[Claim] = [("number", str(stream), stream)]
    events, key = list(one.events), receipt() if noted else None
    match fate:
        case "version":
            events.append(StoredEvent(taken.events[0].originator_id, 1, "t", b""))
        case "claim":
            claims.append(taken.claims[0])
        case "key":
            assert taken.receipt is not None
            key = taken.receipt
        case "unstorable":
            events.append(StoredEvent(uuid4(), 1, "no \x00 in a text", b""))
        case "doubled":
            events.append(events[-1])
        case "claims twice":
            claims.append(claims[0])
    return Submission(events, claims, key)


def is_rightly_settled(
    rows: Rows, taken: Submission, fates: Sequence[str], given: Sequence[Submission]
) -> None:
    """All that was to be recorded, as if the others had never come."""
    good = [one for fate, one in zip(fates, given, strict=True) if fate == "recorded"]
    for fate, one in zip(fates, given, strict=True):
        error = one.positions.exception(30)
        assert (error is None) == (fate == "recorded"), (fate, error)
        if error is not None:
            assert isinstance(error, REFUSALS[fate]), (fate, error)
    positions = [position for one in good for position in one.positions.result()]
    assert positions == sorted(set(positions))
    stored = rows("SELECT notification_id, state FROM events ORDER BY 1")[2:]
    assert stored == list(zip(positions, states(*good), strict=True))
    assert rows("SELECT value FROM claim ORDER BY 1") == sorted(
        (value,) for one in (taken, *good) for _, value, _ in one.claims
    )
    assert rows("SELECT position, scope FROM receipt ORDER BY 1") == [
        (one.positions.result()[-1], one.receipt.scope)
        for one in (taken, *good)
        if one.receipt
    ]


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
        fates = chance.choices(FATES, (8, 3, 3, 3, 1, 1, 1), k=chance.randint(2, 12))
        given = [
            fated(fate, taken, chance.randint(1, 4), chance.random() < 0.7)
            for fate in fates
        ]
        together(*given)
        is_rightly_settled(rows, taken, fates, given)


def recorded(recorder: EventRecorder) -> Submission:
    """Against which others offend."""
    taken = command(claims=[("number", "taken", uuid4())], receipt=receipt())
    positions = recorder.insert_events(
        taken.events, claims=taken.claims, receipt=taken.receipt
    )
    taken.positions.set_result(positions)
    return taken
