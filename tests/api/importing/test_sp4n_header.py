"""The day of an export stands above its header, if it stands anywhere."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from api.importing.sp4n_header import find_exported_on

MakeFile = Callable[..., Path]
HEADER = ["Tracking ID", "Judul Laporan"]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ([["Diunduh pada 23 November 2026 10.15"]], date(2026, 11, 23)),
        ([["Dicetak:", "23/11/2026"]], date(2026, 11, 23)),
        ([["Tanggal: 23 Nov 2026"]], date(2026, 11, 23)),
        ([["Periode 1 Jan 2024 - 31 Des 2024"]], None),
        ([["Periode s.d. 31 Des 2024"]], None),
        ([["Laporan"]], None),
        ([], None),
    ],
)
def test_the_exports_day_is_found_and_a_period_is_not_taken_for_it(
    csv_file: MakeFile, lines: list[list[str]], day: date | None
) -> None:
    path = csv_file([*lines, HEADER, ["5010001", "Diunduh 1 Jan 2020"]])
    assert find_exported_on(path) == day


def test_the_exports_day_may_be_a_date_cell(xlsx_file: MakeFile) -> None:
    day = datetime(2026, 11, 23)  # noqa: DTZ001
    assert find_exported_on(xlsx_file([["Tanggal unduh", day], HEADER])) == day.date()
