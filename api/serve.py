"""Everything needed in one command: database, API, runner; restarted when they fall."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

import structlog

from api.installation import Installation, opened
from api.settings import Settings, SettingsError
from storage.embedded import EmbeddedPostgres

log = structlog.get_logger()

PATIENCE = 60.0
STOP_WITHIN = 2.8


class Serve:
    """The parent of the API processes and the runner, and the database's keeper."""

    def __init__(self, settings: Settings, *, runner: bool = True):
        self.settings = settings
        self._with_runner = runner
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._commands: dict[str, Callable[[], subprocess.Popen[bytes]]] = {}
        self._stopping = False

    def run(
        self, prepare: Callable[[Installation], dict[str, str] | None] | None = None
    ) -> None:
        """Serve until SIGTERM or SIGINT; `prepare` may plant a demo first."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        with ExitStack() as stack:
            if self.settings.database_url is None:
                stack.enter_context(_only_one(self.settings))
            listener = stack.enter_context(_listen(self.settings))
            host, port = listener.getsockname()[:2]
            embedded = self._start_database(stack)
            with opened(self.settings) as installation:
                demo = prepare(installation) if prepare else None
                parts = {
                    "parent": os.getpid(),
                    "settings": json.loads(
                        self.settings.model_dump_json(
                            exclude={"database_url", "keys_url", "master_key"}
                        )
                    ),
                    "url": installation.url,
                    "keys_url": installation.keys_url,
                    "master_key": installation.master.written(),
                    "demo": demo,
                    "socket": listener.fileno(),
                }
            stack.callback(self._stop_children)
            for number in range(self.settings.workers):
                self._begin(f"api-{number}", "api.worker", parts, listener)
            if self._with_runner:
                self._begin("runner", "api.keeper", parts, listener)
            self._wait_until_ready(host, port)
            if not self._stopping:
                print(f"ready http://{_spoken(host)}:{port}", flush=True)
            self._keep_alive(embedded)

    def _start_database(self, stack: ExitStack) -> EmbeddedPostgres | None:
        if self.settings.database_url is not None:
            return None
        embedded = EmbeddedPostgres(self.settings.data)
        embedded.start()
        stack.callback(embedded.stop, 2.0)
        return embedded

    def _begin(
        self,
        name: str,
        module: str,
        parts: dict[str, object],
        listener: socket.socket,
    ) -> None:
        def start() -> subprocess.Popen[bytes]:
            child = subprocess.Popen(
                [sys.executable, "-m", module],
                stdin=subprocess.PIPE,
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )
            assert child.stdin is not None
            child.stdin.write(json.dumps(parts).encode())
            child.stdin.close()
            return child

        self._commands[name] = start
        self._children[name] = start()

    def _wait_until_ready(self, host: str, port: int) -> None:
        give_up = time.monotonic() + PATIENCE
        url = f"http://{_spoken(host)}:{port}/readyz"
        while not self._stopping:
            self._revive()
            try:
                with urllib.request.urlopen(url, timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pass
            if time.monotonic() > give_up:
                msg = "not ready after a minute; the log above says why"
                raise SettingsError(msg)
            time.sleep(0.05)

    def _keep_alive(self, embedded: EmbeddedPostgres | None) -> None:
        while not self._stopping:
            if embedded and not embedded.running:
                log.error("the database fell; starting it again")
                embedded.start()
            self._revive()
            time.sleep(0.2)

    def _revive(self) -> None:
        for name, child in self._children.items():
            if child.poll() is not None and not self._stopping:
                log.error("a process fell; starting it again", name=name)
                time.sleep(0.2)
                self._children[name] = self._commands[name]()

    def _stop(self, *_: int | FrameType | None) -> None:
        self._stopping = True

    def _stop_children(self) -> None:
        for child in self._children.values():
            child.terminate()
        give_up = time.monotonic() + STOP_WITHIN
        for child in self._children.values():
            try:
                child.wait(max(0.0, give_up - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


class _only_one:
    """One `serve` a data directory; a second says so instead of harming the first."""

    def __init__(self, settings: Settings):
        settings.data.mkdir(parents=True, exist_ok=True)
        self._path: Path = settings.data / "serve.lock"

    def __enter__(self) -> None:
        self._file = self._path.open("a")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            msg = (
                f"another tuntas serve uses {self._path.parent}; stop it, or name "
                "another directory with --data"
            )
            raise SettingsError(msg) from None

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _listen(settings: Settings) -> socket.socket:
    try:
        return socket.create_server(
            (settings.host, settings.port),
            family=socket.AF_INET6 if ":" in settings.host else socket.AF_INET,
            backlog=512,
        )
    except OSError as error:
        msg = (
            f"cannot listen on {settings.host}:{settings.port} ({error.strerror}); "
            "name another with --port"
        )
        raise SettingsError(msg) from error


def _spoken(host: str) -> str:
    """An address that a client on this machine can dial."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host
