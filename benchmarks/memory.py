"""Whether the memory of each process stays flat: under load, and over a rebuild.

python -m benchmarks.memory --minutes 60 --cases 1000000

Commands at half of the peak for so many minutes, and then each read model made anew
from the events of so many cases. The resident memory of each of our own processes is
looked at all the while; it is flat when the median of the last quarter is at most 1.1
times that of the second. Exit code 1 if one is not.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import filled, ours, servers
from benchmarks.figure import tell
from benchmarks.fresh import Site, fresh_site
from benchmarks.over_http import Served, tokens

MOST = 1.1
LOOK_EVERY = 0.2
PIECE = 30.0
"""Seconds of load whose requests are made at once."""
OURS = ("api.worker", "api.keeper", "api")
"""Modules of the processes that are looked at: API, runner, and a command."""
ROW = "{:<32}{:>10}{:>14}{:>12}{:>8}  {}"


class Watch:
    """The resident memory of our processes below this one, in MB, by name."""

    def __init__(self) -> None:
        self.seen: dict[str, list[float]] = defaultdict(list)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._stop.wait(LOOK_EVERY):
            for name, memory in resident():
                self.seen[name].append(memory)

    def close(self) -> None:
        self._stop.set()
        self._thread.join()


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    try:
        yield watch
    finally:
        watch.close()


def resident() -> Iterator[tuple[str, float]]:
    """Module and megabytes of each process of ours that this one began."""
    parents: dict[int, int] = {}
    told: dict[int, tuple[str, float]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().decode().split("\0")
            lines = (place / "status").read_text("utf-8").splitlines()
        except OSError:
            continue  # it has ended
        status = dict(line.split(":", 1) for line in lines)
        parents[int(place.name)] = int(status["PPid"])
        if "-m" in words and (module := words[words.index("-m") + 1]) in OURS:
            kilobytes = float(status.get("VmRSS", "0").split()[0])
            told[int(place.name)] = (module, kilobytes / 1024)
    yield from (one for pid, one in told.items() if _is_below(pid, parents))


def _is_below(pid: int, parents: Mapping[int, int]) -> bool:
    while pid and pid != os.getpid():
        pid = parents.get(pid, 0)
    return pid != 0


def quarters(seen: Sequence[float]) -> tuple[float, float]:
    """Medians of the second and the last quarter."""
    if len(seen) < 4:
        msg = "it ended before its memory could be compared; measure for longer"
        raise RuntimeError(msg)
    part = len(seen) // 4
    return statistics.median(seen[part : 2 * part]), statistics.median(seen[-part:])


def under_load(site: Site, minutes: float) -> Mapping[str, Sequence[float]]:
    with ExitStack() as stack:
        here = stack.enter_context(site.installation("load"))
        url = stack.enter_context(servers.tuntas(site, "load"))
        served = Served(url, lambda count: ours.receive(here, count), tokens(here))
        rate = max(served.a_second(5.0) for _ in range(3)) / 2
        watch = stack.enter_context(watching())
        began = time.monotonic()
        while (spent := time.monotonic() - began) < 60 * minutes:
            tell(f"load · {rate:.0f}/s · {spent / 60:.1f} of {minutes:g} minutes")
            served.at(rate, min(PIECE, 60 * minutes))
        return {f"load: {name}": seen for name, seen in watch.seen.items()}


def over_rebuilds(site: Site, cases: int) -> Mapping[str, Sequence[float]]:
    found = {}
    with site.installation("rebuilt") as here:
        filled.fill(here, cases)
        settings = ["--data", str(here.settings.data), "--database-url", here.url]
        for model in here.read_models():
            tell(f"rebuild · {model.name}")
            words = ["-m", "api", "rebuild", model.name, *settings]
            with watching() as watch:
                subprocess.run(
                    [sys.executable, *words], check=True, stdout=subprocess.DEVNULL
                )
            found[f"rebuild: {model.name}"] = watch.seen["api"]
    return found


def _measured(
    site: Site, minutes: float, cases: int
) -> Iterator[Mapping[str, Sequence[float]]]:
    yield under_load(site, minutes)
    yield over_rebuilds(site, cases)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--cases", type=int, default=1_000_000)
    given = parser.parse_args(words)
    # As with Ctrl-C: every block is left, and nothing keeps running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(f"{given.minutes:g} minutes of load; rebuilds of {given.cases:,} cases")
    print(ROW.format("resident MB", "looks", "2nd quarter", "4th quarter", "", ""))
    steady = True
    with fresh_site() as site:
        for some in _measured(site, given.minutes, given.cases):
            for name, seen in sorted(some.items()):
                second, last = quarters(seen)
                flat = last <= MOST * second
                steady &= flat
                said = "flat" if flat else "GROWS"
                numbers = f"{second:.1f}", f"{last:.1f}", f"{last / second:.2f}"
                print(ROW.format(name, len(seen), *numbers, said), flush=True)
    return 0 if steady else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
