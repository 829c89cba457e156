"""Days, moments and numbers as an office in Indonesia writes them (EYD)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
"""By hours ahead of UTC: the zones of Keppres 41/1987."""


def day(value: date | str) -> str:
    """`Senin, 23 November 2026`; also of an ISO date."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    month = MONTHS[value.month - 1]
    return f"{DAYS[value.weekday()]}, {value.day} {month} {value.year}"


def month_name(value: str) -> str:
    """`November 2026` of `2026-11`."""
    year, _, month = value.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def moment(value: datetime | str, zone: ZoneInfo) -> str:
    """`Senin, 23 November 2026 pukul 16.05 WIB`; also of an RFC 3339 instant."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return f"{day(value.astimezone(zone).date())} pukul {time_of_day(value, zone)}"


def time_of_day(value: datetime, zone: ZoneInfo) -> str:
    """`16.05 WIB`."""
    local = value.astimezone(zone)
    ahead = local.utcoffset()
    hours = ahead.total_seconds() / 3600 if ahead is not None else 0
    name = _ZONES.get(int(hours), f"UTC{hours:+g}")
    return f"{local:%H.%M} {name}"


def number(value: float | None, decimals: int = 0) -> str:
    """`1.234.567,8`; a dash where nothing was counted."""
    if value is None:
        return "–"
    written = f"{value:,.{decimals}f}"
    return written.translate(str.maketrans(",.", ".,"))


def percent(rate: float | None, decimals: int = 1) -> str:
    """`87,5 %` of a rate of 0.875."""
    return "–" if rate is None else f"{number(rate * 100, decimals)} %"


def capital(text: str) -> str:
    """The first letter of a heading: `WhatsApp` and `SMS` stay as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def size(count: int) -> str:
    """`85 kB` or `1,2 MB` of so many bytes."""
    if count < 1_000_000:
        return f"{number(max(count / 1000, 1))} kB"
    return f"{number(count / 1_000_000, 1)} MB"


def left(days: int, unit: str = "hari kerja") -> str:
    """`3 hari kerja lagi`, `jatuh tempo hari ini`, `terlambat 2 hari kerja`."""
    if days == 0:
        return "jatuh tempo hari ini"
    if days < 0:
        return f"terlambat {number(-days)} {unit}"
    return f"{number(days)} {unit} lagi"
