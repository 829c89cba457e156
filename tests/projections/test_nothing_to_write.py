"""What leaves the rows of a read model as they are costs no more than to move on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import pytest
from psycopg_pool import ConnectionPool
from structlog.testing import capture_logs

from api.runner import run
from projections.notices import Notices
from projections.public_texts import PublicTexts
from projections.publication import Publication
from storage.read_model import (
    Batch,
    Connection,
    OtherLayout,
    ReadModel,
    ensure,
    positions,
)
from tests.catching_up import catch_up

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office


class Untouched(ReadModel[int]):
    name: ClassVar[str] = "untouched"
    tables: ClassVar[str] = "CREATE TABLE sums (total bigint)"

    def prepare(self, changes: Sequence[int]) -> None:
        return None

    def fold(self, connection: Connection, prepared: object) -> None:
        raise AssertionError


def test_it_only_moves_on(pool: ConnectionPool) -> None:
    ensure(pool, [Untouched()])
    assert catch_up(pool, Untouched(), Batch(0, 4, [13]))
    assert positions(pool) == {"untouched": 4}


def test_a_process_of_the_older_release_does_not_move_it(pool: ConnectionPool) -> None:
    class Older(Untouched):
        tables = "CREATE TABLE counts (n int)"

    ensure(pool, [Untouched()])
    with pytest.raises(OtherLayout):
        catch_up(pool, Older(), Batch(0, 1, [1]))
    assert positions(pool) == {"untouched": 0}


def test_one_that_is_of_another_release_holds_back_no_other(
    monkeypatch: pytest.MonkeyPatch, installation: Installation, office: Office
) -> None:
    class Newer(Notices):
        tables = Notices.tables + "CREATE TABLE more (n int);"

    monkeypatch.setattr("api.runner.TOGETHER", 0)
    ensure(installation.pool, [Publication(), Notices(), PublicTexts()])
    # As where other tables were switched in while the runner ran.
    monkeypatch.setattr("api.runner.ensure", lambda *_: None)
    office.receive(0)
    head = installation.record()
    with capture_logs() as told:
        code = run(
            url=installation.url,
            pool=installation.pool,
            source=installation.source(),
            models=[Publication(), Newer(), PublicTexts()],
            stopping=lambda: False,
        )
    assert code == 1
    assert told[-1]["model"] == "notices"
    assert told[-1]["error"] == "OtherLayout"
    known = positions(installation.pool)
    assert known | {"publication": head, "notices": 0, "public_texts": head} == known


def test_of_many_events_those_that_write_and_the_others_come_to_the_head(
    monkeypatch: pytest.MonkeyPatch, installation: Installation, office: Office
) -> None:
    monkeypatch.setattr("api.runner.TOGETHER", 0)
    for _ in range(3):
        office.receive(0)
    head = installation.record()

    def stopping() -> bool:
        known = positions(installation.pool)
        return all(known.get(m.name) == head for m in installation.models)

    code = run(
        url=installation.url,
        pool=installation.pool,
        source=installation.source(),
        models=installation.models,
        stopping=stopping,
    )
    assert code == 0
    rows = installation.rows()
    assert len(rows["register.cases"]) == 3
    assert not rows["notices.notices"]
