"""The outcome of a command key, kept sealed, written with its events or not at all."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg_pool import ConnectionPool

from ledger.mac import mac_under
from storage.binary_array import blobs
from storage.chance import random_bytes
from storage.database import connected, fetch
from storage.master_key import MasterKey
from storage.submission import Receipt

REMEMBERED_DAYS = 400
"""Devices come back after months without signal."""


class KeyReused(Exception):
    """The same key came with another command, case or body."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """An outcome: the status and answer first given, and the position reached."""

    status: int
    body: dict[str, Any]
    position: int


class Receipts:
    """Keys and bodies are stored as keyed hashes: a plain hash of personal data is
    personal data."""

    def __init__(self, pool: ConnectionPool, master: MasterKey):
        self._pool = pool
        self._mac = mac_under(master.derive("receipt-hash"))
        self._seal = AESGCM(master.derive("receipt"))

    def scope(self, tenant: str, actor: str, key: str) -> bytes:
        return self._hash(tenant, actor, key)

    def fingerprint(self, command: str, case: str, body: Any) -> bytes:
        """Of the canonical body: member order and white space do not count."""
        return self._hash(command, case, _canonical(body))

    def write(
        self, scope: bytes, fingerprint: bytes, status: int, body: dict[str, Any]
    ) -> Receipt:
        """The row to be recorded; the position is added when it is known."""
        iv = random_bytes(12)
        plain = msgspec.json.encode(body)
        sealed = iv + self._seal.encrypt(iv, plain, scope)
        return Receipt(scope, fingerprint, status, sealed)

    def find(self, scope: bytes, fingerprint: bytes) -> Remembered | None:
        """The remembered outcome, replicated before it is given.

        Raises `KeyReused` when the key belongs to another command.
        """
        stored = self.stored(scope)
        return self.opened(*stored, fingerprint) if stored else None

    def stored(self, scope: bytes) -> tuple[Receipt, int] | None:
        """The receipt, of whatever was said under the key, and the position reached;
        replicated before it is given."""
        return self.all_stored([scope]).get(scope)

    def all_stored(self, scopes: Sequence[bytes]) -> dict[bytes, tuple[Receipt, int]]:
        """The same of those that there are."""
        query = (
            "SELECT scope, fingerprint, status, body, position FROM receipt"
            " WHERE scope = ANY(%b::bytea[])"
        )
        rows = fetch(self._pool, query, (blobs(scopes),))
        if rows:
            with connected(self._pool) as connection:
                # What was only read may not be replicated yet; a WAL record makes this
                # commit wait until it is.
                connection.execute(
                    "SELECT pg_logical_emit_message(true, 'tuntas', 'ack')"
                )
        return {row[0]: (Receipt(*row[:-1]), row[-1]) for row in rows}

    def opened(self, receipt: Receipt, position: int, fingerprint: bytes) -> Remembered:
        """The outcome that a stored receipt tells. Raises `KeyReused`."""
        if not hmac.compare_digest(receipt.fingerprint, fingerprint):
            raise KeyReused
        sealed, scope = receipt.body, receipt.scope
        plain = self._seal.decrypt(sealed[:12], sealed[12:], scope)
        return Remembered(receipt.status, json.loads(plain), position)

    def forget_old(self) -> int:
        """Delete receipts older than `REMEMBERED_DAYS`; how many there were."""
        with connected(self._pool) as connection:
            return connection.execute(
                "DELETE FROM receipt WHERE recorded_at < now() - %s * interval '1 day'",
                (REMEMBERED_DAYS,),
            ).rowcount

    def forget(self, positions: Sequence[int]) -> int:
        """Delete the receipts of those commands whose last event is at one of these
        positions; how many there were."""
        with connected(self._pool) as connection:
            return connection.execute(
                "DELETE FROM receipt WHERE position = ANY(%s)", (list(positions),)
            ).rowcount

    def _hash(self, *parts: str) -> bytes:
        joined = b""
        for part in parts:
            coded = part.encode()
            joined += len(coded).to_bytes(4, "big") + coded
        return self._mac(joined)


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
