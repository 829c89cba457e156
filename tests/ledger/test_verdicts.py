"""Each way of tampering has its name and its first position."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from ledger.bundle import BundleError, Numbered
from ledger.leaf import Record, entry
from ledger.note import SigningKey
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verifying import verify
from tests.ledger.conftest import MAC_KEY, ORIGIN, Log, event

New = Callable[[int], Log]


def found(verdict: Verdict) -> tuple[str, int | None] | None:
    finding = verdict.finding
    return (finding.kind, finding.position) if finding else None


def kept(*notes: str) -> Trust:
    return Trust(kept=notes)


def test_an_untouched_log_holds(log: Log) -> None:
    head = log.sign(200)
    log.checkpoints.sort(key=lambda note: int(note.split("\n")[1]))
    verdict = verify(log.bundle(), Trust(kept=(head,), mac_key=MAC_KEY))
    assert verdict.holds and verdict.finding is None
    assert (verdict.events, verdict.first_position, verdict.last_position) == (
        300,
        1,
        599,
    )
    assert verdict.authorship == "checked"
    assert verdict.remarks == ()


def test_an_empty_log_holds(new_log: New) -> None:
    assert verify(new_log(0).bundle(), Trust()).holds


def test_what_was_not_looked_at_is_said(log: Log) -> None:
    remarks = verify(log.bundle(), Trust()).remarks
    assert any("--checkpoint" in remark for remark in remarks)
    assert any("--key" in remark for remark in remarks)
    assert any("--mac-key" in remark for remark in remarks)


@pytest.mark.parametrize(("first", "end"), [(0, 100), (1, 2), (77, 300), (255, 257)])
def test_a_part_holds_by_itself(log: Log, first: int, end: int) -> None:
    verdict = verify(log.bundle(first, end), Trust())
    assert verdict.holds
    assert verdict.events == end - first


def test_a_part_is_compared_with_a_kept_head_by_its_proof(log: Log) -> None:
    head = log.checkpoints[0]
    log.record(100)
    log.sign()
    assert verify(log.bundle(10, 20, since=[300]), kept(head)).holds
    assert found(verify(log.bundle(10, 20), kept(head))) == ("not_compared", None)


def test_a_part_of_another_log_does_not_continue_a_kept_head(new_log: New) -> None:
    head, other = new_log(300).checkpoints[0], new_log(0)
    other.record(5, "rewritten")
    other.record(395)
    other.sign()
    verdict = verify(other.bundle(10, 20, since=[300]), kept(head))
    assert found(verdict) == ("forked", 1)


def test_a_case_holds_by_its_proofs(log: Log) -> None:
    verdict = verify(log.case([1, 8, 15]), Trust(mac_key=MAC_KEY))
    assert verdict.holds
    assert any("newer" in remark for remark in verdict.remarks)


# -- the ten tampers of a superuser ----------------------------------------------


def test_an_altered_byte(log: Log) -> None:
    position, record = log.records[150]
    for at in (0, 20, 40, len(record) - 1):
        altered = bytes([*record[:at], record[at] ^ 1, *record[at + 1 :]])
        log.records[150] = (position, altered)
        assert found(verify(log.bundle(), Trust())) == ("altered", 301)


def test_a_removed_event(log: Log) -> None:
    del log.records[150]
    assert found(verify(log.bundle(), Trust())) == ("removed", 301)


def test_swapped_events(log: Log) -> None:
    (p, first), (q, second) = log.records[10], log.records[20]
    log.records[10], log.records[20] = (p, second), (q, first)
    assert found(verify(log.bundle(), Trust())) == ("reordered", 21)


def test_an_event_moved_to_a_later_position(log: Log) -> None:
    _, record = log.records.pop(10)
    log.records.insert(20, (42, record))
    assert found(verify(log.bundle(), Trust())) == ("reordered", 21)


def test_an_event_moved_to_an_earlier_position(log: Log) -> None:
    _, record = log.records.pop(20)
    log.records.insert(10, (20, record))
    assert found(verify(log.bundle(), Trust())) == ("reordered", 20)


def test_an_inserted_event(log: Log) -> None:
    log.records.insert(150, (300, bytes(event(999))))
    assert found(verify(log.bundle(), Trust())) == ("inserted", 300)


def test_the_newest_events_cut_off(log: Log) -> None:
    del log.records[200:]
    assert found(verify(log.bundle(), Trust())) == ("truncated", 401)


def test_the_newest_events_cut_off_with_entries_and_checkpoints(new_log: New) -> None:
    head, shorter = new_log(300).checkpoints[0], new_log(200)
    assert verify(shorter.bundle(), Trust()).holds  # nothing else can be seen
    assert found(verify(shorter.bundle(), kept(head))) == ("truncated", 400)


def test_a_larger_checkpoint_of_its_own_beside_the_head(log: Log) -> None:
    larger = log.sign()
    del log.records[200:], log.entries[200:]
    log.checkpoints = [larger]
    log.sign(200)
    assert found(verify(log.bundle(), Trust())) == ("truncated", 400)


def test_a_part_that_is_older_than_the_head_that_was_kept(log: Log) -> None:
    older = log.bundle(10, 20)
    log.record(50)
    verdict = verify(older, kept(log.sign()))
    assert found(verdict) == ("truncated", None)
    assert verdict.finding is not None and "newer one" in verdict.finding.message


def test_a_part_beside_a_head_of_the_same_size_and_another_root(new_log: New) -> None:
    head, other = new_log(300).checkpoints[0], new_log(0)
    other.record(300, "rewritten")
    other.sign()
    assert found(verify(other.bundle(10, 20), kept(head))) == ("forked", 1)
    assert found(verify(other.case([1]), kept(head))) == ("forked", 1)


def test_a_whole_bundle_that_is_only_a_part_is_none(log: Log) -> None:
    with pytest.raises(BundleError, match="contradicts"):
        log.bundle(0, 100, scope="all")


def test_a_position_sealed_twice(log: Log) -> None:
    """By who holds the log's key."""
    log.add(599, bytes(event(300)))
    log.sign()
    assert found(verify(log.bundle(), Trust())) == ("reordered", 599)


