"""Destroys the keys that were decided about, and what was derived from their texts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import cast
from uuid import UUID

import structlog
from psycopg_pool import ConnectionPool

from domain.application import Tuntas
from domain.case import Case, Erasure
from domain.complaint_side_ways import Merged
from domain.data_request_decisions import finish
from domain.data_request_events import DataRequestEvent, RequestConfirmed
from domain.data_requests import DataRequest, DataRequests, stream_of
from domain.erasing import ERASED, erase
from domain.event import Event, Origin
from domain.refusals import NotYourCase
from domain.sealing import ErasureGround, ErasureScope
from projections import data_requests, erased_rows
from storage.database import DatabaseUnavailable, clear_out
from storage.idempotency import Receipts
from storage.keys import Destruction, KeyStore
from storage.recorder import EventRecorder

log = structlog.get_logger("erasing")

OriginNow = Callable[[], Origin]


def requests_of(app: Tuntas, case: Case) -> DataRequests:
    """Those of a case, from their events."""
    told = (event for _, event in app.history(stream_of(case.id)))
    return DataRequests(case).after(e for e in told if isinstance(e, DataRequestEvent))


class Eraser:
    """What was confirmed is done in this order, each step safe to repeat: the keys are
    destroyed, the case says so, receipts go, and last the request is done. A crash in
    between leaves a confirmed request, which the sweep takes up again."""

    def __init__(
        self,
        app: Tuntas,
        recorder: EventRecorder,
        pool: ConnectionPool,
        keys: KeyStore,
        receipts: Receipts,
    ):
        self._app = app
        self._recorder = recorder
        self._pool = pool
        self._keys = keys
        self._receipts = receipts

    def finish_all(self, origin: OriginNow) -> None:
        """Do what a crash has left, or a database that did not answer."""
        for id in data_requests.confirmed(self._pool):
            try:
                self.finish(id, origin)
            except DatabaseUnavailable:
                raise
            except Exception as error:
                log.error("erasing.failed", case=str(id), error=type(error).__name__)

    def clear_out(self, cleared: datetime | None, now: datetime) -> datetime | None:
        """Vacuum the tables in which old rows of erased cases lie, where keys were
        destroyed since `cleared`; up to when that is done. Destructions of this very
        minute wait: their rows are still being folded."""
        newest = max(
            (one.destroyed_at for one in self._keys.destructions(cleared)), default=None
        )
        if newest is None or now - newest < timedelta(minutes=1):
            return cleared
        clear_out(self._pool, (*erased_rows.TABLES, "receipt"))
        self._keys.clear_out()
        return newest

    def finish(self, id: UUID, origin: OriginNow) -> None:
        """Do what was confirmed in this case and is not done."""
        for request in requests_of(self._app, self._app.case(id, Case)).asked:
            if request.state == "confirmed":
                self._erase(id, request, origin)

    def _erase(self, id: UUID, request: DataRequest, origin: OriginNow) -> None:
        assert request.scope is not None, "of an erasure"
        keys = self._app.case(id, Case).keys_of(request.scope)
        destroyed = self._keys.destroy(
            [key.id for key in keys], id, request.scope, request.ground, request.number
        )
        self._say(destroyed, origin)

        def done() -> tuple[Sequence[Event], None]:
            requests = requests_of(self._app, self._app.case(id, Case))
            at = self._app.decision(origin())
            event = finish(requests, at, number=request.number)
            return [] if event is None else [event], None

        self._app.record(done)

    def _receipted(self, id: UUID) -> Iterator[int]:
        """Positions at which a receipt of the case may stand. That of a confirmation
        stays: it holds no word, and a repeated one must find it."""
        history = self._app.history
        for position, event in (*history(id), *history(stream_of(id))):
            if not isinstance(event, RequestConfirmed):
                yield position
            if isinstance(event, Merged):
                yield position + 1  # the original's event, of the same command

    def reconcile(self, origin: OriginNow) -> None:
        """Bring events and key store together, one of which may have been restored from
        a backup: what was erased stays so. To be done before anybody is served."""
        destroyed = self._keys.destructions()
        scopes = Counter(one.owner for one in destroyed)
        said = Counter[UUID]()
        for event in ERASED:
            said.update(self._recorder.count_of(event.TOPIC, list(scopes)))
        unsaid = [
            one for one in destroyed if said.get(one.owner, 0) < scopes[one.owner]
        ]
        for one in unsaid:
            # Events of an earlier day may not know the case yet.
            with suppress(NotYourCase):
                self._say(one, origin)
        if unsaid:
            erased_rows.take_away(
                self._pool, [one.owner for one in unsaid if one.scope == "everything"]
            )
        known = {(one.owner, one.scope) for one in destroyed}
        for id in erased_rows.erased(self._pool):
            case = self._app.case(id, Case)
            for was in case.erasures:
                if (id, was.scope) not in known:
                    ids = [key.id for key in case.keys_of(was.scope)]
                    self._keys.destroy(ids, id, was.scope, was.ground, was.request)

    def _say(self, destroyed: Destruction, origin: OriginNow) -> None:
        erasure = Erasure(
            cast("ErasureScope", destroyed.scope),
            cast("ErasureGround", destroyed.ground),
            destroyed.request,
            destroyed.destroyed_at.astimezone(UTC),
        )
        self._app.settle_case(
            destroyed.owner, origin(), partial(erase, erasure=erasure), Case
        )
        self._receipts.forget(list(self._receipted(destroyed.owner)))
