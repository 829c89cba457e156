"""The way back: which day a moment was, and the cases and the calendar as they were."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import cast
from uuid import UUID

from api import instants
from api.moment import Moment
from domain.application import Tuntas
from domain.case_event import CaseEvent
from domain.complaint import Complaint
from domain.folding import C, project
from domain.working_calendar import CALENDAR_ID, WorkingCalendar

Told = tuple[int, CaseEvent]
"""An event with its position."""


class Past:
    """Goes back in the events of one installation."""

    def __init__(self, app: Tuntas):
        self._app = app

    def day(self, moment: Moment) -> date:
        """The day at whose end things are judged: `as_of`, else the day on which that
        was the newest that was known; never later than today."""
        if moment.as_of is not None:
            return moment.as_of
        instant = instants.now()
        if moment.known_at is not None:
            instant = min(instant, moment.known_at)
        if moment.position is not None:
            last = self._app.look_up.select_last(moment.position)
            if last is not None and moment.position <= self.head():
                instant = min(instant, self._app.event(last).recorded_at)
        return self._day(instant)

    def head(self) -> int:
        """The position of the newest event."""
        return self._app.recorder.max_notification_id() or 0

    def calendar(self, moment: Moment) -> WorkingCalendar:
        """As it was known."""
        if moment.known_at is None and moment.position is None:
            return self._app.reference().calendar
        history = self._app.history(CALENDAR_ID)
        return self._app.calendar_at(
            sum(1 for _ in takewhile(lambda told: moment.recorded(*told), history))
        )

    def run(self, told: Iterable[Told], moment: Moment) -> Iterator[CaseEvent]:
        """The longest run of versions from the first that counts at that moment."""
        for position, event in told:
            day = self._day(event.occurred_at)
            late = moment.as_of is not None and day > moment.as_of
            if late or not moment.recorded(position, event):
                return
            yield event

    def cases(
        self, ids: Sequence[UUID], moment: Moment, reached: int
    ) -> dict[UUID, Complaint]:
        """Complaints, as by `cases_of`."""
        return self.cases_of(Complaint, ids, moment, reached)

    def cases_of(
        self, kind: type[C], ids: Sequence[UUID], moment: Moment, reached: int
    ) -> dict[UUID, C]:
        """The cases as they were, from their own events up to position `reached`;
        one that was not yet, or is of another kind, is left out."""
        stop = min(reached, moment.position or reached)
        events: dict[UUID, list[Told]] = {}
        for found in self._app.look_up.select_newer(dict.fromkeys(ids, 0), stop):
            event = cast("CaseEvent", self._app.event(found))
            events.setdefault(event.originator_id, []).append((found.id, event))
        cases = {
            of: project(None, self.run(told, moment)) for of, told in events.items()
        }
        return {of: case for of, case in cases.items() if isinstance(case, kind)}

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._app.zone).date()
