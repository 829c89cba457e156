"""Where cases come from, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Tile, Tiles, levels
from api.pages.dashboard.tile_map import PROVINCE, TILES, divided
from api.pages.dashboard.told import Table, Told, Words
from api.pages.indonesian import number, percent
from projections.counted import Group, Part
from projections.views.places import FIGURES, VIEW

NAMED = 5
Places = dict[str | None, Group]
"""By the code of the place; None where a case names none."""


def tell(groups: Sequence[Group], board: Board) -> Told:
    whole, *parts = groups
    known = _known(board)
    regencies: Places = {code: _none({"regency": code}) for code in _level(known, 1)}
    districts: dict[str | None, Places] = {
        regency: {
            code: _none({"regency": regency, "district": code})
            for code in _level(known, 2)
            if code.startswith(f"{regency}.")
        }
        for regency in regencies
    }
    for group in parts:
        regency = group.part["regency"]
        if "district" in group.part:
            districts.setdefault(regency, {})[group.part["district"]] = group
        else:
            regencies[regency] = group
    return Told(
        finding=_finding(whole, regencies, board),
        counted=(
            "Aduan menurut wilayah yang disebut di dalamnya: diterima, lalu yang masih"
            " terbuka dan yang lewat tenggat di antaranya. Tidak dibagi per 1.000"
            " penduduk, sebab data rujukan tidak memuat jumlah penduduk."
        ),
        chart=_map(regencies, board) if PROVINCE in known else None,
        table=Table(
            columns=("Wilayah", "Kode", "Diterima", "Masih terbuka", "Lewat tenggat"),
            rows=[
                _row("Semua", "", whole, board),
                *_rows(regencies, districts, board),
            ],
            notes=(
                "Wilayah dengan angka 0 dikenal dalam data rujukan, tetapi tidak ada"
                " aduannya. Kecamatan tampil bila dikenal atau disebut suatu aduan.",
            ),
        ),
    )


def _known(board: Board) -> list[str]:
    """The regions that may have cases by the filters, and what they lie in."""
    chosen = board.query.region
    return [
        code
        for code in board.reference.regions.names
        if chosen is None
        or f"{code}.".startswith(f"{chosen}.")
        or f"{chosen}.".startswith(f"{code}.")
    ]


def _level(names: Iterable[str], dots: int) -> list[str]:
    return sorted(code for code in names if code.count(".") == dots)


def _none(part: Part) -> Group:
    return Group(part, dict.fromkeys(FIGURES, 0))


def _rows(
    regencies: Places, districts: Mapping[str | None, Places], board: Board
) -> Iterator[list[Cell]]:
    for regency in sorted(regencies, key=_last):
        name = board.part("regency", regency)
        yield _row(name, regency or "", regencies[regency], board)
        below = districts.get(regency, {})
        for district in sorted(below, key=_last) if below.keys() - {None} else ():
            part = board.part("district", district)
            yield _row(f"{name}: {part}", district or "", below[district], board)


def _last(code: str | None) -> tuple[bool, str]:
    return code is None, code or ""


def _row(name: str, code: str, group: Group, board: Board) -> list[Cell]:
    numbers = [board.number(VIEW.name, group, figure) for figure in FIGURES]
    return [Cell(name, name), Cell(code, code or "–"), *numbers]


def _map(regencies: Places, board: Board) -> Tiles:
    places = [code for row in TILES for code in row]
    groups = {
        code: regencies.get(code) or _none({"regency": code})
        for code in places
        if code is not None
    }
    numbers = [group.numbers["received"] for group in groups.values()]
    top = max(numbers)
    tiles = {
        code: Tile(
            label=divided(board.part("regency", code)),
            text=[board.number(VIEW.name, group, "received")],
            level=level,
        )
        for (code, group), level in zip(
            groups.items(), levels(numbers, top), strict=True
        )
    }
    return Tiles(
        caption="Aduan diterima menurut kabupaten dan kota",
        tiles=[tiles.get(code) if code else None for code in places],
        note=(
            "Petak sama besar, disusun menurut letaknya: bukan batas resmi. Makin pekat"
            f" makin banyak; terpekat: {number(top)} aduan."
        ),
    )


def _finding(whole: Group, regencies: Places, board: Board) -> Sentence:
    named = {code: group for code, group in regencies.items() if code}
    silent = [c for c, group in named.items() if not group.numbers["received"]]
    received = whole.numbers["received"]
    if not received:
        return ["Belum ada aduan dari wilayah mana pun."]
    said: list[str | Cell] = []
    most = max(named, key=lambda c: named[c].numbers["received"], default=None)
    if most and (number_of := named[most].numbers["received"]):
        said += [
            f"Terbanyak dari {board.part('regency', most)}: ",
            board.number(VIEW.name, named[most], "received"),
            " dari ",
            board.number(VIEW.name, whole, "received"),
            f" aduan ({percent(number_of / received, 0)}). ",
        ]
    if not silent:
        return [*said, "Setiap kabupaten dan kota sudah ada aduannya."]
    names = ", ".join(board.part("regency", code) for code in silent[:NAMED])
    more = f", dan {len(silent) - NAMED} lainnya" if len(silent) > NAMED else ""
    return [
        *said,
        f"{number(len(silent))} dari {number(len(named))} kabupaten dan kota belum ada"
        f" aduannya: {names}{more}.",
    ]


WORDS = Words(
    view=VIEW,
    slug="wilayah",
    question="Dari mana aduan datang, dan dari mana belum?",
    figures={
        "received": "Aduan yang diterima dari wilayah itu",
        "open": "Aduan dari wilayah itu yang masih terbuka",
        "overdue": "Aduan dari wilayah itu yang lewat tenggat",
    },
    tell=tell,
)
