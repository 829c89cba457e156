"""Data keys: durable before use, handed out once, bound to a place, and mortal."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from psycopg_pool import ConnectionPool

from storage import keys as module
from storage.keys import BATCH, LOW, KeyStore, commitment, decrypt, encrypt
from storage.master_key import MasterKey

Rows = Callable[..., list[Any]]
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Place:
    owner: UUID
    topic: str
    field: str
    nonce: bytes


@pytest.fixture
def place() -> Place:
    return Place(uuid4(), "thing.happened", "description", bytes(16))


@pytest.fixture
def store(pool: ConnectionPool, master: MasterKey) -> KeyStore:
    return KeyStore(pool, master)


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def destroy(pool: ConnectionPool, *ids: UUID) -> None:
    with pool.connection() as connection:
        connection.execute(
            "UPDATE data_key SET wrapped = NULL, destroyed_at = now()"
            " WHERE id = ANY(%s)",
            (list(ids),),
        )


def count(rows: Rows) -> int:
    ((number,),) = rows("SELECT count(*) FROM data_key WHERE wrapped <> ''")
    return int(number)


def test_a_key_is_stored_before_it_is_handed_out(store: KeyStore, rows: Rows) -> None:
    for _ in range(3):
        taken = {id_ for id_, _ in store.take(3)}
        stored = {id_ for (id_,) in rows("SELECT id FROM data_key WHERE wrapped <> ''")}
        assert taken <= stored


def test_who_wants_one_key_makes_one_and_who_comes_again_a_stock(
    store: KeyStore, rows: Rows
) -> None:
    store.take(1)
    assert count(rows) == 1
    store.take(1)
    assert count(rows) == 1 + BATCH


def test_a_stock_is_filled_up_before_it_is_empty(store: KeyStore, rows: Rows) -> None:
    store.take(1)
    store.take(BATCH - LOW + 1)
    give_up = time.monotonic() + 10
    while count(rows) != 1 + 2 * BATCH:
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_more_keys_than_a_batch_come_at_once(store: KeyStore, rows: Rows) -> None:
    assert len(dict(store.take(BATCH + 1))) == BATCH + 1
    assert len(dict(store.take(BATCH - 1))) == BATCH - 1


def test_no_key_is_handed_out_twice_by_threads(store: KeyStore) -> None:
    with ThreadPoolExecutor(8) as threads:
        taken = [
            id_
            for keys in threads.map(lambda _: store.take(7), range(300))
            for id_, _ in keys
        ]
    assert len(taken) == len(set(taken)) == 2100


TAKE = """
import sys
from storage.database import open_pool
from storage.keys import KeyStore
from storage.master_key import MasterKey
with open_pool(sys.argv[1]) as pool:
    for id_, _ in KeyStore(pool, MasterKey(bytes(range(32)))).take(600):
        print(id_)
"""


def test_no_key_is_handed_out_twice_by_processes(url: str, store: KeyStore) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE, url],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(2)
    ]
    taken = [str(id_) for id_, _ in store.take(600)]
    for process in processes:
        taken += process.communicate(timeout=30)[0].split()
        assert process.returncode == 0
    assert len(taken) == 1800
    assert Counter(taken).most_common(1)[0][1] == 1


def test_another_process_opens_what_one_sealed(
    pool: ConnectionPool, master: MasterKey, place: Place
) -> None:
    one, other = KeyStore(pool, master), KeyStore(pool, master)
    ((id_, _),) = one.take(1)
    sealed = encrypt(one.keys([id_])[id_], place, b"jalan rusak")
    assert decrypt(other.keys([id_])[id_], place, sealed) == b"jalan rusak"


def test_a_commitment_names_its_key_and_no_other(store: KeyStore) -> None:
    (first, mark), (second, other) = store.take(2)
    found = store.keys([first, second])
    assert mark == sha256(b"tuntas-key-commit" + found[first]).digest()
    assert mark == commitment(found[first])
    assert mark != other == commitment(found[second])


def test_a_text_opens_in_its_place(store: KeyStore, place: Place) -> None:
    key = bytes(32)
    assert decrypt(key, place, encrypt(key, place, b"nama: Siti")) == b"nama: Siti"


@pytest.mark.parametrize(
    "change",
    [
        {"owner": UUID(int=1)},
        {"topic": "thing.happened."},
        {"field": "title"},
        {"nonce": bytes(15) + b"\1"},
        # The same bytes one after the other, but another place.
        {"topic": "thing.happenedd", "field": "escription"},
    ],
)
def test_a_text_opens_in_no_other_place(place: Place, change: dict[str, Any]) -> None:
    sealed = encrypt(bytes(32), place, b"jalan rusak")
    with pytest.raises(InvalidTag):
        decrypt(bytes(32), replace(place, **change), sealed)


def test_a_changed_byte_or_another_key_opens_nothing(place: Place) -> None:
    sealed = encrypt(bytes(32), place, b"jalan rusak")
    for index in range(len(sealed)):
        changed = bytearray(sealed)
        changed[index] ^= 1
        with pytest.raises(InvalidTag):
            decrypt(bytes(32), place, bytes(changed))
    with pytest.raises(InvalidTag):
        decrypt(b"\1" * 32, place, sealed)


def test_the_same_text_never_looks_the_same(place: Place) -> None:
    assert len({encrypt(bytes(32), place, b"ya") for _ in range(1000)}) == 1000


def test_no_stored_key_is_in_clear(store: KeyStore, rows: Rows) -> None:
    found = store.keys(id_ for id_, _ in store.take(20))
    stored = b"".join(wrapped for (wrapped,) in rows("SELECT wrapped FROM data_key"))
    assert len(found) == 20
    assert not [key for key in found.values() if key in stored]


def test_another_master_key_unwraps_nothing(
    store: KeyStore, pool: ConnectionPool
) -> None:
    ((id_, _),) = store.take(1)
    with pytest.raises(InvalidTag):
        KeyStore(pool, MasterKey(bytes(32))).keys([id_])


def test_a_wrapped_key_in_the_row_of_another_opens_nothing(
    store: KeyStore, pool: ConnectionPool, master: MasterKey
) -> None:
    (first, _), (second, _) = store.take(2)
    with pool.connection() as connection:
        connection.execute(
            "UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key"
            " WHERE id = %s) WHERE id = %s",
            (second, first),
        )
    with pytest.raises(InvalidTag):
        KeyStore(pool, master).keys([first])


def test_a_destroyed_key_is_forgotten_within_a_minute(
    store: KeyStore, pool: ConnectionPool, clock: Clock
) -> None:
    taken = [id_ for id_, _ in store.take(2)]
    assert len(store.keys(taken)) == 2
    clock.now += 30
    destroy(pool, taken[0])
    clock.now += 29.9
    assert taken[1] in store.keys(taken)
    clock.now += 0.2
    assert set(store.keys(taken)) == {taken[1]}


def test_use_does_not_prolong_a_remembered_key(
    store: KeyStore, pool: ConnectionPool, clock: Clock
) -> None:
    ((id_, _),) = store.take(1)
    destroy(pool, id_)
    for _ in range(12):
        clock.now += 5
        store.keys([id_])
    clock.now += 0.1
    assert store.keys([id_]) == {}


def test_a_key_nobody_ever_made_is_missing(store: KeyStore) -> None:
    assert store.keys([uuid4()]) == {}
    assert store.keys([]) == {}


def test_a_full_memory_forgets_but_loses_no_key(store: KeyStore) -> None:
    taken = [id_ for id_, _ in store.take(21_000)]
    assert len(store.keys(taken)) == 21_000
    assert len(store.keys(taken)) == 21_000
