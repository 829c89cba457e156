"""Who is asking: from the token alone, never from a body or an address."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid4

from psycopg_pool import ConnectionPool

from domain.event import Role
from domain.reference import Reference
from storage.binary_array import blobs
from storage.database import connected, fetch

REPORTER_TOKEN_LIFE = timedelta(minutes=30)


class Unauthenticated(Exception):
    """The token is unknown, revoked, expired or not for today; ask for a new one."""


class NoToken(Unauthenticated):
    """No token was sent: add the header Authorization: Bearer TOKEN."""


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is an officer's id, or a word for those who have none."""

    id: str
    role: Role
    agencies: frozenset[str] = frozenset()
    """Whose cases an officer of an agency works on: its own agency's, and those of
    the agencies merged into it."""
    complaint: UUID | None = None
    """The one case a reporter's token is for."""

    @property
    def scope(self) -> str:
        """Whose command keys these are: two reporters may use the same key."""
        return f"{self.id}:{self.complaint}" if self.complaint else self.id


ANYONE = Actor("anyone", "reporter")
REPORTER = Actor("reporter", "reporter")
SYSTEM = Actor("system", "system")


class Holder(NamedTuple):
    """An officer, or a reporter of one complaint."""

    officer: UUID | None
    complaint: UUID | None


class Tokens:
    """Opaque, revocable, stored as hashes: 256 random bits need no slow hash."""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool

    @staticmethod
    def new() -> str:
        """A token that opens nothing until it is admitted."""
        return "tuntas_" + secrets.token_urlsafe(32)

    def admit(self, token: str, officer: UUID) -> None:
        """From now on the token is the officer's."""
        self._insert(token, officer=officer)

    def issue_for_case(self, complaint: UUID) -> str:
        """A short-lived token of role reporter for one case."""
        token = self.new()
        self._insert(token, complaint=complaint)
        return token

    def forget_expired(self) -> int:
        """Delete reporters' tokens that have expired; how many there were."""
        with connected(self._pool) as connection:
            return connection.execute(
                "DELETE FROM token WHERE expires_at < now() - interval '1 day'"
            ).rowcount

    def revoke(self, id: UUID) -> bool:
        """From now on the token opens nothing; False if there is no such token."""
        with connected(self._pool) as connection:
            return bool(
                connection.execute(
                    "UPDATE token SET revoked_at = coalesce(revoked_at, now())"
                    " WHERE id = %s",
                    (id,),
                ).rowcount
            )

    def listed(self) -> list[dict[str, object]]:
        """The officers' tokens: `{id, officer, created_at, revoked_at}`."""
        rows = fetch(
            self._pool,
            "SELECT id, officer, created_at, revoked_at FROM token"
            " WHERE officer IS NOT NULL ORDER BY created_at",
        )
        return [
            {"id": str(i), "officer": str(o), "created_at": c, "revoked_at": r}
            for i, o, c, r in rows
        ]

    @staticmethod
    def warrant(token: str) -> bytes:
        """What stands for the token, and opens nothing."""
        return _hash(token)

    def holders(self, tokens: Sequence[str]) -> dict[str, Holder]:
        """Of those tokens that open something now: whose they are."""
        hashes = {_hash(token): token for token in tokens}
        rows = fetch(
            self._pool,
            "SELECT hash, officer, complaint FROM token WHERE hash = ANY(%b::bytea[])"
            " AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())",
            (blobs(list(hashes)),),
        )
        return {hashes[of]: Holder(officer, case) for of, officer, case in rows}

    def named(self, holder: Holder | None, reference: Reference, day: date) -> Actor:
        """The actor whose token that is, on that day, one of the tenant. Raises
        `Unauthenticated`: the tokens of an officer who does not serve on it open
        nothing."""
        if holder is None:
            raise Unauthenticated
        officer_id, complaint = holder
        if complaint is not None:
            return replace(REPORTER, complaint=complaint)
        assert officer_id is not None
        officer = reference.officers.get(officer_id)
        if officer is None or not officer.serves_on(day):
            raise Unauthenticated
        agencies: frozenset[str] = frozenset()
        if officer.agency is not None:
            merged = reference.agencies.predecessors(officer.agency, day)
            agencies = merged | {officer.agency}
        return Actor(str(officer_id), officer.role, agencies)

    def _insert(
        self, token: str, officer: UUID | None = None, complaint: UUID | None = None
    ) -> None:
        life = REPORTER_TOKEN_LIFE if complaint else None
        with connected(self._pool) as connection:
            connection.execute(
                "INSERT INTO token (id, hash, officer, complaint, expires_at)"
                " VALUES (%s, %s, %s, %s, now() + %s)",
                (uuid4(), _hash(token), officer, complaint, life),
            )


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
