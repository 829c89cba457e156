"""Why cases were archived and how they were rated, in words."""

from collections.abc import Sequence

from api.pages import glossary
from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Bar, Bars, lengths
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import capital, number, percent
from projections.counted import Group
from projections.views.endings import VIEW

STARS = ("5", "4", "3", "2", "1")


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, *parts = groups
    reasons = sorted(
        (group for group in parts if "archive_reason" in group.part),
        key=lambda group: -group.numbers["archived"],
    )
    given = {group.part["stars"]: group for group in parts if "stars" in group.part}
    stars = [given.get(n) or Group({"stars": n}, {"rated": 0}) for n in STARS]
    longest = lengths([group.numbers["archived"] for group in reasons])
    return Told(
        finding=_finding(whole, reasons, board),
        counted=(
            "Diarsipkan: tidak ditindaklanjuti, dengan alasan yang dicatat, dibagi"
            " semua yang diarsipkan. Bintang: dibagi semua yang dinilai pelapornya."
        ),
        chart=Bars(
            caption="Aduan yang diarsipkan menurut alasannya",
            bars=[
                Bar(
                    label=capital(_reason(group)),
                    text=[board.number(VIEW.name, group, "archived")],
                    length=length,
                )
                for group, length in zip(reasons, longest, strict=True)
            ],
        ),
        table=Table(
            columns=("Alasan atau bintang", "Aduan", "Bagian"),
            rows=[
                _row("Diarsipkan", whole, whole, "archived", board),
                *(
                    _row(capital(_reason(g)), g, whole, "archived", board)
                    for g in reasons
                ),
                _row("Dinilai", whole, whole, "rated", board),
                *(
                    _row(board.part("stars", g.part["stars"]), g, whole, "rated", board)
                    for g in stars
                ),
            ],
        ),
    )


def _reason(group: Group) -> str:
    return glossary.word("archive_reason", group.part["archive_reason"])


def _row(
    name: str, group: Group, whole: Group, figure: str, board: Board
) -> list[Cell]:
    part, of = group.numbers[figure], whole.numbers[figure]
    rate = part / of if of else None
    return [
        Cell(name, name),
        board.number(VIEW.name, group, figure),
        Cell(rate, percent(rate)),
    ]


def _finding(whole: Group, reasons: Sequence[Group], board: Board) -> Sentence:
    said: list[str | Cell] = ["Tidak ada aduan yang diarsipkan. "]
    if reasons:
        said = [
            board.number(VIEW.name, whole, "archived"),
            f" aduan diarsipkan, terbanyak karena {_reason(reasons[0])}: ",
            board.number(VIEW.name, reasons[0], "archived"),
            ". ",
        ]
    rating = whole.measures["rating"]
    if rating is None:
        return [*said, "Belum ada penilaian pelapor."]
    return [
        *said,
        board.number(VIEW.name, whole, "rated"),
        f" aduan dinilai pelapornya, rata-rata {number(rating, 1)} bintang.",
    ]


WORDS = Words(
    view=VIEW,
    slug="arsip-dan-penilaian",
    question="Mengapa aduan diarsipkan, dan bagaimana penilaian pelapor?",
    figures={
        "archived": "Aduan yang diarsipkan",
        "rated": "Aduan yang dinilai pelapor",
    },
    tell=tell,
)
