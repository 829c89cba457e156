"""Where the time goes, in words."""

from collections.abc import Sequence

from api.pages import glossary
from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Bar, Bars, lengths
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import number, percent
from projections.counted import Group
from projections.views.path import VIEW


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, *found = groups
    order = list(glossary.WORDS["state"])
    stages = sorted(found, key=lambda group: order.index(group.part["stage"] or ""))
    total = sum(_days(stage) for stage in stages)
    longest = lengths([_days(stage) for stage in stages])
    of = whole.measures
    return Told(
        finding=_finding(whole, stages, board),
        counted=(
            "Hari kerja yang pada akhirnya aduan berada di tiap tahap, sejak diterima,"
            " dijumlahkan dari semua aduan yang dipilih dan dibagi jumlah seluruh"
            " tahap terbuka. Tunda: hari kerja yang tidak dihitung dalam tenggat"
            " penyelesaian; termasuk dalam tahapnya. Bolak-balik: kembali ke instansi"
            " yang pernah menanganinya, atau tiga kali disposisi atau lebih."
        ),
        chart=Bars(
            caption="Hari kerja seluruh aduan, menurut tahap",
            bars=[
                Bar(
                    label=_name(stage),
                    text=[
                        f"{number(_days(stage))} hari kerja"
                        f" ({percent(_days(stage) / total if total else None, 0)}), ",
                        board.number(VIEW.name, stage, "stayed"),
                        " aduan",
                    ],
                    length=length,
                    tone="info",
                )
                for stage, length in zip(stages, longest, strict=True)
            ],
        ),
        table=Table(
            columns=(
                "Tahap atau perpindahan",
                "Aduan",
                "Hari kerja",
                "Bagian waktu",
                "Median hari kerja per aduan",
                "Berapa kali",
            ),
            rows=[
                *(_stage(stage, total, board) for stage in stages),
                [
                    *_begin("Pernah ditunda", "paused", whole, board),
                    _plain(of["paused_days"]),
                    _NOTHING,
                    _plain(of["median_paused"]),
                    _NOTHING,
                ],
                _moves("Pernah didisposisi", "disposed", "dispositions", whole, board),
                _moves(
                    "Didisposisi lebih dari sekali",
                    "disposed_again",
                    "again",
                    whole,
                    board,
                ),
                _moves("Pernah dikembalikan", "returned", "returns", whole, board),
                _moves("Bolak-balik", "back_and_forth", None, whole, board),
                _moves("Semua aduan", "received", None, whole, board),
            ],
        ),
    )


def _days(stage: Group) -> float:
    return stage.measures["days"] or 0.0


def _name(stage: Group) -> str:
    return glossary.word("state", stage.part["stage"]).capitalize()


def _plain(value: float | None) -> Cell:
    return Cell(value, number(value))


def _begin(name: str, figure: str, whole: Group, board: Board) -> list[Cell]:
    return [Cell(name, name), board.number(VIEW.name, whole, figure)]


def _moves(
    name: str, figure: str, times: str | None, whole: Group, board: Board
) -> list[Cell]:
    """`times` names the measure of how often it happened, to all cases together."""
    often = _plain(whole.measures[times]) if times else _NOTHING
    return [*_begin(name, figure, whole, board), *[_NOTHING] * 3, often]


def _stage(stage: Group, total: float, board: Board) -> list[Cell]:
    days = _days(stage)
    share = days / total if total else None
    return [
        *_begin(_name(stage), "stayed", stage, board),
        _plain(days),
        Cell(share, percent(share)),
        _plain(stage.measures["median"]),
        _NOTHING,
    ]


def _finding(whole: Group, stages: Sequence[Group], board: Board) -> Sentence:
    if not whole.numbers["received"]:
        return ["Belum ada aduan yang diterima sampai akhir hari itu."]
    begin = "Belum ada hari kerja yang terpakai. "
    if (total := sum(map(_days, stages))) and stages:
        most = max(stages, key=_days)
        begin = (
            f"{percent(_days(most) / total, 0)} waktu terpakai di tahap"
            f" “{_name(most).lower()}”. "
        )
    return [
        begin,
        board.number(VIEW.name, whole, "returned"),
        " aduan pernah dikembalikan dan ",
        board.number(VIEW.name, whole, "back_and_forth"),
        " bolak-balik antarinstansi, dari ",
        board.number(VIEW.name, whole, "disposed"),
        " yang pernah didisposisi.",
    ]


_NOTHING = Cell(None, "")

WORDS = Words(
    view=VIEW,
    slug="waktu",
    question="Ke mana waktunya pergi?",
    figures={
        "received": "Aduan yang diterima",
        "paused": "Aduan yang penyelesaiannya pernah ditunda",
        "disposed": "Aduan yang pernah didisposisi",
        "disposed_again": "Aduan yang didisposisi ke instansi lebih dari sekali",
        "returned": "Aduan yang pernah dikembalikan",
        "back_and_forth": "Aduan yang bolak-balik antarinstansi",
        "stayed": "Aduan yang pernah berada di tahap ini pada akhir hari",
    },
    tell=tell,
)
