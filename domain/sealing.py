"""Personal text is written sealed; what is sealed, for whom, and who may open it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol
from uuid import UUID

Subject = Literal["reporter", "case", "officer"]
"""Whose key seals a text: the reporter can be forgotten while the case stands."""
ErasureScope = Literal["identity", "everything"]
"""What is erased: the reporter's texts, or all texts of the case too."""
ErasureGround = Literal["request", "retention"]
"""Asked for by the person (UU 27/2022 Pasal 8), or kept long enough (Pasal 42-44)."""


@dataclass(frozen=True, slots=True)
class SealedText:
    """A text as an event stores it: 12 bytes of IV, then AES-256-GCM's output."""

    subject: Subject
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class KeyRef:
    """A data key by its id, with SHA-256("tuntas-key-commit" || key).

    AES-GCM does not commit to its key; the commitment ties a text that is shown later
    to the bytes that were logged.
    """

    id: UUID
    commitment: bytes


class Place(NamedTuple):
    """Where a sealed text stands: its associated data. It opens nowhere else."""

    owner: UUID
    topic: str
    field: str
    nonce: bytes


class SealedField(NamedTuple):
    """A sealed text with all that is needed to open it."""

    key: UUID
    place: Place
    ciphertext: bytes


class Vault(Protocol):
    """Makes and uses data keys."""

    def take(self, count: int) -> tuple[KeyRef, ...]:
        """Fresh keys, durable before they are returned, never handed out twice."""

    def seal(self, key: UUID, place: Place, text: str) -> bytes:
        """The ciphertext of `text`. Raises `TextErased` where the key was destroyed."""

    def open(self, fields: Sequence[SealedField]) -> list[str | None]:
        """The texts in the same order; None where the key has been destroyed."""


def as_json(value: Mapping[str, Any] | None) -> str | None:
    """Several values as one text to be sealed."""
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
