"""Seals and opens texts with the keys of the key store."""

from collections.abc import Sequence
from uuid import UUID

from domain.refusals import TextErased
from domain.sealing import KeyRef, Place, SealedField
from storage.keys import KeyStore, decrypt, encrypt


class CaseVault:
    """The domain's `Vault` over a `KeyStore`."""

    def __init__(self, keys: KeyStore):
        self._keys = keys

    def take(self, count: int) -> tuple[KeyRef, ...]:
        return tuple(KeyRef(id, mark) for id, mark in self._keys.take(count))

    def stock(self, count: int) -> None:
        """See that `take` finds so many without waiting."""
        self._keys.stock(count)

    def seal(self, key: UUID, place: Place, text: str) -> bytes:
        """Raises `TextErased` when the key was destroyed."""
        return self.seal_file(key, place, text.encode())

    def seal_file(self, key: UUID, place: Place, content: bytes) -> bytes:
        """Raises `TextErased` when the key was destroyed."""
        secret = self._keys.key(key)
        if secret is None:
            raise TextErased
        return encrypt(secret, place, content)

    def open_file(self, key: UUID, place: Place, sealed: bytes) -> bytes | None:
        """None where the key was destroyed. Raises
        `cryptography.exceptions.InvalidTag` where a byte is another."""
        secret = self._keys.key(key)
        return secret and decrypt(secret, place, sealed)

    def fetch(self, keys: Sequence[KeyRef]) -> None:
        """Bring those at hand that have not been destroyed."""
        self._keys.keys(key.id for key in keys)

    def at_hand(self, keys: Sequence[KeyRef], fresh: int = 0) -> bool:
        """Whether these, and so many fresh ones, can be had without waiting."""
        return self._keys.at_hand([key.id for key in keys], fresh)

    def open(self, fields: Sequence[SealedField]) -> list[str | None]:
        secrets = self._keys.keys(field.key for field in fields)
        return [
            decrypt(secrets[field.key], field.place, field.ciphertext).decode()
            if field.key in secrets
            else None
            for field in fields
        ]
