"""The shapes of the dashboard and of what operators read."""

from datetime import date

from pydantic import BaseModel

from domain.clock import ClockName
from domain.complaint import State
from domain.complaint_events import Channel


class Totals(BaseModel):
    """Rates and percentiles are null where nothing is counted."""

    received: int
    open: int
    overdue: int
    due_within_2_days: int
    resolved: int
    archived: int
    withdrawn: int
    merged: int
    escalated: int
    followed_up_rate: float | None
    resolved_rate: float | None
    on_time_rate: float | None
    median_working_days: int | None
    p90_working_days: int | None
    rating: float | None
    rated: int


class OfClock(BaseModel):
    clock: ClockName
    running: int
    paused: int
    overdue: int
    met: int
    late: int
    on_time_rate: float | None
    median_working_days: int | None
    p90_working_days: int | None


class _Group(BaseModel):
    received: int
    open: int
    overdue: int
    resolved: int
    on_time_rate: float | None
    median_working_days: int | None


class OfAgency(_Group):
    agency: str | None
    name: str | None


class OfCategory(_Group):
    category: str | None
    name: str | None


class OfChannel(_Group):
    channel: Channel


class OfMonth(BaseModel):
    month: str
    received: int
    resolved: int
    late: int


class Dashboard(BaseModel):
    """Figures at the end of `as_of`; `position` is of the newest event counted."""

    as_of: date
    position: int
    totals: Totals
    by_clock: list[OfClock]
    by_agency: list[OfAgency]
    by_state: dict[State, int]
    by_category: list[OfCategory]
    by_channel: list[OfChannel]
    by_month: list[OfMonth]


class Group(BaseModel):
    """Numbers of cases by the names of figures, at the end of `day` where that is not
    `as_of`; `measures` are no numbers of cases."""

    part: dict[str, str | None]
    numbers: dict[str, int]
    hidden: dict[str, int]
    measures: dict[str, float | None]
    day: date | None


class View(BaseModel):
    """What a view of the dashboard says at the end of `as_of`."""

    view: str
    as_of: date
    position: int
    groups: list[Group]


class Compared(BaseModel):
    """The dashboard that was, and the one that would have been."""

    was: Dashboard
    would_be: Dashboard


class Alive(BaseModel):
    """The process is alive."""

    status: str


class Ready(BaseModel):
    """The database answers and the read models keep up."""

    status: str
    position: int


class Version(BaseModel):
    """What runs here."""

    name: str
    version: str
    tenant: str
