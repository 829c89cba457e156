"""An API process stays on a core of its own; what takes long goes elsewhere."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.cores import shared_out

if TYPE_CHECKING:
    from tests.conftest import Served

CORES = os.sched_getaffinity(0)
SCRIPT = """
import os
from threading import Thread
from api import cores

def told(): print(sorted(os.sched_getaffinity(0)))
def leave(): cores.go_anywhere(); told()

cores.stay_on({core})
told()
for act in (told, leave, told):
    thread = Thread(target=act); thread.start(); thread.join()
"""


def test_each_has_its_own_or_none_has_one() -> None:
    for _ in range(20):
        assert set(shared_out(len(CORES))) == CORES
        assert set(shared_out(1)) < CORES | {-1}
    assert shared_out(len(CORES) + 1) == [None] * (len(CORES) + 1)


@pytest.mark.parametrize("core", [None, min(CORES)])
def test_who_stays_keeps_what_it_begins_and_lets_go_what_takes_long(
    core: int | None,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(core=core)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    all_of_them, own = (
        str(sorted(CORES)),
        str(sorted(CORES) if core is None else [core]),
    )
    assert done.stdout.splitlines() == [own, own, all_of_them, own]


def test_the_workers_of_serve_have_cores_of_their_own(
    serve: Callable[..., "Served"],
) -> None:
    served = serve("--workers", str(min(2, len(CORES))))
    name = f"/proc/{served.process.pid}/task/{served.process.pid}/children"
    children = [int(number) for number in Path(name).read_text().split()]
    workers = [child for child in children if b"api.worker" in words_of(child)]
    until = time.monotonic() + 20  # the first that is ready answers for all
    while not all(len(os.sched_getaffinity(pid)) == 1 for pid in workers):
        assert time.monotonic() < until
        time.sleep(0.05)
    own = {core for pid in workers for core in os.sched_getaffinity(pid)}
    assert len(own) == len(workers) == min(2, len(CORES))
    for other in set(children).difference(workers):
        assert os.sched_getaffinity(other) == CORES


def words_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
