"""The process that keeps the read models, alone or as a child of `serve`."""

import signal
import sys
import threading

from api.child import begin
from api.installation import Installation
from api.runner import run


def keep(here: Installation) -> int:
    """Run until SIGTERM or SIGINT; the exit code."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return run(
        url=here.url,
        pool=here.pool,
        source=here.changes(),
        models=here.read_models(),
        stopping=stop.is_set,
    )


if __name__ == "__main__":
    installation, _ = begin("runner")
    try:
        code = keep(installation)
    finally:
        installation.close()
    sys.exit(code)
