"""What the log promised it keeps: a restored copy, a new key, another name."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from api import instants
from api.sealer import SIGN_WITH_BOTH, CannotSign, Sealer, head_file
from ledger.note import Note, VerifierKey
from storage.secret_file import create
from tests.record.conftest import insert, parsed, verb

if TYPE_CHECKING:
    from tests.record.conftest import New, Record


def test_no_head_is_signed_that_does_not_continue_the_last(
    record: Record, records: New
) -> None:
    record.seal()
    older = records(copy_of=record)
    insert(record, 5)
    head = record.seal()
    # The data directory is of today, the database of before.
    shutil.copy(head_file(record.here), head_file(older.here))
    with pytest.raises(CannotSign, match="reopen"):
        Sealer(older.here).seal()
    insert(older, 20)
    with pytest.raises(CannotSign, match="are not those of the last head"):
        Sealer(older.here).seal()
    assert older.here.ledger.head() != head


def test_a_log_that_lost_events_goes_on_under_another_name_and_says_so(
    record: Record, records: New
) -> None:
    early = record.seal()
    older = records(copy_of=record)
    insert(record, 5)
    lost = record.seal()
    shutil.copy(head_file(record.here), head_file(older.here))
    insert(older, 20)
    said = verb(older, "reopen", "--statement", "Cakram rusak; satu jam hilang.")
    head = older.seal()
    assert parsed(head).origin == "kalteng/tuntas/2"
    assert said.split("+")[0] == "kalteng/tuntas/2"
    # Who kept a head of before the loss sees that it still holds, and is told.
    verdict = older.verdict(early)
    assert verdict.holds
    assert any("Cakram rusak" in remark for remark in verdict.remarks)
    verdict = older.verdict(lost)
    assert verdict.finding is not None and verdict.finding.kind == "forked"
    assert any("Cakram rusak" in remark for remark in verdict.remarks)


def test_a_copy_of_before_the_new_name_does_not_sign_under_the_old_one(
    record: Record, records: New
) -> None:
    record.seal()
    older = records(copy_of=record)
    verb(record, "reopen", "--statement", "Cakram rusak.")
    record.seal()
    shutil.copy(head_file(record.here), head_file(older.here))
    with pytest.raises(CannotSign, match="older copy"):
        Sealer(older.here).seal()


def test_a_new_key_is_named_by_the_old_one(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = record.seal()
    key = verb(record, "rotate-key", "--reason", "Pejabat berganti.").strip()
    head = Note.parse(record.seal())
    assert len(head.signatures) == 2, "both sign for a while"
    assert record.here.app.reference().ledger.keys[-1] == key
    assert record.verdict(kept).holds
    later = instants.now() + SIGN_WITH_BOTH
    monkeypatch.setattr(instants, "now", lambda: later)
    insert(record, 1)
    assert len(Note.parse(record.seal()).signatures) == 1
    assert record.verdict(kept).holds


def test_another_key_signs_nothing(record: Record) -> None:
    record.seal()
    path = record.here.settings.data / "ledger.key"
    path.unlink()
    create(path)
    insert(record, 1)
    with pytest.raises(CannotSign, match="not the published one"):
        Sealer(record.here).seal()


def test_a_head_whose_release_was_lost_is_released_next_time(record: Record) -> None:
    head = record.seal()
    with record.superuser() as superuser:
        superuser.execute("UPDATE ledger.checkpoint SET released = false")
    assert record.here.ledger.head() is None
    assert record.seal() == head


def test_who_lost_the_key_goes_on_under_another_name(record: Record) -> None:
    kept = record.seal()
    (record.here.settings.data / "ledger.key").unlink()
    key = verb(record, "reopen", "--statement", "Kunci hilang.").strip()
    head = record.seal()
    assert parsed(head).origin == key.split("+")[0] == "kalteng/tuntas/2"
    verdict = record.verdict(kept)
    assert verdict.finding is not None and verdict.finding.kind == "badly_signed"
    assert any("Kunci hilang" in remark for remark in verdict.remarks)
    assert record.verdict(head).holds


def test_after_a_rotation_old_and_new_heads_hold_and_the_published_key_does(
    record: Record,
) -> None:
    old = record.seal()
    key = verb(record, "rotate-key", "--reason", "Berganti.").strip()
    new = record.seal()
    for kept in ((old,), (new,), (old, new)):
        assert record.verdict(*kept).holds
    assert record.verdict(keys=(VerifierKey.parse(key),)).holds
    assert record.judged(old, new).holds
