"""Whose token a request brings: asked for all requests that arrive at the same time."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from api.identity import ANYONE, Actor, Tokens, Unauthenticated
from api.instants import now
from api.landing import Landing
from domain.application import Tuntas
from storage.together import Together


class _Arrival(NamedTuple):
    token: str
    landing: Landing
    actor: "asyncio.Future[Actor]"


class Arrivals:
    """After an answer, `Tuntas.decision_as_read` knows no older reference data than
    those of the arrival."""

    def __init__(self, app: Tuntas, tokens: Tokens):
        self._app = app
        self._tokens = tokens
        self._together = Together("arrivals", self._answer)

    async def actor(self, authorization: str | None) -> Actor:
        """The actor of a bearer token at this moment; `ANYONE` without one. Raises
        `Unauthenticated`."""
        if authorization is None:
            return ANYONE
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.isascii():
            raise Unauthenticated
        landing = Landing.here()
        asked = asyncio.get_running_loop().create_future()
        arrival = _Arrival(token.strip(), landing, asked)
        self._together.add(arrival)
        return await arrival.actor

    def finish(self) -> None:
        """Wait until all that asked are answered."""
        self._together.finish()

    def _answer(self, arrivals: Sequence[_Arrival]) -> None:
        try:
            reference = self._app.reference()
            day = now().astimezone(self._app.zone).date()
            holders = self._tokens.holders([arrival.token for arrival in arrivals])
        except Exception as error:
            for arrival in arrivals:
                arrival.landing.fail(arrival.actor, error)
            return
        for arrival in arrivals:
            try:
                holder = holders.get(arrival.token)
                actor = self._tokens.named(holder, reference, day)
            except Exception as error:
                arrival.landing.fail(arrival.actor, error)
            else:
                arrival.landing.bring(arrival.actor, actor)
