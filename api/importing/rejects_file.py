"""The rows that could not be taken over, with their reasons, for a person to mend."""

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from api.importing.row import Rejected
from api.importing.unreadable import ImportRefused
from api.inert import inert


class RejectsNotWritten(ImportRefused):
    """{file} cannot be written: {problem}. Name another place with --rejects; what was
    imported so far stays, and importing the file again adds only the rest."""


@contextmanager
def rejects_file(path: Path) -> Iterator[Callable[[Rejected], None]]:
    """A CSV made at the first rejected row, which only its owner may read: its cells
    are personal data in clear. Raises `RejectsNotWritten`."""
    with ExitStack() as stack:
        rows = None
        # An old one would tell of another run, and might be readable by others.
        path.unlink(missing_ok=True)

        def write(bad: Rejected) -> None:
            nonlocal rows
            try:
                if rows is None:
                    descriptor = os.open(
                        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600
                    )
                    file = os.fdopen(descriptor, "w", encoding="utf-8", newline="")
                    rows = csv.writer(stack.enter_context(file))
                    rows.writerow(["row", "reason", "cells"])
                rows.writerow([bad.row, bad.reason, *map(inert, bad.values)])
            except OSError as error:
                raise RejectsNotWritten(file=path, problem=error.strerror) from error

        yield write
