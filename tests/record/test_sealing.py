"""The log is what the events make of it, whoever is killed, restored or replaced."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import pytest

from api.sealer import Sealer
from ledger.checkpoint import Checkpoint
from ledger.merkle import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from ledger.tiles import Tile
from storage.ledger_rebuild import HeadDiffers, rebuild
from storage.ledger_sealing import NotContinued, release, seal
from tests.record.conftest import insert, naive, parsed

if TYPE_CHECKING:
    from tests.record.conftest import Record

MANY = 66_000
"""More than one tile of the second level."""


def test_the_head_is_the_root_of_all_events(record: Record) -> None:
    head = parsed(record.seal())
    edge = naive(record)
    assert (head.size, head.root) == (edge.size, edge.root())
    assert head.size == len(record.positions())
    assert head.origin == "kalteng/tuntas"


def test_nothing_new_signs_nothing(record: Record) -> None:
    record.seal()
    before = record.here.ledger.notes()
    record.seal()
    assert record.here.ledger.notes() == before


def test_a_large_log_in_tiles_of_three_levels(record: Record) -> None:
    insert(record, MANY)
    head = parsed(record.seal())
    edge = naive(record)
    assert (head.size, head.root) == (edge.size, edge.root())
    log, chance, subtree = record.here.ledger, Random(3), record.here.ledger.subtree()
    assert log.tile(Tile(2, 0, 1)) is not None
    assert log.tile(Tile(1, 0)) is not None
    assert log.tile(Tile(2, 0, 2)) is None
    for index in [0, 255, 256, 65_535, 65_536, chance.randrange(MANY)]:
        proof = inclusion_proof(index, head.size, subtree)
        tile = log.tile(Tile(0, index // 256, index % 256 + 1))
        assert tile is not None
        verify_inclusion(index, head.size, tile[-32:], proof, head.root)


def test_every_checkpoint_continues_every_earlier_one(record: Record) -> None:
    for count in (1, 200, 90, 1, 300):
        insert(record, count)
        record.seal()
    heads = [parsed(note) for note in record.here.ledger.notes()]
    assert len(heads) == 5
    subtree = record.here.ledger.subtree()
    for one, other in combinations(heads, 2):
        proof = consistency_proof(one.size, other.size, subtree)
        verify_consistency(one.size, other.size, one.root, other.root, proof)


def test_two_sealers_at_once_seal_each_event_once(record: Record) -> None:
    record.seal()
    insert(record, 3_000)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: Sealer(record.here).seal(), range(8)))
    record.seal()
    assert parsed(record.seal()).size == len(record.positions())
    assert record.verdict().holds


def test_a_head_whose_commit_was_not_clean_is_not_shown(record: Record) -> None:
    shown = record.seal()
    insert(record, 5)
    log, last = record.here.ledger, parsed(shown)
    sealed = seal(
        record.here.pool, last.origin, lambda *_: _unsigned(last), _now(), last
    )
    assert sealed is not None and sealed.events == 5
    assert log.head() == shown
    release(record.here.pool, sealed.checkpoint)
    assert log.head() != shown


def _unsigned(head: Checkpoint) -> str:
    return f"{head.text}\n\u2014 {head.origin} AAAAAAAA\n"


def _now() -> datetime:
    return datetime.now(UTC)


def test_a_tree_that_was_changed_behind_our_back_is_not_continued(
    record: Record,
) -> None:
    head = parsed(record.seal())
    with record.superuser() as superuser:
        superuser.execute(
            "UPDATE ledger.tile SET hashes = set_byte(hashes, 3, 255 - get_byte(hashes,"
            " 3)) WHERE level = 0"
        )
    insert(record, 1)
    with pytest.raises(NotContinued):
        seal(record.here.pool, head.origin, lambda *_: "", _now(), head)


SEAL_FOR_EVER = """
import json, sys
from pathlib import Path
from api.installation import Installation
from api.sealer import Sealer
from api.settings import Settings
from storage import ledger_sealing
from storage.master_key import MasterKey
told = json.loads(sys.stdin.read())
ledger_sealing.BATCH = 7
here = Installation(
    Settings(data=Path(told["data"])), told["url"], told["keys"],
    MasterKey.parse(told["master"]))
print("sealing", flush=True)
while True:
    Sealer(here).seal()
"""


def test_a_sealer_killed_at_any_moment_leaves_a_log_that_holds(
    record: Record, scale: int
) -> None:
    """4 kills in `make test`, 100 in `make prove`."""
    here, chance = record.here, Random(9)
    first = record.seal()
    told = json.dumps(
        {
            "data": str(here.settings.data),
            "url": here.url,
            "keys": here.keys_url,
            "master": here.master.written(),
        }
    )
    for _ in range(4 * scale):
        process = subprocess.Popen(
            [sys.executable, "-c", SEAL_FOR_EVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin and process.stdout
        process.stdin.write(told)
        process.stdin.close()
        assert process.stdout.readline() == "sealing\n"
        insert(record, 400)
        time.sleep(chance.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    record.seal()
    verdict = record.verdict(first)
    assert verdict.holds
    assert verdict.size == len(record.positions()) == naive(record).size
    heads = [parsed(note) for note in here.ledger.notes()]
    assert len({head.size for head in heads}) == len(heads)


def test_the_log_made_anew_from_the_events_is_the_same_bit_for_bit(
    record: Record,
) -> None:
    for count in (1, 300, 5_000):
        insert(record, count)
        record.seal()
    before = tables(record)
    with record.superuser() as superuser:
        superuser.execute("DELETE FROM ledger.tile WHERE level = 1")
        superuser.execute("UPDATE ledger.entries SET body = '' WHERE index = 3")
    assert not record.verdict().holds
    head = rebuild(record.here.pool)
    assert head == parsed(record.here.ledger.notes()[-1])
    assert tables(record) == before
    assert record.verdict().holds


@pytest.mark.parametrize("where", ["= 100", "> 250"])
def test_the_log_is_not_made_anew_from_events_that_its_heads_do_not_know(
    record: Record, where: str
) -> None:
    insert(record, 300)
    record.seal()
    before = tables(record)
    with record.superuser() as superuser:
        superuser.execute(f"DELETE FROM events WHERE notification_id {where}".encode())
    with pytest.raises(HeadDiffers):
        rebuild(record.here.pool)
    assert tables(record) == before


def tables(record: Record) -> list[tuple[object, ...]]:
    with record.superuser() as superuser:
        return [
            row
            for table in ("log", "tile", "entries")
            for row in superuser.execute(
                f"SELECT * FROM ledger.{table} ORDER BY 1, 2".encode()
            )
        ]
