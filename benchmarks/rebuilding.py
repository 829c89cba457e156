"""Each read model made anew from the first event, beside a commit per event."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from api.installation import Installation
from api.rebuilding import source_for
from benchmarks import filled, lives, one_by_one
from benchmarks.figure import Figure, beside, rounds
from benchmarks.fresh import Site
from benchmarks.scale import Scale
from storage.read_model import ReadModel
from storage.rebuild import rebuild

SLOW = 20_000
"""Events that nobody folds one by one in a round."""


def measure(site: Site, scale: Scale) -> Iterator[Figure]:
    with site.installation("rebuilding") as here:
        filled.fill(here, max(scale.events // (1 + len(lives.STEPS)), 1))
        one_by_one.copy_log(here, SLOW)
        events = here.recorder.max_notification_id() or 0
        for model in here.read_models():
            found = rounds(
                f"rebuilding {model.name}, {events:,} events",
                scale.rounds,
                {
                    "ours": _ours(here, model, events),
                    "stock runner": _stock(site, here, model, scale.seconds),
                },
            )
            yield beside(
                f"rebuild of {model.name}",
                "events/s",
                found["ours"],
                found["stock runner"],
                "stock projection runner, one commit per event",
                20.0,
                None,
            )


def _ours(
    here: Installation, model: ReadModel[Any], events: int
) -> Callable[[], float]:
    def measured() -> float:
        began = time.perf_counter()
        rebuild(here.pool, model, source_for(here, model))
        return events / (time.perf_counter() - began)

    return measured


def _stock(
    site: Site, here: Installation, model: ReadModel[Any], seconds: float
) -> Callable[[], float]:
    return lambda: one_by_one.events_a_second(site, here, model, seconds)
