"""The one secret outside the databases: it wraps the data keys, and others derive."""

from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage import secret_file
from storage.secret_file import SIZE

_WHAT = "master key"


class MasterKey:
    """32 bytes, never stored in a database.

    Derived keys are one-way (HKDF-SHA256): the inspectorate may hold the MAC key
    without being able to open a single text.
    """

    def __init__(self, secret: bytes):
        self._secret = secret

    @classmethod
    def parse(cls, text: str) -> "MasterKey":
        """From 64 hexadecimal digits. Raises `SecretError`."""
        return cls(secret_file.parse(text, _WHAT))

    @classmethod
    def read(cls, path: Path) -> "MasterKey":
        """Raises `SecretError`."""
        return cls(secret_file.read(path, _WHAT))

    @classmethod
    def create(cls, path: Path) -> "MasterKey":
        """A new key in a file of its own, see `secret_file.create`."""
        return cls(secret_file.create(path))

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
