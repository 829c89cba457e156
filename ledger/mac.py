"""HMAC-SHA256 under a key that is used again and again."""

import hmac
from collections.abc import Callable


def mac_under(key: bytes) -> Callable[[bytes], bytes]:
    """The key is read once. `hmac.digest` would also let another thread go first, for
    two microseconds of work."""
    keyed = hmac.new(key, digestmod="sha256")

    def mac(message: bytes) -> bytes:
        made = keyed.copy()
        made.update(message)
        return made.digest()

    return mac
