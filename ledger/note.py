"""Signed notes (c2sp.org/signed-note): a text and who signed it."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519 = 1
COSIGNATURE = 4
"""An Ed25519 cosignature with its time, c2sp.org/tlog-cosignature."""
MOST_SIGNATURES = 100
_DASH = "\u2014 "
_TIME_SIZE = 8


class NoteError(Exception):
    """This is no signed note, or a signature of a known key does not hold."""


def unbase64(text: str) -> bytes:
    """Raises `ValueError` for what `b64encode` would not have written: decoders differ
    in what else they take, and two verifiers must not."""
    found = b64decode(text, validate=True)
    if b64encode(found).decode() != text:
        raise ValueError
    return found


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def check_name(name: str) -> str:
    """Raises `NoteError` for a key name that no note can carry."""
    if not name or "+" in name or any(c.isspace() or c < " " for c in name):
        msg = f"a key name is not empty and has neither space nor '+': {name!r}"
        raise NoteError(msg)
    return name


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name; written `<name>+<key id>+<base64>`."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, line: str) -> Self:
        """Raises `NoteError`."""
        try:
            name, id, body = line.strip().split("+", 2)
            raw = unbase64(body)
            key = cls(check_name(name), raw[0], raw[1:])
        except (ValueError, IndexError) as error:
            msg = "a verifier key reads <name>+<8 hex digits>+<base64>"
            raise NoteError(msg) from error
        if key.kind not in (ED25519, COSIGNATURE) or len(key.public) != 32:
            msg = f"{name}: only Ed25519 keys are known"
            raise NoteError(msg)
        if key.id.hex() != id:
            msg = f"{name}: the key id is {key.id.hex()}, not {id}: a typing error?"
            raise NoteError(msg)
        return key

    @property
    def id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        body = b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{body}"

    def holds(self, text: str, signature: bytes) -> bool:
        """Whether the signature, without its key id, is of this key over `text`."""
        message = text.encode()
        if self.kind == COSIGNATURE:
            if len(signature) < _TIME_SIZE:
                return False
            message = cosigned_message(text, _time(signature))
            signature = signature[_TIME_SIZE:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    id: bytes
    signature: bytes

    @property
    def time(self) -> int:
        """Of a cosignature: seconds since 1970 when the witness saw the checkpoint."""
        return _time(self.signature)

    def __str__(self) -> str:
        body = b64encode(self.id + self.signature).decode()
        return f"{_DASH}{self.name} {body}\n"


class SigningKey:
    """A private Ed25519 key, its name, and what it signs: notes or cosignatures."""

    def __init__(self, name: str, seed: bytes, kind: int = ED25519):
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        public = self._private.public_key().public_bytes_raw()
        self.verifier = VerifierKey(check_name(name), kind, public)

    def sign(self, text: str) -> Signature:
        """Raises `NoteError` for a text that is no note's."""
        key = self.verifier
        return Signature(key.name, key.id, self._private.sign(_checked(text).encode()))

    def cosign(self, text: str, time: int) -> Signature:
        """That this checkpoint was the latest of its log to the signer at `time`."""
        key = self.verifier
        signed = self._private.sign(cosigned_message(_checked(text), time))
        return Signature(key.name, key.id, time.to_bytes(_TIME_SIZE, "big") + signed)


def cosigned_message(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Note:
    """`text` ends in a newline; nothing is said yet about its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, written: str) -> Self:
        """Raises `NoteError`."""
        text, found, lines = written.rpartition("\n\n")
        if not found or not lines.endswith("\n"):
            msg = "a signed note is a text, an empty line, and signature lines"
            raise NoteError(msg)
        signatures = tuple(map(_signature, lines.splitlines()))
        if len(signatures) > MOST_SIGNATURES:
            msg = f"a note of more than {MOST_SIGNATURES} signatures"
            raise NoteError(msg)
        return cls(_checked(text + "\n"), signatures)

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def signed_by(self, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
        """Those of the keys that signed it; signatures of others are passed over.

        Raises `NoteError` when a signature bears the name and id of a known key and
        is not that key's.
        """
        known = {(key.name, key.id): key for key in keys}
        found: list[VerifierKey] = []
        for signature in self.signatures:
            key = known.get((signature.name, signature.id))
            if key is None or key in found:
                continue
            if not key.holds(self.text, signature.signature):
                msg = f"the signature of {key.name} is not over this text"
                raise NoteError(msg)
            found.append(key)
        return found


def _signature(line: str) -> Signature:
    try:
        if not line.startswith(_DASH):
            raise ValueError
        name, body = line.removeprefix(_DASH).split(" ")
        raw = unbase64(body)
        if len(raw) <= 4:
            raise ValueError
        return Signature(check_name(name), raw[:4], raw[4:])
    except (ValueError, binascii.Error) as error:
        msg = "a signature line reads '\u2014 <name> <base64>'"
        raise NoteError(msg) from error


def _checked(text: str) -> str:
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        msg = "a note's text ends in a newline and has no other control characters"
        raise NoteError(msg)
    return text


def _time(signature: bytes) -> int:
    return int.from_bytes(signature[:_TIME_SIZE], "big")
