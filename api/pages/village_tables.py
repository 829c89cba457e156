"""Villages in the columns of a table, on the page and in its CSV alike."""

from collections.abc import Sequence

from api.pages import glossary
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.charts import Bar, Bars, lengths
from api.pages.dashboard.told import Table
from api.pages.indonesian import number, percent
from api.pages.names import NONE, Names
from api.villages import VillageRow
from domain.regions import parent
from domain.villages import FACILITIES, WITHOUT_CHANNEL
from projections.village_cases import BOUNDS, WAITS, Waits

Ranked = tuple[int, VillageRow]

_YES_NO = {True: "ada", False: "tidak ada", None: NONE}
_TONES = {"none": "bad", "weak": "wait", "good": "good"}

FORMULA = (
    "Penduduk tanpa saluran = penduduk × bagian menurut sinyal, dibulatkan ke bawah."
    " Bagiannya: "
    + "; ".join(
        f"sinyal {glossary.word('signal', signal)} {share} dari 100"
        for signal, share in WITHOUT_CHANNEL.items()
    )
    + ". Desa yang sudah punya titik satelit: 0.",
    "Urutan: yang terbanyak lebih dahulu; bila sama, yang paling sedikit melapor, lalu"
    " menurut kode. Bagian untuk sinyal lemah adalah perkiraan, bukan hasil ukur. Jarak"
    " ke desa tetangga tidak dihitung.",
)


def villages(rows: Sequence[VillageRow], names: Names) -> Table:
    """By code."""
    return Table(
        columns=(
            "Desa",
            "Kode",
            "Kecamatan",
            "Sinyal",
            "Penduduk",
            "Aduan",
            *(glossary.word("wait", name).capitalize() for name in WAITS),
            *(glossary.word("facility", name).capitalize() for name in FACILITIES),
            "Titik satelit",
            "Sumber",
            "Menurut keadaan",
        ),
        rows=[
            [
                *_place(row, names),
                _signal(row),
                _people(row),
                _received(row),
                *(_count(row.waits[name]) for name in WAITS),
                *(_fact(row, name) for name in (*FACILITIES, "satellite")),
                _text(row.told.survey.source if row.told else None),
                _text(row.told.survey.surveyed_on.isoformat() if row.told else None),
            ]
            for row in rows
        ],
        notes=(
            "Aduan dibagi menurut lamanya catatan di jalan, dari waktu terima sampai"
            " tercatat. Tanda – berarti tidak ada yang memberitakannya.",
        ),
    )


def plan(rows: Sequence[Ranked], names: Names) -> Table:
    """By rank; `board.plan` says how."""
    return Table(
        columns=(
            "Desa",
            "Urutan",
            "Kode",
            "Kecamatan",
            "Penduduk tanpa saluran",
            "Penduduk",
            "Sinyal",
            "Tempat titik",
            "Aduan",
        ),
        rows=[
            [
                name,
                _count(rank),
                *place,
                _count(row.need),
                _people(row),
                _signal(row),
                _site(row),
                _received(row),
            ]
            for rank, row in rows
            for name, *place in (_place(row, names),)
        ],
    )


def waits(counted: Waits) -> Bars:
    """How long records were on the way, of those of which it is known."""
    timed = {name: counted[name] for name in BOUNDS}
    whole = sum(timed.values())
    return Bars(
        caption="Aduan dari desa menurut lamanya catatan di jalan",
        bars=[
            Bar(
                label=glossary.word("wait", name).capitalize(),
                text=[f"{number(n)} ({percent(n / whole if whole else None, 0)})"],
                length=length,
                tone="bad" if name == "longer" else "info",
            )
            for (name, n), length in zip(
                timed.items(), lengths([*timed.values()]), strict=True
            )
        ],
    )


def _place(row: VillageRow, names: Names) -> tuple[Cell, Cell, Cell]:
    above = names.region_path(parent(row.code))
    return Cell(row.name, row.name), Cell(row.code, row.code), Cell(above, above)


def _signal(row: VillageRow) -> Cell:
    if row.village is None:
        return _text(None)
    word = glossary.word("signal", row.village.signal)
    return Cell(word, word, tone=_TONES[row.village.signal])


def _fact(row: VillageRow, name: str) -> Cell:
    return _text(_YES_NO[getattr(row.village, name)] if row.village else None)


def _people(row: VillageRow) -> Cell:
    return _count(row.village.people if row.village else None)


def _received(row: VillageRow) -> Cell:
    address = f"/aduan?region={row.code}" if row.received else None
    more = "" if row.received else "belum pernah melapor"
    return Cell(row.received, number(row.received), address, more)


def _site(row: VillageRow) -> Cell:
    site = row.village and row.village.site
    word = glossary.word("facility", site) if site else "belum diketahui"
    return Cell(word, word)


def _count(value: int | None) -> Cell:
    return Cell(value, number(value))


def _text(value: str | None) -> Cell:
    return Cell(value if value != NONE else None, value or NONE)
