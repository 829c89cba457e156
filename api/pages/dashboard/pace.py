"""How soon cases are followed up, in words."""

from collections.abc import Sequence

from api.pages import glossary
from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Bar, Bars, lengths
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import capital, number
from projections.counted import Group
from projections.views.pace import VIEW

MOST = 12


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, *parts = groups
    kinds = [group for group in parts if "classification" in group.part]
    agencies = [group for group in parts if group.part.get("agency")]
    slow = sorted(
        (group for group in agencies if group.measures["mean"] is not None),
        key=lambda group: -(group.measures["mean"] or 0),
    )[:MOST]
    longest = lengths([group.measures["mean"] or 0 for group in slow])
    return Told(
        finding=_finding(whole, agencies, board),
        counted=(
            "Ditindaklanjuti menurut evaluasi SP4N: yang selesai atau sedang diproses"
            " pada hari itu, dibagi semua yang diterima. Laju: hari kerja dari"
            " disposisi pertama sampai tindak lanjut pertama, tanpa hari tunda, atas"
            " yang sudah ditindaklanjuti; yang masih ditunggu tidak ikut. Jenis dan"
            " instansi tanpa aduan terbatas yang tidak Anda lihat."
        ),
        chart=Bars(
            caption=f"Rata-rata hari kerja sampai tindak lanjut, {MOST} terlama",
            bars=[
                Bar(
                    label=board.agency(group.part["agency"]),
                    text=[
                        f"{_days(group, 'mean').text}, dari ",
                        board.number(VIEW.name, group, "timed"),
                        " aduan",
                    ],
                    length=length,
                )
                for group, length in zip(slow, longest, strict=True)
            ],
        ),
        table=Table(
            columns=(
                "Jenis atau instansi",
                "Diterima",
                "Selesai",
                "Diproses",
                "Ditindaklanjuti",
                "Laju dihitung atas",
                "Rata-rata hari kerja",
                "Median hari kerja",
            ),
            rows=[
                _row("Semua", whole, board),
                *(_row(_kind(group), group, board) for group in kinds),
                *(
                    _row(board.agency(group.part["agency"]), group, board)
                    for group in agencies
                ),
            ],
        ),
    )


def active(groups: Sequence[Group]) -> set[str]:
    """The agencies that handled anything: followed up, or resolved."""
    return {
        code
        for group in groups
        if (code := group.part.get("agency")) and group.numbers["followed_up"] > 0
    }


def _kind(group: Group) -> str:
    return capital(glossary.word("classification", group.part["classification"]))


def _row(name: str, group: Group, board: Board) -> list[Cell]:
    def cell(figure: str) -> Cell:
        return board.number(VIEW.name, group, figure)

    return [
        Cell(name, name),
        cell("received"),
        cell("resolved"),
        cell("under_way"),
        board.rate(VIEW.name, group, "handled", "received"),
        cell("timed"),
        _days(group, "mean"),
        _days(group, "median"),
    ]


def _days(group: Group, measure: str) -> Cell:
    days = group.measures[measure]
    if days is None:
        return Cell(None, "–")
    days = round(days, 1)
    return Cell(days, f"{number(days, 1 if measure == 'mean' else 0)} hari kerja")


def _finding(whole: Group, agencies: Sequence[Group], board: Board) -> Sentence:
    if not whole.numbers["received"]:
        return ["Belum ada aduan yang diterima sampai akhir hari itu."]
    begin: Sentence = [
        board.number(VIEW.name, whole, "handled"),
        " dari ",
        board.number(VIEW.name, whole, "received"),
        " aduan selesai atau sedang diproses. ",
    ]
    if not whole.numbers["timed"]:
        return [*begin, "Belum ada tindak lanjut yang lamanya diketahui."]
    return [
        *begin,
        f"Rata-rata {_days(whole, 'mean').text} dari disposisi pertama sampai tindak"
        f" lanjut pertama; {number(len(active(agencies)))} instansi sudah"
        " menindaklanjuti.",
    ]


WORDS = Words(
    view=VIEW,
    slug="laju",
    question="Seberapa laju aduan ditindaklanjuti?",
    figures={
        "received": "Aduan yang diterima",
        "resolved": "Aduan yang selesai",
        "under_way": "Aduan yang sedang diproses: ditindaklanjuti, belum selesai",
        "handled": "Aduan yang selesai atau sedang diproses",
        "followed_up": "Aduan yang pernah ditindaklanjuti, atau selesai",
        "timed": "Aduan yang lama tindak lanjut pertamanya diketahui",
    },
    tell=tell,
)
