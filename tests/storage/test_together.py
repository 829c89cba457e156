"""A thread that takes all that waits: no timer, no thread that idles, no end to it."""

import threading
from collections.abc import Iterator, Sequence
from threading import Semaphore

import pytest

from storage import together
from storage.database import DatabaseUnavailable
from storage.together import Together

NAME = "a thread of this test"


class Doing:
    """Notes what it is given, and ends when it is let."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self._begun, self._let = Semaphore(0), Semaphore(0)

    def __call__(self, items: Sequence[str]) -> None:
        self.batches.append(list(items))
        self._begun.release()
        assert self._let.acquire(timeout=30)

    def begins(self) -> bool:
        return self._begun.acquire(timeout=30)

    def let(self, times: int = 1) -> None:
        self._let.release(times)


@pytest.fixture
def doing() -> Iterator[Doing]:
    doing = Doing()
    yield doing
    doing.let(100)


@pytest.fixture
def work(doing: Doing) -> Together[str]:
    return Together(NAME, doing)


def threads() -> int:
    return sum(thread.name == NAME for thread in threading.enumerate())


def test_a_lone_one_waits_for_nobody(
    work: Together[str], doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(together, "REST_SECONDS", 3600)
        for one in ("a", "b"):  # the second comes where the thread rests, if it does
            work.add(one)
            assert doing.begins()
            doing.let()
    work.add("c")  # so that the thread ends
    assert doing.begins()
    assert doing.batches == [["a"], ["b"], ["c"]]


def test_what_came_meanwhile_is_next_and_all_of_it(
    work: Together[str], doing: Doing
) -> None:
    work.add("a")
    assert doing.begins()
    for one in "bcd":
        work.add(one)
    assert doing.batches == [["a"]]
    doing.let(2)
    work.finish()
    assert doing.batches == [["a"], ["b", "c", "d"]]


def test_too_many_are_told_and_those_that_wait_are_not_lost(
    work: Together[str], doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "MOST_WAITING", 2)
    work.add("a")
    assert doing.begins()
    work.add("b")
    work.add("c")
    with pytest.raises(DatabaseUnavailable, match="too many"):
        work.add("d")
    doing.let()
    assert doing.begins()
    work.add("e")
    doing.let(2)
    work.finish()
    assert doing.batches == [["a"], ["b", "c"], ["e"]]


def test_to_finish_waits_for_what_is_being_done_and_what_waits(
    work: Together[str], doing: Doing
) -> None:
    work.finish()
    work.add("a")
    assert doing.begins()
    work.add("b")
    finishing = threading.Thread(target=work.finish)
    finishing.start()
    doing.let()
    assert doing.begins()
    assert finishing.is_alive()
    doing.let()
    finishing.join(30)
    assert not finishing.is_alive()
    assert doing.batches == [["a"], ["b"]]


def test_to_finish_does_not_wait_for_the_thread_to_rest(
    work: Together[str], doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "REST_SECONDS", 3600)
    doing.let(2)
    for one in "ab":
        work.add(one)
        finishing = threading.Thread(target=work.finish, daemon=True)
        finishing.start()
        finishing.join(30)
        assert not finishing.is_alive()
    assert doing.batches == [["a"], ["b"]]


def test_the_thread_ends_when_it_has_rested_and_another_begins(
    work: Together[str], doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "REST_SECONDS", 0.01)
    doing.let(2)
    for one in "ab":
        work.add(one)
        for thread in threading.enumerate():
            if thread.name == NAME:
                thread.join(30)
        assert threads() == 0
    assert doing.batches == [["a"], ["b"]]


def test_never_more_than_one_thread_works(work: Together[str], doing: Doing) -> None:
    def add() -> None:
        for _ in range(50):
            work.add("x")

    adding = [threading.Thread(target=add) for _ in range(8)]
    for thread in adding:
        thread.start()
    assert doing.begins()
    for thread in adding:
        thread.join()
    assert threads() == 1
    doing.let(2)
    work.finish()
    assert sum(map(len, doing.batches)) == 400
    assert len(doing.batches) <= 2


def test_where_no_thread_can_be_begun_it_is_told_and_the_next_is_served(
    work: Together[str], doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: threading.Thread) -> None:
        msg = "can't start new thread"
        raise RuntimeError(msg)

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", full)
        with pytest.raises(DatabaseUnavailable, match="no thread"):
            work.add("a")
    doing.let(2)
    work.add("b")
    assert doing.begins()
    work.finish()
    assert doing.batches == [["b"]]
