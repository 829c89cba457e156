"""Dates as Indonesian offices write them: 5 Jan 2024, 17 Agustus 2024, 05/01/2024."""

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""A year outside these is a typing error, not a complaint."""

_SPELLINGS = (
    "jan januari january",
    "feb peb februari pebruari february",
    "mar mrt maret march",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "agu agt ags agst agust agustus aug august",
    "sep sept september",
    "okt oct oktober october",
    "nov nop november nopember",
    "des dec desember december",
)
_MONTHS = {
    name: number
    for number, names in enumerate(_SPELLINGS, start=1)
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = (
    r"(?:(?P<y1>[0-9]{4})(?P<s1>[-/.])(?P<m1>[0-9]{1,2})(?P=s1)(?P<d1>[0-9]{1,2})"
    r"|(?P<d2>[0-9]{1,2})(?P<s2>[-/.])(?P<m2>[0-9]{1,2})(?P=s2)(?P<y2>[0-9]{4})"
    rf"|(?P<d3>[0-9]{{1,2}})[\s/-]*(?P<m3>{_NAMES})\.?[\s,/-]*(?P<y3>[0-9]{{4}}))"
)
_TIME = (
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?:[:.](?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
)
_OFFSET = r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})"
_ONE_TIME = re.compile(_TIME)
_ONE_MOMENT = re.compile(
    rf"{_DAY}(?:(?:T|,?\s+){_TIME}(?:\s*{_OFFSET})?)?", re.IGNORECASE
)
_ANY_DAY = re.compile(rf"(?<![0-9]){_DAY}(?![0-9])", re.IGNORECASE)


class NotADate(ValueError):
    """The text is no date or time that can be understood; its message says which."""


class Moment(NamedTuple):
    """A day, with the time and the distance from UTC where they were written."""

    day: date
    time_of_day: time | None = None
    offset: timezone | None = None

    def at(self, zone: tzinfo) -> datetime:
        """The aware instant; a day without a time begins at its midnight."""
        return datetime.combine(
            self.day, self.time_of_day or time(), self.offset or zone
        )


def parse_moment(text: str) -> Moment:
    """A day, or a day and a time; raises NotADate."""
    found = _ONE_MOMENT.fullmatch(text.strip())
    if found is None:
        raise NotADate(f"'{text}' is not a date")
    if found["hour"] is None:
        return Moment(_day(found, text))
    return Moment(_day(found, text), _time(found, text), _offset(found, text))


def parse_time(text: str) -> time:
    """02:13:42, 02.13, with or without parts of a second; raises NotADate."""
    found = _ONE_TIME.fullmatch(text.strip())
    if found is None:
        raise NotADate(f"'{text}' is not a time of day")
    return _time(found, text)


def find_days(text: str) -> list[date]:
    """Every day named in a line of free text, in its order."""
    days = []
    for found in _ANY_DAY.finditer(text):
        try:
            days.append(_day(found, found[0]))
        except NotADate:
            continue
    return days


def _day(found: re.Match[str], text: str) -> date:
    year = int(found["y1"] or found["y2"] or found["y3"])
    day = int(found["d1"] or found["d2"] or found["d3"])
    name = found["m3"]
    month = _MONTHS[name.lower()] if name else int(found["m1"] or found["m2"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate(f"'{text}' is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(f"'{text}' is not a day of the calendar") from None


def _time(found: re.Match[str], text: str) -> time:
    parts = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    try:
        return time(*parts, int((found["fraction"] or "")[:6].ljust(6, "0")))
    except ValueError:
        raise NotADate(f"'{text}' is not a time of day") from None


def _offset(found: re.Match[str], text: str) -> timezone | None:
    written = found["offset"]
    if written is None:
        return None
    if written in "Zz":
        return timezone(timedelta(0))
    size = timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    if size >= timedelta(hours=24):
        raise NotADate(f"'{text}' is further from UTC than a day")
    return timezone(-size if written[0] == "-" else size)
