"""The child processes of `serve`: begun, revived when they fall, and ended."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import structlog

log = structlog.get_logger()

STEADY_SECONDS = 10.0
"""One that lived longer fell by accident and is revived at once."""
LONGEST_PAUSE_SECONDS = 10.0


class Child:
    """`python -m module name`, told `parts` on its standard input, which stays open:
    its end tells the child of ours."""

    def __init__(
        self,
        name: str,
        module: str,
        parts: Mapping[str, Any],
        descriptors: tuple[int, ...] = (),
    ):
        self.name = name
        self._module = module
        self._told = json.dumps(parts).encode() + b"\n"
        self._descriptors = descriptors
        self._pause = 0.0
        self.falls = 0
        """How often it has been started again."""
        self._begin()

    def _begin(self) -> None:
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module, self.name],
            stdin=subprocess.PIPE,
            pass_fds=self._descriptors,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it fell already, and will be revived
            self._process.stdin.write(self._told)
            self._process.stdin.flush()

    @property
    def pid(self) -> int:
        return self._process.pid

    def revive(self) -> None:
        """Start it again if it fell; later and later if it falls at every start."""
        code = self._process.poll()
        if code is None:
            return
        lived = time.monotonic() - self._began
        if lived < self._pause:
            return
        log.error("a process fell; starting it again", name=self.name, code=code)
        self.falls += 1
        self._close()
        self._pause = (
            0.0
            if lived > STEADY_SECONDS
            else min(max(2 * self._pause, 0.5), LONGEST_PAUSE_SECONDS)
        )
        self._begin()

    def end(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end until that monotonic moment, then by force."""
        try:
            self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._close()

    def _close(self) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
