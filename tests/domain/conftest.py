"""One envelope for all, and the reference data as a new installation has it."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from api.seeding import seeds
from domain.event import Origin
from domain.reference import Reference, fold
from domain.sealing import KeyRef, Place, SealedField
from storage.keys import commitment, decrypt, encrypt


class MemoryVault:
    """Seals as the real one does, under keys that live as long as the test."""

    def __init__(self) -> None:
        self.keys: dict[UUID, bytes] = {}

    def take(self, count: int) -> tuple[KeyRef, ...]:
        made = {uuid4(): os.urandom(32) for _ in range(count)}
        self.keys |= made
        return tuple(KeyRef(name, commitment(key)) for name, key in made.items())

    def seal(self, key: UUID, place: Place, text: str) -> bytes:
        return encrypt(self.keys[key], place, text.encode())

    def open(self, fields: Sequence[SealedField]) -> list[str | None]:
        return [
            decrypt(key, field.place, field.ciphertext).decode()
            if (key := self.keys.get(field.key))
            else None
            for field in fields
        ]


@pytest.fixture(scope="session")
def origin() -> Origin:
    now = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
    return Origin(
        actor="administrator-1",
        role="administrator",
        request_id="request-1",
        occurred_at=now,
        recorded_at=now,
        nonce=bytes(16),
    )


@pytest.fixture(scope="session")
def seeded(origin: Origin) -> Reference:
    reference = Reference()
    for _, decide in seeds(lambda: origin):
        reference = fold(reference, [decide(reference)])
    return reference


@pytest.fixture(scope="session")
def new_vault() -> Callable[[], MemoryVault]:
    return MemoryVault
