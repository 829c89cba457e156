"""What of erased cases stands in the read models: found, and taken away at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from psycopg_pool import ConnectionPool

from domain.retention import Retention, RetentionAdopted, kept_to
from domain.sealing import ErasureScope
from domain.service_standards import INFORMATION_REQUEST as REQUESTS
from projections import findings, information_register_texts
from storage.read_model import locked, snapshot

TABLES = (
    "register.cases",
    "register.words",
    "findings.findings",
    "findings.answers",
    "findings.texts",
    "information_register.book",
)
"""In which rows were deleted or replaced; their old bytes lie there until vacuumed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A case whose texts were kept long enough; `kept_to` is the last day of that."""

    case: UUID
    case_number: str
    closed_on: date
    kept_to: date
    rule: RetentionAdopted


def erased(pool: ConnectionPool) -> dict[UUID, ErasureScope]:
    """The cases that the registers know to be erased."""
    found: dict[UUID, ErasureScope] = {}
    for name, table in (("register", "cases"), ("information_register", "book")):
        query = f"SELECT id, erased FROM {table} WHERE erased IS NOT NULL"
        with snapshot(pool, name) as (connection, _):
            found |= dict(connection.execute(query.encode()).fetchall())
    return found


def take_away(pool: ConnectionPool, cases: Sequence[UUID]) -> None:
    """What the fold of their erasure will take away, before anybody reads it."""
    ids = list(cases)
    with locked(pool, "register") as connection:
        connection.execute("DELETE FROM words WHERE id = ANY(%s)", (ids,))
        connection.execute(
            "UPDATE cases SET title_key = NULL, title_topic = NULL,"
            " title_nonce = NULL, title_ciphertext = NULL WHERE id = ANY(%s)",
            (ids,),
        )
    with locked(pool, "findings") as connection:
        findings.forget(connection, ids)
    with locked(pool, "information_register") as connection:
        information_register_texts.forget(connection, ids)


_IN_COMPLAINTS = ("register", "cases WHERE classification = %(class)s")
_IN_REQUESTS = ("information_register", "book WHERE TRUE")


def ended(pool: ConnectionPool, retention: Retention, today: date) -> Iterator[Ended]:
    """The closed cases that need be kept no longer, the longest closed first."""
    for classification in retention.adopted:
        rule = retention.rule_on(classification, today)
        if rule is None:
            continue
        # A few days too many, for years may be longer: the exact day is told below.
        before = today - timedelta(days=365 * rule.years)
        params = {"class": classification, "before": before, "scope": rule.scope}
        name, table = _IN_REQUESTS if classification == REQUESTS else _IN_COMPLAINTS
        query = (
            f"SELECT id, case_number, closed_on FROM {table} AND closed_on < %(before)s"
            " AND erased IS DISTINCT FROM 'everything'"
            " AND erased IS DISTINCT FROM %(scope)s ORDER BY closed_on, id"
        )
        with snapshot(pool, name) as (connection, _):
            rows = connection.execute(query.encode(), params).fetchall()
        for id, case_number, closed_on in rows:
            if (last := kept_to(rule, closed_on)) < today:
                yield Ended(id, case_number, closed_on, last, rule)
