"""Dates are read as Indonesian offices write them; nothing else is taken for one."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.importing.cells import moment_of
from api.importing.indonesian_dates import (
    Moment,
    NotADate,
    find_days,
    parse_moment,
    parse_time,
)

MONTHS = [
    ("Jan", "Januari", "January"),
    ("Feb", "Februari", "Pebruari", "February"),
    ("Mar", "Maret", "March"),
    ("Apr", "April"),
    ("Mei", "May"),
    ("Jun", "Juni", "June"),
    ("Jul", "Juli", "July"),
    ("Agu", "Agt", "Ags", "Agustus", "Aug", "August"),
    ("Sep", "Sept", "September"),
    ("Okt", "Oktober", "Oct", "October"),
    ("Nov", "Nopember", "November"),
    ("Des", "Desember", "Dec", "December"),
]
DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("month", "name"),
    [(i, name) for i, names in enumerate(MONTHS, 1) for name in names],
)
def test_every_name_of_a_month_is_understood_in_either_language(
    month: int, name: str
) -> None:
    for text in (f"5 {name} 2024", f"05 {name.upper()} 2024", f"5-{name}-2024"):
        assert parse_moment(text) == Moment(date(2024, month, 5))


@pytest.mark.parametrize("text", ["2024-01-05", "05/01/2024", "5.1.2024", "2024/1/5"])
def test_a_day_in_figures_is_year_first_or_day_first(text: str) -> None:
    assert parse_moment(text).day == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02:13:42", time(2, 13, 42)),
        ("02.13", time(2, 13)),
        ("2:13", time(2, 13)),
        ("02.13.42", time(2, 13, 42)),
        ("02:13:42.123", time(2, 13, 42, 123000)),
        ("02:13:42,1234567", time(2, 13, 42, 123456)),
    ],
)
def test_a_time_is_understood_with_colons_or_points_and_parts_of_a_second(
    text: str, expected: time
) -> None:
    assert parse_time(text) == expected
    assert parse_moment(f"5 Jan 2024 {text}") == Moment(date(2024, 1, 5), expected)
    assert parse_moment(f"2024-01-05T{text}") == Moment(date(2024, 1, 5), expected)


@pytest.mark.parametrize(
    "text",
    ["", "-", "2024", "5 Jan 24", "5 Janu 2024", "31 Feb 2024", "30/02/2024"]
    + ["2024-13-01", "01/13/2024", "5 Jan 0024", "1900-01-01", "2024-01-05 24:00"]
    + ["2024-01-05 02:60", "5 Jan 2024 x", "2024-01/05", "٥ Jan 2024", "45296.09"]
    + ["2024-01-05T02:13+99:00"],
)
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(NotADate) as refusal:
        parse_moment(text)
    assert text in str(refusal.value)


@pytest.mark.parametrize("text", ["", "7", "24:00", "02:60", "02:13:61", "02-13"])
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(NotADate):
        parse_time(text)


def test_a_written_offset_prevails_over_the_zone_and_a_zone_fills_in_for_it() -> None:
    jakarta = ZoneInfo("Asia/Jakarta")
    at_ten = datetime(2024, 1, 5, 10, tzinfo=UTC)
    assert parse_moment("2024-01-05T10:00:00Z").at(jakarta) == at_ten
    assert parse_moment("2024-01-05 19:00 +09:00").at(jakarta) == at_ten
    assert parse_moment("5 Jan 2024 17.00").at(jakarta) == at_ten
    assert parse_moment("5 Jan 2024").at(jakarta) == datetime(
        2024, 1, 4, 17, tzinfo=UTC
    )


def test_a_date_cell_of_a_workbook_is_a_moment_and_a_number_is_not() -> None:
    noon = datetime(2024, 1, 5, 12)  # noqa: DTZ001
    assert moment_of(noon) == Moment(date(2024, 1, 5), time(12))
    assert moment_of(noon.replace(hour=0)) == Moment(date(2024, 1, 5))
    for cell in (45296.5, 20240105, True, None):
        with pytest.raises(NotADate):
            moment_of(cell)


def test_days_are_found_inside_a_line_of_text() -> None:
    line = "Periode: 1 Januari 2024 s.d. 31/12/2024, unduh 99/99/2024 no. 12024-01-05"
    assert find_days(line) == [date(2024, 1, 1), date(2024, 12, 31)]


@given(day=DAYS, clock=st.times(), data=st.data())
def test_a_moment_survives_being_written_in_any_of_the_forms(
    day: date, clock: time, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(MONTHS[day.month - 1]))
    written_day = data.draw(
        st.sampled_from(
            [
                day.isoformat(),
                f"{day.day}/{day.month}/{day.year}",
                f"{day:%d/%m/%Y}",
                f"{day.day} {name} {day.year}",
                f"{day.day:02} {name.lower()} {day.year}",
            ]
        )
    )
    forms = ["%H:%M:%S.%f", "%H:%M:%S", "%H.%M.%S", "%H:%M", "%H.%M"]
    form = data.draw(st.sampled_from(forms))
    kept = clock.replace(
        second=clock.second if "%S" in form else 0,
        microsecond=clock.microsecond if "%f" in form else 0,
    )
    written = f"{written_day} {clock.strftime(form)}"
    assert parse_moment(written) == Moment(day, kept)
    assert find_days(written) == [day]


@given(st.text() | st.from_regex(r"[0-9 /.:T+-]{1,25}", fullmatch=True))
def test_any_text_is_a_moment_or_refused_and_never_crashes(text: str) -> None:
    for parse in (parse_moment, parse_time):
        try:
            parse(text)
        except NotADate:
            pass
    find_days(text)
