"""A commit whose answer was lost: stored once, answered rightly, never doubled."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent

from storage.database import DatabaseUnavailable
from storage.recorder import EventRecorder
from storage.submission import Receipt, ReceiptExists
from tests.storage.proxy import CUTS, MARK, Cut, Proxy

Rows = Callable[..., list[Any]]


def marked(stream: Any = None, version: int = 1) -> StoredEvent:
    """An event whose commit is cut; two are never alike, as with their nonces."""
    return StoredEvent(stream or uuid4(), version, MARK, uuid4().bytes)


def stored(rows: Rows, *events: StoredEvent) -> list[int]:
    """The positions of these very rows, each as often as it is stored."""
    query = "SELECT notification_id FROM events WHERE state = ANY(%s) ORDER BY 1"
    return [position for (position,) in rows(query, [e.state for e in events])]


@pytest.mark.parametrize("cut", CUTS)
def test_a_cut_commit_is_answered_rightly_and_stored_once(
    cut: Cut, proxy: Proxy, cut_off: EventRecorder, rows: Rows, scale: int
) -> None:
    for number in range(4 * scale):
        stream, scope = uuid4(), uuid4().bytes
        events = [marked(stream), marked(stream, 2), marked()]
        proxy.cuts = [cut] * (1 + number % 2)
        positions = cut_off.insert_events(
            events,
            claims=[("number", str(stream), stream)],
            receipts={
                1: Receipt(uuid4().bytes, b"mark", 201, b"answer"),
                3: Receipt(scope, b"mark", 201, b"answer"),
            },
        )
        assert proxy.cuts == []
        assert list(positions) == stored(rows, *events)
        assert len(positions) == len(events)
        assert rows("SELECT position FROM receipt WHERE scope = %s", scope) == [
            (positions[-1],)
        ]


def test_what_another_wrote_instead_is_not_taken_for_ours(
    proxy: Proxy, cut_off: EventRecorder, recorder: EventRecorder, rows: Rows
) -> None:
    ours = marked()
    theirs = StoredEvent(ours.originator_id, 1, "t", b"of another command")
    proxy.cuts = ["before"]
    proxy.when_cut = lambda: recorder.insert_events([theirs])
    with pytest.raises(IntegrityError):
        cut_off.insert_events([ours])
    assert stored(rows, ours) == []
    assert len(stored(rows, theirs)) == 1


def test_what_another_wrote_behind_ours_does_not_hide_it(
    proxy: Proxy, cut_off: EventRecorder, recorder: EventRecorder, rows: Rows
) -> None:
    ours = marked()
    theirs = StoredEvent(ours.originator_id, 2, "t", b"of the next command")
    proxy.cuts = ["after"]
    proxy.when_cut = lambda: recorder.insert_events([theirs])
    assert list(cut_off.insert_events([ours])) == stored(rows, ours)
    assert len(stored(rows, ours, theirs)) == 2


@pytest.mark.parametrize(("cut", "times"), [("before", 0), ("after", 1)])
def test_a_server_that_stays_away_is_said_and_a_repeat_finds_what_was_stored(
    cut: Cut,
    times: int,
    proxy: Proxy,
    cut_off: EventRecorder,
    recorder: EventRecorder,
    rows: Rows,
) -> None:
    receipt = Receipt(b"scope", b"mark", 201, b"answer")
    first, again = marked(), marked()

    def go_away() -> None:
        proxy.away = True

    proxy.cuts, proxy.when_cut = [cut], go_away
    began = time.monotonic()
    with pytest.raises(DatabaseUnavailable):
        cut_off.insert_events([first], receipts={1: receipt})
    assert time.monotonic() - began < 6
    assert len(stored(rows, first)) == times
    if times:
        with pytest.raises(ReceiptExists):
            recorder.insert_events([again], receipts={1: receipt})
    else:
        recorder.insert_events([again], receipts={1: receipt})
    assert len(stored(rows, first, again)) == 1


def test_a_recorder_works_again_when_its_server_is_back(
    proxy: Proxy, cut_off: EventRecorder, rows: Rows
) -> None:
    proxy.cuts = ["before"] * 3
    event = marked()
    assert list(cut_off.insert_events([event])) == stored(rows, event)
    assert cut_off.max_notification_id() == 1
