"""What must be done, in words."""

from collections.abc import Sequence

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Bar, Bars, lengths
from api.pages.dashboard.told import Table, Told, Words
from projections.counted import Group
from projections.views.work import VIEW

BANDS = {
    "overdue": ("Lewat tenggat", "bad"),
    "today": ("Habis hari ini", "bad"),
    "two_days": ("1–2 hari kerja lagi", "wait"),
    "five_days": ("3–5 hari kerja lagi", "info"),
    "later": ("Lebih dari 5 hari kerja", "info"),
    "nothing_due": ("Tanpa tenggat berjalan", ""),
}


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, *agencies = groups
    n = whole.numbers
    agencies = [group for group in agencies if any(group.numbers.values())]
    agencies.sort(key=lambda g: [-g.numbers[name] for name in BANDS])
    longest = lengths([n[name] for name in BANDS])
    return Told(
        finding=_finding(whole, board),
        counted=(
            "Aduan terbuka menurut sisa hari kerja sampai tenggat terdekatnya. Tanpa"
            " tenggat berjalan: menunggu pelapor, ditunda, atau tidak bertenggat."
        ),
        chart=Bars(
            caption="Aduan terbuka menurut sisa waktu kerja",
            bars=[
                Bar(
                    label=label,
                    text=[board.number(VIEW.name, whole, name)],
                    length=length,
                    tone=tone,
                )
                for (name, (label, tone)), length in zip(
                    BANDS.items(), longest, strict=True
                )
            ],
        ),
        table=Table(
            columns=("Instansi", *(label for label, _ in BANDS.values())),
            rows=[
                _row("Semua", whole, board),
                *(_row(board.agency(g.part["agency"]), g, board) for g in agencies),
            ],
        ),
    )


def _row(name: str, group: Group, board: Board) -> list[Cell]:
    cells = [board.number(VIEW.name, group, band) for band in BANDS]
    return [Cell(name, name), *cells]


def _finding(whole: Group, board: Board) -> Sentence:
    if not any(whole.numbers.values()):
        return ["Tidak ada aduan terbuka: tidak ada yang harus dikerjakan."]
    return [
        board.number(VIEW.name, whole, "overdue"),
        " aduan lewat tenggat dan didahulukan; waktu kerja ",
        board.number(VIEW.name, whole, "today"),
        " aduan habis hari ini, ",
        board.number(VIEW.name, whole, "two_days"),
        " lagi dalam 2 hari kerja.",
    ]


WORDS = Words(
    view=VIEW,
    slug="pekerjaan",
    question="Apa yang harus dikerjakan lebih dahulu?",
    first="due",
    figures={
        "due": "Aduan terbuka yang tenggatnya berjalan",
        "overdue": "Aduan terbuka yang lewat tenggat",
        "today": "Aduan yang waktu kerjanya habis pada hari itu",
        "two_days": "Aduan dengan sisa 1–2 hari kerja",
        "five_days": "Aduan dengan sisa 3–5 hari kerja",
        "later": "Aduan dengan sisa lebih dari 5 hari kerja",
        "nothing_due": "Aduan terbuka tanpa tenggat berjalan",
    },
    tell=tell,
)
