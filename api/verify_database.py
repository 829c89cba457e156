"""The record of a database, held against every checkpoint it ever signed.

Nothing of it is believed on the way: no event is decoded, nothing is planted.
"""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click
from psycopg_pool import ConnectionPool

from api import instants, settings
from api.command_line import telling_faults
from api.installation import database
from api.settings import SettingsError
from domain.ledger_log import LEDGER_ID
from ledger.note import NoteError
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verifying import verify
from storage.database import fetch, open_pool
from storage.ledger import Ledger
from storage.ledger_extract import About, NothingSealed, extracts
from storage.recorder import EventRecorder


def judged(data: Path | None, database_url: str | None, trust: Trust) -> Verdict:
    with telling_faults():
        given = settings.load(data=data, database_url=database_url)
        if given.database_url is None and not (given.data / "postgres").is_dir():
            msg = f"there is no record in {given.data}: name its directory by --data"
            raise SettingsError(msg)
    with telling_faults(), database(given) as (url, _):
        with open_pool(url, size=4) as pool:
            ledger = Ledger(pool)
            try:
                if not ledger.is_there() or not (notes := ledger.notes()):
                    raise NothingSealed
                about = _about(EventRecorder(pool), given.zone)
                with extracts(pool, ledger, about, ledger.signed(notes[-1])) as found:
                    verdict = verify(found.whole(notes[:-1]), trust)
                    return _with_unsealed(pool, verdict)
            except NothingSealed as error:
                raise click.ClickException(str(NothingSealed.__doc__)) from error
            except NoteError as error:
                msg = f"the newest checkpoint in the database is none: {error}"
                raise click.ClickException(msg) from error


def _with_unsealed(pool: ConnectionPool, verdict: Verdict) -> Verdict:
    """What was recorded and is not sealed is outside of every proof."""
    query = "SELECT count(*) FROM events WHERE notification_id > %s"
    unsealed = fetch(pool, query, (verdict.last_position or 0,))[0][0]
    if not unsealed:
        return verdict
    said = (
        f"{unsealed} events behind position {verdict.last_position or 0} are not sealed"
        " yet, and not compared: within seconds they are, where the runner is up"
    )
    return replace(verdict, remarks=(*verdict.remarks, said))


def _about(recorder: EventRecorder, zone: str) -> About:
    """Keys and statements as far as they can be read: somebody may have written into
    the events that tell them, which the verdict then says."""
    keys, notices, statements = list[str](), list[str](), list[str]()
    for row in recorder.select_events(LEDGER_ID):
        with suppress(ValueError, TypeError, AttributeError):
            told = json.loads(row.state)
            for name, found in (
                ("key", keys),
                ("notice", notices),
                ("statement", statements),
            ):
                if isinstance(said := told.get(name), str) and said:
                    found.append(said)
    return About(
        made_at=instants.now().isoformat(timespec="seconds"),
        zone=zone,
        keys=tuple(keys),
        notices=tuple(notices),
        statements=tuple(statements),
    )
