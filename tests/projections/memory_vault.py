"""Seals as the real vault does, under keys that live as long as the test."""

import os
from collections.abc import Sequence
from uuid import UUID, uuid4

from domain.sealing import KeyRef, Place, SealedField
from storage.keys import commitment, decrypt, encrypt


class MemoryVault:
    """A `Vault` whose keys live as long as the test."""

    def __init__(self) -> None:
        self.keys: dict[UUID, bytes] = {}
        self.opened: list[int] = []

    def take(self, count: int) -> tuple[KeyRef, ...]:
        made = {uuid4(): os.urandom(32) for _ in range(count)}
        self.keys |= made
        return tuple(KeyRef(name, commitment(key)) for name, key in made.items())

    def seal(self, key: UUID, place: Place, text: str) -> bytes:
        return encrypt(self.keys[key], place, text.encode())

    def open(self, fields: Sequence[SealedField]) -> list[str | None]:
        self.opened.append(len(fields))
        return [
            decrypt(key, field.place, field.ciphertext).decode()
            if (key := self.keys.get(field.key))
            else None
            for field in fields
        ]
