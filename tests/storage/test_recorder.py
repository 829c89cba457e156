"""Events are stored whole with their claims and receipt, or not at all; for good."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import (
    IntegrityError,
    ProgrammingError,
    RecordConflictError,
    StoredEvent,
)

from storage.database import DatabaseUnavailable
from storage.recorder import EventRecorder
from storage.submission import ClaimTaken, Receipt, ReceiptExists

Rows = Callable[..., list[Any]]
Event = Callable[..., StoredEvent]
STORED = (
    "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM claim),"
    " (SELECT count(*) FROM receipt)"
)


def receipt(scope: bytes = b"scope") -> Receipt:
    return Receipt(scope, b"fingerprint", 201, b"sealed answer")


def test_events_claims_and_receipt_are_stored_together(
    recorder: EventRecorder, rows: Rows, event: Event
) -> None:
    stream = uuid4()
    positions = recorder.insert_events(
        [event(stream, 1), event(stream, 2)],
        claims=[("number", "A-1", stream)],
        receipts={2: receipt()},
    )
    assert rows(STORED) == [(2, 1, 1)]
    assert rows("SELECT position FROM receipt") == [(positions[-1],)]
    assert recorder.owner_of("number", "A-1") == stream


def test_an_empty_save_stores_nothing(recorder: EventRecorder, rows: Rows) -> None:
    assert list(recorder.insert_events([])) == []
    assert rows(STORED) == [(0, 0, 0)]


def test_of_a_version_conflict_nothing_is_stored(
    recorder: EventRecorder, rows: Rows, event: Event
) -> None:
    taken = event()
    recorder.insert_events([taken])
    with pytest.raises(IntegrityError):
        recorder.insert_events(
            [event(), event(taken.originator_id, 1), event()],
            claims=[("number", "A-1", uuid4())],
            receipts={1: receipt()},
        )
    assert rows(STORED) == [(1, 0, 0)]


def test_of_a_taken_claim_nothing_is_stored(
    recorder: EventRecorder, rows: Rows, event: Event
) -> None:
    first, second = uuid4(), uuid4()
    recorder.insert_events([event(first)], claims=[("number", "A-1", first)])
    with pytest.raises(ClaimTaken):
        recorder.insert_events(
            [event(second)],
            claims=[("number", "B-2", second), ("number", "A-1", second)],
            receipts={1: receipt()},
        )
    assert rows(STORED) == [(1, 1, 0)]
    assert recorder.owners_of("number", ["A-1", "B-2"]) == {"A-1": first}


def test_the_same_value_of_another_kind_is_not_taken(
    recorder: EventRecorder, event: Event
) -> None:
    first, second = uuid4(), uuid4()
    recorder.insert_events([event(first)], claims=[("number", "1", first)])
    recorder.insert_events([event(second)], claims=[("external", "1", second)])
    assert recorder.owner_of("external", "1") == second


def test_of_a_command_with_a_receipt_nothing_is_stored_again(
    recorder: EventRecorder, rows: Rows, event: Event
) -> None:
    recorder.insert_events([event()], receipts={1: receipt()})
    with pytest.raises(ReceiptExists):
        recorder.insert_events(
            [event()], claims=[("number", "A-1", uuid4())], receipts={1: receipt()}
        )
    assert rows(STORED) == [(1, 0, 1)]
    recorder.insert_events([event()], receipts={1: receipt(b"another scope")})
    assert rows(STORED) == [(2, 0, 2)]


def test_every_conflict_is_one_of_the_librarys() -> None:
    assert issubclass(ClaimTaken, RecordConflictError)
    assert issubclass(ReceiptExists, RecordConflictError)


def test_ten_thousand_events_in_one_save(
    recorder: EventRecorder, rows: Rows, event: Event
) -> None:
    streams = [uuid4() for _ in range(100)]
    events = [event(stream, v) for stream in streams for v in range(1, 101)]
    positions = recorder.insert_events(events)
    assert rows("SELECT count(*) FROM events") == [(10_000,)]
    read = recorder.select_notifications(None, 10_001)
    assert [n.id for n in read] == list(positions)
    assert [(n.originator_id, n.originator_version) for n in read] == [
        (e.originator_id, e.originator_version) for e in events
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET state = ''",
        "UPDATE events SET topic = topic WHERE false",
        "DELETE FROM events",
        "TRUNCATE events",
        "TRUNCATE events CASCADE",
    ],
)
def test_an_event_is_never_updated_nor_deleted(
    recorder: EventRecorder, url: str, rows: Rows, event: Event, change: str
) -> None:
    recorder.insert_events([event()])
    before = rows("SELECT * FROM events")
    with psycopg.connect(url) as connection:
        with pytest.raises(psycopg.errors.RaiseException, match="never updated"):
            connection.execute(change.encode())
    assert rows("SELECT * FROM events") == before


def test_a_position_is_given_by_the_database_alone(
    recorder: EventRecorder, url: str, rows: Rows
) -> None:
    with psycopg.connect(url) as connection:
        with pytest.raises(psycopg.errors.GeneratedAlways):
            connection.execute(
                "INSERT INTO events VALUES (gen_random_uuid(), 1, 't', '', 99)"
            )
    assert rows("SELECT count(*) FROM events") == [(0,)]


def test_a_save_that_does_not_get_its_turn_in_time_stores_nothing(
    recorder: EventRecorder, url: str, rows: Rows, event: Event
) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("ALTER FUNCTION record SET lock_timeout = '50ms'")
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE writers_turn")
        with pytest.raises(DatabaseUnavailable):
            recorder.insert_events([event()], receipts={1: receipt()})
    assert rows(STORED) == [(0, 0, 0)]
    recorder.insert_events([event()], receipts={1: receipt()})
    assert rows(STORED) == [(1, 0, 1)]


def test_the_librarys_own_subscription_is_refused(recorder: EventRecorder) -> None:
    with pytest.raises(ProgrammingError):
        recorder.subscribe()


def test_the_newest_event_up_to_a_position_is_found_over_a_gap(
    recorder: EventRecorder, event: Event
) -> None:
    assert recorder.select_last(5) is None
    first, taken = event(), event()
    [before] = recorder.insert_events([first, taken])[:1]
    with pytest.raises(IntegrityError):
        recorder.insert_events([taken])
    [after] = recorder.insert_events([event()])
    assert after > before + 2
    for position, found in (
        (before, before),
        (before + 1, before + 1),
        (after - 1, before + 1),
        (after, after),
        (after + 9, after),
    ):
        last = recorder.select_last(position)
        assert last is not None
        assert last.id == found


def fill(url: str, events: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO events (originator_id, originator_version, topic, state)"
            " SELECT gen_random_uuid(), 1, 'other', decode(repeat('00', 1000), 'hex')"
            " FROM generate_series(1, %s)",
            (events,),
        )


def test_what_a_command_rests_on_is_judged_along_no_other_stream(
    recorder: EventRecorder, url: str, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(url, 100_000)
    with psycopg.connect(url) as connection:
        # The group is written here, where what it reads can be counted.
        monkeypatch.setattr(
            "storage.group_commit.connected", lambda _: nullcontext(connection)
        )
        basis = {uuid4(): 0 for _ in range(13)}
        assert len(recorder.submit([event()], basis=basis).result()) == 1
        read = connection.execute(
            "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables"
            " WHERE relname = 'events'"
        ).fetchone()
    assert read is not None
    assert read[0] < 1_000


def test_what_is_newer_in_a_stream_is_read_along_no_other(
    recorder: EventRecorder, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of so many without statistics the planner would go through the index of positions
    # once for each stream that is asked for.
    fill(url, 60_000)
    asked: list[tuple[str, Any]] = []

    def remember(_: object, query: str, params: Any) -> list[Any]:
        asked.append((query, params))
        return []

    monkeypatch.setattr("storage.recorder.fetch", remember)
    recorder.select_newer({uuid4(): 0 for _ in range(20)}, 60_000)
    [(query, params)] = asked
    with psycopg.connect(url) as connection:
        lines = connection.execute(f"EXPLAIN {query}".encode(), params).fetchall()
    plan = "\n".join(line for (line,) in lines)
    assert "events_version" in plan
    assert "events_position" not in plan
