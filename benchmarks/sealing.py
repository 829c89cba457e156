"""How fast the log is sealed, made anew, bundled and verified, beside plain hashing.

    python benchmarks/sealing.py [EVENTS]         1,000,000 events unless said otherwise

The limit is SHA-256 over the same stored bytes, one call an event, in the same run.
"""

import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from pydantic import SecretStr

from api.exporting.bundling import Wanted, begun
from api.installation import Installation, opened
from api.sealer import Sealer
from api.settings import Settings
from ledger.bundle import Bundle
from ledger.merkle import inclusion_proof, root_of, verify_inclusion
from ledger.tiles import Tile
from ledger.trust import Trust
from ledger.verifying import verify
from storage.embedded import EmbeddedPostgres
from storage.ledger_rebuild import rebuild

RUNS = 3
STATE = 600
"""Bytes of a state: about what a follow-up takes."""


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        embedded = EmbeddedPostgres(Path(place) / "server")
        embedded.start()
        try:
            url = embedded.url("bench")
            settings = Settings(data=Path(place), database_url=SecretStr(url))
            with opened(settings) as here:
                measure(here, count, Path(place) / "tuntas.bundle")
        finally:
            embedded.stop(5.0)


def measure(here: Installation, count: int, path: Path) -> None:
    Sealer(here).seal()
    head = here.ledger.head()
    assert head is not None
    insert(here, count)
    events = here.recorder.max_notification_id() or 0
    print(f"{platform.python_version()}, {platform.machine()}, {events} events")
    rate("seal", events, timed(lambda: Sealer(here).seal(), 1))
    rate("rebuild", events, timed(lambda: rebuild(here.pool)))

    def export() -> None:
        with path.open("wb") as file:
            _, parts = begun(here, Wanted(), here.origin(), "Mengukur.")
            file.writelines(parts)

    rate("bundle", events, timed(export, 1))
    hashing, verifying = [], []
    for _ in range(RUNS):
        with path.open("rb") as file:
            hashing.append(hashed(Bundle(file)))
            verifying += timed(lambda: judged(Bundle(file), head), 1)
    limit = rate("SHA-256, one call an event", events, hashing)
    found = rate("verify from the bundle", events, verifying)
    print(f"{'ratio of the two':<28} {found / limit:12.3f}")
    one_proof(here, events)


def insert(here: Installation, count: int) -> None:
    with psycopg.connect(here.url) as connection:
        connection.execute(
            "INSERT INTO events (originator_id, originator_version, topic, state)"
            " SELECT gen_random_uuid(), 1, 'complaint.followed_up',"
            " convert_to(rpad('{\"n\":' || n, %s, md5(n::text)), 'UTF8')"
            " FROM generate_series(1, %s) AS n",
            (STATE, count),
        )


def hashed(bundle: Bundle) -> float:
    records = [record for _, record in bundle.records()]
    began = time.perf_counter()
    for record in records:
        sha256(record).digest()
    return time.perf_counter() - began


def judged(bundle: Bundle, head: str) -> None:
    verdict = verify(bundle, Trust(kept=(head,)))
    assert verdict.holds, verdict


def one_proof(here: Installation, events: int) -> None:
    size, index = here.ledger.size(), events // 3
    made, checked = [], []
    root = root_of(0, size, here.ledger.subtree())
    for n in range(index, index + 200):
        began = time.perf_counter()
        proof = inclusion_proof(n, size, here.ledger.subtree())
        made.append(time.perf_counter() - began)
        leaf = here.ledger.tile(Tile(0, n // 256, n % 256 + 1))
        assert leaf is not None
        began = time.perf_counter()
        verify_inclusion(n, size, leaf[-32:], proof, root)
        checked.append(time.perf_counter() - began)
    for name, seconds in (("make one proof", made), ("verify one proof", checked)):
        print(f"{name:<28} {statistics.median(seconds) * 1000:12.3f} ms")


def timed(work: Callable[[], Any], runs: int = RUNS) -> list[float]:
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return seconds


def rate(name: str, events: int, seconds: list[float]) -> float:
    found = events / statistics.median(seconds)
    print(f"{name:<28} {found:12,.0f} events/s", flush=True)
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
