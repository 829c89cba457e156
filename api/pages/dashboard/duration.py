"""How long it really takes, in words."""

from collections.abc import Mapping, Sequence

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Curve
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import number, percent
from projections.counted import Group
from projections.views.duration import BOUNDS, VIEW


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, rest = groups[0], groups[1:]
    bands, days = rest[: len(BOUNDS) + 1], rest[len(BOUNDS) + 1 :]
    return Told(
        finding=_finding(whole, board),
        counted=(
            "Hari kerja sejak tenggat penyelesaian mulai, tanpa hari mulai dan hari"
            " tunda. Yang masih berjalan ikut dihitung sampai umurnya sekarang"
            " (Kaplan-Meier): di tiap hari kerja, yang selesai dibagi semua yang"
            " mencapai hari itu. Yang ditutup tanpa penilaian tenggat, misalnya"
            " diarsipkan, dicabut, atau digabung, tidak dihitung."
        ),
        chart=_curve(days) if days else None,
        table=Table(
            columns=(
                "Lama",
                "Selesai",
                "Masih berjalan",
                "Perkiraan yang belum selesai sesudahnya",
            ),
            rows=[
                *(_row(name, g, board) for name, g in zip(_NAMES, bands, strict=True)),
                _row("Semua", whole, board),
            ],
            notes=["–: belum ada aduan yang berjalan selama itu."],
        ),
    )


_ENDS = (0, *(n + 1 for n in BOUNDS))
_NAMES = (
    *(f"{a}–{b} hari kerja" for a, b in zip(_ENDS, BOUNDS, strict=False)),
    f"Lebih dari {BOUNDS[-1]} hari kerja",
)


def _row(name: str, group: Group, board: Board) -> list[Cell]:
    share = group.measures.get("open")
    told = Cell(share, percent(share)) if "up_to" in group.part else Cell(None, "")
    return [
        Cell(name, name),
        board.number(VIEW.name, group, "done"),
        board.number(VIEW.name, group, "going"),
        told,
    ]


def _curve(days: Sequence[Group]) -> Curve:
    left: Mapping[int, float] = {
        int(group.part["working_days"] or 0): group.measures["open"] or 0.0
        for group in days
    }
    last = max(*left, 1)
    points, share = [(0.0, 100.0)], 100.0
    for n, open_ in left.items():
        at = round(100 * n / last, 2)
        points += [(at, share), (at, share := round(100 * open_, 2))]
    return Curve(
        caption="Bagian yang belum selesai, menurut hari kerja sejak mulai",
        points=points,
        top="100 % belum selesai; garis datar: 50 %",
        labels=["0", number(last / 2, last % 2), f"{number(last)} hari kerja"],
    )


def _finding(whole: Group, board: Board) -> Sentence:
    if not whole.numbers["timed"]:
        return ["Belum ada penyelesaian yang dapat dihitung lamanya."]
    median, p90 = whole.measures["median"], whole.measures["p90"]
    begin = "Belum dapat dikatakan dalam berapa lama separuh selesai"
    if median is not None:
        begin = f"Separuh aduan selesai dalam {number(median)} hari kerja"
        if p90 is not None:
            begin += f", 90 persen dalam {number(p90)}"
    return [
        f"{begin}: ",
        board.number(VIEW.name, whole, "done"),
        " sudah selesai dan ",
        board.number(VIEW.name, whole, "going"),
        " yang masih berjalan ikut dihitung, dari ",
        board.number(VIEW.name, whole, "timed"),
        ".",
    ]


WORDS = Words(
    view=VIEW,
    slug="lama",
    question="Berapa lama sebenarnya sampai selesai?",
    figures={
        "timed": "Aduan yang tenggat penyelesaiannya dihitung",
        "done": "Aduan yang penyelesaiannya sudah berhenti dihitung",
        "going": "Aduan yang penyelesaiannya masih berjalan",
    },
    tell=tell,
)
