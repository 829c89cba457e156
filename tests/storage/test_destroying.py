"""Keys destroyed for good: here at once, told beside the keys, once for each scope."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg_pool import ConnectionPool

from storage.idempotency import Receipts
from storage.keys import KeyStore
from storage.master_key import MasterKey
from storage.recorder import EventRecorder

Rows = Callable[..., list[Any]]


@pytest.fixture
def store(pool: ConnectionPool, master: MasterKey) -> KeyStore:
    return KeyStore(pool, master)


@pytest.fixture
def taken(store: KeyStore) -> list[UUID]:
    return [id_ for id_, _ in store.take(3)]


def test_a_destroyed_key_is_forgotten_here_at_once_and_others_live(
    store: KeyStore, taken: list[UUID]
) -> None:
    assert len(store.keys(taken)) == 3
    store.destroy(taken[:2], uuid4(), "everything", "request", 1)
    assert set(store.keys(taken)) == {taken[2]}


def test_nothing_of_a_destroyed_key_is_in_its_row(
    store: KeyStore, taken: list[UUID], rows: Rows
) -> None:
    store.destroy(taken[:1], uuid4(), "identity", "request", 1)
    [(wrapped, destroyed_at)] = rows(
        "SELECT wrapped, destroyed_at FROM data_key WHERE id = %s", taken[0]
    )
    assert (wrapped, destroyed_at is None) == (None, False)


def test_a_key_that_is_read_while_it_is_destroyed_is_not_remembered(
    store: KeyStore, taken: list[UUID], pool: ConnectionPool, master: MasterKey
) -> None:
    fresh = KeyStore(pool, master)
    unwrap = fresh._unwrap

    def destroyed_meanwhile(id_: UUID, wrapped: bytes) -> bytes:
        fresh.destroy([id_], uuid4(), "identity", "request", 1)
        return unwrap(id_, wrapped)

    fresh._unwrap = destroyed_meanwhile  # type: ignore[method-assign]
    assert set(fresh.keys(taken[:1])) == {taken[0]}
    assert fresh.keys(taken[:1]) == {}


def test_a_destruction_is_told_with_its_reason_and_only_once(
    store: KeyStore, taken: list[UUID]
) -> None:
    owner = uuid4()
    first = store.destroy(taken[:1], owner, "identity", "request", 1)
    again = store.destroy(taken[:1], owner, "identity", "retention", 2)
    assert again == first
    wider = store.destroy(taken[:2], owner, "everything", "retention", 2)
    assert store.destructions() == [first, wider]
    assert (first.owner, first.scope, first.request) == (owner, "identity", 1)
    assert (wider.scope, wider.ground) == ("everything", "retention")


def test_destructions_after_a_moment_are_told_alone(
    store: KeyStore, taken: list[UUID]
) -> None:
    first = store.destroy(taken[:1], uuid4(), "identity", "request", 1)
    second = store.destroy(taken[1:2], uuid4(), "identity", "request", 1)
    assert store.destructions(first.destroyed_at) == [second]
    later = second.destroyed_at + timedelta(seconds=1)
    assert store.destructions(later) == []


def test_the_room_of_a_destroyed_key_is_given_free(
    store: KeyStore, taken: list[UUID], rows: Rows
) -> None:
    store.destroy(taken, uuid4(), "everything", "request", 1)
    store.clear_out()
    [(times,)] = rows(
        "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'data_key'"
    )
    assert times == 1


def test_receipts_are_forgotten_by_position_and_others_kept(
    pool: ConnectionPool,
    master: MasterKey,
    recorder: EventRecorder,
    event: Callable[..., Any],
) -> None:
    receipts = Receipts(pool, master)
    marks = [receipts.fingerprint("note", "case", n) for n in range(3)]
    scopes = [receipts.scope("t", "desk", f"key-{n}") for n in range(3)]
    positions = [
        recorder.insert_events(
            [event()], receipts={1: receipts.write(scope, mark, 200, {"n": 1})}
        )[0]
        for scope, mark in zip(scopes, marks, strict=True)
    ]
    assert receipts.forget([positions[0], positions[2], 9_999]) == 2
    kept = [
        receipts.find(scope, mark) is not None
        for scope, mark in zip(scopes, marks, strict=True)
    ]
    assert kept == [False, True, False]


def test_events_are_counted_by_topic_and_stream(
    recorder: EventRecorder, event: Callable[..., Any]
) -> None:
    one, other = uuid4(), uuid4()
    recorder.insert_events([event(one), event(one, 2), event(other)])
    asked = [one, other, uuid4()]
    assert recorder.count_of("thing.happened", asked) == {one: 2, other: 1}
    assert recorder.count_of("thing.else", asked) == {}
    assert recorder.count_of("thing.happened", []) == {}
