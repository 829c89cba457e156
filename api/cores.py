"""Each API process stays on a core of its own, where there are as many.

Beside a busy database the system moves it from core to core, and each time it leaves
behind what it had at hand: a command takes a fifth longer.
"""

import os
import random
from collections.abc import Sequence

_granted: list[int] = []
"""To this process, before it stayed on one of them."""


def shared_out(processes: int) -> Sequence[int | None]:
    """A core for each; None, any of them, where there are too few. By chance, so that
    two installations on a machine do not both take the first."""
    cores = _allowed()
    if len(cores) < processes:
        return [None] * processes
    return random.sample(cores, processes)


def stay_on(core: int | None) -> None:
    """This thread, and what it begins from now on."""
    if core is not None:
        _granted[:] = _allowed()
        os.sched_setaffinity(0, (core,))


def go_anywhere() -> None:
    """The same, where that core is not to be shared with what takes long."""
    if _granted:
        os.sched_setaffinity(0, _granted)


def _allowed() -> list[int]:
    """None where the system has no such thing."""
    ask = getattr(os, "sched_getaffinity", None)
    return sorted(ask(0)) if ask else []
