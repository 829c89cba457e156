"""Days, moments and numbers as an office in Indonesia writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from api.pages import indonesian


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Pontianak", "Senin, 23 November 2026 pukul 16.05 WIB"),
        ("Asia/Makassar", "Senin, 23 November 2026 pukul 17.05 WITA"),
        ("Asia/Jayapura", "Senin, 23 November 2026 pukul 18.05 WIT"),
        ("UTC", "Senin, 23 November 2026 pukul 09.05 UTC+0"),
    ],
)
def test_a_moment_is_written_out_in_its_zone(zone: str, written: str) -> None:
    instant = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert indonesian.moment(instant, ZoneInfo(zone)) == written
    assert indonesian.moment(instant.isoformat(), ZoneInfo(zone)) == written


def test_a_moment_late_in_the_evening_is_of_the_next_day_further_east() -> None:
    instant = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    west = indonesian.moment(instant, ZoneInfo("Asia/Pontianak"))
    assert west.startswith("Kamis, 31 Desember 2026 pukul")
    east = indonesian.moment(instant, ZoneInfo("Asia/Jayapura"))
    assert east == "Jumat, 1 Januari 2027 pukul 01.30 WIT"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (1234567, 0, "1.234.567"),
        (1234.5, 1, "1.234,5"),
        (None, 0, "–"),
    ],
)
def test_a_number_has_a_decimal_comma(
    value: float | None, decimals: int, written: str
) -> None:
    assert indonesian.number(value, decimals) == written


def test_a_rate_is_a_percentage_and_none_is_none() -> None:
    assert indonesian.percent(0.875) == "87,5 %"
    assert indonesian.percent(1.0, 0) == "100 %"
    assert indonesian.percent(None) == "–"


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (3, "3 hari kerja lagi"),
        (0, "jatuh tempo hari ini"),
        (-2, "terlambat 2 hari kerja"),
    ],
)
def test_what_is_left_is_told(days: int, written: str) -> None:
    assert indonesian.left(days) == written
