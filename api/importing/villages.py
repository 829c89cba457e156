"""Villages of a table: signal, facilities and people, a row each."""

from collections.abc import Container, Iterator, Mapping, Sequence

from api.importing.cells import Cell, is_blank, text_of, texts_of
from api.importing.row import BadRow, Rejected
from api.importing.table import Table
from api.importing.unreadable import ImportRefused
from domain.villages import FACILITIES, Village, unknown

COLUMNS: Mapping[str, str] = {
    "kode": "code",
    "sinyal": "signal",
    "kantor": "office",
    "sekolah": "school",
    "pos_kesehatan": "health_post",
    "satelit": "satellite",
    "penduduk": "people",
}
"""What heads a column in Indonesian, and what we call it: either is read."""
NEEDED = ("code", "signal")
SIGNALS = {"none": "none", "weak": "weak", "good": "good"} | {
    "tidak ada": "none",
    "blank spot": "none",
    "lemah": "weak",
    "baik": "good",
}
YES_NO = {"ya": True, "yes": True, "true": True, "ada": True, "1": True} | {
    "tidak": False,
    "no": False,
    "false": False,
    "tidak ada": False,
    "0": False,
}
MOST_PEOPLE = 1_000_000


class NotVillages(ImportRefused):
    """{file} needs the columns code and signal (or kode and sinyal) in its first row;
    it may have {others}."""


def read_villages(
    table: Table, regions: Container[str]
) -> Iterator[Village | Rejected]:
    """Each row as a village, or why it is none; blank rows are passed over. Raises
    `NotVillages` for a table with other columns."""
    columns: Sequence[str] | None = None
    met: dict[str, int] = {}
    for row in table:
        if isinstance(row, Rejected):
            yield row
            continue
        if columns is None:
            columns = _columns(table.name, row.cells)
            continue
        if is_blank(row.cells):
            continue
        try:
            village = _village(dict(zip(columns, row.cells, strict=False)), regions)
            if village.code in met:
                raise BadRow(f"'{village.code}' stands in row {met[village.code]} too")
        except BadRow as error:
            yield Rejected(row.number, str(error), texts_of(row.cells))
            continue
        met[village.code] = row.number
        yield village
    if columns is None:
        raise _not_villages(table.name)


def _columns(file: str, cells: Sequence[Cell]) -> Sequence[str]:
    heads = ["_".join(text_of(cell).lower().split()) for cell in cells]
    columns = [COLUMNS.get(head, head) for head in heads]
    if not set(NEEDED) <= set(columns):
        raise _not_villages(file)
    return columns


def _not_villages(file: str) -> NotVillages:
    others = [name for name in COLUMNS.values() if name not in NEEDED]
    return NotVillages(file=file, others=", ".join(others))


def _village(cells: Mapping[str, Cell], regions: Container[str]) -> Village:
    code = text_of(cells.get("code"))
    if problem := unknown(code, regions):
        raise BadRow(problem)
    signal = SIGNALS.get(text_of(cells.get("signal")).lower())
    if signal is None:
        raise BadRow(
            f"signal is '{text_of(cells.get('signal'))}': write none, weak or good"
            " (tidak ada, lemah, baik)"
        )
    return Village(
        code,
        signal,  # type: ignore[arg-type]  # one of `SIGNALS`
        **{name: _yes_no(name, cells.get(name)) for name in (*FACILITIES, "satellite")},
        people=_people(cells.get("people")),
    )


def _yes_no(name: str, cell: Cell) -> bool | None:
    text = text_of(cell).lower()
    if text and text not in YES_NO:
        raise BadRow(f"{name} is '{text}': write yes or no (ya, tidak), or leave it")
    return YES_NO.get(text)


def _people(cell: Cell) -> int | None:
    text = text_of(cell)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_PEOPLE):
        raise BadRow(
            f"people is '{text}': write digits alone, up to {MOST_PEOPLE}, or leave it"
        )
    return int(text)
