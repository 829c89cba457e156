"""The admin export of the national complaint system SP4N-LAPOR!, row by row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from api.importing import sp4n_terms as terms
from api.importing.cells import Cell, Row, is_blank, moment_of, text_of, texts_of
from api.importing.columns import Columns
from api.importing.external_ids import external_id
from api.importing.first_rows import FirstRows
from api.importing.indonesian_dates import NotADate, parse_time
from api.importing.row import BadRow, ImportedCase, Rejected
from api.importing.sp4n_header import column_key, is_header
from api.importing.table import Table
from api.importing.unreadable import HeaderMissing
from domain.complaint_events import Classification
from domain.names import normalised

SYSTEM = "sp4n"
UNTITLED = "(tanpa judul)"


def read_sp4n(
    table: Table, *, zone: ZoneInfo, exported_on: date
) -> Iterator[ImportedCase | Rejected]:
    """The cases of an export; its times are those of `zone`.

    The export says no day for any closing: the export's day stands in for it, or the
    receipt where that is later on the same day. Raises an ImportRefused at once when
    the header or a needed column is missing, and while reading when the file breaks.
    """
    rows = iter(table)
    for row in rows:
        if isinstance(row, Row) and is_header(row.cells):
            columns = Columns(
                row.cells,
                terms.COLUMNS,
                file=table.name,
                key=column_key,
                optional=terms.OPTIONAL,
            )
            return _cases(rows, _Export(columns, zone, exported_on))
    raise HeaderMissing(
        file=table.name, expected=f"no row has a cell '{terms.COLUMNS['external_id']}'"
    )


def _cases(
    rows: Iterator[Row | Rejected], export: "_Export"
) -> Iterator[ImportedCase | Rejected]:
    for row in rows:
        if isinstance(row, Rejected):
            yield row
        elif not is_blank(row.cells):
            try:
                yield export.case(row)
            except (BadRow, NotADate) as problem:
                yield Rejected(row.number, str(problem), texts_of(row.cells))


@dataclass(slots=True)
class _Export:
    columns: Columns
    zone: ZoneInfo
    exported_on: date
    ids: FirstRows = field(default_factory=FirstRows)

    def case(self, row: Row) -> ImportedCase:
        cells = row.cells
        self.columns.check_width(cells)

        def text(name: str) -> str:
            written = self.columns.text(cells, name)
            return "" if written == "-" else written

        tracking_id = text("external_id")
        if not tracking_id:
            raise BadRow("Tracking ID is empty")
        first = self.ids.first(external_id(tracking_id, "Tracking ID"), row.number)
        if first != row.number:
            raise BadRow(f"Tracking ID {tracking_id} stands already in row {first}")
        received_at = self._received_at(cells)
        anonymous, confidential = _flags(text("flags"))
        original, final = text("description"), text("final_description")
        if not (original or final):
            raise BadRow("Isi Laporan Awal and Isi Laporan Akhir are empty")
        edited = bool(original and final and final != original)
        name = text("reporter_name")
        status, reason = text("status"), text("reason")
        closing, closed_by = terms.STATUSES.get(normalised(status), (None, None))
        archived = closing == "archived"
        pending = normalised(status) == terms.PENDING
        archive_reason = terms.archive_reason_of(normalised(reason))
        return ImportedCase(
            row=row.number,
            external_system=SYSTEM,
            external_id=tracking_id,
            received_at=received_at,
            classification=_classification(text("classification")),
            channel=terms.channel_of(normalised(text("source"))),
            title=text("title") or UNTITLED,
            description=original or final,
            final_description=final if edited else None,
            anonymous=anonymous,
            confidential=confidential,
            reporter_name=name if name and normalised(name) != "anonim" else None,
            agency_code=text("agency_code") or None,
            agency_name=text("agency_name") or None,
            category_code=text("category_code") or None,
            category_name=text("category_name") or None,
            region_path=_down_to_gap([text(level) for level in terms.REGION]),
            closing=closing,
            closed_by=closed_by,
            closed_at=max(received_at, self._export_day()) if closing else None,
            archive_reason=archive_reason if archived else None,
            archive_message=reason or None if archived else None,
            pending_reason=reason or status if pending else None,
            national_status=status or None,
            values=texts_of(cells),
        )

    def _export_day(self) -> datetime:
        return datetime.combine(self.exported_on, time(), self.zone)

    def _received_at(self, cells: Sequence[Cell]) -> datetime:
        moment = moment_of(self.columns.cell(cells, "day"))
        clock = self.columns.cell(cells, "time")
        if isinstance(clock, datetime):
            clock = clock.time()
        if not isinstance(clock, time) and text_of(clock):
            clock = parse_time(text_of(clock))
        if isinstance(clock, time):
            moment = moment._replace(time_of_day=clock)
        if moment.day > self.exported_on:
            raise BadRow(
                f"received on {moment.day}, after the export's day {self.exported_on}"
            )
        return moment.at(self.zone)


def _classification(written: str) -> Classification:
    if not written:
        raise BadRow("Klasifikasi Laporan is empty")
    known = terms.CLASSIFICATIONS.get(normalised(written))
    if known is None:
        raise BadRow(f"Klasifikasi Laporan '{written}' is unknown")
    return known


def _flags(written: str) -> tuple[bool, bool]:
    """Anonymous, confidential. A flag that cannot be read must not publish a name."""
    flags = {normalised(flag) for flag in re.split(r"[|/,;]", written)} - {""}
    if unknown := flags - {"anonim", "rahasia"}:
        raise BadRow(
            f"Tipe Laporan '{written}': '{min(unknown)}' is neither Anonim nor Rahasia"
        )
    return "anonim" in flags, "rahasia" in flags


def _down_to_gap(names: list[str]) -> tuple[str, ...]:
    return tuple(names[: names.index("")] if "" in names else names)
