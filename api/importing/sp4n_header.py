"""What stands above the cases of a national export: its day, then its header."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from api.importing.cells import Cell, text_of
from api.importing.indonesian_dates import find_days
from api.importing.row import Rejected
from api.importing.sp4n_terms import COLUMNS
from api.importing.table import open_table
from domain.names import normalised

_EXPORTED = re.compile(
    r"\b(di)?(unduh|cetak|ekspor|export|download|print|generate|tarik)"
)
_ONLY_A_DAY = re.compile(r"(tanggal|per|date)?[\s:.,-]*(per[\s:]+)?[0-9]")


def find_exported_on(path: Path) -> date | None:
    """The export's day, if an information line above the header names it.

    A reporting period is not the day of the export and is not taken for it. Raises an
    ImportRefused when the file cannot be read.
    """
    with open_table(path) as table:
        for row in table:
            if isinstance(row, Rejected):
                continue
            if is_header(row.cells):
                break
            day = _export_day(normalised(" ".join(text_of(c) for c in row.cells)))
            if day:
                return day
    return None


def is_header(cells: Sequence[Cell]) -> bool:
    wanted = column_key(COLUMNS["external_id"])
    return len(cells) > 1 and wanted in (column_key(text_of(cell)) for cell in cells)


def column_key(name: str) -> str:
    """Letters and digits alone: the heading's slashes and brackets vary."""
    return "".join(filter(str.isalnum, normalised(name)))


def _export_day(line: str) -> date | None:
    if marked := _EXPORTED.search(line):
        return next(iter(find_days(line[marked.end() :])), None)
    days = find_days(line)
    return days[0] if len(days) == 1 and _ONLY_A_DAY.match(line) else None
