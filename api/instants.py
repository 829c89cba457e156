"""The clock on the wall, and what a device may say about the time."""

from datetime import UTC, datetime, timedelta

from domain.refusals import InvalidField

MAY_RUN_AHEAD = timedelta(minutes=10)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def now() -> datetime:
    return datetime.now(UTC)


def settle(
    given: datetime | None, recorded_at: datetime, field: str
) -> tuple[datetime, datetime | None]:
    """When it truly happened, and the device's own time if it ran ahead.

    Up to ten minutes ahead is clamped to now; more raises `InvalidField`.
    """
    if given is None:
        return recorded_at, None
    if given > recorded_at + MAY_RUN_AHEAD:
        raise InvalidField(
            field=field, problem="lies in the future; set the clock of the device."
        )
    if given < EARLIEST:
        raise InvalidField(field=field, problem=f"lies before {EARLIEST.date()}.")
    if given > recorded_at:
        return recorded_at, given
    return given, None
