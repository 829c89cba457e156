"""A form of ours comes from a page of ours: what proves it.

OWASP's Cross-Site Request Forgery Prevention: a signed token bound to the session, and
what the browser itself says of the origin (Fetch Metadata, Origin).
"""

import base64
import hmac
import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import Request

_SIZE = 32


class ForeignForm(Exception):
    """The form did not come from a page of this session; load the page again."""


def made(key: bytes, secret: str) -> str:
    """A token for the holder of the cookie `secret`, each time another: pages are
    compressed, and by its length an answer would tell what repeats in it (BREACH)."""
    mask = secrets.token_bytes(_SIZE)
    return base64.urlsafe_b64encode(mask + _xor(mask, _mac(key, secret))).decode()


def fits(key: bytes, secret: str, token: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(token.encode())
    except ValueError:
        return False
    mac = _xor(raw[:_SIZE], raw[_SIZE:])
    return len(raw) == 2 * _SIZE and hmac.compare_digest(mac, _mac(key, secret))


def check(key: bytes, secret: str | None, token: str) -> None:
    """Raises `ForeignForm` where the token was not made for the holder of that
    cookie, or where there is none."""
    if secret is None or not fits(key, secret, token):
        raise ForeignForm


def check_origin(request: Request) -> None:
    """Raises `ForeignForm` where the browser says that another site sent it."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    host = request.headers.get("host")
    if site != "same-origin" or (origin and urlsplit(origin).netloc != host):
        raise ForeignForm


def is_ours(request: Request) -> bool:
    """Whether the browser says that a page of this site sent it; an old one says
    nothing."""
    site = request.headers.get("sec-fetch-site")
    origin = urlsplit(request.headers.get("origin", "")).netloc
    host = request.headers.get("host")
    return site == "same-origin" or (site is None and bool(host) and origin == host)


def _mac(key: bytes, secret: str) -> bytes:
    return hmac.digest(key, secret.encode(), sha256)


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))
