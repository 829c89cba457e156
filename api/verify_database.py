"""The record of a database, held against every checkpoint it ever signed."""

from pathlib import Path

import click

from api import settings
from api.command_line import telling_faults
from api.extracts import extracted
from api.installation import opened
from ledger.verdict import Verdict
from ledger.verifying import Trust, verify
from storage.ledger_extract import NothingSealed


def judged(data: Path | None, database_url: str | None, trust: Trust) -> Verdict:
    with (
        telling_faults(),
        opened(settings.load(data=data, database_url=database_url)) as here,
    ):
        try:
            with extracted(here) as extracts:
                return verify(extracts.whole(here.ledger.notes()), trust)
        except NothingSealed as error:
            raise click.ClickException(str(NothingSealed.__doc__)) from error
