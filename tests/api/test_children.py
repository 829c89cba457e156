"""A process that falls is begun again; one that cannot stand, ever later."""

import time

from api.children import Child


def test_a_child_that_falls_at_every_start_is_begun_ever_later() -> None:
    begun: set[int] = set()
    child = Child("restless", "api.no_such_module", {})
    until = time.monotonic() + 2.5
    while time.monotonic() < until:
        begun.add(child.pid)
        child.revive()
        time.sleep(0.02)
    child.end()
    child.wait(time.monotonic() + 5)
    assert 2 <= len(begun) <= 4


def test_a_child_that_stands_is_left_alone() -> None:
    child = Child("steady", "timeit", {})
    pid = child.pid
    child.revive()
    assert child.pid == pid
    child.end()
    child.wait(time.monotonic() + 5)


def test_a_child_that_does_not_end_when_asked_is_ended() -> None:
    child = Child("deaf", "api.worker", {})
    child.wait(time.monotonic() + 0.1)
    child.revive()
    child.wait(time.monotonic())
