"""Names of cases, agencies and officers that say nothing to who has only the file."""

import hmac
from hashlib import sha256
from uuid import UUID


class Opaque:
    """Keyed hashes: the same in every export of the installation, and in no other's.

    96 bits, so that ten million cases do not meet.
    """

    def __init__(self, key: bytes):
        self._key = key

    def case(self, id: UUID) -> str:
        return self._name("case", str(id))

    def agency(self, code: str) -> str:
        return self._name("agency", code)

    def officer(self, id: str) -> str:
        return self._name("officer", id)

    def _name(self, kind: str, of: str) -> str:
        plain = f"{kind} {of}".encode()
        return f"{kind}-{hmac.digest(self._key, plain, sha256)[:12].hex()}"
