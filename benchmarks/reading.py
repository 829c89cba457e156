"""Reading and decoding the whole log, as our read models do it and as stock does."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from eventsourcing.persistence import Notification

from benchmarks import filled, lives
from benchmarks.figure import Figure, beside, rounds
from benchmarks.fresh import Site
from benchmarks.scale import Scale
from benchmarks.stock import Complaints

AT_ONCE = 1_000
MOST = 60_000
"""Events on either side; more of them would be the same page again and again."""


def measure(site: Site, scale: Scale) -> Iterator[Figure]:
    # As the process that keeps our read models does; for both.
    gc.set_threshold(100_000)
    cases = max(min(scale.events, MOST) // (1 + len(lives.STEPS)), 1)
    with ExitStack() as stack:
        here = stack.enter_context(site.installation("reading"))
        filled.fill(here, cases)
        site.create_database("reading_stock")
        app = stack.enter_context(Complaints(site.stock("reading_stock")))
        app.live(cases)
        found = rounds(
            "reading",
            scale.rounds,
            {
                "ours": lambda: events_a_second(
                    here.recorder.select_notifications, here.app.event
                ),
                "stock": lambda: events_a_second(
                    app.recorder.select_notifications, app.mapper.to_domain_event
                ),
            },
        )
    yield beside(
        "reading and decoding the whole log",
        "events/s",
        found["ours"],
        found["stock"],
        "stock recorder, mapper and transcoder",
        2.2,
        4.0,
    )


def events_a_second(
    select: Callable[..., Sequence[Notification]],
    decode: Callable[[Notification], object],
) -> float:
    """The whole log, page by page, every event made an object."""
    read, position = 0, 0
    began = time.perf_counter()
    while page := select(position, AT_ONCE, inclusive_of_start=False):
        for row in page:
            decode(row)
        read += len(page)
        position = page[-1].id
    return read / (time.perf_counter() - began)
