"""Where each column of a table stands, by its name in the header."""

from collections.abc import Callable, Mapping, Sequence

from api.importing.cells import Cell, text_of
from api.importing.row import BadRow
from api.importing.unreadable import ColumnsMissing, ColumnsRepeated


class Columns:
    """The places of wanted columns; `wanted` maps our name to the header's."""

    def __init__(
        self,
        header: Sequence[Cell],
        wanted: Mapping[str, str],
        *,
        file: str,
        key: Callable[[str], str],
        optional: frozenset[str] = frozenset(),
    ) -> None:
        """Raises ColumnsMissing and ColumnsRepeated; `key` makes spellings equal."""
        names = [text_of(cell) for cell in header]
        keys = [key(name) for name in names]
        self._width = max((i for i, name in enumerate(names, 1) if name), default=0)
        absent = [f for f, column in wanted.items() if key(column) not in keys]
        if missing := [wanted[field] for field in absent if field not in optional]:
            raise ColumnsMissing(
                file=file,
                missing=", ".join(missing),
                found=", ".join(filter(None, names))[:1000],
            )
        present = {f: column for f, column in wanted.items() if f not in absent}
        if repeated := [c for c in present.values() if keys.count(key(c)) > 1]:
            raise ColumnsRepeated(file=file, repeated=", ".join(repeated))
        self._places = {field: keys.index(key(c)) for field, c in present.items()}

    def check_width(self, cells: Sequence[Cell]) -> None:
        """Raises BadRow for text beyond the last column: a cell was cut in two."""
        if any(text_of(cell) for cell in cells[self._width :]):
            raise BadRow(
                f"has {len(cells)} cells where the header has {self._width}; a "
                "separator inside a text is not in quotation marks"
            )

    def cell(self, cells: Sequence[Cell], field: str) -> Cell:
        """None where the file has no such column or the row ends before it."""
        place = self._places.get(field)
        return None if place is None or place >= len(cells) else cells[place]

    def text(self, cells: Sequence[Cell], field: str) -> str:
        return text_of(self.cell(cells, field))
