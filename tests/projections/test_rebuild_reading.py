"""What a rebuild reads, what it keeps in memory, and what it makes last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch
from uuid import UUID
from weakref import WeakSet

import psycopg
import pytest
from eventsourcing.persistence import MapperDeserialisationError
from psycopg_pool import ConnectionPool

from domain.complaint_events import Escalated
from projections.case_by_case import CaseByCase
from projections.changes import Change, Opening
from projections.resting import resting
from storage import rebuild as rebuilding
from storage.read_model import Batch, ReadModel
from storage.rebuild import rebuild

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office


@pytest.fixture
def busy(installation: Installation, office: Office) -> Installation:
    office.live(200, Random(1))
    installation.catch_up()
    return installation


class Nothing(ReadModel[object]):
    name: ClassVar[str] = "nothing"
    tables: ClassVar[str] = "CREATE TABLE nothing ()"

    def fold(self, connection: object, changes: object) -> None: ...


class Item:
    """Is forgotten with its batch."""


class Endless:
    """Batches of ten, and how many items of them were held at most."""

    def __init__(self, head: int):
        self._head = head
        self._alive = WeakSet[Item]()
        self.most = 0

    def head(self) -> int:
        return self._head

    def after(self, position: int, stop: int | None = None) -> Batch[object]:
        last = min(position + 10, self._head)
        return Batch(position, last, self._items(last - position))

    def one_by_one(self, stop: int) -> Iterator[Sequence[object]]:
        for _ in range(0, stop, 10):
            yield self._items(10)

    def _items(self, count: int) -> Sequence[object]:
        items = [Item() for _ in range(count)]
        self._alive.update(items)
        self.most = max(self.most, len(self._alive))
        return items


class Growing(Endless):
    """Ten come in with each ten that are told of the first hundred."""

    def after(self, position: int, stop: int | None = None) -> Batch[object]:
        batch = super().after(position, stop)
        self._grow(position)
        return batch

    def one_by_one(self, stop: int) -> Iterator[Sequence[object]]:
        for number, items in enumerate(super().one_by_one(stop)):
            yield items
            self._grow(10 * number)

    def _grow(self, position: int) -> None:
        if position < 100:
            self._head += 10


class Told(CaseByCase):
    """What is told of which cases, to a rebuild of one model."""

    def __init__(self, installation: Installation, model: ReadModel[Change]):
        only = resting(installation.recorder, model.rests_on)
        decode = installation.mapper.to_domain_event
        super().__init__(installation.recorder, decode, only=only, read_at_once=50)
        self.cases: set[UUID] = set()

    def after(self, position: int, stop: int | None = None) -> Batch[Change]:
        batch = super().after(position, stop)
        self.cases.update(change.after.id for change in batch.changes)
        return batch


@pytest.mark.parametrize("apart", [False, True])
def test_a_rebuild_holds_no_more_than_what_it_reads_and_writes(
    pool: ConnectionPool, scale: int, apart: bool
) -> None:
    source, model = Endless(1_000 * scale), Nothing()
    with patch.object(Nothing, "apart", apart):
        assert rebuild(pool, model, source) == 1_000 * scale
    assert source.most <= 30


@pytest.mark.parametrize("apart", [False, True])
def test_few_events_are_left_for_the_switch_however_many_came_in(
    pool: ConnectionPool, apart: bool
) -> None:
    source, left = Growing(100), list[int]()
    switched = rebuilding._switched

    def watched(*given: Any) -> bool:
        left.append(source.head() - given[-1])
        return switched(*given)

    with (
        patch.object(Nothing, "apart", apart),
        patch("storage.rebuild._switched", watched),
    ):
        assert rebuild(pool, Nothing(), source) == source.head() > 150
    assert max(left) <= 20


def indexes(installation: Installation) -> set[tuple[str, str]]:
    with psycopg.connect(installation.url) as connection:
        return {
            (table, definition)
            for table, definition in connection.execute(
                "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = ANY(%s)",
                ([model.name for model in installation.models],),
            )
        }


def test_a_rebuild_leaves_no_index_out(busy: Installation) -> None:
    before = indexes(busy)
    for model in busy.models:
        rebuild(busy.pool, model, busy.source(read_at_once=50))
    assert indexes(busy) == before


def test_a_rebuild_reads_only_what_its_model_takes(
    busy: Installation, office: Office
) -> None:
    class Openings(ReadModel[Opening]):
        name = "looked"
        takes = Opening
        tables = "CREATE TABLE looked (position bigint)"

        def fold(self, connection: object, changes: object) -> None:
            raise AssertionError

    decoded: list[object] = []
    source = CaseByCase(busy.recorder, decoded.append, takes=Opening, read_at_once=50)
    head = source.head()
    assert rebuild(busy.pool, Openings(), source) == head
    assert decoded == []


def test_a_rebuild_passes_by_the_cases_of_which_its_model_has_no_rows(
    busy: Installation, office: Office
) -> None:
    escalated = {e.originator_id for e in office.events if isinstance(e, Escalated)}
    has = {"notices": escalated, "data_requests": set(office.requests)}
    before = busy.rows()
    for model in busy.models:
        if model.name not in has:
            assert not model.rests_on
            continue
        source = Told(busy, model)
        rebuild(busy.pool, model, source)
        assert set() < source.cases == has[model.name] < set(office.cases)
    assert busy.rows() == before


def test_an_event_of_a_newer_release_is_not_passed_over(busy: Installation) -> None:
    with busy.pool.connection() as connection:
        connection.execute(
            "INSERT INTO events (originator_id, originator_version, topic, state)"
            " VALUES (gen_random_uuid(), 1, 'complaint.forwarded', '{}')"
        )
    for takes in (Change, Opening):
        with pytest.raises(MapperDeserialisationError, match="complaint.forwarded"):
            busy.source(takes=takes).after(busy.source().head() - 1)
