"""Servers in processes of their own, ended with the block."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn

from benchmarks.fresh import Site


@contextmanager
def tuntas(site: Site, database: str, *options: str) -> Iterator[str]:
    """The address of a real `tuntas serve`: one worker, one runner if not told else."""
    settings = site.settings(database)
    assert settings.database_url is not None
    words = [
        *("-m", "api", "serve", "--port", "0", "--data", str(settings.data)),
        *("--database-url", settings.database_url.get_secret_value()),
        *options,
    ]
    with _started(site, database, words) as process:
        yield _address(process)


@contextmanager
def program(
    site: Site, module: str, database: str, told: Mapping[str, Any]
) -> Iterator[str]:
    """The address of `python -m module`, told by its standard input."""
    with _started(site, database, ["-m", module]) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        yield _address(process)


@contextmanager
def _started(
    site: Site, database: str, words: list[str]
) -> Iterator["subprocess.Popen[str]"]:
    with (site.place / f"{database}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield process
        except BaseException:
            log.flush()
            said = (site.place / f"{database}.log").read_text("utf-8")
            print(said[-3000:], file=sys.stderr)
            raise
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith("ready "):
        msg = f"{process.args!r} did not start"
        raise RuntimeError(msg)
    return line.split()[1]


def answer(app: Any) -> None:
    """Serve until SIGTERM, as api/worker.py does: one process, the same server."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    print(f"ready http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", server_header=False
    )
    uvicorn.Server(config).run(sockets=[listener])
