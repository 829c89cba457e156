"""What is said under a token is recorded only while that token opens something."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from storage.recorder import EventRecorder
from storage.submission import ReceiptExists, Submission, WarrantGone
from tests.storage.fates import command, receipt, states

Rows = Callable[..., list[Any]]


@pytest.fixture
def token(url: str) -> Callable[..., bytes]:
    """`token(revoked_at=, expires_at=)`, in words of SQL: the hash of a new one."""

    def make(revoked_at: str = "NULL", expires_at: str = "NULL") -> bytes:
        hashed = uuid4().bytes
        query = (
            "INSERT INTO token (id, hash, officer, revoked_at, expires_at)"
            f" VALUES (%s, %s, %s, {revoked_at}, {expires_at})"
        )
        with psycopg.connect(url) as connection:
            connection.execute(query.encode(), (uuid4(), hashed, uuid4()))
        return hashed

    return make


def submitted(recorder: EventRecorder, *given: Submission) -> list[Any]:
    waiting = [
        recorder.submit(
            one.events, one.claims, one.receipts, one.basis, warrant=one.warrant
        )
        for one in given
    ]
    return [one.error(30) or one.result() for one in waiting]


@pytest.mark.parametrize("expires_at", ["NULL", "now() + interval '1 minute'"])
def test_under_a_token_that_opens_something_it_is_recorded(
    recorder: EventRecorder, token: Callable[..., bytes], rows: Rows, expires_at: str
) -> None:
    one = replace(command(), warrant=token(expires_at=expires_at))
    assert submitted(recorder, one) == [[1]]
    assert rows("SELECT state FROM events") == [(state,) for state in states(one)]


@pytest.mark.parametrize(
    "how", [{"revoked_at": "now()"}, {"expires_at": "now() - interval '1 second'"}, {}]
)
def test_under_one_that_opens_nothing_it_is_refused_and_harms_nobody_else(
    recorder: EventRecorder,
    token: Callable[..., bytes],
    rows: Rows,
    how: dict[str, str],
) -> None:
    gone = token(**how) if how else uuid4().bytes
    refused = replace(command(receipt=receipt()), warrant=gone)
    allowed = replace(command(), warrant=token())
    without = command(receipt=receipt())
    first, second, third = submitted(recorder, allowed, refused, without)
    assert isinstance(second, WarrantGone)
    assert (len(first), len(third)) == (1, 1)
    stored = rows("SELECT state FROM events ORDER BY notification_id")
    assert stored == [(state,) for state in states(allowed, without)]
    assert rows("SELECT position FROM receipt") == [(third[0],)]


def test_an_outcome_is_told_to_nobody_whose_token_is_gone(
    recorder: EventRecorder, token: Callable[..., bytes]
) -> None:
    first = replace(command(receipt=receipt()), warrant=token())
    assert submitted(recorder, first) == [[1]]
    again = replace(command(), receipts=first.receipts)
    [known] = submitted(recorder, replace(again, warrant=token()))
    assert isinstance(known, ReceiptExists)
    [gone] = submitted(recorder, replace(again, warrant=token(revoked_at="now()")))
    assert isinstance(gone, WarrantGone)
