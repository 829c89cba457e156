"""A throw-away installation with a year of invented cases."""

import random
import tempfile
from pathlib import Path

import click

from api import instants, settings
from api.installation import Installation
from api.invented import information
from api.invented.stories import stories
from api.invented.villages import settle
from api.invented.year import invent
from api.offices import Appointment, appoint, prepared
from api.serve import Serve
from domain import roles
from domain.event import OfficerRole

AGENCY = "dishub"


def run(port: int | None, cases: int, seed: int) -> None:
    """Serve until stopped; the directory goes with the end."""
    with tempfile.TemporaryDirectory(prefix="tuntas-demo-") as directory:
        # Invented cases never go to a server that the environment names for real ones.
        given = settings.load(data=Path(directory), port=port).model_copy(
            update=dict.fromkeys(("database_url", "keys_url", "master_key"))
        )

        def prepare(here: Installation) -> dict[str, str]:
            chance = random.Random(seed)
            appointed = {
                role: _appointed(here, chance, role) for role in roles.OFFICERS
            }
            officers: dict[str, str] = {
                role: str(one.officer) for role, one in appointed.items()
            }
            for agency in stories().agencies:
                one = appointed["liaison"]
                if agency != AGENCY:
                    one = _appointed(here, chance, "liaison", agency)
                officers[f"liaison {agency}"] = str(one.officer)
            tokens: dict[str, str] = {
                role: one.token for role, one in appointed.items()
            }
            information.tell(here, officers["information_officer"], instants.now())
            settle(here)
            tokens["case"] = invent(here, officers, cases, seed)
            for role in roles.OFFICERS:
                click.echo(f"{role:<20} {tokens[role]}", err=True)
            return tokens

        Serve(given).run(prepare)


def _appointed(
    here: Installation, chance: random.Random, role: OfficerRole, agency: str = AGENCY
) -> Appointment:
    of = agency if role in ("liaison", "supervisor") else None
    new = prepared(here, here.origin(), role, of, stories().person(chance))
    appoint(here, new)
    return new
