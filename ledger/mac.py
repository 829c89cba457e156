"""HMAC-SHA256 under a key that is used again and again."""

from collections.abc import Callable

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC


def mac_under(key: bytes) -> Callable[[bytes], bytes]:
    """The key is read once. `hmac.digest` would also let another thread go first, for
    two microseconds of work; the objects of that library are twice as slow to copy."""
    keyed = HMAC(key, SHA256())

    def mac(message: bytes) -> bytes:
        made = keyed.copy()
        made.update(message)
        return made.finalize()

    return mac
