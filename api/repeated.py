"""Commands that come again: looked for all that arrive at the same time."""

from collections.abc import Sequence

from api.asking import Asking
from api.desk import Desk
from api.intake import Request
from api.once import Answer, Once, Stored
from storage.idempotency import Receipts


class Repeated:
    """Where a link broke off, many come again that were done before."""

    def __init__(self, desk: Desk, once: Once, receipts: Receipts):
        self._desk = desk
        self._once = once
        self._receipts = receipts
        self._asking = Asking("receipts", self._stored)

    async def answers(self, requests: Sequence[Request]) -> list[Answer]:
        """What these were answered, from the first on and up to one that is not
        remembered."""
        named = [self._once.named(*asked) for asked in self._desk.asked(requests)]
        if not named:
            return []
        stored = await self._asking.ask([scope for scope, _ in named])
        return self._once.repeated(named, stored)

    def finish(self) -> None:
        """Wait until all that was asked for is found."""
        self._asking.finish()

    def _stored(self, asked: Sequence[Sequence[bytes]]) -> list[Stored]:
        scopes = [scope for scopes in asked for scope in scopes]
        return [self._receipts.all_stored(scopes)] * len(asked)
