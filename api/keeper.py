"""The process that keeps the read models, sweeps and seals; alone, or of `serve`."""

import gc
import os
import signal
import sys
import threading

import structlog

from api.child import begin
from api.installation import Installation
from api.runner import run
from api.sealer import keep_sealing
from api.sweep import keep_sweeping
from storage.database import DatabaseUnavailable

FORGET_SECONDS = 6 * 3600.0
NICE = 10


def keep(here: Installation) -> int:
    """Run until SIGTERM or SIGINT; the exit code."""
    # A handler may interrupt `Event.set` itself, so it only fills a list.
    asked: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _: asked.append(number))
    stop = threading.Event()
    beside = [
        threading.Thread(target=work, args=(here, stop), name=work.__name__)
        for work in (forget, keep_sweeping, keep_sealing)
    ]
    for thread in beside:
        thread.start()
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
        for thread in beside:
            thread.join()


def forget(here: Installation, stop: threading.Event) -> None:
    """Forget what is over (receipts, tokens, sessions, codes): at the start, and four
    times a day."""
    log = structlog.get_logger()
    while not stop.is_set():
        try:
            forgotten = here.receipts.forget_old()
            expired = here.tokens.forget_expired()
            ended = here.sessions.forget_ended() + here.codes.forget_expired()
            if forgotten or expired or ended:
                log.info("forgot", receipts=forgotten, tokens=expired, sessions=ended)
        except DatabaseUnavailable:
            log.warning("forgot nothing: the database does not answer")
        stop.wait(FORGET_SECONDS)


if __name__ == "__main__":
    # Answers go before figures where both want the same core.
    os.nice(NICE)
    installation, _ = begin()
    # Events and rows hold no cycles; looking for some takes as long as folding.
    gc.set_threshold(100_000)
    try:
        code = keep(installation)
    finally:
        installation.close()
    sys.exit(code)
