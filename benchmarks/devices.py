"""Five hundred devices sync at once: nothing twice, nothing lost, and how fast."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from uuid import uuid4

import psycopg

from api.installation import Installation
from benchmarks import lives, raw, servers, sync
from benchmarks.figure import Figure, beside, tell
from benchmarks.fresh import Site
from benchmarks.lag import settle
from benchmarks.over_http import tokens
from benchmarks.scale import Scale

LINES = 50
"""Of a request: what a slow link carries before it breaks."""
WORKERS = 2
"""A worker a core: a hundred villages that come back at once are work for all."""
LIFE = ("receive", "note", "amend", "note", "note")
"""What a desk in a village does with a case while it is offline."""
COPY_AT_ONCE = 100
BODIES: dict[str, dict[str, object]] = {
    "receive": {
        "channel": "walk_in",
        "classification": "complaint",
        "title": lives.TITLE,
        "description": lives.DESCRIPTION,
        "category": lives.CATEGORY,
        "location": {"region": lives.REGION},
    },
    "note": {"message": lives.REPLY},
    "amend": {"title": lives.TITLE + " lama", "reason": lives.CLOSING},
}


def measure(site: Site, scale: Scale) -> Iterator[Figure]:
    rates, limits = [], []
    with ExitStack() as stack:
        here = stack.enter_context(site.installation("devices"))
        url = stack.enter_context(
            servers.tuntas(site, "devices", "--workers", str(WORKERS))
        )
        desk = tokens(here)["desk"]
        plain = site.create_database("devices_raw")
        with psycopg.connect(plain) as connection:
            connection.execute(raw.TABLE.encode())
        for number in range(scale.rounds):
            said = f"{scale.devices} devices, {scale.device_commands:,} commands"
            tell(f"devices · {said} · round {number + 1} of {scale.rounds}")
            start = here.recorder.max_notification_id() or 0
            keys, devices = _devices(desk, scale)
            seconds, told = sync.send(url, devices)
            _check(here, start, keys, told)
            settle(here.url)  # the other has the machine for itself
            rates.append(len(keys) / seconds)
            tell(f"devices · the same events by COPY · round {number + 1}")
            limits.append(
                raw.copied_a_second(plain, _events(here, start), COPY_AT_ONCE)
            )
    yield beside(
        f"{scale.devices} devices that sync {scale.device_commands:,} commands,"
        f" {WORKERS} workers",
        "commands/s",
        rates,
        limits,
        f"one connection, COPY of the same events, {COPY_AT_ONCE} a transaction",
        0.1,
        0.3,
    )


def _devices(token: str, scale: Scale) -> tuple[list[str], list[list[sync.Batch]]]:
    """All keys, and what each device sends."""
    keys: list[str] = []
    devices = []
    cases = max(scale.device_commands // scale.devices // len(LIFE), 1)
    for _ in range(scale.devices):
        lines = []
        for _ in range(cases):
            case = str(uuid4())
            for command in LIFE:
                keys.append(str(uuid4()))
                line = {
                    "key": keys[-1],
                    "command": command,
                    "id": case,
                    "body": BODIES[command],
                }
                lines.append(json.dumps(line).encode())
        devices.append(
            [
                sync.request(token, lines[at : at + LINES])
                for at in range(0, len(lines), LINES)
            ]
        )
    return keys, devices


def _check(
    here: Installation, start: int, keys: Sequence[str], told: sync.Told
) -> None:
    """Raises unless every command was done once, and every delivery told so alike."""
    positions: dict[str, set[int]] = {}
    for key, status, position in told:
        if status not in (200, 201):
            msg = f"a line was answered with {status}"
            raise RuntimeError(msg)
        positions.setdefault(key, set()).add(position)
    cases = len(keys) // len(LIFE)
    with psycopg.connect(here.url) as connection:
        rows = connection.execute(
            "SELECT originator_id, topic FROM events"
            " WHERE notification_id > %s AND topic LIKE 'complaint.%%'",
            (start,),
        ).fetchall()
        row = connection.execute(
            "SELECT (SELECT count(*) FROM receipt WHERE position > %s),"
            " (SELECT count(DISTINCT value) FROM claim WHERE kind = 'case_number'"
            " AND originator_id = ANY(%s))",
            (start, list({id for id, _ in rows})),
        ).fetchone()
    lives_found = Counter(Counter(id for id, _ in rows).values())
    found = {
        "keys answered": len(positions),
        "keys with two outcomes": sum(len(p) > 1 for p in positions.values()),
        "events": len(rows),
        "cases by number of events": dict(lives_found),
        "receipts and case numbers": row,
    }
    wanted = {
        "keys answered": len(keys),
        "keys with two outcomes": 0,
        "events": len(keys),
        "cases by number of events": {len(LIFE): cases},
        "receipts and case numbers": (len(keys), cases),
    }
    if found != wanted:
        msg = f"lost or doubled: {found}, not {wanted}"
        raise RuntimeError(msg)


def _events(here: Installation, start: int) -> list[tuple[object, ...]]:
    with psycopg.connect(here.url) as connection:
        return connection.execute(
            "SELECT originator_id, originator_version, topic, state FROM events"
            " WHERE notification_id > %s ORDER BY notification_id",
            (start,),
            binary=True,
        ).fetchall()
