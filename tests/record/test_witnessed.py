"""A witness elsewhere signs what it has seen, and remembers it for us."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from api.extracts import extracted
from api.sealer import CannotSign, Sealer
from api.witnessing import PERIOD_SECONDS, Witnessing
from ledger.note import Note
from ledger.trust import Trust
from ledger.verifying import verify
from tests.record.conftest import insert, verb

if TYPE_CHECKING:
    from tests.api.witnessing.conftest import Running
    from tests.record.conftest import New, Record

PATIENCE = 60.0
Start = Callable[..., "Running"]


@pytest.fixture
def witness(record: Record, start_witness: Start) -> Running:
    """Of the record's log, named in its settings."""
    record.seal()
    running = start_witness("--log", record.here.app.reference().ledger.keys[-1])
    named(record, running)
    return running


def named(record: Record, running: Running) -> None:
    record.here.settings = record.here.settings.model_copy(
        update={"witnesses": f"{running.url} {running.vkey}"}
    )


def cosigned(record: Record) -> Note:
    """The newest head, once a witness signed it too."""
    stop, give_up = threading.Event(), time.monotonic() + PATIENCE
    threads = Witnessing(record.here).begin(stop)
    try:
        while True:
            head = record.here.ledger.head()
            assert head is not None and time.monotonic() < give_up
            if len((note := Note.parse(head)).signatures) > 1:
                return note
            time.sleep(0.05)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_a_verifier_may_demand_the_witness(record: Record, witness: Running) -> None:
    demand = Trust(witnesses=(witness.vkey,), quorum=1)
    with extracted(record.here) as extracts:
        assert not verify(extracts.whole(), demand).holds
    note = cosigned(record)
    assert note.signed_by([witness.vkey]) == [witness.vkey]
    with extracted(record.here) as extracts:
        assert verify(extracts.whole(), demand).holds
    insert(record, 5)
    record.seal()
    assert cosigned(record).text != note.text


def test_a_restored_log_that_forgot_everything_is_held_to_what_the_witness_saw(
    record: Record, witness: Running, records: New
) -> None:
    older = records(copy_of=record)
    insert(record, 5)
    record.seal()
    cosigned(record)
    # No file tells of a later head here; the witness does.
    named(older, witness)
    insert(older, 20)
    with pytest.raises(CannotSign, match="cosigned"):
        Sealer(older.here).seal()


def test_sealing_goes_on_while_a_witness_is_away(
    record: Record, witness: Running
) -> None:
    witness.kill()
    insert(record, 5)
    before = record.here.ledger.head()
    record.seal()
    assert record.here.ledger.head() != before


def test_a_log_that_a_witness_contradicts_is_signed_no_more_until_it_is_reopened(
    record: Record, witness: Running, records: New
) -> None:
    other = records(copy_of=record)
    insert(record, 5)
    record.seal()
    cosigned(record)
    named(other, witness)
    insert(other, 6)
    assert sealer_without_witness(other) is not None
    stop, witnessing = threading.Event(), Witnessing(other.here)
    threads = witnessing.begin(stop)
    try:
        give_up = time.monotonic() + PATIENCE
        while not witnessing.contradictions:
            assert time.monotonic() < give_up
            time.sleep(0.05)
        sealer = Sealer(other.here, witnessing)
        with pytest.raises(CannotSign, match="reopen"):
            sealer.seal()
        verb(other, "reopen", "--statement", "Salinan lama dipulihkan.")
        sealer.seal()
        head = other.here.ledger.head()
        assert head is not None and head.startswith("kalteng/tuntas/2\n")
        time.sleep(2 * PERIOD_SECONDS)  # the witness is asked of the new name
        insert(other, 1)
        assert sealer.seal() == 1
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def sealer_without_witness(record: Record) -> str | None:
    """As a forger would, who does not ask."""
    witnesses = record.here.settings.witnesses
    record.here.settings = record.here.settings.model_copy(update={"witnesses": ""})
    Sealer(record.here).seal()
    record.here.settings = record.here.settings.model_copy(
        update={"witnesses": witnesses}
    )
    return record.here.ledger.head()
