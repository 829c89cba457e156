"""What another thread tells, once: waited for, or called back."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from storage.outcome import Outcome


def test_whoever_waits_is_told_the_value() -> None:
    outcome: Outcome[int] = Outcome()
    told: list[int] = []
    waiting = [Thread(target=lambda: told.append(outcome.result())) for _ in range(8)]
    for thread in waiting:
        thread.start()
    assert not outcome.done()
    outcome.tell(7)
    for thread in waiting:
        thread.join(30)
    assert told == [7] * 8
    assert outcome.done()
    assert outcome.error() is None


def test_an_error_is_raised_to_each_who_asks_and_given_to_who_asks_for_it() -> None:
    outcome: Outcome[int] = Outcome()
    error = ValueError("no")
    outcome.fail(error)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            outcome.result()
    assert outcome.error() is error


def test_who_waits_no_longer_than_so_long_is_told_that_it_is_not_known() -> None:
    outcome: Outcome[int] = Outcome()
    with pytest.raises(TimeoutError):
        outcome.error(0.001)
    outcome.tell(1)
    assert outcome.error(0.001) is None


@pytest.mark.parametrize("told_first", [True, False])
def test_each_call_is_made_once(told_first: bool) -> None:
    outcome: Outcome[int] = Outcome()
    made: list[int] = []
    if told_first:
        outcome.tell(1)
    for n in range(3):
        outcome.when_done(lambda n=n: made.append(n))  # type: ignore[misc]
    assert made == ([0, 1, 2] if told_first else [])
    if not told_first:
        outcome.tell(1)
    assert made == [0, 1, 2]


def test_a_call_given_while_it_is_told_is_made_once() -> None:
    for _ in range(200):
        outcome: Outcome[int] = Outcome()
        start = Barrier(2)
        made: list[int] = []

        def at_once(do: Callable[[], None], start: Barrier = start) -> Thread:
            def run() -> None:
                start.wait(30)
                do()

            thread = Thread(target=run)
            thread.start()
            return thread

        threads = [
            at_once(lambda o=outcome: o.tell(1)),  # type: ignore[misc]
            at_once(lambda o=outcome, m=made: o.when_done(lambda: m.append(1))),  # type: ignore[misc]
        ]
        for thread in threads:
            thread.join(30)
        assert made == [1]
