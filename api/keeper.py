"""The process that keeps the read models, alone or as a child of `serve`."""

import signal
import sys
import threading

import structlog

from api.child import begin
from api.installation import Installation
from api.runner import run
from storage.database import DatabaseUnavailable

SWEEP_SECONDS = 6 * 3600.0


def keep(here: Installation) -> int:
    """Run until SIGTERM or SIGINT; the exit code."""
    # A handler may interrupt `Event.set` itself, so it only fills a list.
    asked: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _: asked.append(number))
    stop = threading.Event()
    sweeping = threading.Thread(target=sweep, args=(here, stop), name="sweep")
    sweeping.start()
    try:
        return run(
            url=here.url,
            pool=here.pool,
            source=here.changes(),
            models=here.read_models(),
            stopping=lambda: bool(asked),
        )
    finally:
        stop.set()
        sweeping.join()


def sweep(here: Installation, stop: threading.Event) -> None:
    """Forget old receipts and expired tokens, at the start and four times a day."""
    log = structlog.get_logger()
    while not stop.is_set():
        try:
            forgotten = here.receipts.forget_old()
            expired = here.tokens.forget_expired()
            if forgotten or expired:
                log.info("swept", receipts=forgotten, tokens=expired)
        except DatabaseUnavailable:
            log.warning("swept nothing: the database does not answer")
        stop.wait(SWEEP_SECONDS)


if __name__ == "__main__":
    installation, _ = begin()
    try:
        code = keep(installation)
    finally:
        installation.close()
    sys.exit(code)
