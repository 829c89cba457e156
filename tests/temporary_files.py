"""Temporary files lie in memory where there is room: a server is begun and left some
hundred times, a database copied a thousand times, and a slow disk makes tests wait."""

import os
import re
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 12 * 2**30
"""Bytes; several times what the tests have needed."""


def in_memory() -> Path | None:
    """Where they are to lie, unless on disk."""
    if not os.access(MEMORY, os.W_OK | os.X_OK):
        return None
    if min(shutil.disk_usage(MEMORY).free, _unused()) > ROOM:
        return MEMORY
    return None


def _unused() -> int:
    """Bytes of memory; what only keeps files at hand counts as unused."""
    told = Path("/proc/meminfo").read_text()
    found = re.search(r"^MemAvailable: +(\d+) kB$", told, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
