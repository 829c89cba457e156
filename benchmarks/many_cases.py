"""What many cases in the store cost those who write and those who read."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import psycopg

from api.installation import Installation
from api.rebuilding import source_for
from benchmarks import filled, flat_reads, ours
from benchmarks.figure import Figure, Read, beside, rounds, tell
from benchmarks.fresh import Site
from benchmarks.scale import Scale
from benchmarks.writing import IN_FLIGHT, Contender
from storage.rebuild import rebuild

TELL_EVERY = 30.0


def measure(site: Site, scale: Scale) -> Iterator[Figure | Read]:
    with ExitStack() as stack:
        few = stack.enter_context(site.installation("few_cases"))
        many = stack.enter_context(site.installation("many_cases"))
        for here, cases in ((few, scale.few_cases), (many, scale.cases)):
            filled.fill(here, cases)
            _read_models(here)
        # Before anything is written, so that nobody has to follow.
        yield from flat_reads.measure(site, scale, few, many)
        none = stack.enter_context(site.installation("no_cases"))
        yield _throughput(site, scale, none, many)


def _throughput(
    site: Site, scale: Scale, none: Installation, many: Installation
) -> Figure:
    def contender(here: Installation) -> Contender:
        return Contender(partial(ours.receive, here), partial(ours.in_flight, here))

    empty, full = contender(none), contender(many)
    # Else the one pays for the pages that the other made dirty. But once: the first
    # change of a page behind a checkpoint writes the whole page to the log. A large
    # store has more of them, and pays between two checkpoints (15 minutes) for each
    # once, not in every round of seconds.
    with psycopg.connect(site.server.url("postgres"), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    for warm in (empty, full):
        warm.a_second(IN_FLIGHT, scale.seconds)
    found = rounds(
        "many cases · writing",
        # A disk that others use too halves one of a pair now and then.
        2 * scale.rounds + 1,
        {
            "many": lambda: full.a_second(IN_FLIGHT, scale.seconds),
            "none": lambda: empty.a_second(IN_FLIGHT, scale.seconds),
        },
    )
    return beside(
        f"commands in process, 64 in flight, with {scale.cases:,} cases",
        "commands/s",
        found["many"],
        found["none"],
        "the same with an empty store",
        0.95,
        None,
    )


def _read_models(here: Installation) -> None:
    for model in here.read_models():
        began = told = time.monotonic()

        def progress(position: int, head: int, name: str = model.name) -> None:
            nonlocal told
            if time.monotonic() - told > TELL_EVERY:
                told = time.monotonic()
                tell(f"rebuilding {name} · {position:,} of {head:,} events")

        rebuild(here.pool, model, source_for(here, model), progress)
        tell(f"rebuilt {model.name} · {time.monotonic() - began:.0f} s")
    with here.pool.connection() as connection:
        connection.execute("VACUUM ANALYZE")
