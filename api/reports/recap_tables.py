"""The tables of a recap: each number is one that the dashboard counted."""

from collections.abc import Mapping, Sequence

from api.pages import glossary
from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.charts import Bar, Bars, lengths
from api.pages.dashboard.told import Table
from api.pages.indonesian import capital, month_name, number, percent
from api.reports.report import Section
from projections.counted import Group
from projections.figures import Dashboard, GroupFigures

MOST = 12
"""Bars in a chart: the table below it has the rest."""


def states(found: Dashboard) -> Section:
    named = {
        capital(glossary.word("state", state)): n for state, n in found.by_state.items()
    }
    return Section(
        title="Keadaan aduan",
        chart=bars("Aduan menurut keadaannya", named),
        table=Table(
            columns=("Keadaan", "Aduan"),
            rows=[[word(name), count(n)] for name, n in named.items()],
        ),
        counted="Keadaan pada akhir hari itu, tanpa aduan terbatas.",
    )


def agencies(found: Dashboard, board: Board) -> Section:
    return _groups(
        "Instansi",
        "Instansi",
        [(capital(board.agency(group.code)), group) for group in found.by_agency],
        "Instansi yang memegang aduan pada hari itu.",
    )


def categories(found: Dashboard, board: Board) -> Section:
    return _groups(
        "Kategori",
        "Kategori",
        [
            (capital(board.part("category", group.code)), group)
            for group in found.by_category
        ],
    )


def channels(found: Dashboard) -> Section:
    return _groups(
        "Saluran",
        "Saluran",
        [
            (capital(glossary.word("channel", group.code)), group)
            for group in found.by_channel
        ],
    )


def regions(groups: Sequence[Group], board: Board) -> Section:
    places = [
        (board.part("regency", group.part["regency"]), group.numbers)
        for group in groups
        if group.part.keys() == {"regency"}
    ]
    places.sort(key=lambda pair: (-pair[1]["received"], pair[0]))
    columns = ("received", "open", "overdue")
    return Section(
        title="Wilayah",
        chart=bars(
            "Aduan diterima menurut kabupaten dan kota",
            {name: numbers["received"] for name, numbers in places},
        ),
        table=Table(
            columns=(
                "Kabupaten atau kota",
                "Diterima",
                "Masih terbuka",
                "Lewat tenggat",
            ),
            rows=[
                [word(name), *(count(numbers[column]) for column in columns)]
                for name, numbers in places
            ],
        ),
        counted="Wilayah yang disebut dalam aduan, tanpa aduan terbatas.",
    )


def months(found: Dashboard) -> Section:
    return Section(
        title="Bulan",
        table=Table(
            columns=("Bulan", "Diterima", "Selesai", "Menjadi terlambat"),
            rows=[
                [
                    word(month_name(month.month)),
                    count(month.received),
                    count(month.resolved),
                    count(month.late),
                ]
                for month in found.by_month
            ],
        ),
        counted=(
            "Dari aduan yang diterima dalam periode ini: bulan diterima, bulan selesai,"
            " dan bulan penyelesaiannya melewati tenggat."
        ),
    )


def _groups(
    title: str, head: str, groups: Sequence[tuple[str, GroupFigures]], said: str = ""
) -> Section:
    ordered = sorted(groups, key=lambda pair: (-pair[1].received, pair[0]))
    return Section(
        title=title,
        chart=bars(
            f"Aduan diterima menurut {head.lower()}",
            {name: group.received for name, group in ordered},
        ),
        table=Table(
            columns=(
                head,
                "Diterima",
                "Masih terbuka",
                "Lewat tenggat",
                "Selesai",
                "Tepat waktu",
                "Median hari kerja",
            ),
            rows=[[word(name), *_cells(group)] for name, group in ordered],
        ),
        counted=f"{said} Tanpa aduan terbatas.".strip(),
    )


def _cells(group: GroupFigures) -> list[Cell]:
    return [
        count(group.received),
        count(group.open),
        count(group.overdue),
        count(group.resolved),
        Cell(group.on_time_rate, percent(group.on_time_rate)),
        Cell(group.median_working_days, number(group.median_working_days)),
    ]


def bars(caption: str, numbers: Mapping[str, int]) -> Bars:
    """The longest first."""
    shown = sorted(numbers.items(), key=lambda pair: -pair[1])[:MOST]
    drawn = [
        Bar(label=name, text=[number(n)], length=length)
        for (name, n), length in zip(shown, lengths([n for _, n in shown]), strict=True)
        if n
    ]
    return Bars(caption=caption, bars=drawn)


def count(n: int) -> Cell:
    return Cell(n, number(n))


def rate(part: int, whole: int) -> Cell:
    rate = part / whole if whole else None
    return Cell(rate, percent(rate), of=(count(part), count(whole)))


def word(text: str) -> Cell:
    return Cell(text, text)
