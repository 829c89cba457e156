"""A store full of cases, made in minutes: real lives, then copies of them.

The domain itself decides each life, spread over the year past. A copy is the same life
of another case: ids, case number, nonces and seconds of its own, its texts sealed for
their new place and each row with its own MAC, so that it is what the application would
have written. Keys are shared with the life it was copied from: nobody is erased here.
"""

import random
import secrets
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from api import instants
from api.commands import COMMANDS
from api.demo import CHANNELS, STORIES
from api.installation import Installation
from benchmarks import lives
from benchmarks.figure import tell
from domain import complaint_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint_events import ComplaintEvent, Received
from domain.complaint_fold import apply, begin
from domain.decision import Decision
from domain.sealing import Place, SealedField, SealedText
from storage.database import connected

LIVES = 1_000
"""Decided one by one; no more than there are cases."""
AT_ONCE = 2_000
_EVENTS = (
    "COPY events (originator_id, originator_version, topic, state)"
    " FROM STDIN (FORMAT BINARY)"
)
_CLAIMS = "COPY claim (kind, value, originator_id) FROM STDIN (FORMAT BINARY)"
_RECEIPTS = (
    "INSERT INTO receipt (scope, fingerprint, status, body, position)"
    " SELECT sha256(state), sha256(state || 'mark'), 200, substr(state, 1, 400),"
    " notification_id FROM events"
    " WHERE notification_id > %s AND topic LIKE 'complaint.%%'"
)

Life = list[ComplaintEvent]
Texts = dict[tuple[int, str], str]
"""What is sealed in which event of a life, by its number and field."""


def fill(here: Installation, cases: int, seed: int = 5) -> None:
    """So many cases more, with claims and receipts; about six events each."""
    chance, before = random.Random(seed), here.recorder.max_notification_id() or 0
    now = instants.now()
    made = [_life(here, chance, now) for _ in range(min(LIVES, cases))]
    patterns = [(life, _texts(here, life)) for life in made]
    for start in range(0, cases, AT_ONCE):
        copies = [
            _copied(here, *patterns[n % len(patterns)])
            for n in range(start, min(start + AT_ONCE, cases))
        ]
        _copy_in(here, copies)
        if start and start % 50_000 == 0:
            tell(f"filling · {start:,} of {cases:,} cases")
    with connected(here.pool) as connection:
        connection.execute(_RECEIPTS, (before,))
        connection.execute("ANALYZE events, claim, receipt")


def _life(here: Installation, chance: random.Random, now: datetime) -> Life:
    """Most are settled; those that came late in the year are on their way."""
    when = now - timedelta(days=365 * chance.random())
    title, agency, category = chance.choice(STORIES)
    reference = here.app.reference()

    def at() -> Decision:
        origin = replace(here.origin(), occurred_at=when, recorded_at=when)
        return Decision(origin, reference, here.vault, here.settings.time_zone)

    received = decisions.receive(
        at(),
        id=uuid4(),
        case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
        access_code_hash=secrets.token_bytes(32),
        channel=chance.choice(CHANNELS),
        classification=chance.choices(
            ("complaint", "information", "aspiration", "oversight_complaint"),
            (80, 8, 8, 4),
        )[0],
        title=title,
        description=lives.DESCRIPTION,
        category=category,
        region=chance.choice(sorted(reference.regions.names)[1:]),
    )
    case, life = begin(received), Life([received])
    for step in lives.STEPS:
        when += timedelta(days=chance.expovariate(1 / 4.0))
        if when > now:
            break
        words = lives.WORDS[step] | ({"agency": agency} if step == "dispose" else {})
        event = COMMANDS[step].decide(case, at(), **words)
        assert isinstance(event, ComplaintEvent)
        life.append(event)
        case = apply(case, event)
    return life


def _sealed(event: ComplaintEvent) -> Iterator[tuple[str, SealedText]]:
    for field in fields(event):
        value = getattr(event, field.name)
        if isinstance(value, SealedText):
            yield field.name, value


def _place(event: ComplaintEvent, field: str) -> Place:
    return Place(event.originator_id, event.TOPIC, field, event.nonce)


def _texts(here: Installation, life: Life) -> Texts:
    key = _key(life)
    found = [
        (number, name, SealedField(key, _place(event, name), sealed.ciphertext))
        for number, event in enumerate(life)
        for name, sealed in _sealed(event)
    ]
    opened = here.vault.open([field for _, _, field in found])
    return {
        (number, name): text or ""
        for (number, name, _), text in zip(found, opened, strict=True)
    }


def _key(life: Life) -> UUID:
    received = life[0]
    assert isinstance(received, Received)
    return received.case_key.id


def _copied(here: Installation, life: Life, texts: Texts) -> Life:
    id, key = uuid4(), _key(life)
    # All by the same, so that no step comes before another.
    later = timedelta(microseconds=secrets.randbelow(1_000_000))
    copies = []
    for number, event in enumerate(life):
        changed: dict[str, Any] = {
            "originator_id": id,
            "nonce": secrets.token_bytes(16),
            "request_id": str(uuid4()),
            "occurred_at": event.occurred_at.replace(microsecond=0) + later,
            "recorded_at": event.recorded_at.replace(microsecond=0) + later,
        }
        if isinstance(event, Received):
            changed["case_number"] = case_number(secrets.token_bytes(RANDOM_BYTES))
        copy = replace(event, **changed)
        words: dict[str, Any] = {
            name: SealedText(
                sealed.subject,
                here.vault.seal(key, _place(copy, name), texts[number, name]),
            )
            for name, sealed in _sealed(event)
        }
        copies.append(replace(copy, **words) if words else copy)
    return copies


def _copy_in(here: Installation, copies: list[Life]) -> None:
    with (
        connected(here.pool) as connection,
        connection.transaction(),
        connection.cursor() as cursor,
    ):
        with cursor.copy(_EVENTS) as rows:
            rows.set_types(("uuid", "int8", "text", "bytea"))
            for life in copies:
                for event in life:
                    stored = here.app.mapper.to_stored_event(event)
                    rows.write_row(
                        (
                            stored.originator_id,
                            stored.originator_version,
                            stored.topic,
                            stored.state,
                        )
                    )
        with cursor.copy(_CLAIMS) as rows:
            rows.set_types(("text", "text", "uuid"))
            for received, *_ in copies:
                assert isinstance(received, Received)
                rows.write_row(
                    ("case_number", received.case_number, received.originator_id)
                )
