"""Every figure, beside its limit, on a fresh server: `python -m benchmarks`.

python -m benchmarks                    what `make bench` runs, under 15 minutes
python -m benchmarks --full             the long one, with a million cases
python -m benchmarks writing reading     some figures only; the last results stay
python -m benchmarks --smallest         does it run at all; the last results stay
"""

import argparse
import json
import signal
import sys
from collections.abc import Callable, Iterator, Sequence

from benchmarks import (
    devices,
    many_cases,
    over_http,
    reading,
    rebuilding,
    results,
    waiting,
    writing,
)
from benchmarks.figure import Figure, Read, tell
from benchmarks.fresh import Site, fresh_site
from benchmarks.scale import BENCH, FULL, SMALLEST, Scale

MEASURES: dict[str, Callable[[Site, Scale], Iterator[Figure | Read]]] = {
    module.__name__.rpartition(".")[2]: module.measure
    for module in (
        writing,
        over_http,
        devices,
        many_cases,
        waiting,
        rebuilding,
        reading,
    )
}
SCALES = {"smallest": SMALLEST, "bench": BENCH, "full": FULL}


def main(words: Sequence[str]) -> int:
    """The exit code: 0 when all was measured, whatever it was."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("figures", nargs="*", choices=[*MEASURES, []])
    size = parser.add_mutually_exclusive_group()
    for name in ("full", "smallest"):
        size.add_argument(f"--{name}", dest="scale", action="store_const", const=name)
    given = parser.parse_args(words)
    scale = given.scale or "bench"
    # As with Ctrl-C: every block is left, and nothing keeps running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures: list[Figure] = []
    reads: list[Read] = []
    with fresh_site() as site:
        machine = results.machine(site, scale)
        for name in given.figures or MEASURES:
            for found in MEASURES[name](site, SCALES[scale]):
                if isinstance(found, Read):
                    reads.append(found)
                    continue
                figures.append(found)
                tell(f"= {found.name}: {found.ratio:.2f} of {found.limit_name}")
    document = results.as_json(machine, figures)
    print(results.as_markdown(json.loads(document), reads))
    if not given.figures and scale != "smallest":
        results.write(document, reads)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
