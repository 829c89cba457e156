"""What a clock is, in one number, so that a row of a case holds all its clocks."""

from collections.abc import Mapping
from typing import get_args

from domain.clock import ClockName
from projections.stages import ClockStage

CLOCKS = get_args(ClockName)
"""In the order in which a row holds them."""
COMPLETION = 1 + CLOCKS.index("completion")
"""Its subscript in SQL."""
PAUSED = -1


def array(clocks: Mapping[str, ClockStage]) -> str:
    """The codes of a case's clocks, as PostgreSQL writes an array; NULL is a clock that
    is not there, or is counted nowhere."""
    codes = [_code(clocks[name]) if name in clocks else "NULL" for name in CLOCKS]
    return "{" + ",".join(codes) + "}"


def _code(clock: ClockStage) -> str:
    if clock.ending is not None:
        return "NULL"
    if clock.stopped_on is not None:
        took = 0 if clock.working_days is None else 1 + clock.working_days
        return str(2 * took + (clock.stopped_on > clock.due_on))
    if clock.paused_on is not None and clock.paused_on <= clock.due_on:
        return str(PAUSED)
    return str(-clock.due_on.toordinal())


def told(code: int, day: int) -> tuple[str, int | None]:
    """The status at the end of a day, by its ordinal, and how many working days it
    took; the status as in domain.clock, but for `missed`, which is overdue."""
    if code == PAUSED:
        return "paused", None
    if code < 0:
        return ("missed" if -code < day else "running"), None
    took, late = divmod(code, 2)
    return ("late" if late else "met"), (took - 1 if took else None)
