"""What came in and went out, in words."""

from collections.abc import Sequence
from datetime import date

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Column, Days, lengths
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import MONTHS, number
from api.pages.indonesian import day as written
from projections.counted import Group
from projections.views.stream import DAYS, VIEW


def tell(groups: Sequence[Group], board: Board) -> Told:
    pairs = list(zip(groups[::2], groups[1::2], strict=True))
    calendar = board.reference.calendar
    days = [date.fromisoformat(moved.part["day"] or "") for moved, _ in pairs]
    came = [moved.numbers["came_in"] for moved, _ in pairs]
    went = [moved.numbers["went_out"] for moved, _ in pairs]
    left = [after.numbers["open"] for _, after in pairs]
    bars = lengths([*came, *went])
    columns = [
        Column(up=up, down=down, line=line, off=not calendar.is_working_day(day))
        for up, down, line, day in zip(
            bars[: len(days)], bars[len(days) :], lengths(left), days, strict=True
        )
    ]
    rows = [
        [
            Cell(day.isoformat(), written(day)),
            Cell(kind := _kind(column.off), kind),
            board.number(VIEW.name, moved, "came_in"),
            board.number(VIEW.name, moved, "went_out"),
            board.number(VIEW.name, after, "open"),
        ]
        for day, column, (moved, after) in zip(days, columns, pairs, strict=True)
    ]
    return Told(
        finding=_finding(board, days[0], groups[1], groups[-1]),
        counted=(
            f"{DAYS} hari sampai hari ini. Masuk: diterima, dibuka kembali, atau pindah"
            " ke dalam saringan; keluar: ditutup atau pindah ke luar. Sisa: yang"
            " terbuka pada akhir hari."
        ),
        chart=Days(
            caption="Aduan masuk, keluar, dan sisanya, hari demi hari",
            columns=columns,
            labels=[
                f"{d.day} {MONTHS[d.month - 1]}"
                for d in (days[0], days[DAYS // 2], days[-1])
            ],
            highest=number(max(left)),
            most=number(max(*came, *went)),
        ),
        table=Table(
            columns=("Hari", "Jenis hari", "Masuk", "Keluar", "Sisa terbuka"),
            rows=rows[::-1],
        ),
    )


def _kind(off: bool) -> str:
    return "bukan hari kerja" if off else "hari kerja"


def _finding(board: Board, first: date, before: Group, after: Group) -> Sentence:
    change = after.numbers["open"] - before.numbers["open"]
    way = "bertambah" if change > 0 else "berkurang" if change else "tetap"
    return [
        f"Tumpukan {way}: kini ",
        board.number(VIEW.name, after, "open"),
        f" aduan terbuka; pada akhir {written(first)} ada ",
        board.number(VIEW.name, before, "open"),
        ".",
    ]


WORDS = Words(
    view=VIEW,
    slug="arus",
    question="Apakah tumpukan aduan bertambah atau berkurang?",
    figures={
        "came_in": "Aduan yang masuk pada hari itu",
        "went_out": "Aduan yang keluar pada hari itu",
        "open": "Aduan yang terbuka pada akhir hari",
    },
    tell=tell,
)
