"""A child process of `serve`: what it is given, and its end with its parent."""

import json
import os
import signal
import sys
import threading
from typing import Any

from api import logs
from api.installation import Installation
from api.settings import Settings
from storage.master_key import MasterKey


def begin() -> tuple[Installation, dict[str, Any]]:
    """The installation, and all that the parent wrote to standard input.

    Secrets come this way: neither the command line nor the environment shows them.
    """
    logs.configure(sys.argv[1])
    parts = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    settings = Settings.model_validate(parts["settings"])
    master = MasterKey.parse(parts["master_key"])
    return Installation(settings, parts["url"], parts["keys_url"], master), parts


def _end_with_parent() -> None:
    # The kernel closes a killed parent's end of the pipe at once, and a new `serve`
    # finds the address free.
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
