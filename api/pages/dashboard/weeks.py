"""What came in when, in words."""

from collections.abc import Sequence
from datetime import date

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Heat, HeatRow, levels
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import MONTHS, number, percent
from projections.counted import Group
from projections.views.weeks import VIEW, WEEKS, weeks

MOST = 8


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, *parts = groups
    mondays = [day.isoformat() for day in weeks(board.day)]
    of_weeks = [group for group in parts if group.part.keys() == {"week"}]
    ordered = sorted(
        (group for group in parts if group.part.keys() == {"category"}),
        key=lambda g: (-g.numbers["received"], g.part["category"] or ""),
    )
    cells = {
        (group.part["category"], group.part["week"]): group
        for group in parts
        if len(group.part) == 2
    }
    of_category = [
        [_cell(cells, group.part["category"], week) for week in mondays]
        for group in ordered
    ]
    shown = of_category[:MOST]
    top = max((g.numbers["received"] for row in shown for g in row), default=0)
    return Told(
        finding=_finding(whole, of_weeks, ordered, board),
        counted=(
            f"Aduan yang diterima dalam {WEEKS} pekan, Senin sampai Minggu; pekan"
            " terakhir baru sampai hari itu. Kategori: menurut keadaan pada hari itu."
        ),
        chart=Heat(
            caption=f"Aduan diterima per pekan, {MOST} kategori terbanyak",
            rows=[
                HeatRow(
                    label=board.part("category", group.part["category"]),
                    text=[board.number(VIEW.name, group, "received")],
                    levels=levels([g.numbers["received"] for g in row], top),
                )
                for group, row in zip(ordered, shown, strict=False)
            ],
            labels=[_short(mondays[n]) for n in (0, WEEKS // 2, -1)],
            most=f"{number(top)} aduan sepekan",
        ),
        table=Table(
            columns=("Kategori", f"{WEEKS} pekan", *(_short(week) for week in mondays)),
            rows=[
                _row("Semua", [whole, *of_weeks], board),
                *(
                    _row(
                        board.part("category", group.part["category"]),
                        [group, *row],
                        board,
                    )
                    for group, row in zip(ordered, of_category, strict=True)
                ),
            ],
            notes=("Kepala kolom: hari Senin yang memulai pekan.",),
        ),
    )


def _cell(
    cells: dict[tuple[str | None, str | None], Group], category: str | None, week: str
) -> Group:
    nothing = Group({"category": category, "week": week}, {"received": 0})
    return cells.get((category, week), nothing)


def _row(name: str, groups: Sequence[Group], board: Board) -> list[Cell]:
    cells = [board.number(VIEW.name, group, "received") for group in groups]
    return [Cell(name, name), *cells]


def _short(monday: str) -> str:
    day = date.fromisoformat(monday)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _finding(
    whole: Group, of_weeks: Sequence[Group], ordered: Sequence[Group], board: Board
) -> Sentence:
    received = whole.numbers["received"]
    if not received:
        return [f"Tidak ada aduan yang diterima dalam {WEEKS} pekan ini."]
    first, busiest = ordered[0], max(of_weeks, key=lambda g: g.numbers["received"])
    week = board.part("week", busiest.part["week"])
    return [
        f"Dalam {WEEKS} pekan diterima ",
        board.number(VIEW.name, whole, "received"),
        f" aduan, terbanyak {board.part('category', first.part['category'])}: ",
        board.number(VIEW.name, first, "received"),
        f" ({percent(first.numbers['received'] / received, 0)}). Teramai {week}: ",
        board.number(VIEW.name, busiest, "received"),
        ".",
    ]


WORDS = Words(
    view=VIEW,
    slug="jenis",
    question="Aduan apa yang datang, pekan demi pekan?",
    figures={"received": f"Aduan yang diterima dalam {WEEKS} pekan"},
    tell=tell,
)
