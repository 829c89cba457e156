"""The cases that commands are about: read for all that arrive at the same time."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from api.landing import Landing
from api.vault import CaseVault
from domain.application import Tuntas
from domain.case_number import parse
from storage.together import Together

_Asked = tuple[str, Landing, "asyncio.Future[None]"]


class Fetching:
    """Brings cases and their keys at hand; what does not exist is not brought."""

    def __init__(self, app: Tuntas, vault: CaseVault):
        self._app = app
        self._vault = vault
        self._together = Together("cases", self._fetch)

    async def fetch(self, ref: str) -> None:
        """By UUID or case number."""
        landing = Landing.here()
        done = asyncio.get_running_loop().create_future()
        self._together.add((ref, landing, done))
        await done

    def finish(self) -> None:
        """Wait until all that was asked for is brought."""
        self._together.finish()

    def _fetch(self, asked: Sequence[_Asked]) -> None:
        try:
            self._bring({ref for ref, _, _ in asked})
        except Exception as error:
            for _, landing, done in asked:
                landing.fail(done, error)
        else:
            for _, landing, done in asked:
                landing.bring(done, None)

    def _bring(self, refs: set[str]) -> None:
        numbers = {ref: number for ref in refs if (number := parse(ref))}
        ids = {id for ref in refs - numbers.keys() if (id := _id(ref))}
        if numbers:
            owners = self._app.look_up.owners_of("case_number", [*numbers.values()])
            ids.update(owners.values())
        cases = self._app.known.all_now(ids).values()
        self._vault.fetch([key for case in cases for key in case.keys_of("everything")])


def _id(ref: str) -> UUID | None:
    try:
        return UUID(ref)
    except ValueError:
        return None
