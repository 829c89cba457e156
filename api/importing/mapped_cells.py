"""The values of one row of a mapped table, by our names of the fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.importing.cells import Cell, moment_of
from api.importing.columns import Columns
from api.importing.indonesian_dates import Moment, NotADate
from api.importing.mapping import ANY, WORDS, ColumnMapping, Value
from api.importing.row import BadRow
from domain.names import normalised

YES = frozenset({"true", "yes", "y", "ya", "1"})
NO = frozenset({"false", "no", "n", "tidak", "0", "-", ""})


@dataclass(frozen=True, slots=True)
class MappedCells:
    """Every method raises BadRow, which names the field and the table's column."""

    cells: Sequence[Cell]
    columns: Columns
    mapping: ColumnMapping

    def written(self, field: str) -> str:
        """The cell's own text; "" when it is empty or the field has no column."""
        return self.columns.text(self.cells, field)

    def needed(self, field: str) -> str:
        """The cell's text, else the constant."""
        text = self.written(field) or self.mapping.constants.get(field)
        if not text:
            raise BadRow(f"{self._named(field)} is empty")
        return str(text)

    def moment(self, field: str) -> Moment:
        self.needed(field)
        try:
            return moment_of(self.columns.cell(self.cells, field))
        except NotADate as problem:
            raise BadRow(f"{self._named(field)}: {problem}") from None

    def word(self, field: str) -> str:
        """One of our words for a classification or a channel."""
        if (value := self._coded(field)) is not None:
            return str(value)
        written = self.needed(field)
        word = normalised(written)
        if field in self.mapping.tables or word not in WORDS[field]:
            raise BadRow(f"{self._named(field)} '{written}' is unknown")
        return word

    def flag(self, field: str) -> bool:
        """A flag that cannot be read rejects the row: it must not publish a name."""
        if (value := self._coded(field)) is not None:
            return bool(value)
        written = normalised(self.written(field))
        unlisted = written != "" and field in self.mapping.tables
        if unlisted or written not in YES | NO:
            original = self.written(field)
            raise BadRow(f"{self._named(field)} '{original}' is neither yes nor no")
        return written in YES

    def reference(self, field: str) -> str | None:
        """An agency that the code table lacks stays as written, to be asked about;
        a category or place that it lacks is none."""
        if (value := self._coded(field)) is not None:
            return str(value) or None
        if field in ("category", "region") and field in self.mapping.tables:
            return None
        return self.written(field) or None

    def _coded(self, field: str) -> Value | None:
        """The constant, or what the code table gives for the cell."""
        if field not in self.mapping.columns:
            return self.mapping.constants.get(field)
        table = self.mapping.tables.get(field, {})
        written = normalised(self.written(field))
        return table.get(written, table.get(ANY) if written else None)

    def _named(self, field: str) -> str:
        return f"{field} (column '{self.mapping.columns[field]}')"
