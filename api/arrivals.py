"""Whose token a request brings: asked for all requests that arrive at the same time."""

from collections.abc import Sequence
from datetime import date

from api.asking import Asking
from api.identity import ANYONE, Actor, Holder, Tokens, Unauthenticated
from api.instants import now
from domain.application import Tuntas
from domain.reference import Reference

_Known = tuple[Holder | None, Reference, date]
"""What names the actor of a token at this moment."""


class Arrivals:
    """After an answer, `Tuntas.decision_as_read` knows no older reference data than
    those of the arrival."""

    def __init__(self, app: Tuntas, tokens: Tokens):
        self._app = app
        self._tokens = tokens
        self._asking = Asking("arrivals", self._known)

    async def actor(self, authorization: str | None) -> Actor:
        """The actor of a bearer token at this moment; `ANYONE` without one. Raises
        `Unauthenticated`."""
        if authorization is None:
            return ANYONE
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.isascii():
            raise Unauthenticated
        return self._tokens.named(*await self._asking.ask(token.strip()))

    def finish(self) -> None:
        """Wait until all that asked are answered."""
        self._asking.finish()

    def _known(self, tokens: Sequence[str]) -> list[_Known]:
        reference = self._app.reference()
        day = now().astimezone(self._app.zone).date()
        holders = self._tokens.holders(tokens)
        return [(holders.get(token), reference, day) for token in tokens]
