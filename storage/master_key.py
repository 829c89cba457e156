"""The one secret outside the databases: it wraps the data keys, and others derive."""

import os
import secrets
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIZE = 32


class MasterKeyError(Exception):
    """The master key cannot be used; the message names the remedy."""


class MasterKey:
    """32 bytes, never stored in a database.

    Derived keys are one-way (HKDF-SHA256): the inspectorate may hold the MAC key
    without being able to open a single text.
    """

    def __init__(self, secret: bytes):
        if len(secret) != SIZE:
            msg = (
                f"the master key has {len(secret)} bytes, not {SIZE}: "
                "give 64 hexadecimal digits"
            )
            raise MasterKeyError(msg)
        self._secret = secret

    @classmethod
    def parse(cls, text: str) -> "MasterKey":
        """From 64 hexadecimal digits."""
        try:
            return cls(bytes.fromhex(text.strip()))
        except ValueError:
            msg = "the master key must be 64 hexadecimal digits"
            raise MasterKeyError(msg) from None

    @classmethod
    def read(cls, path: Path) -> "MasterKey":
        try:
            return cls.parse(path.read_text("ascii"))
        except (OSError, UnicodeDecodeError) as error:
            msg = f"cannot read the master key in {path}: {error}"
            raise MasterKeyError(msg) from error

    @classmethod
    def create(cls, path: Path) -> "MasterKey":
        """A new key in a file that only its owner may read, on disk before use.

        The file is whole or not there. Raises `FileExistsError`, and leaves that file
        as it is, when there is one.
        """
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = secrets.token_bytes(SIZE)
        descriptor, fresh = tempfile.mkstemp(prefix=f"{path.name}-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secret.hex() + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.link(fresh, path)
        finally:
            os.unlink(fresh)
        directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
        return cls(secret)

    def written(self) -> str:
        """The 64 hexadecimal digits, for a child process of ours alone."""
        return self._secret.hex()

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, such as `mac`, `search` or `receipt`."""
        info = f"tuntas/{purpose}/v1".encode()
        return HKDF(SHA256(), SIZE, salt=None, info=info).derive(self._secret)

    @property
    def check(self) -> bytes:
        """What a database remembers of the key, to know the right one again."""
        return self.derive("check")[:16]
