"""Why cases were archived, and how their reporters rated them."""

from collections.abc import Sequence

from projections.counted import CASES, Asked, Figure, Group, Rows, count
from projections.view import View
from storage.read_model import Connection

ENDED = Rows(
    query=CASES.query,
    parts={**CASES.parts, "archive_reason": "archive_reason", "stars": "stars"},
)
_ARCHIVED = {"archived": Figure(rows=ENDED, where="state = 'archived'")}
_RATED = {"rated": Figure(rows=ENDED, where="stars IS NOT NULL")}
_STARS = {"rating": "avg(stars)::float8"}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """All cases together, then by the reason of archiving, then by the stars given."""
    figures = _ARCHIVED | _RATED
    reasons = count(connection, asked, _ARCHIVED, by=("archive_reason",))
    stars = count(connection, asked, _RATED, by=("stars",))
    return [
        *count(connection, asked, figures, measures=_STARS),
        *(group for group in reasons if group.numbers["archived"]),
        *(group for group in stars if group.numbers["rated"]),
    ]


VIEW = View(name="endings", figures=_ARCHIVED | _RATED, ask=ask)
