"""How well cases were closed, in words."""

from collections.abc import Sequence

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Bar, Bars
from api.pages.dashboard.told import Table, Told, Words
from projections.counted import Group
from projections.views.quality import DAYS, DRAWN, VIEW

RATES = (
    (f"Dibuka kembali dalam {DAYS} hari", "reopened_soon", "was_closed", "bad"),
    ("Pernah dibuka kembali", "reopened", "was_closed", "wait"),
    ("Diarsipkan", "archived", "received", ""),
    ("Digabung sebagai aduan ganda", "merged", "received", ""),
)
"""A name, and which figure is a share of which."""


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, *agencies = groups
    agencies.sort(key=lambda g: [-g.numbers["reopened_soon"], -g.numbers["reopened"]])
    return Told(
        finding=_finding(whole, board),
        counted=(
            "Dibuka kembali: dibagi semua yang pernah ditutup, juga yang baru ditutup;"
            f" {DAYS} hari kalender sejak ditutup. Diarsipkan dan digabung: dibagi"
            f" semua yang diterima. {DRAWN} aduan tertutup diundi menurut tanggal: di"
            " hari yang sama dan dengan saringan yang sama selalu aduan yang sama."
        ),
        chart=Bars(
            caption="Yang dibuka kembali, diarsipkan, dan digabung",
            bars=[_bar(whole, board, *rate) for rate in RATES],
        ),
        table=Table(
            columns=(
                "Instansi",
                "Pernah ditutup",
                "Kini tertutup",
                *(name for name, *_ in RATES),
            ),
            rows=[
                _row("Semua", whole, board),
                *(_row(board.agency(g.part["agency"]), g, board) for g in agencies),
            ],
        ),
    )


def _row(name: str, group: Group, board: Board) -> list[Cell]:
    return [
        Cell(name, name),
        board.number(VIEW.name, group, "was_closed"),
        board.number(VIEW.name, group, "closed"),
        *(board.rate(VIEW.name, group, part, rest) for _, part, rest, _ in RATES),
    ]


def _bar(whole: Group, board: Board, name: str, part: str, rest: str, tone: str) -> Bar:
    rate = board.rate(VIEW.name, whole, part, rest)
    said: Sentence = ["belum ada yang dihitung"]
    if rate.of is not None and rate.value is not None:
        said = [f"{rate.text}: ", rate.of[0], " dari ", rate.of[1]]
    length = round(100 * rate.share, 2)
    return Bar(label=name, text=said, length=length, tone=tone)


def _finding(whole: Group, board: Board) -> Sentence:
    if not whole.numbers["was_closed"]:
        return [
            "Belum ada aduan yang ditutup, sehingga belum ada yang dapat diperiksa."
        ]
    return [
        board.number(VIEW.name, whole, "reopened_soon"),
        " dari ",
        board.number(VIEW.name, whole, "was_closed"),
        f" aduan yang pernah ditutup dibuka kembali dalam {DAYS} hari. Bacalah ",
        board.number(VIEW.name, whole, "drawn"),
        " aduan tertutup yang diundi untuk diperiksa.",
    ]


WORDS = Words(
    view=VIEW,
    slug="mutu",
    question="Apakah aduan ditutup dengan baik?",
    figures={
        "received": "Aduan yang diterima",
        "was_closed": "Aduan yang pernah ditutup",
        "reopened": "Aduan yang pernah dibuka kembali",
        "reopened_soon": f"Aduan yang dibuka kembali dalam {DAYS} hari",
        "closed": "Aduan yang kini tertutup",
        "archived": "Aduan yang diarsipkan",
        "merged": "Aduan yang digabung",
        "drawn": "Aduan tertutup yang diundi untuk diperiksa",
    },
    tell=tell,
)
