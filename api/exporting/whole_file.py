"""A file that has its name only once it is whole."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def whole_file(path: str) -> Iterator[IO[bytes]]:
    """Where to write, for its owner alone to read; `-` is standard output.

    A failure leaves what was there before. Raises `OSError`. The library's own atomic
    file takes the name of the old one also when it broke off.
    """
    if path == "-":
        yield sys.stdout.buffer
        return
    target = Path(path)
    with NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}-", delete=False
    ) as out:
        try:
            yield out
            out.flush()
            os.replace(out.name, target)
        except BaseException:
            os.unlink(out.name)
            raise
