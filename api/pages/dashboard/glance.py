"""At a glance, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Bar, Bars
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import number, percent
from projections.counted import Group
from projections.views.glance import VIEW

TARGET = 1.0
"""Every term is a duty: the rules know no share that may be late."""
SHARES = (
    ("Masih terbuka", "open", "received"),
    ("Terbuka dan lewat tenggat", "overdue", "open"),
    ("Terbuka, jatuh tempo dalam 2 hari kerja", "due_within_2_days", "open"),
    ("Selesai", "resolved", "received"),
    ("Diarsipkan", "archived", "received"),
    ("Dicabut", "withdrawn", "received"),
    ("Digabung", "merged", "received"),
    ("Pernah dieskalasi", "escalated", "received"),
    ("Penyelesaian tepat waktu", "met", "judged"),
    ("Dinilai pelapor", "rated", "resolved"),
)
"""A name, and which figure is a share of which."""

BARS = (
    ("Selesai, dari yang diterima", "resolved", "received", "info"),
    ("Masih terbuka, dari yang diterima", "open", "received", "wait"),
    ("Lewat tenggat, dari yang terbuka", "overdue", "open", "bad"),
    ("Dinilai pelapor, dari yang selesai", "rated", "resolved", ""),
)


def tell(groups: Sequence[Group], board: Board) -> Told:
    [whole] = groups
    n, of = whole.numbers, whole.measures

    def cell(name: str, tone: str = "") -> Cell:
        return board.number(VIEW.name, whole, name, tone)

    on_time = board.rate(VIEW.name, whole, "met", "judged")
    median, p90 = of["median_working_days"], of["p90_working_days"]
    rows = [_row("Diterima", cell("received"))]
    rows += [
        _row(name, cell(part), cell(rest), board.rate(VIEW.name, whole, part, rest))
        for name, part, rest in SHARES
    ]
    rows += [
        _row("Median lama penyelesaian", None, cell("timed"), _days(median)),
        _row("90 persen selesai dalam", None, cell("timed"), _days(p90)),
        _row("Rata-rata penilaian", None, cell("rated"), _stars(of["rating"])),
    ]
    return Told(
        finding=_finding(n, on_time, cell),
        counted=(
            "Tepat waktu: tenggat penyelesaian yang ditepati, dibagi semua yang sudah"
            " dapat dinilai (ditepati, terlambat, atau lewat tenggat). Sasarannya"
            f" {percent(TARGET, 0)}, sebab setiap tenggat adalah kewajiban. Lama"
            " dihitung dalam hari kerja, tanpa hari mulai dan hari tunda, atas"
            " penyelesaian yang sudah berhenti."
        ),
        tiles=[
            ("Tepat waktu", replace(on_time, more=f"sasaran {percent(TARGET, 0)}")),
            ("Masih terbuka", cell("open")),
            ("Lewat tenggat", cell("overdue", "bad" if n["overdue"] else "good")),
            ("Jatuh tempo dalam 2 hari kerja", cell("due_within_2_days")),
            ("Median hari kerja", replace(_days(median), more=_p90(p90))),
            (
                "Penilaian pelapor",
                replace(_stars(of["rating"]), of=(cell("rated"), cell("resolved"))),
            ),
        ],
        chart=Bars(
            caption="Bagian yang tepat waktu, selesai, terbuka, dan terlambat",
            bars=[
                _bar("Tepat waktu, dari yang dinilai", on_time, "good", TARGET),
                *(
                    _bar(label, board.rate(VIEW.name, whole, part, rest), tone)
                    for label, part, rest, tone in BARS
                ),
            ],
        ),
        table=Table(columns=("Ukuran", "Jumlah", "Dari", "Hasil"), rows=rows),
    )


def _row(
    name: str, part: Cell | None, whole: Cell | None = None, result: Cell | None = None
) -> list[Cell]:
    nothing = Cell(None, "")
    rate = replace(result, of=None) if result else nothing
    return [Cell(name, name), part or nothing, whole or nothing, rate]


def _bar(label: str, rate: Cell, tone: str, target: float | None = None) -> Bar:
    said: Sentence = ["belum ada yang dihitung"]
    if rate.of is not None and isinstance(rate.value, float):
        part, whole = rate.of
        said = [f"{rate.text}: ", part, " dari ", whole]
    if target is not None:
        said = [*said, f" (sasaran {percent(target, 0)})"]
    return Bar(
        label=label,
        text=said,
        length=round(100 * rate.share, 2),
        tone=tone,
        mark=None if target is None else 100 * target,
    )


def _finding(
    n: Mapping[str, int], on_time: Cell, cell: Callable[[str], Cell]
) -> Sentence:
    if not n["received"]:
        return ["Belum ada aduan yang diterima sampai akhir hari itu."]
    begin: Sentence = ["Belum ada penyelesaian yang dapat dinilai. "]
    if n["judged"]:
        rate = f"{on_time.text} penyelesaian tepat waktu: "
        begin = [rate, cell("met"), " dari ", cell("judged"), ". "]
    return [
        *begin,
        cell("open"),
        " aduan masih terbuka, ",
        cell("overdue"),
        " di antaranya lewat tenggat.",
    ]


def _days(days: float | None) -> Cell:
    return Cell(days, "–" if days is None else f"{number(days)} hari kerja")


def _p90(days: float | None) -> str:
    return "" if days is None else f"90 persen dalam {number(days)} hari kerja"


def _stars(rating: float | None) -> Cell:
    return Cell(rating, "–" if rating is None else f"{number(rating, 1)} bintang")


WORDS = Words(
    view=VIEW,
    slug="sekilas",
    question="Bagaimana keadaan penanganan aduan?",
    figures={
        "received": "Aduan yang diterima",
        "open": "Aduan yang masih terbuka",
        "overdue": "Aduan terbuka yang lewat tenggat",
        "due_within_2_days": "Aduan yang jatuh tempo dalam 2 hari kerja",
        "resolved": "Aduan yang selesai",
        "archived": "Aduan yang diarsipkan",
        "withdrawn": "Aduan yang dicabut",
        "merged": "Aduan yang digabung",
        "escalated": "Aduan yang pernah dieskalasi",
        "rated": "Aduan yang dinilai pelapor",
        "met": "Aduan yang penyelesaiannya tepat waktu",
        "judged": "Aduan yang penyelesaiannya sudah dapat dinilai",
        "timed": "Aduan yang lama penyelesaiannya diketahui",
    },
    tell=tell,
)
