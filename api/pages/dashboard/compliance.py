"""Who keeps which term, in words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from api.pages import glossary
from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Bar, Bars
from api.pages.dashboard.glance import TARGET
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import number, percent
from domain.clock import ClockName
from projections.counted import Group
from projections.views.compliance import VIEW

MOST = 12
Clocks = dict[str | None, Group]
"""Of one agency, by the name of the clock."""


def tell(groups: Sequence[Group], board: Board) -> Told:
    clocks = [name for name in get_args(ClockName) if _judged(groups, name)]
    wholes: Clocks = {}
    agencies: dict[str | None, Clocks] = {}
    for group in groups:
        of = wholes
        if "agency" in group.part:
            of = agencies.setdefault(group.part["agency"], {})
        of[group.part["clock"]] = group
    ordered = sorted(
        agencies,
        key=lambda code: (_rate(agencies[code], "completion"), board.agency(code)),
    )
    judged = [c for c in ordered if _rate(agencies[c], "completion") <= 1]
    return Told(
        finding=_finding([agencies[code] for code in judged], judged[:1], board),
        counted=(
            "Ditepati, dibagi yang dinilai: yang ditepati, terlambat, atau masih"
            " berjalan lewat tenggatnya. Yang berjalan, ditunda, atau gugur tidak"
            " dinilai. Instansi: yang memegang aduan pada hari itu."
        ),
        chart=Bars(
            caption=f"Penyelesaian tepat waktu, {MOST} instansi terendah",
            bars=[_bar(code, agencies[code], board) for code in judged[:MOST]],
        ),
        table=Table(
            columns=("Instansi", *(glossary.word("clock", name) for name in clocks)),
            rows=[
                _row("Semua", wholes, clocks, board),
                *(_row(board.agency(c), agencies[c], clocks, board) for c in ordered),
            ],
        ),
    )


def _judged(groups: Sequence[Group], clock: str) -> bool:
    return any(g.part["clock"] == clock and g.numbers["judged"] for g in groups)


def _rate(of: Clocks, clock: str) -> float:
    """Of none judged more than any, so that it comes last."""
    n = of[clock].numbers if clock in of else {"judged": 0}
    return n["met"] / n["judged"] if n["judged"] else 2


def _row(name: str, of: Clocks, clocks: Sequence[str], board: Board) -> list[Cell]:
    cells = [Cell(name, name)]
    for clock in clocks:
        rate = _rate(of, clock)
        if rate > 1:
            cells.append(Cell(None, "–"))
            continue
        cell = board.rate(VIEW.name, of[clock], "met", "judged")
        cells.append(replace(cell, tone=_tone(rate)))
    return cells


def _tone(rate: float) -> str:
    return "good" if rate >= 0.9 else "wait" if rate >= 0.75 else "bad"


def _bar(code: str | None, of: Clocks, board: Board) -> Bar:
    rate, completion = _rate(of, "completion"), of["completion"]
    return Bar(
        label=board.agency(code),
        text=[
            f"{percent(rate)}: ",
            board.number(VIEW.name, completion, "met"),
            " dari ",
            board.number(VIEW.name, completion, "judged"),
        ],
        length=round(100 * rate, 2),
        tone=_tone(rate),
        mark=100 * TARGET,
    )


def _finding(
    judged: Sequence[Clocks], lowest: Sequence[str | None], board: Board
) -> Sentence:
    if not judged:
        return ["Belum ada penyelesaian yang dapat dinilai."]
    keep = sum(_rate(of, "completion") == 1 for of in judged)
    begin = (
        f"{number(keep)} dari {number(len(judged))} instansi menepati semua tenggat"
        " penyelesaian."
    )
    if keep == len(judged):
        return [begin]
    completion = judged[0]["completion"]
    return [
        f"{begin} Yang terendah {board.agency(lowest[0])}:"
        f" {percent(_rate(judged[0], 'completion'))}, ",
        board.number(VIEW.name, completion, "met"),
        " dari ",
        board.number(VIEW.name, completion, "judged"),
        ".",
    ]


WORDS = Words(
    view=VIEW,
    slug="kepatuhan",
    question="Instansi mana menepati tenggat yang mana?",
    figures={
        "judged": "Aduan yang tenggatnya sudah dapat dinilai",
        "met": "Aduan yang tenggatnya ditepati",
        "late": "Aduan yang terlambat",
        "missed": "Aduan yang melewati tenggat dan belum selesai",
        "running": "Aduan yang tenggatnya berjalan",
        "paused": "Aduan yang tenggatnya ditunda",
    },
    tell=tell,
)
