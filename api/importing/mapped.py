"""Any table of complaints, read with the meaning its mapping gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from api.importing.cells import Row, is_blank, texts_of
from api.importing.columns import Columns
from api.importing.external_ids import external_id
from api.importing.first_rows import FirstRows
from api.importing.mapped_cells import MappedCells
from api.importing.mapping import ColumnMapping
from api.importing.row import BadRow, ImportedCase, Rejected
from api.importing.table import Table
from api.importing.unreadable import HeaderMissing
from domain.complaint_events import Channel, Classification
from domain.names import normalised

_REGION_CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")


def read_mapped(
    table: Table, mapping: ColumnMapping, *, now: datetime
) -> Iterator[ImportedCase | Rejected]:
    """The cases of a table; `now` is aware: nothing can have happened after it.

    The first row that is not empty is the header. Raises an ImportRefused at once when
    it lacks a column that the mapping names, and while reading when the file breaks.
    """
    rows = iter(table)
    for row in rows:
        if isinstance(row, Rejected):
            expected = f"in row {row.row} {row.reason}"
            raise HeaderMissing(file=table.name, expected=expected)
        if not is_blank(row.cells):
            columns = Columns(
                row.cells, mapping.columns, file=table.name, key=normalised
            )
            return _cases(rows, _MappedTable(columns, mapping, now))
    raise HeaderMissing(file=table.name, expected="every row is empty")


def _cases(
    rows: Iterator[Row | Rejected], table: "_MappedTable"
) -> Iterator[ImportedCase | Rejected]:
    for row in rows:
        if isinstance(row, Rejected):
            yield row
        elif not is_blank(row.cells):
            try:
                yield table.case(row)
            except BadRow as problem:
                yield Rejected(row.number, str(problem), texts_of(row.cells))


@dataclass(slots=True)
class _MappedTable:
    columns: Columns
    mapping: ColumnMapping
    now: datetime
    ids: FirstRows = field(default_factory=FirstRows)

    def case(self, row: Row) -> ImportedCase:
        self.columns.check_width(row.cells)
        cells = MappedCells(row.cells, self.columns, self.mapping)
        column = self.mapping.columns["external_id"]
        id_given = external_id(cells.needed("external_id"), column)
        first = self.ids.first(id_given, row.number)
        if first != row.number:
            raise BadRow(f"the id {id_given} stands already in row {first}")
        received_at, answered_at, closed_at = self._moments(cells)
        category, region = cells.reference("category"), cells.reference("region")
        ours = "category" not in self.mapping.columns or (
            "category" in self.mapping.tables
        )
        is_code = region is not None and _REGION_CODE.fullmatch(region)
        return ImportedCase(
            row=row.number,
            external_system=self.mapping.system,
            external_id=id_given,
            received_at=received_at,
            answered_at=answered_at,
            closing="resolved" if closed_at else None,
            closed_at=closed_at,
            closed_by="officer" if closed_at else None,
            closing_time_known=closed_at is not None,
            classification=cast(Classification, cells.word("classification")),
            channel=cast(Channel, cells.word("channel")),
            title=cells.needed("title"),
            description=cells.needed("description"),
            anonymous=cells.flag("anonymous"),
            confidential=cells.flag("confidential"),
            reporter_name=cells.written("reporter_name") or None,
            agency_code=cells.reference("agency_code"),
            agency_name=cells.reference("agency_name"),
            category_code=category if ours else None,
            category_name=None if ours else category,
            region_code=region if is_code else None,
            region_path=(region,) if region and not is_code else (),
            values=texts_of(row.cells),
        )

    def _moments(
        self, cells: MappedCells
    ) -> tuple[datetime, datetime | None, datetime | None]:
        """Received, answered and closed; raises BadRow where they contradict."""
        zone = self.mapping.zone
        received_at = cells.moment("received_at").at(zone)
        if received_at > self.now:
            raise BadRow(f"received {received_at}, but now is {self._now()}")
        answered_at = self._later(cells, "answered", received_at, "filed")
        if answered_at is None:
            resolved_at = self._later(cells, "resolved", received_at, "filed")
        else:
            resolved_at = self._later(cells, "resolved", answered_at, "answered")
        return received_at, answered_at, resolved_at or answered_at

    def _later(
        self, cells: MappedCells, done: str, before: datetime, done_before: str
    ) -> datetime | None:
        if not cells.written(f"{done}_at"):
            return None
        moment = cells.moment(f"{done}_at")
        at = moment.at(self.mapping.zone)
        if at < before:
            same_day = moment.day == before.astimezone(self.mapping.zone).date()
            if moment.time_of_day or not same_day:
                raise BadRow(f"{done} {at} before it was {done_before} {before}")
            # Known to the day only, and so no contradiction.
            at = before
        if at > self.now:
            raise BadRow(f"{done} {at}, but now is {self._now()}")
        return at

    def _now(self) -> datetime:
        return self.now.astimezone(self.mapping.zone)
