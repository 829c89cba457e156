"""What commands are decided on: read for all that arrive at the same time."""

from collections.abc import Sequence
from uuid import UUID

from api.asking import Asking
from api.vault import CaseVault
from domain.application import Tuntas
from domain.case_number import parse


class Fetching:
    """Brings cases with their keys at hand, and fresh keys; what does not exist is not
    brought."""

    def __init__(self, app: Tuntas, vault: CaseVault):
        self._app = app
        self._vault = vault
        self._cases = Asking("cases", self._bring)
        self._keys = Asking("fresh keys", self._stock)

    async def case(self, ref: str) -> None:
        """By UUID or case number."""
        await self._cases.ask(ref)

    async def keys(self, count: int) -> None:
        """So many fresh ones."""
        if not self._vault.at_hand((), fresh=count):
            await self._keys.ask(count)

    def finish(self) -> None:
        """Wait until all that was asked for is brought."""
        self._cases.finish()
        self._keys.finish()

    def _stock(self, counts: Sequence[int]) -> list[None]:
        self._vault.stock(sum(counts))
        return [None] * len(counts)

    def _bring(self, asked: Sequence[str]) -> list[None]:
        refs = set(asked)
        numbers = {ref: number for ref in refs if (number := parse(ref))}
        ids = {id for ref in refs - numbers.keys() if (id := _id(ref))}
        if numbers:
            owners = self._app.look_up.owners_of("case_number", [*numbers.values()])
            ids.update(owners.values())
        cases = self._app.known.all_now(ids).values()
        self._vault.fetch([key for case in cases for key in case.keys_of("everything")])
        return [None] * len(asked)


def _id(ref: str) -> UUID | None:
    try:
        return UUID(ref)
    except ValueError:
        return None
