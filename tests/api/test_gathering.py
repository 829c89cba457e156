"""What is written at one time goes out at once, whole and in its order."""

import asyncio
from typing import Any, cast

from api.gathering import Gathering


class Wire:
    """A transport that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def write(self, data: bytes) -> None:
        self.told.append(data)

    def close(self) -> None:
        self.told.append("closed")

    def is_closing(self) -> bool:
        return "closed" in self.told


def gathering() -> tuple[Wire, Gathering]:
    wire = Wire()
    loop = asyncio.get_running_loop()
    return wire, Gathering(cast("asyncio.Transport", wire), loop)


def test_what_is_written_at_one_time_is_one_writing() -> None:
    async def run() -> None:
        wire, transport = gathering()
        transport.write(b"head ")
        transport.write(b"body")
        assert wire.told == []
        await asyncio.sleep(0)
        assert wire.told == [b"head body"]

    asyncio.run(run())


def test_what_is_written_later_is_another_and_comes_behind() -> None:
    async def run() -> None:
        wire, transport = gathering()
        for line in (b"1", b"2"):
            transport.write(line)
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert wire.told == [b"1", b"2"]

    asyncio.run(run())


def test_who_closes_closes_behind_what_was_written() -> None:
    async def run() -> None:
        wire, transport = gathering()
        transport.write(b"last")
        transport.close()
        await asyncio.sleep(0)
        assert wire.told == [b"last", "closed"]
        assert transport.is_closing()

    asyncio.run(run())
