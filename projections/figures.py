"""What the dashboard says: the shapes of its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Rates and percentiles are None where nothing is counted. Working days and
    `on_time_rate` are those of the completion clock; `rating` is the mean of the stars
    of the `rated` cases."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFigures:
    """`paused` clocks are neither running nor overdue, and in no rate."""

    clock: str
    running: int
    paused: int
    overdue: int
    met: int
    late: int
    on_time_rate: float | None
    median_working_days: int | None
    p90_working_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """Of one agency, category or channel: its `code`, None where the case has none."""

    code: str | None
    received: int
    open: int
    overdue: int
    resolved: int
    on_time_rate: float | None
    median_working_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """`month` is like 2026-11; `late` are completion clocks that passed their due day
    in it without having stopped."""

    month: str
    received: int
    resolved: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """A state with no case counts 0; a group or month with no case is not listed."""

    as_of: date
    position: int
    totals: Totals
    by_clock: Sequence[ClockFigures]
    by_agency: Sequence[GroupFigures]
    by_state: Mapping[str, int]
    by_category: Sequence[GroupFigures]
    by_channel: Sequence[GroupFigures]
    by_month: Sequence[MonthFigures]
