"""A throw-away installation with a year of invented cases."""

import random
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click

from api import instants, settings
from api.installation import Installation
from api.offices import appoint, prepared
from api.ordered_id import ordered_id
from api.serve import Serve
from domain import complaint_decisions as decisions
from domain import roles
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.complaint_events import Channel, ComplaintEvent, ExternalId
from domain.complaint_fold import apply, begin
from domain.decision import Decision

AGENCY = "dishub"
STORIES = (
    ("Jalan berlubang di depan pasar", "dpupr", "infrastruktur"),
    ("Lampu jalan padam sejak seminggu", "dishub", "perhubungan"),
    ("Antrean panjang di loket adminduk", "disdukcapil", "adminduk"),
    ("Air bersih tidak mengalir", "dpupr", "air-minum"),
    ("Bantuan sosial belum diterima", "dinsos", "bantuan-sosial"),
    ("Kabut asap di sekitar sekolah", "dlh", "lingkungan-kehutanan"),
    ("Jembatan desa rusak setelah banjir", "dpupr", "infrastruktur"),
    ("Jadwal dokter puskesmas tidak jelas", "dinkes", "kesehatan"),
    ("Sinyal internet hilang di kantor desa", "diskominfosantik", "tik"),
    ("Angkutan desa berhenti beroperasi", "dishub", "perhubungan"),
)
DETAIL = "Sudah dilaporkan ke ketua RT, sampai hari ini belum ada perbaikan."
CHANNELS: tuple[Channel, ...] = ("walk_in", "whatsapp", "web", "app", "letter", "phone")


def run(port: int | None, cases: int, seed: int) -> None:
    """Serve until stopped; the directory goes with the end."""
    with tempfile.TemporaryDirectory(prefix="tuntas-demo-") as directory:
        # Invented cases never go to a server that the environment names for real ones.
        given = settings.load(data=Path(directory), port=port).model_copy(
            update=dict.fromkeys(("database_url", "keys_url", "master_key"))
        )

        def prepare(here: Installation) -> dict[str, str]:
            tokens: dict[str, str] = {
                role: _token(here, role) for role in roles.OFFICERS
            }
            tokens["case"] = _invent(here, cases, seed)
            for role in roles.OFFICERS:
                click.echo(f"{role:<20} {tokens[role]}", err=True)
            return tokens

        Serve(given).run(prepare)


def _token(here: Installation, role: str) -> str:
    agency = AGENCY if role in ("liaison", "supervisor") else None
    new = prepared(here, here.origin(), role, agency, f"Petugas {role}")
    appoint(here, new)
    return new.token


def _invent(here: Installation, cases: int, seed: int) -> str:
    """The same seed gives the same lives, told back from today; the last number."""
    chance = random.Random(seed)
    now = instants.now()
    made = [
        _life(here, chance, now, number, now - timedelta(days=365 * chance.random()))
        for number in range(cases)
    ]
    for start in range(0, len(made), 200):
        here.app.save_cases(made[start : start + 200])
    return made[-1][0].case_number


def _life(
    here: Installation,
    chance: random.Random,
    now: datetime,
    number: int,
    received_at: datetime,
) -> tuple[Complaint, list[ComplaintEvent]]:
    title, agency, category = chance.choice(STORIES)
    reference = here.app.reference()

    def at(when: datetime) -> Decision:
        origin = replace(here.origin(), occurred_at=when)
        return Decision(origin, reference, here.vault, here.settings.time_zone)

    received = decisions.receive(
        at(received_at),
        id=ordered_id(),
        case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
        access_code_hash=secrets.token_bytes(32),
        channel=chance.choice(CHANNELS),
        classification=chance.choices(
            ("complaint", "information", "aspiration", "oversight_complaint"),
            (80, 8, 8, 4),
        )[0],
        title=title,
        description=f"{title}. {DETAIL}",
        category=category,
        region=chance.choice(sorted(reference.regions.names)[1:]),
        external_id=ExternalId("demo", str(number)),
    )
    events: list[ComplaintEvent] = [received]
    case = begin(received)
    moments = _moments(chance, received_at, now)

    def happens(event: ComplaintEvent) -> None:
        nonlocal case
        events.append(event)
        case = apply(case, event)

    if (when := next(moments, None)) is None:
        return case, events
    if chance.random() < 0.1:
        happens(decisions.archive(case, at(when), reason="incomplete"))
        return case, events
    happens(decisions.verify(case, at(when)))
    shown = False
    if (when := next(moments, None)) is not None:
        happens(decisions.dispose(case, at(when), agency=agency))
        if shown := number % 3 == 0 and not case.restricted:
            happens(decisions.publish(case, at(when)))
    if (when := next(moments, None)) is not None:
        message = "Terima kasih, petugas kami sudah meninjau lokasi."
        happens(decisions.follow_up(case, at(when), message=message, public=shown))
    if (when := next(moments, None)) is not None:
        happens(decisions.resolve(case, at(when), outcome="substantiated"))
    return case, events


def _moments(
    chance: random.Random, received_at: datetime, now: datetime
) -> Iterator[datetime]:
    """When the steps happen, as long as they lie in the past."""
    when = received_at
    for mean in (1.5, 1.0, 7.0, 6.0):
        when += timedelta(days=chance.expovariate(1 / mean))
        if when > now:
            return
        yield when
