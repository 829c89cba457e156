"""Long lists by the page: where the last page ended, and what comes behind it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

LIMIT = 200

T = TypeVar("T")

ALONG_AN_INDEX = (
    "SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0"
)
"""A page is read along an index, also where the statistics know few rows, and is there
before another process of the server would have begun to help."""


class BadCursor(ValueError):
    """This cursor was not given by this list in this order; ask again without it."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next_cursor` is None on the last page; `position` is that of all items."""

    items: Sequence[T]
    next_cursor: str | None
    position: int


def check_limit(limit: int) -> None:
    if not 1 <= limit <= LIMIT:
        msg = f"limit is {limit}, not between 1 and {LIMIT}"
        raise ValueError(msg)


def cursor(order: str, *values: object) -> str:
    """What stands behind: the order of the list and the last item's place in it."""
    plain = json.dumps([order, *map(str, values)], separators=(",", ":"))
    return urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def behind(given: str, order: str, *parse: Callable[[str], Any]) -> list[Any]:
    """The place of the last item in the list. Raises `BadCursor`."""
    try:
        padded = given.encode("ascii") + b"=" * (-len(given) % 4)
        found, *values = json.loads(urlsafe_b64decode(padded))
        place = [read(value) for read, value in zip(parse, values, strict=True)]
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise BadCursor(BadCursor.__doc__) from None
    if found != order:
        raise BadCursor(BadCursor.__doc__)
    return place
