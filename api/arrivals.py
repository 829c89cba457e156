"""Whose token a request brings: asked for all requests that arrive at the same time."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from api.asking import Asking
from api.identity import ANYONE, Actor, Holder, Tokens, Unauthenticated
from api.instants import now
from domain.application import Tuntas
from domain.known_reference import Read
from domain.record import Basis
from domain.reference import Reference

MOST_SEEN = 10_000

_Known = tuple[Holder | None, Reference, date]
"""What names the actor of a token at this moment."""


class Warranted(NamedTuple):
    """Who a token named when it was last asked about, by reference data of that
    `basis`. Both are judged again where something is recorded under the warrant."""

    actor: Actor
    warrant: bytes
    basis: Basis


class _Remembered(NamedTuple):
    """Who each warrant named by these reference data on that day: to find out anew
    was a fourteenth of a command."""

    read: Read
    day: date
    actors: dict[bytes, Warranted]


class Arrivals:
    """After an answer, `Tuntas.decision_as_read` knows no older reference data than
    those of the arrival."""

    def __init__(self, app: Tuntas, tokens: Tokens):
        self._app = app
        self._tokens = tokens
        self._asking = Asking("arrivals", self._known)
        self._seen: dict[bytes, Holder] = {}
        self._remembered = _Remembered(app.as_read, self._today(), {})

    async def actor(self, authorization: str | None) -> Actor:
        """The actor of a bearer token at this moment; `ANYONE` without one. Raises
        `Unauthenticated`."""
        if authorization is None:
            return ANYONE
        return self._tokens.named(*await self._asking.ask(_token(authorization)))

    def last_known(self, authorization: str | None) -> Warranted | None:
        """The actor, without asking; None where that cannot be told."""
        read, day = self._app.as_read, self._today()
        remembered = self._remembered
        if remembered.read is not read or remembered.day != day:
            remembered = self._remembered = _Remembered(read, day, {})
        try:
            warrant = self._tokens.warrant(_token(authorization or ""))
            if known := remembered.actors.get(warrant):
                return known
            actor = self._tokens.named(self._seen.get(warrant), read.reference, day)
        except Unauthenticated:
            return None
        known = remembered.actors[warrant] = Warranted(actor, warrant, read.versions)
        return known

    def finish(self) -> None:
        """Wait until all that asked are answered."""
        self._asking.finish()

    def _known(self, tokens: Sequence[str]) -> list[_Known]:
        reference, day = self._app.reference(), self._today()
        holders = self._tokens.holders(tokens)
        forgotten = len(self._seen) > MOST_SEEN
        if forgotten:
            self._seen = {}
        for token in tokens:
            warrant = self._tokens.warrant(token)
            if holder := holders.get(token):
                self._seen[warrant] = holder
            elif self._seen.pop(warrant, None):
                forgotten = True
        if forgotten:
            # Not emptied, but another one: who is being named by what was seen until
            # now is put into the old one.
            self._remembered = self._remembered._replace(actors={})
        return [(holders.get(token), reference, day) for token in tokens]

    def _today(self) -> date:
        return now().astimezone(self._app.zone).date()


def _token(authorization: str) -> str:
    """Raises `Unauthenticated`."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.isascii():
        raise Unauthenticated
    return token.strip()
