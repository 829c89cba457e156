"""Extracts of the log of this installation: with its keys, at this moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from api import instants
from api.installation import Installation
from storage.ledger_extract import About, Extracts, extracts


@contextmanager
def extracted(here: Installation, head: str | None = None) -> Iterator[Extracts]:
    """Up to that head, or the newest. Raises `NothingSealed`."""
    log, zone = here.app.reference().ledger, here.settings.time_zone
    about = About(
        made_at=instants.now().astimezone(zone).isoformat(timespec="seconds"),
        zone=here.settings.zone,
        keys=log.keys,
        notices=log.notices,
        statements=log.statements,
    )
    with extracts(here.pool, here.ledger, about, head) as found:
        yield found
