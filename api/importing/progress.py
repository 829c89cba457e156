"""How far an import has come: a bar on a terminal, lines of the JSON log elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

import structlog

from api.importing.booking import Tally
from api.importing.row import ImportedCase, Rejected
from api.importing.table import Table

Rows = Iterator[ImportedCase | Rejected]
SECONDS = 2


@contextmanager
def progress(table: Table) -> Iterator[Callable[[Rows, Tally], Rows]]:
    """A function that passes rows on and tells of them."""
    if not sys.stderr.isatty():
        yield _log
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("importing", total=1.0)

        def draw(rows: Rows, tally: Tally) -> Rows:
            for row in rows:
                text = f"{tally.rows} rows, {tally.rejected} rejected"
                bar.update(task, completed=table.fraction(), description=text)
                yield row
            bar.update(task, completed=1.0)

        yield draw


def _log(rows: Rows, tally: Tally) -> Rows:
    log = structlog.get_logger()
    told = time.monotonic()
    for row in rows:
        if time.monotonic() - told > SECONDS:
            told = time.monotonic()
            log.info("importing", **asdict(tally))
        yield row
    # The last batch is booked after this: the verb itself tells the end.
