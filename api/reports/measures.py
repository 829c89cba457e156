"""What the record answers of the openness self-assessment, each with the list of
everybody's that shows it.

Figures of requests are those of the report on information service. The list of public
information and the exclusions are taken as they were recorded by the end of the day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from api.installation import Installation
from api.reports import request_tables as tables
from api.reports.information_report import Gathered
from api.reports.period import Period
from api.reports.request_tables import NOTICE
from domain.event import Event
from domain.exclusions import EXCLUSIONS_ID
from domain.public_information import (
    PUBLIC_INFORMATION_ID,
    InformationKind,
    InformationListed,
    InformationPublished,
    PublicItem,
)
from domain.reference import Reference, fold
from domain.self_assessment import WHOLE, Measure, Question
from domain.terms import last_day
from projections.information_list import FallingDue, falling_due

YEARLY_REPORT = "P-14"


@dataclass(frozen=True, slots=True)
class Measured:
    """`part` of `whole`, and the address of the list that has them. Where there is
    nothing to judge, nothing is judged, unless something is `owed`."""

    part: int
    whole: int
    address: str
    owed: bool = False

    @property
    def points(self) -> int | None:
        """In hundredths, rounded down."""
        if self.whole:
            return WHOLE * self.part // self.whole
        return 0 if self.owed else None


class Record:
    """All that the measures look at: at one position, as of one day, of one agency or
    of all."""

    def __init__(
        self, here: Installation, found: Gathered, period: Period, agency: str | None
    ):
        self._found = found
        self._period = period
        self._agency = agency
        self._zone = here.settings.time_zone
        start = dict.fromkeys((PUBLIC_INFORMATION_ID, EXCLUSIONS_ID), 0)
        rows = here.recorder.select_newer(start, found.position)
        self._events = [event for event in map(here.app.event, rows) if self._by(event)]

    def _by(self, event: Event) -> bool:
        return event.occurred_at.astimezone(self._zone).date() <= self._found.asked.day

    @cached_property
    def _then(self) -> Reference:
        """The reference data, both lists as they were recorded by the day."""
        then = fold(Reference(), self._events)
        return replace(
            self._found.reference,
            public_information=then.public_information,
            exclusions=then.exclusions,
        )

    @cached_property
    def _items(self) -> list[PublicItem]:
        return [
            item
            for item in self._then.public_information
            if self._agency in (None, item.description.agency)
        ]

    @cached_property
    def _due(self) -> list[FallingDue]:
        day = self._found.asked.day
        return [
            one
            for one in falling_due(self._then, day, date.max, self._zone)
            if self._agency in (None, one.agency)
        ]

    def measured(self, question: Question) -> Measured:
        """Of a question that has a measure."""
        assert question.measure
        return _MEASURES[question.measure](self, question)

    def lists_decreed(self, _: Question) -> Measured:
        """P-15: both lists are laid down each year."""
        decreed = self._period.first.year in self._then.public_information.decrees
        return Measured(int(decreed), 1, "/informasi", owed=True)

    def periodic(self, _: Question) -> Measured:
        return self._published("periodic", owed=True)

    def immediate(self, _: Question) -> Measured:
        """What affects many people need not happen: nothing of it is no fault."""
        return self._published("immediate", owed=False)

    def _published(self, kind: InformationKind, *, owed: bool) -> Measured:
        items = {item.code for item in self._items if item.description.kind == kind}
        late = sum(
            one.what == "publication" and one.late and one.code in items
            for one in self._due
        )
        address = self._address("/informasi", category=kind)
        return Measured(len(items) - late, len(items), address, owed)

    def linked(self, _: Question) -> Measured:
        linked = sum(item.description.link is not None for item in self._items)
        return Measured(
            linked, len(self._items), self._address("/informasi"), owed=True
        )

    def exclusions(self, _: Question) -> Measured:
        """Those in force, of them and of those whose period is over, which want another
        test or are open."""
        in_force = sum(
            self._agency in (None, outcome.agency)
            for _, outcome in self._then.exclusions.in_force(self._found.asked.day)
        )
        over = sum(one.what == "exclusion" and one.late for one in self._due)
        address = self._address("/informasi", category="excluded")
        return Measured(in_force, in_force + over, address)

    def yearly_report(self, question: Question) -> Measured:
        """P-14: published within its term after the year before; judged when the term
        is over, or when it was published."""
        code, year = question.item, self._period.first.year
        item = self._then.public_information.by_code.get(code or "")
        address = f"/informasi/dip/{code}" if item else "/informasi"
        if self._agency and (not item or item.description.agency != self._agency):
            return Measured(0, 0, address)
        ended, day = date(year - 1, 12, 31), self._found.asked.day
        rule = self._then.standards.rule_on(YEARLY_REPORT, ended)
        until = last_day(rule, ended, self._then.calendar)
        if until is None:
            return Measured(0, 0, address)
        published = any(
            ended < on <= until
            for event in self._events
            if isinstance(event, InformationListed | InformationPublished)
            if event.code == code and (on := event.published_on)
        )
        return Measured(int(published), int(published or day > until), address)

    def registered(self, _: Question) -> Measured:
        """P-01: on the day on which it came."""
        asked = self._found.asked
        return Measured(
            tables.registered_at_once(asked), len(asked.requests), self._register()
        )

    def notices(self, _: Question) -> Measured:
        return self._in_time(NOTICE, self._register())

    def objections(self, _: Question) -> Measured:
        return self._in_time("objection_answer", self._register(objected="true"))

    def _in_time(self, clock: str, address: str) -> Measured:
        asked = self._found.asked
        found = tables.figures(clock, asked.requests, asked.day)
        return Measured(found.met, found.met + found.late + found.overdue, address)

    def _register(self, **more: str) -> str:
        """The public register book of the period."""
        first, last = map(str, (self._period.first, self._period.last))
        days = {"received_from": first, "received_to": last}
        return self._address("/publik/permohonan", **days, **more)

    def _address(self, path: str, **asked: str) -> str:
        said = asked | ({"agency": self._agency} if self._agency else {})
        return f"{path}?{urlencode(said)}" if said else path


_MEASURES: Mapping[Measure, Callable[[Record, Question], Measured]] = {
    "lists_decreed": Record.lists_decreed,
    "periodic_published": Record.periodic,
    "immediate_published": Record.immediate,
    "items_linked": Record.linked,
    "exclusions_current": Record.exclusions,
    "yearly_report": Record.yearly_report,
    "registered_same_day": Record.registered,
    "notice_in_time": Record.notices,
    "objection_in_time": Record.objections,
}
