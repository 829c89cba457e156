"""One pass of the sweep at a given instant, as a process of its own."""

import sys
from datetime import datetime
from pathlib import Path

from api.installation import Installation
from api.settings import Settings
from api.sweep import sweep
from storage.master_key import MasterKey


def main(data: str, url: str, keys_url: str, instant: str) -> None:
    now = datetime.fromisoformat(instant)
    settings = Settings(data=Path(data), database_url=url)  # type: ignore[arg-type]
    master = MasterKey.read(settings.data / "master.key")
    here = Installation(settings, url, keys_url, master)
    print(sweep(here.app, here.pool, lambda: now))
    here.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
