"""A device on which an officer signed in before has tries of its own.

Behind one address there may be a whole government; so those who only guess from there
use up the tries of strangers, and close the door to no officer whose device is known
(OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

import hmac
import secrets
from hashlib import sha256

COOKIE = "tuntas_perangkat"
PATH = "/masuk"
SECONDS = 180 * 24 * 3600
MOST_NAMES = 8
"""Officers who share a device."""
_SIZE = 32


def known(key: bytes, cookie: str, name: bytes) -> str | None:
    """What names the device, where the holder of that user name signed in on it; `name`
    is the hash by which we know it. Good for that name alone: who has one password is a
    stranger to all other names."""
    device, *signed = cookie.split(".")[: MOST_NAMES + 1]
    mark = _mark(key, device, name)
    fits = [hmac.compare_digest(mark.encode(), one.encode()) for one in signed]
    return device if any(fits) else None


def marked(key: bytes, cookie: str, name: bytes) -> str:
    """The cookie after the holder of that user name signed in; new for a device that
    was not known."""
    device, *signed = cookie.split(".")
    if not signed or len(device) > _SIZE:
        device, signed = secrets.token_urlsafe(16), []
    mark = _mark(key, device, name)
    others = [one for one in signed if len(one) == _SIZE and one != mark]
    return ".".join((device, mark, *others[: MOST_NAMES - 1]))


def _mark(key: bytes, device: str, name: bytes) -> str:
    said = b"device " + name + device.encode()
    return hmac.digest(key, said, sha256).hex()[:_SIZE]
