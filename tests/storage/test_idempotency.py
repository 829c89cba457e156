"""An outcome is remembered for its key, sealed, and given to nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from eventsourcing.persistence import StoredEvent
from psycopg_pool import ConnectionPool

from storage.idempotency import REMEMBERED_DAYS, KeyReused, Receipts, Remembered
from storage.master_key import MasterKey
from storage.recorder import EventRecorder

Rows = Callable[..., list[Any]]
Event = Callable[..., StoredEvent]
ANSWER = {"id": "1", "access_code": "KODERAHASIA", "clocks": []}


@pytest.fixture
def receipts(pool: ConnectionPool, master: MasterKey) -> Receipts:
    return Receipts(pool, master)


@pytest.fixture
def remember(
    recorder: EventRecorder, receipts: Receipts, event: Event
) -> Callable[[bytes, bytes], int]:
    def record(scope: bytes, mark: bytes) -> int:
        receipt = receipts.write(scope, mark, 201, ANSWER)
        return recorder.insert_events([event()], receipts={1: receipt})[0]

    return record


Remember = Callable[[bytes, bytes], int]


def test_an_outcome_is_found_again_with_its_position(
    receipts: Receipts, remember: Remember
) -> None:
    scope, mark = receipts.scope("t", "a", "k"), receipts.fingerprint("c", "1", {})
    position = remember(scope, mark)
    assert receipts.find(scope, mark) == Remembered(201, ANSWER, position)


def test_an_unknown_key_has_no_outcome(receipts: Receipts) -> None:
    assert receipts.find(receipts.scope("t", "a", "k"), b"mark") is None


def test_the_same_key_for_something_else_is_refused(
    receipts: Receipts, remember: Remember
) -> None:
    remember(b"scope", b"mark")
    with pytest.raises(KeyReused):
        receipts.find(b"scope", b"another mark")


def test_a_scope_is_one_tenants_one_actors_and_one_keys(receipts: Receipts) -> None:
    scopes = {
        receipts.scope(*parts)
        for parts in (
            ("t", "a", "k"),
            ("u", "a", "k"),
            ("t", "b", "k"),
            ("t", "a", "l"),
            ("ta", "", "k"),
            ("t", "ak", ""),
        )
    }
    assert len(scopes) == 6
    assert receipts.scope("t", "a", "k") in scopes


def test_a_fingerprint_counts_what_is_said_and_not_how_it_is_written(
    receipts: Receipts,
) -> None:
    said = {"a": 1, "b": [{"c": None, "d": "é"}]}
    same = {"b": [{"d": "é", "c": None}], "a": 1}
    assert receipts.fingerprint("verify", "1", said) == receipts.fingerprint(
        "verify", "1", same
    )


@pytest.mark.parametrize(
    ("command", "case", "body"),
    [
        ("dispose", "1", {"a": [1, 2]}),
        ("verify", "2", {"a": [1, 2]}),
        ("verify", "1", {"a": [2, 1]}),
        ("verify", "1", {"a": [1, 2], "b": None}),
        ("verify", "1", {"a": [1, "2"]}),
        ("verify", "1", [{"a": [1, 2]}]),
        ("verif", "y1", {"a": [1, 2]}),
    ],
)
def test_a_fingerprint_differs_by_command_case_and_body(
    receipts: Receipts, command: str, case: str, body: Any
) -> None:
    usual = receipts.fingerprint("verify", "1", {"a": [1, 2]})
    assert receipts.fingerprint(command, case, body) != usual


def test_hashes_are_keyed_so_that_nobody_can_guess_a_body(
    receipts: Receipts, pool: ConnectionPool
) -> None:
    other = Receipts(pool, MasterKey(bytes(32)))
    assert other.scope("t", "a", "k") != receipts.scope("t", "a", "k")
    assert other.fingerprint("c", "1", {}) != receipts.fingerprint("c", "1", {})


def test_no_answer_lies_in_clear(
    receipts: Receipts, remember: Remember, rows: Rows
) -> None:
    remember(b"scope", b"mark")
    ((row,),) = rows("SELECT string_agg(body, '') FROM receipt")
    assert b"KODERAHASIA" not in row
    assert b"access_code" not in row


def test_an_answer_opens_under_its_own_key_only(
    receipts: Receipts, remember: Remember, pool: ConnectionPool
) -> None:
    remember(b"scope", b"mark")
    remember(b"other", b"mark")
    with pool.connection() as connection:
        connection.execute(
            "UPDATE receipt SET body = (SELECT body FROM receipt"
            " WHERE scope = 'other') WHERE scope = 'scope'"
        )
    with pytest.raises(InvalidTag):
        receipts.find(b"scope", b"mark")


def test_receipts_are_forgotten_after_four_hundred_days_and_not_before(
    receipts: Receipts, remember: Remember, pool: ConnectionPool, rows: Rows
) -> None:
    for days in (0, REMEMBERED_DAYS - 1, REMEMBERED_DAYS + 1):
        scope = b"%d" % days
        remember(scope, b"mark")
        with pool.connection() as connection:
            connection.execute(
                "UPDATE receipt SET recorded_at = now() - %s * interval '1 day'"
                " WHERE scope = %s",
                (days, scope),
            )
    assert receipts.forget_old() == 1
    assert rows("SELECT scope FROM receipt ORDER BY length(scope)") == [
        (b"0",),
        (b"%d" % (REMEMBERED_DAYS - 1),),
    ]
    assert rows("SELECT count(*) FROM events") == [(3,)]
    assert receipts.forget_old() == 0