def test_an_entry_of_another_kind(log: Log) -> None:
    log.entries[-1] = b"x" + log.entries[-1][1:]
    log.checkpoints.clear()
    log.sign()
    assert found(verify(log.bundle(), Trust())) == ("altered", 599)


def test_a_wrong_position_says_more_than_a_wrong_signature(log: Log) -> None:
    del log.records[150]
    stranger = SigningKey(ORIGIN, bytes([7] * 32)).verifier
    assert found(verify(log.bundle(), Trust(keys=(stranger,)))) == ("removed", 301)


def test_entries_cut_off_though_the_head_speaks_of_them(log: Log) -> None:
    assert found(verify(Shorter(log, 200), Trust())) == ("truncated", 400)


class Shorter:
    """A database that has fewer entries than its head says."""

    def __init__(self, log: Log, size: int):
        self.header = log.bundle().header
        self._log, self._size = log, size

    def entries(self) -> Iterator[bytes]:
        return iter(self._log.entries[: self._size])

    def records(self) -> Iterator[Numbered]:
        return iter(self._log.records[: self._size])


def test_all_signed_anew_with_another_key(log: Log) -> None:
    head = log.checkpoints[0]
    log.key, log.checkpoints = SigningKey(ORIGIN, bytes([7] * 32)), []
    log.sign()
    assert verify(log.bundle(), Trust()).holds
    assert found(verify(log.bundle(), kept(head))) == ("badly_signed", None)


def test_one_checkpoint_signed_with_another_key(log: Log) -> None:
    own = log.key
    log.key = SigningKey(ORIGIN, bytes([7] * 32))
    log.sign()
    log.key = own
    assert found(verify(log.bundle(), Trust())) == ("badly_signed", None)


def test_all_rewritten_with_the_stolen_key(new_log: New) -> None:
    honest, forger = new_log(300), new_log(0)
    older = honest.sign(100)
    forger.record(150)
    forger.record(250, "rewritten")
    forger.sign()
    assert verify(forger.bundle(), Trust()).holds  # nothing else can be seen
    verdict = verify(forger.bundle(), kept(honest.checkpoints[0], older))
    assert found(verdict) == ("forked", 200)
    assert verdict.finding is not None
    assert "later than the head you kept at 100" in verdict.finding.message


def test_a_forger_s_own_checkpoints_say_nothing_of_where_he_began(
    new_log: New,
) -> None:
    honest, forger = new_log(300), new_log(0)
    older = honest.sign(100)
    forger.record(150)
    forger.record(250, "rewritten")
    for size in (200, 290, 300, 400):
        forger.sign(size)
    verdict = verify(forger.bundle(), kept(honest.checkpoints[0], older))
    assert found(verdict) == ("forked", 200)


def test_an_older_copy_restored_and_continued(new_log: New) -> None:
    head = new_log(300).checkpoints[0]
    restored = new_log(200)
    restored.record(200, "after the restore")
    restored.sign()
    assert found(verify(restored.bundle(), kept(head)))[0] == "forked"  # type: ignore[index]


def test_a_row_forged_by_sql_and_sealed_by_us(log: Log) -> None:
    row = Record(UUID(int=3), 9, "complaint.resolved", b'{"n":1,"mac":"AAAA"}')
    log.add(601, bytes(row))
    log.record(3)
    log.sign()
    assert verify(log.bundle(), Trust()).holds
    assert found(verify(log.bundle(), Trust(mac_key=MAC_KEY))) == ("forged", 601)


def test_a_case_whose_event_was_altered(log: Log) -> None:
    position, record = log.records[8]
    log.records[8] = (position, record.replace(b'"n":8', b'"n":9'))
    assert found(verify(log.case([1, 8]), Trust())) == ("altered", 17)


def test_a_case_of_which_an_event_was_left_out(log: Log) -> None:
    assert found(verify(log.case([1, 15]), Trust())) == ("removed", 31)
    assert found(verify(log.case([8, 15]), Trust())) == ("removed", 17)


def test_a_case_with_an_event_of_another(log: Log) -> None:
    assert found(verify(log.case([1, 2, 8]), Trust())) == ("inserted", 5)


def test_a_case_that_tells_an_event_twice_is_no_bundle(log: Log) -> None:
    with pytest.raises(BundleError, match="contradicts"):
        log.case([1, 1, 8])


def test_a_case_whose_entry_was_altered_too(log: Log) -> None:
    bundle = log.case([1, 8])
    log.records[8] = (17, bytes(event(9)))
    log.entries[8] = entry(17, bytes(event(9)))
    tampered = log.case([1, 8])
    header = replace(
        tampered.header,
        proofs=bundle.header.proofs,
        checkpoints=bundle.header.checkpoints,
    )
    tampered.header = header
    assert found(verify(tampered, Trust())) == ("forked", 17)
