"""The MAC that binds an event to the command that made it.

HMAC-SHA256 over id, version, topic and the state without its `mac`, under a key that
the database does not hold. It is the last member of the state, so that the signed bytes
can be cut out of the stored ones.
"""

import hmac
from base64 import b64encode
from functools import lru_cache
from uuid import UUID

from ledger.mac import mac_under

_MAC = b',"mac":"'


def signed(key: bytes, id: UUID, version: int, topic: str, body: bytes) -> bytes:
    """The whole state of an event whose JSON, without the last brace, is `body`."""
    return body + _MAC + _mac(key, id, version, topic, body) + b'"}'


def is_authentic(key: bytes, id: UUID, version: int, topic: str, state: bytes) -> bool:
    """Whether the row was written by a holder of the key, and not since."""
    body, found, rest = state.rpartition(_MAC)
    expected = _mac(key, id, version, topic, body) + b'"}'
    return bool(found) and hmac.compare_digest(rest, expected)


def _mac(key: bytes, id: UUID, version: int, topic: str, body: bytes) -> bytes:
    name = topic.encode()
    message = b"".join(
        (
            id.bytes,
            version.to_bytes(8, "big"),
            len(name).to_bytes(4, "big"),
            name,
            body,
        )
    )
    return b64encode(_under(key)(message))


_under = lru_cache(maxsize=8)(mac_under)
