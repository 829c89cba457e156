"""Data keys: made ahead in durable batches, stored wrapped, apart from the events."""

import time
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from threading import Lock, Thread
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg_pool import ConnectionPool

from storage.binary_array import blobs, uuids
from storage.chance import random_bytes, random_id
from storage.database import DatabaseUnavailable, clear_out, connected, fetch
from storage.master_key import MasterKey

BATCH = 2048
LOW = 1024
REMEMBERED_SECONDS = 60
"""A destroyed key is forgotten by every process within this time."""


@dataclass(frozen=True, slots=True)
class Destruction:
    """Whose keys were destroyed, how many of them (`scope`), on which ground, and by
    which of the owner's requests. Kept beside the keys, outside the events."""

    owner: UUID
    scope: str
    ground: str
    request: int
    destroyed_at: datetime


class _Place(Protocol):
    @property
    def owner(self) -> UUID: ...
    @property
    def topic(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def nonce(self) -> bytes: ...


class KeyStore:
    """Makes, wraps and remembers data keys; knows nothing of what they seal."""

    def __init__(self, pool: ConnectionPool, master: MasterKey):
        self._pool = pool
        self._wrap = AESGCM(master.derive("wrap"))
        self._ready: deque[tuple[UUID, bytes]] = deque()
        self._known: dict[UUID, tuple[float, bytes]] = {}
        self._lock = Lock()
        self._destructions = 0
        self._in_use = False
        self._filling = Lock()

    def take(self, count: int) -> list[tuple[UUID, bytes]]:
        """`count` fresh keys as (id, SHA-256("tuntas-key-commit" || key)).

        The first call makes what it takes, for a process that wants no more. From
        the second on a stock is kept, so that no command waits for a key.
        """
        with self._lock:
            if len(self._ready) < count:
                self._ready.extend(self._make(max(BATCH * self._in_use, count)))
            taken = [self._ready.popleft() for _ in range(count)]
            self._remember(taken, time.monotonic())
            low = self._in_use and len(self._ready) < LOW
            self._in_use = True
        if low and self._filling.acquire(blocking=False):
            Thread(target=self._fill, name="keys", daemon=True).start()
        return [(id_, commitment(key)) for id_, key in taken]

    def stock(self, count: int) -> None:
        """Make what is missing of so many ready ones, and more."""
        if (missing := count - len(self._ready)) > 0:
            made = self._make(max(BATCH, missing))
            with self._lock:
                self._ready.extend(made)

    def at_hand(self, ids: Sequence[UUID], fresh: int = 0) -> bool:
        """Whether these keys, and so many fresh ones, can be had without asking the
        store."""
        now = time.monotonic()
        for id_ in ids:
            known = self._known.get(id_)
            if known is None or known[0] <= now:
                return False
        return fresh <= len(self._ready)

    def _fill(self) -> None:
        try:
            # Without the store, the next command that needs a key says so.
            with suppress(DatabaseUnavailable):
                made = self._make(BATCH)
                with self._lock:
                    self._ready.extend(made)
        finally:
            self._filling.release()

    def key(self, id_: UUID) -> bytes | None:
        """None where it was destroyed."""
        known = self._known.get(id_)
        if known and known[0] > time.monotonic():
            return known[1]
        return self.keys([id_]).get(id_)

    def keys(self, ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """The keys that exist; a destroyed one is missing from the answer."""
        now, destructions = time.monotonic(), self._destructions
        found, missing = {}, []
        for id_ in set(ids):
            known = self._known.get(id_)
            if known and known[0] > now:
                found[id_] = known[1]
            else:
                missing.append(id_)
        if missing:
            rows = fetch(
                self._pool,
                "SELECT id, wrapped FROM data_key"
                " WHERE id = ANY(%s) AND wrapped IS NOT NULL",
                (missing,),
            )
            fresh = [(id_, self._unwrap(id_, wrapped)) for id_, wrapped in rows]
            with self._lock:
                # From before the question: a key may have been destroyed since.
                if destructions == self._destructions:
                    self._remember(fresh, now)
            found.update(fresh)
        return found

    def destroy(
        self, ids: Sequence[UUID], owner: UUID, scope: str, ground: str, request: int
    ) -> Destruction:
        """Destroy these keys for good, if that was not done before: then it is told as
        it was recorded.

        This process forgets them at once, another within `REMEMBERED_SECONDS`.
        """
        with connected(self._pool) as connection, connection.transaction():
            connection.execute(
                "UPDATE data_key SET wrapped = NULL, destroyed_at = now()"
                " WHERE id = ANY(%s) AND wrapped IS NOT NULL",
                (list(ids),),
            )
            row = connection.execute(
                "INSERT INTO erasure (owner, scope, ground, request)"
                " VALUES (%s, %s, %s, %s) ON CONFLICT (owner, scope)"
                " DO UPDATE SET owner = excluded.owner"
                " RETURNING owner, scope, ground, request, destroyed_at",
                (owner, scope, ground, request),
            ).fetchone()
        with self._lock:
            self._destructions += 1
            for id_ in ids:
                self._known.pop(id_, None)
        assert row is not None
        return Destruction(*row)

    def destructions(self, since: datetime | None = None) -> list[Destruction]:
        """All of them, or those after a moment, the first first."""
        query = (
            "SELECT owner, scope, ground, request, destroyed_at FROM erasure"
            " WHERE destroyed_at > coalesce(%s, '-infinity'::timestamptz)"
            " ORDER BY destroyed_at"
        )
        return [Destruction(*row) for row in fetch(self._pool, query, (since,))]

    def clear_out(self) -> None:
        """Give the room of destroyed keys free, to be written over."""
        clear_out(self._pool, ("data_key",))

    def _make(self, count: int) -> list[tuple[UUID, bytes]]:
        made = [(random_id(), random_bytes(32)) for _ in range(count)]
        wrapped = [self._wrapped(id_, key) for id_, key in made]
        with connected(self._pool) as connection:
            connection.execute(
                "INSERT INTO data_key (id, wrapped)"
                " SELECT * FROM unnest(%b::uuid[], %b::bytea[])",
                (uuids([id_ for id_, _ in made]), blobs(wrapped)),
            )
        return made

    def _remember(self, keys: Sequence[tuple[UUID, bytes]], now: float) -> None:
        if len(self._known) > 20_000:
            self._known = {i: k for i, k in self._known.items() if k[0] > now}
        if len(self._known) > 20_000:
            self._known.clear()
        until = now + REMEMBERED_SECONDS
        for id_, key in keys:
            self._known[id_] = (until, key)

    def _wrapped(self, id_: UUID, key: bytes) -> bytes:
        iv = random_bytes(12)
        return iv + self._wrap.encrypt(iv, key, id_.bytes)

    def _unwrap(self, id_: UUID, wrapped: bytes) -> bytes:
        return self._wrap.decrypt(wrapped[:12], wrapped[12:], id_.bytes)


def commitment(key: bytes) -> bytes:
    """Ties a key to what it sealed: AES-GCM by itself does not."""
    return sha256(b"tuntas-key-commit" + key).digest()


def encrypt(key: bytes, place: _Place, content: bytes) -> bytes:
    """12 bytes of IV, then AES-256-GCM of the content, bound to its place."""
    iv = random_bytes(12)
    return iv + AESGCM(key).encrypt(iv, content, _associated(place))


def decrypt(key: bytes, place: _Place, ciphertext: bytes) -> bytes:
    """Raises `cryptography.exceptions.InvalidTag` if a byte or the place differs."""
    data = _associated(place)
    return AESGCM(key).decrypt(ciphertext[:12], ciphertext[12:], data)


def _associated(place: _Place) -> bytes:
    # Case, topic, field and nonce, each with its length: no two places are alike.
    return b"".join(
        (
            _with_length(place.owner.bytes),
            _named(place.topic, place.field),
            _with_length(place.nonce),
        )
    )


@lru_cache(maxsize=1_000)
def _named(topic: str, field: str) -> bytes:
    return _with_length(topic.encode()) + _with_length(field.encode())


def _with_length(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part
