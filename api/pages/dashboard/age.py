"""How old the open cases are, in words."""

from collections.abc import Sequence

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Piece, Strip
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import percent
from projections.counted import Group
from projections.views.age import VIEW

BANDS = {
    "half": ("Sampai setengah", "one"),
    "three_quarters": ("Sampai tiga perempat", "two"),
    "whole": ("Hampir habis", "three"),
    "double": ("Lewat, sampai 2×", "four"),
    "triple": ("Lewat, 2–3×", "five"),
    "over_3x": ("Lebih dari 3×", "six"),
    "no_term": ("Tanpa tenggat berjalan", "none"),
}
_OVER = ("double", "triple", "over_3x")


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, *agencies = groups
    n = whole.numbers
    agencies.sort(key=lambda g: [-g.numbers[name] for name in reversed(_OVER)])
    return Told(
        finding=_finding(whole, board),
        counted=(
            "Hari kerja sejak tenggat terdekat dimulai, dibagi hari kerja yang tersedia"
            " sampai jatuh tempo; penyebut: semua aduan terbuka."
        ),
        chart=Strip(
            caption="Aduan terbuka menurut bagian tenggat yang terpakai",
            pieces=[
                Piece(
                    label=label,
                    text=[
                        board.number(VIEW.name, whole, name),
                        f" ({percent(n[name] / n['open'], 0)})",
                    ],
                    width=round(100 * n[name] / n["open"], 2),
                    tone=tone,
                )
                for name, (label, tone) in BANDS.items()
                if n["open"]
            ],
        ),
        table=Table(
            columns=("Instansi", "Terbuka", *(label for label, _ in BANDS.values())),
            rows=[
                _row("Semua", whole, board),
                *(_row(board.agency(g.part["agency"]), g, board) for g in agencies),
            ],
        ),
    )


def _row(name: str, group: Group, board: Board) -> list[Cell]:
    cells = [board.number(VIEW.name, group, band) for band in ("open", *BANDS)]
    return [Cell(name, name), *cells]


def _finding(whole: Group, board: Board) -> Sentence:
    if not whole.numbers["open"]:
        return ["Tidak ada aduan terbuka."]
    return [
        board.number(VIEW.name, whole, "over"),
        " dari ",
        board.number(VIEW.name, whole, "open"),
        " aduan terbuka sudah melewati tenggatnya; ",
        board.number(VIEW.name, whole, "over_3x"),
        " memakai lebih dari tiga kali waktunya.",
    ]


WORDS = Words(
    view=VIEW,
    slug="umur",
    question="Seberapa tua aduan yang masih terbuka?",
    figures={
        "open": "Aduan yang masih terbuka",
        "over": "Aduan terbuka yang sudah melewati tenggatnya",
        "half": "Aduan yang memakai paling banyak setengah tenggatnya",
        "three_quarters": "Aduan yang memakai setengah sampai tiga perempat tenggatnya",
        "whole": "Aduan yang tenggatnya hampir habis",
        "double": "Aduan yang memakai sampai dua kali tenggatnya",
        "triple": "Aduan yang memakai dua sampai tiga kali tenggatnya",
        "over_3x": "Aduan yang memakai lebih dari tiga kali tenggatnya",
        "no_term": "Aduan terbuka tanpa tenggat berjalan",
    },
    tell=tell,
)
