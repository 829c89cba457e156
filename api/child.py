"""A child process of `serve`: what it is given, and its end with its parent."""

import json
import os
import signal
import sys
import threading
import time
from typing import Any

from api import logs
from api.installation import Installation
from api.settings import Settings
from storage.master_key import MasterKey


def begin(process: str) -> tuple[Installation, dict[str, Any]]:
    """The installation, and all that the parent wrote to standard input.

    Secrets come this way: neither the command line nor the environment shows them.
    """
    logs.configure(process)
    parts = json.load(sys.stdin)
    _end_with(parts["parent"])
    settings = Settings.model_validate(parts["settings"])
    master = MasterKey.parse(parts["master_key"])
    return Installation(settings, parts["url"], parts["keys_url"], master), parts


def _end_with(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
