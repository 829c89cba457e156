"""When cases come in, in words."""

from collections.abc import Sequence

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Heat, HeatRow, levels
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import number, percent
from projections.counted import Group
from projections.views.hours import HOURS, VIEW, WEEKDAYS


def tell(groups: Sequence[Group], board: Board) -> Told:
    of = {(g.part.get("weekday"), g.part.get("hour")): g for g in groups}
    top = max(of[w, h].numbers["received"] for w in WEEKDAYS for h in HOURS)
    return Told(
        finding=_finding(of, board),
        counted=(
            f"Semua aduan menurut saat diterimanya, waktu setempat"
            f" ({board.here.settings.time_zone}). Yang diimpor dengan tanggal saja"
            " tercatat pukul 00.00."
        ),
        chart=Heat(
            caption="Aduan diterima menurut hari dan jam",
            rows=[
                HeatRow(
                    label=board.part("weekday", weekday),
                    text=[board.number(VIEW.name, of[weekday, None], "received")],
                    levels=levels(
                        [of[weekday, hour].numbers["received"] for hour in HOURS], top
                    ),
                )
                for weekday in WEEKDAYS
            ],
            labels=("00.00", "12.00", "24.00"),
            most=f"{number(top)} aduan dalam satu jam pada hari yang sama",
        ),
        table=Table(
            columns=(
                "Jam",
                "Semua hari",
                *(board.part("weekday", weekday) for weekday in WEEKDAYS),
            ),
            rows=[
                _row("Semua", of, None, board),
                *(_row(board.part("hour", hour), of, hour, board) for hour in HOURS),
            ],
        ),
    )


Received = dict[tuple[str | None, str | None], Group]
"""By weekday and hour, None being all of them."""


def _row(name: str, of: Received, hour: str | None, board: Board) -> list[Cell]:
    cells = [
        board.number(VIEW.name, of[weekday, hour], "received")
        for weekday in (None, *WEEKDAYS)
    ]
    return [Cell(name, name), *cells]


def _finding(of: Received, board: Board) -> Sentence:
    whole = of[None, None].numbers["received"]
    if not whole:
        return ["Belum ada aduan yang diterima."]
    weekday = max(WEEKDAYS, key=lambda w: of[w, None].numbers["received"])
    hour = max(HOURS, key=lambda h: of[None, h].numbers["received"])
    busiest = of[weekday, None]
    return [
        f"Hari teramai {board.part('weekday', weekday)}: ",
        board.number(VIEW.name, busiest, "received"),
        " dari ",
        board.number(VIEW.name, of[None, None], "received"),
        f" aduan ({percent(busiest.numbers['received'] / whole, 0)}). Jam teramai"
        f" {board.part('hour', hour)}: ",
        board.number(VIEW.name, of[None, hour], "received"),
        ".",
    ]


WORDS = Words(
    view=VIEW,
    slug="jam",
    question="Pada hari dan jam berapa aduan datang?",
    figures={"received": "Aduan menurut hari dan jam diterimanya"},
    tell=tell,
)
