"""Files that are damaged in any way, and large ones."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from playwright.sync_api import Page

from ledger import bundle
from ledger.bundle import Bundle, BundleError, Header
from ledger.checkpoint import Checkpoint
from ledger.leaf import entry
from ledger.merkle import Edge, leaf_hash
from ledger.note import Note, SigningKey
from ledger.trust import Trust
from ledger.verifying import verify
from tests.browser.verifier.judging import comparable, judged, whole
from tests.ledger.conftest import MAC_KEY, ORIGIN, event

if TYPE_CHECKING:
    from tests.ledger.conftest import Log


def test_a_file_that_was_cut_off_is_no_verdict(
    page: Page, log: Log, tmp_path: Path
) -> None:
    content = whole(log.bundle())
    for length in (0, 5, 200, len(content) // 2, len(content) - 1):
        cut = tmp_path / "cut"
        cut.write_bytes(content[:length])
        assert set(judged(page, cut, Trust())) == {"error"}


def test_random_bytes_anywhere_are_judged_the_same(
    page: Page, log: Log, tmp_path: Path, scale: int
) -> None:
    log.sign(200)
    log.checkpoints.reverse()
    contents = [whole(log.bundle(since=[200])), whole(log.bundle(77, 255))]
    contents.append(whole(log.case([3, 10, 299])))
    chance = Random(2)
    for _ in range(30 * scale):
        content = bytearray(chance.choice(contents))
        # Half of them before the records, where a byte can mean anything.
        ends = (len(content), len(content) // 4)
        content[chance.randrange(chance.choice(ends))] ^= 1 << chance.randrange(8)
        file = tmp_path / "flipped"
        file.write_bytes(content)
        answer = judged(page, file, Trust(mac_key=MAC_KEY))
        with file.open("rb") as opened:
            try:
                verdict = verify(Bundle(opened), Trust(mac_key=MAC_KEY))
            except BundleError:
                assert set(answer) == {"error"}
            else:
                assert comparable(answer) == comparable(verdict)


def test_a_hundred_thousand_events_while_the_page_still_answers(
    page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "large"
    large(file, 100_000)
    page.evaluate(
        """() => {
          globalThis.seen = [];
          const bar = document.getElementById("progress");
          const look = () => { seen.push(bar.value); setTimeout(look); };
          look();
        }"""
    )
    answer = judged(page, file, Trust(mac_key=MAC_KEY))
    with file.open("rb") as opened:
        verdict = verify(Bundle(opened), Trust(mac_key=MAC_KEY))
    assert verdict.holds
    assert comparable(answer) == comparable(verdict)
    between = page.evaluate(
        "new Set(seen.filter(value => 0 < value && value < 1)).size"
    )
    assert between > 5
    assert judged(page, file, Trust())["holds"]


def large(file: Path, events: int) -> None:
    """A whole log, whose records and entries are written as they are made."""
    edge, entries, key = Edge(), list[bytes](), SigningKey(ORIGIN, bytes(32))
    for n in range(events):
        entries.append(entry(n + 1, bytes(event(n, "x" * 300))))
        edge.append(leaf_hash(entries[-1]))
    text = Checkpoint(ORIGIN, events, edge.root()).text
    header = Header(
        origin=ORIGIN,
        made_at="2026-11-25T10:00:00+07:00",
        scope="all",
        size=events,
        entries=events,
        records=events,
        checkpoints=(str(Note(text, (key.sign(text),))),),
        keys=(str(key.verifier),),
    )
    records = ((n + 1, bytes(event(n, "x" * 300))) for n in range(events))
    with file.open("wb") as output:
        output.writelines(bundle.parts(header, entries, records))
