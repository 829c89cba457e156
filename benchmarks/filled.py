"""A store full of cases, made in minutes: lives decided, copied and COPYed.

Events lie in the store about in the order in which they happened, as those that were
recorded one by one. Two processes make the rows; each holds those of the few weeks
that its lives still have before them, however many cases there are.
"""

import heapq
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from api.installation import Installation, opened
from api.settings import Settings
from benchmarks import copied
from benchmarks.figure import tell
from benchmarks.patterns import patterns
from domain.sealing import KeyRef
from storage.database import connected

LIVES = 1_000
"""Decided one by one; no more than there are cases."""
AT_ONCE = 2_000
"""Claims, and with them the events of so many cases or a few more, of a COPY."""
KEYS = 1_000
WORTH_TWO = 20_000
"""Cases for which a second process is started."""
_EVENTS = (
    "COPY events (originator_id, originator_version, topic, state)"
    " FROM STDIN (FORMAT BINARY)"
)
_CLAIMS = "COPY claim (kind, value, originator_id) FROM STDIN (FORMAT BINARY)"
# As many as there are of the days for which receipts are kept: a third of three years.
_RECEIPTS = (
    "INSERT INTO receipt (scope, fingerprint, status, body, position)"
    " SELECT sha256(state), sha256(state || 'mark'), 200, substr(state, 1, 250),"
    " notification_id FROM events WHERE topic LIKE 'complaint.%%'"
    " AND notification_id > %s + (SELECT (max(notification_id) - %s) * 2 / 3"
    " FROM events)"
)

Row = tuple[int, int, StoredEvent]
Claim = tuple[str, str, UUID]


def fill(here: Installation, cases: int) -> None:
    """So many cases more, with claims and receipts; about six events each."""
    before = here.recorder.max_notification_id() or 0
    if cases < WORTH_TWO:
        fill_part(here, cases, 0, 1)
    else:
        _by_two(here, cases)
    with connected(here.pool) as connection:
        connection.execute(_RECEIPTS, (before, before))
        connection.execute("ANALYZE events, claim, receipt")
    with connected(here.keys_pool) as connection:
        connection.execute("ANALYZE data_key")


def _by_two(here: Installation, cases: int) -> None:
    given = {
        "data": str(here.settings.data),
        "database_url": here.url,
        "keys_url": here.keys_url,
    }
    parts = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.filled"],
            stdin=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        for number, part in enumerate(parts):
            assert part.stdin is not None
            json.dump([given, cases, number, len(parts)], part.stdin)
            part.stdin.close()
        for part in parts:
            if part.wait():
                msg = "the store could not be filled"
                raise RuntimeError(msg)
    finally:
        for part in parts:
            part.terminate()
            part.wait()


def fill_part(here: Installation, cases: int, part: int, parts: int) -> None:
    """Every `parts`-th case, from number `part`."""
    chance = random.Random(1_000 * part + parts)
    numbers = range(part, cases, parts)
    count = min(LIVES // parts, len(numbers))
    keys = _keys(here, len(numbers))
    # None is of the province as a whole.
    regions = sorted(here.app.reference().regions.names)[1:]
    case_numbers = copied.case_numbers(part, parts)
    waiting: list[Row] = []
    claims: list[Claim] = []
    made = told = 0
    for n, life in enumerate(patterns(here, count, chance)):
        # None of those to come begins on an earlier day.
        if len(claims) >= AT_ONCE:
            _write(here, claims, _until(waiting, life[0].occurred_at.toordinal()))
        copier = copied.Copier(here, regions, life, chance, case_numbers)
        mine = slice(n * len(numbers) // count, (n + 1) * len(numbers) // count)
        for number in numbers[mine]:
            copy = copier.copy(number, cases, (next(keys), next(keys)))
            claims += copy.claims
            for day, event in copy.events:
                made += 1
                heapq.heappush(waiting, (day, made, event))
        if part == 0 and 10 * n // count > told:
            told += 1
            tell(f"filling · {told * 10} % of {cases:,} cases")
    _write(here, claims, _until(waiting, None))


def _keys(here: Installation, cases: int) -> Iterator[KeyRef]:
    """Two for each case, made many at once."""
    for start in range(0, cases, KEYS):
        yield from here.vault.take(2 * min(KEYS, cases - start))


def _until(waiting: list[Row], day: int | None) -> Iterator[StoredEvent]:
    """Those of the days before `day`, taken out in their order."""
    while waiting and (day is None or waiting[0][0] < day):
        yield heapq.heappop(waiting)[2]


def _write(
    here: Installation, claims: list[Claim], events: Iterator[StoredEvent]
) -> None:
    with connected(here.pool) as connection, connection.cursor() as cursor:
        with cursor.copy(_CLAIMS) as rows:
            rows.set_types(("text", "text", "uuid"))
            for claim in claims:
                rows.write_row(claim)
        with cursor.copy(_EVENTS) as rows:
            rows.set_types(("uuid", "int8", "text", "bytea"))
            for event in events:
                id, version = event.originator_id, event.originator_version
                rows.write_row((id, version, event.topic, event.state))
    claims.clear()


def main() -> None:
    given, cases, part, parts = json.load(sys.stdin)
    with opened(Settings.model_validate(given)) as here:
        fill_part(here, cases, part, parts)


if __name__ == "__main__":
    main()
