"""Everything needed in one command: database, API, runner; restarted when they fall."""

import fcntl
import json
import os
import signal
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import structlog

from api.children import Child
from api.installation import Installation, opened
from api.settings import Settings, SettingsError
from storage.embedded import EmbeddedPostgres, EmbeddedPostgresError

log = structlog.get_logger()

MOST_FALLS = 5
"""More of them before the first answer, and nobody is helped by going on."""
STOP_WITHIN = 2.8
PAUSE = 0.2
REST = 2.0


class _Stopped(BaseException):
    """Asked to end while something that takes long was begun."""


class Serve:
    """The parent of the API processes and the runner, and the database's keeper."""

    def __init__(self, settings: Settings, *, runner: bool = True):
        self.settings = settings
        self._with_runner = runner
        self._children: list[Child] = []
        self._stopping = False
        self._interruptible = False
        self._database_rests_until = 0.0

    def run(
        self, prepare: Callable[[Installation], dict[str, str] | None] | None = None
    ) -> None:
        """Serve until SIGTERM or SIGINT; `prepare` may plant a demo first."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        with suppress(_Stopped), ExitStack() as stack:
            listener = stack.enter_context(_listen(self.settings))
            host, port = listener.getsockname()[:2]
            with self._at_any_moment():
                embedded = self._start_database(stack)
                parts = self._prepare(prepare)
            stack.callback(self._end_children, listener)
            self._begin_children(parts, listener)
            self._wait_until_ready(host, port)
            if not self._stopping:
                print(f"ready http://{_spoken(host)}:{port}", flush=True)
            while not self._stopping:
                self._revive(embedded)
                time.sleep(PAUSE)

    def _start_database(self, stack: ExitStack) -> EmbeddedPostgres | None:
        if self.settings.database_url is not None:
            return None
        stack.enter_context(_only_one(self.settings.data))
        embedded = EmbeddedPostgres(self.settings.data)
        embedded.start()
        stack.callback(embedded.stop, 1.5)
        return embedded

    def _prepare(
        self, prepare: Callable[[Installation], dict[str, str] | None] | None
    ) -> dict[str, Any]:
        """Tables, seeds and demo; what the children are told."""
        with opened(self.settings) as here:
            return {
                "demo": prepare(here) if prepare else None,
                "settings": json.loads(
                    self.settings.model_dump_json(
                        exclude={"database_url", "keys_url", "master_key", "ledger_key"}
                    )
                ),
                "url": here.url,
                "keys_url": here.keys_url,
                "master_key": here.master.written(),
            }

    def _begin_children(self, parts: dict[str, Any], listener: socket.socket) -> None:
        number = listener.fileno()
        for worker in range(self.settings.workers):
            told = {**parts, "socket": number}
            child = Child(f"api-{worker}", "api.worker", told, (number,))
            self._children.append(child)
        if self._with_runner:
            self._children.append(Child("runner", "api.keeper", self._sealing(parts)))

    def _sealing(self, parts: dict[str, Any]) -> dict[str, Any]:
        """The same, and the key that signs the log: no API process is told that."""
        key = self.settings.ledger_key
        told = {"ledger_key": key.get_secret_value()} if key else {}
        return {**parts, "settings": {**parts["settings"], **told}}

    def _wait_until_ready(self, host: str, port: int) -> None:
        # As long as it takes: after a restore the read models have far to go. A proxy
        # of the environment has no business between us and ourselves.
        ask = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        url = f"http://{_spoken(host)}:{port}/readyz"
        while not self._stopping:
            for child in self._children:
                child.revive()
            try:
                with ask.open(url, timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pass
            if sum(child.falls for child in self._children) > MOST_FALLS:
                msg = "its processes fall again and again; the log above says why"
                raise SettingsError(msg)
            time.sleep(0.05)

    def _revive(self, embedded: EmbeddedPostgres | None) -> None:
        try:
            rested = time.monotonic() > self._database_rests_until
            if embedded and rested and not embedded.running:
                log.error("the database fell; starting it again")
                with self._at_any_moment():
                    embedded.start()
        except EmbeddedPostgresError as error:
            # As with a full disk: it may start when there is space again.
            log.error("the database does not start", reason=str(error))
            self._database_rests_until = time.monotonic() + REST
        for child in self._children:
            child.revive()

    def _end_children(self, listener: socket.socket) -> None:
        # First of all, so that a client is refused instead of kept waiting.
        listener.close()
        for child in self._children:
            child.end()
        until = time.monotonic() + STOP_WITHIN
        for child in self._children:
            child.wait(until)

    @contextmanager
    def _at_any_moment(self) -> Iterator[None]:
        """Work that SIGTERM interrupts: a database may recover for minutes."""
        self._interruptible = True
        try:
            if self._stopping:
                raise _Stopped
            yield
        finally:
            self._interruptible = False

    def _stop(self, *_: int | FrameType | None) -> None:
        self._stopping = True
        if self._interruptible:
            self._interruptible = False
            raise _Stopped


@contextmanager
def _only_one(data: Path) -> Iterator[None]:
    """One `serve` a data directory; a second says so instead of harming the first."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (data / "serve.lock").open("a")
    except OSError as error:
        msg = (
            f"cannot write in {data}: {error.strerror}; name another directory with"
            " --data, or let this user write there"
        )
        raise SettingsError(msg) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            msg = (
                f"another tuntas serve uses {data}; stop it, or name another directory "
                "with --data"
            )
            raise SettingsError(msg) from None
        yield


def _listen(settings: Settings) -> socket.socket:
    try:
        return socket.create_server(
            (settings.host, settings.port),
            family=socket.AF_INET6 if ":" in settings.host else socket.AF_INET,
            backlog=512,
        )
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        msg = (
            f"cannot listen on {settings.host}:{settings.port} ({why}); name another "
            "with --port"
        )
        raise SettingsError(msg) from error


def _spoken(host: str) -> str:
    """An address that a client on this machine can dial."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host
