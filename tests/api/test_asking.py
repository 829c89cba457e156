"""Questions that come at the same time are asked together; each has its own answer."""

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest

from api.asking import Asking


def test_each_has_the_answer_to_its_own_question() -> None:
    asked: list[Sequence[int]] = []
    all_came = Event()

    def squares(numbers: Sequence[int]) -> list[int]:
        asked.append(numbers)
        assert all_came.wait(10)
        return [number * number for number in numbers]

    asking = Asking("squares", squares)

    async def ask() -> list[int]:
        given = [asyncio.create_task(asking.ask(number)) for number in range(50)]
        await asyncio.sleep(0)
        all_came.set()
        return await asyncio.gather(*given)

    assert asyncio.run(ask()) == [number * number for number in range(50)]
    asking.finish()
    assert sum(map(len, asked)) == 50
    assert len(asked) <= 2


@pytest.mark.parametrize("fault", ["raises", "too few answers"])
def test_where_it_cannot_be_answered_all_are_told(fault: str) -> None:
    def answers(numbers: Sequence[int]) -> list[int]:
        if fault == "raises":
            raise KeyError
        return []

    asking = Asking("faulty", answers)

    async def ask() -> list[object]:
        given = [asking.ask(number) for number in range(3)]
        return await asyncio.wait_for(
            asyncio.gather(*given, return_exceptions=True), timeout=10
        )

    found = asyncio.run(ask())
    wanted = KeyError if fault == "raises" else ValueError
    assert [type(one) for one in found] == [wanted] * 3
    asking.finish()
