"""What requests ask at the same time is asked together, in a thread of its own."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from api.landing import Landing
from storage.together import Together

Q = TypeVar("Q")
A = TypeVar("A")


class _Asked(NamedTuple, Generic[Q, A]):
    question: Q
    landing: Landing
    answer: "asyncio.Future[A]"


class Asking(Generic[Q, A]):
    """`answers` gives one to each question, in their order; where it raises, that is
    told to all. A question that comes alone waits for no other."""

    def __init__(self, name: str, answers: Callable[[Sequence[Q]], Sequence[A]]):
        self._answers = answers
        self._together = Together(name, self._answer)

    async def ask(self, question: Q) -> A:
        """Raises `DatabaseUnavailable` where too many wait already."""
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._together.add(_Asked(question, Landing.here(), answer))
        return await answer

    def finish(self) -> None:
        """Wait until all that was asked is answered."""
        self._together.finish()

    def _answer(self, asked: Sequence[_Asked[Q, A]]) -> None:
        try:
            answers = self._answers([one.question for one in asked])
            found = list(zip(asked, answers, strict=True))
        except Exception as error:
            for one in asked:
                one.landing.fail(one.answer, error)
            return
        for one, answer in found:
            one.landing.bring(one.answer, answer)
