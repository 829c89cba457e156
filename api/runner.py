"""Keeps the read models up with the events, as the one process that does."""

import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, TypeVar

import structlog
from eventsourcing.persistence import MapperDeserialisationError
from psycopg_pool import ConnectionPool

from storage.database import DatabaseUnavailable
from storage.leadership import Leadership, candidacy
from storage.read_model import (
    Prepared,
    ReadModel,
    Source,
    ensure,
    move,
    positions,
    prepare,
)

C = TypeVar("C")

POLL_SECONDS = 0.25
"""A wake-up call may get lost; nobody waits longer than this because of it."""
LONGEST_PAUSE_SECONDS = 2.0
SOME, MANY, BREATH_SECONDS = 10, 500, 0.1
"""Positions that come at once."""
LONGEST_REST_SECONDS = 2.0
RESTS_FOR_WORK = 3
"""In a burst it rests three times as long as it worked."""
FURTHEST_BEHIND = 50_000
"""Positions behind the events: a burst does not last so long."""
TOGETHER = 200
"""Of so few changes a transaction costs more than the rows that it writes, and waiting
for a statement more than the statement."""
AT_A_TIME = 2
"""Models that are folded beside each other: one waits for the database while the next
makes its rows."""

log = structlog.get_logger("runner")


def run(
    *,
    url: str,
    pool: ConnectionPool,
    source: Source[C],
    models: Sequence[ReadModel[C]],
    stopping: Callable[[], bool],
) -> int:
    """Follow the events until `stopping`; the exit code.

    Waits as a standby while another runner leads, and through restarts of the
    database. A model that cannot fold an event ends it with 1: figures that stand
    still are better than wrong ones.
    """
    pause = POLL_SECONDS
    while not stopping():
        try:
            with candidacy(url) as leadership:
                _await_lead(leadership, stopping)
                ensure(pool, models)
                pause = POLL_SECONDS
                _follow(leadership, pool, source, models, stopping)
        except DatabaseUnavailable as error:
            log.warning("runner.lost_database", error=str(error), retry_in=pause)
            _sleep(pause, stopping)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        except _Failed as failed:
            log.error("runner.failed", **failed.facts)
            return 1
    log.info("runner.stopped")
    return 0


def _await_lead(leadership: Leadership, stopping: Callable[[], bool]) -> None:
    if leadership.take():
        return
    log.info("runner.stands_by")
    while not stopping() and not leadership.take():
        time.sleep(POLL_SECONDS)


def _follow(
    leadership: Leadership,
    pool: ConnectionPool,
    source: Source[C],
    models: Sequence[ReadModel[C]],
    stopping: Callable[[], bool],
) -> None:
    known = positions(pool)
    at = {model.name: known[model.name] for model in models}
    log.info("runner.leads", positions=at)
    with ThreadPoolExecutor(AT_A_TIME, "fold") as folders:
        was_behind = 0
        while not stopping():
            began = time.monotonic()
            moved = _step(folders, pool, source, models, at, stopping)
            if not moved:
                leadership.wait(POLL_SECONDS)
                continue
            behind = source.head() - min(at.values()) if moved >= MANY else 0
            came = behind - was_behind + moved
            _sleep(rest(moved, came, behind, time.monotonic() - began), stopping)
            was_behind = behind


def rest(moved: int, came: int, behind: int, worked: float) -> float:
    """Seconds until the next step, after one that moved so many positions, while so
    many came, and took so many seconds.

    Where some came at once more are coming: together they cost a fraction. In a burst,
    where half as many come as are folded, writing goes first: the runner works a
    quarter of the time. Who is behind while nobody writes, or too far, takes no rest.
    """
    if SOME <= moved < MANY:
        return BREATH_SECONDS
    if moved >= MANY and came > moved // 2 and behind < FURTHEST_BEHIND:
        return min(RESTS_FOR_WORK * worked, LONGEST_REST_SECONDS)
    return 0.0


def _step(
    folders: ThreadPoolExecutor,
    pool: ConnectionPool,
    source: Source[C],
    models: Sequence[ReadModel[C]],
    at: dict[str, int],
    stopping: Callable[[], bool],
) -> int:
    """Bring the models that are furthest behind on by one batch, read once, and not
    beyond the next model; by how many positions, 0 at the head of the events."""
    start, *beyond = sorted(set(at.values()))
    with _telling(reading_after=start):
        batch = source.after(start, min(beyond, default=None))
    moved_on = batch.position - start
    if not moved_on:
        return 0
    behind = {model.name: model for model in models if at[model.name] == start}
    if len(batch.changes) <= TOGETHER and _together(
        pool, behind, lambda: prepare(behind, batch), at
    ):
        return moved_on
    idle: dict[str, ReadModel[C]] = {}

    def fold(name: str, *, alone: bool = False) -> None:
        if stopping():
            return
        with _telling(model=name, after=start, up_to=batch.position):
            one = {name: behind[name]}
            prepared = prepare(one, batch)
            if alone or prepared.of.get(name) is not None:
                _move(pool, one, prepared, at)
            else:
                idle.update(one)

    # Where one fails the others are folded all the same, and the first to fail is told.
    folding = [folders.submit(fold, name) for name in behind]
    wait(folding)
    # Most have nothing to write, and a transaction costs more than to find that.
    nothing = Prepared(start, batch.position, dict.fromkeys(idle))
    if idle and not _together(pool, idle, lambda: nothing, at):
        folding += [folders.submit(fold, name, alone=True) for name in idle]
    for done in folding:
        done.result()
    return moved_on


def _together(
    pool: ConnectionPool,
    models: Mapping[str, ReadModel[C]],
    prepared: Callable[[], Prepared],
    at: dict[str, int],
) -> bool:
    """All in one transaction; False, with nothing written, where one of them fails."""
    try:
        _move(pool, models, prepared(), at, waiting=False)
    except DatabaseUnavailable:
        raise
    except Exception:
        # Each by itself: the others go on, and the one that fails is named.
        return False
    return True


def _move(
    pool: ConnectionPool,
    models: Mapping[str, ReadModel[C]],
    prepared: Prepared,
    at: dict[str, int],
    *,
    waiting: bool = True,
) -> None:
    moved = move(pool, models, prepared, waiting=waiting)
    # Not moved: a rebuild was switched in, or another runner was there.
    known = positions(pool) if len(moved) < len(models) else {}
    at |= {name: known.get(name, prepared.position) for name in models}
    log.debug("runner.folded", models=sorted(moved), position=prepared.position)


class _Failed(Exception):
    def __init__(self, facts: dict[str, Any]):
        super().__init__(facts)
        self.facts = facts


@contextmanager
def _telling(**facts: Any) -> Iterator[None]:
    """Name the place and the kind of an error; its own words may be personal."""
    try:
        yield
    except DatabaseUnavailable:
        raise
    except Exception as error:
        if isinstance(error, MapperDeserialisationError):
            facts["event"] = str(error)
        frames = traceback.extract_tb(error.__traceback__)[-4:]
        where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        facts |= {"error": type(error).__name__, "where": where}
        raise _Failed(facts) from error


def _sleep(seconds: float, stopping: Callable[[], bool]) -> None:
    wake = time.monotonic() + seconds
    while not stopping() and time.monotonic() < wake:
        time.sleep(max(0.0, min(POLL_SECONDS, wake - time.monotonic())))
