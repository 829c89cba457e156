"""Events or key store restored from a backup: what was erased stays so."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from psycopg_pool import ConnectionPool

from api import data_requests
from api.identity import Actor
from api.installation import Installation
from api.intake import Request
from api.once import Conditions
from domain.complaint import Complaint
from storage.read_model import positions
from tests.catching_up import catch_up

DESK = Actor("meja", "desk")
COORDINATOR = Actor("koordinator", "coordinator")
INSPECTOR = Actor("inspektur", "inspector")
RECEIVED = {
    "channel": "letter",
    "classification": "complaint",
    "title": "Zebra melintas",
    "description": "Di kebun.",
    "reporter": {"name": "Ani Wulandari"},
}
STEPS: tuple[tuple[Actor, str, int | None, dict[str, str]], ...] = (
    (DESK, "request-data", None, {"kind": "erasure", "scope": "everything"}),
    (COORDINATOR, "grant-erasure", 1, {}),
    (INSPECTOR, "confirm-erasure", 1, {}),
)


def follow(here: Installation) -> None:
    for model in here.read_models():
        source, at = here.changes(), positions(here.pool)[model.name]
        while (batch := source.after(at)).position > at:
            assert catch_up(here.pool, model, batch)
            at = batch.position


def rows(pool: ConnectionPool, query: str, *params: object) -> list[Any]:
    with pool.connection() as connection:
        return connection.execute(query.encode(), params).fetchall()


@pytest.fixture
def case(here: Installation) -> Complaint:
    """A case, not erased yet."""
    request = Request(DESK, "receive", None, RECEIVED, "r", Conditions)
    found = here.cases.find(here.desk.handle(request).body["id"])
    follow(here)
    return found


@pytest.fixture
def erase(here: Installation, case: Complaint) -> Callable[[], Complaint]:
    def done() -> Complaint:
        for actor, command, number, body in STEPS:
            request = Request(actor, command, str(case.id), body, "r", Conditions)
            data_requests.handle(here, request, number)
        return here.app.complaint(case.id)

    return done


def living(here: Installation, case: Complaint) -> int:
    ids = [key.id for key in case.keys_of("everything")]
    return len(here.keys.keys(ids))


def test_a_restored_key_is_destroyed_again(
    here: Installation, case: Complaint, erase: Callable[[], Complaint]
) -> None:
    ids = [key.id for key in case.keys_of("everything")]
    kept = rows(
        here.keys_pool, "SELECT wrapped, id FROM data_key WHERE id = ANY(%s)", ids
    )
    before = here.keys.destructions()
    assert erase().erased == "everything"
    follow(here)
    with here.keys_pool.connection() as connection:
        connection.execute("DELETE FROM erasure")
        connection.cursor().executemany(
            "UPDATE data_key SET wrapped = %s, destroyed_at = NULL WHERE id = %s", kept
        )
    assert (before, living(here, case)) == ([], 2)
    here.eraser.reconcile(here.origin)
    assert living(here, case) == 0
    [told] = here.keys.destructions()
    assert (told.owner, told.scope, told.request) == (case.id, "everything", 1)


def test_events_of_an_earlier_day_are_told_what_was_erased_since(
    here: Installation, case: Complaint
) -> None:
    ids = [key.id for key in case.keys_of("everything")]
    told = here.keys.destroy(ids, case.id, "everything", "request", 7)
    here.eraser.reconcile(here.origin)
    [erasure] = here.app.complaint(case.id).erasures
    assert (erasure.scope, erasure.request) == ("everything", 7)
    assert erasure.destroyed_at == told.destroyed_at
    words = "SELECT count(*) FROM register.words WHERE id = %s"
    titles = "SELECT title_key FROM register.cases WHERE id = %s"
    assert rows(here.pool, words, case.id) == [(0,)]
    assert rows(here.pool, titles, case.id) == [(None,)]


def test_where_both_agree_nothing_is_recorded(
    here: Installation, erase: Callable[[], Complaint]
) -> None:
    erase()
    follow(here)
    head = here.recorder.max_notification_id()
    here.eraser.reconcile(here.origin)
    assert here.recorder.max_notification_id() == head


def test_a_case_that_the_events_do_not_know_harms_nothing(
    here: Installation, case: Complaint
) -> None:
    head = here.recorder.max_notification_id()
    here.keys.destroy([], uuid4(), "everything", "request", 1)
    here.eraser.reconcile(here.origin)
    assert here.recorder.max_notification_id() == head
    assert here.app.complaint(case.id).erased is None


def test_old_rows_of_what_was_erased_are_vacuumed_once(
    here: Installation, erase: Callable[[], Complaint]
) -> None:
    now = here.origin().recorded_at
    assert here.eraser.clear_out(None, now) is None
    erase()
    follow(here)
    [told] = here.keys.destructions()
    # Not in the first minute, while rows are folded.
    assert here.eraser.clear_out(None, told.destroyed_at) is None
    later = told.destroyed_at.replace(year=told.destroyed_at.year + 1)
    assert here.eraser.clear_out(None, later) == told.destroyed_at
    assert here.eraser.clear_out(told.destroyed_at, later) == told.destroyed_at
    vacuumed = rows(
        here.pool,
        "SELECT relname, vacuum_count FROM pg_stat_user_tables"
        " WHERE vacuum_count > 0 AND relname IN ('words', 'receipt')",
    )
    assert sorted(vacuumed) == [("receipt", 1), ("words", 1)]
