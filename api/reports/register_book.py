"""The register book of requests for public information, and that of objections, as a
workbook: the columns of its CSV, with where they come from."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from api.exporting.figures import signed_head
from api.information_register import COLUMNS, OF_OBJECTIONS, Row
from api.information_request_queries import BookQuery
from api.installation import Installation
from api.pages import indonesian
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.reports import origin
from api.reports.report import Report, Section


def made(
    here: Installation, query: BookQuery, rows: Sequence[Row], position: int
) -> Report:
    """Of rows that were read up to a position. Raises `NotReached` when no signed head
    speaks of it in time."""
    columns = OF_OBJECTIONS if query.objected else COLUMNS
    title = "Register keberatan" if query.objected else "Register permohonan informasi"
    made_of = origin.made_of(here, position)
    asked = urlencode({**query.said(), "format": "xlsx"})
    return Report(
        name="register-keberatan" if query.objected else "register-permohonan",
        title=title,
        office=here.settings.tenant,
        period=_period(query),
        as_of=indonesian.day(made_of.astimezone(here.settings.time_zone).date()),
        unit=f"{'keberatan' if query.objected else 'permohonan'}, satu di setiap baris",
        sections=[
            Section(
                title=title,
                table=Table(
                    columns=[name for name, _ in columns],
                    rows=[[_cell(tell(row)) for _, tell in columns] for row in rows],
                ),
            )
        ],
        origin=origin.told(
            f"GET /v1/information-register?{asked}",
            zone=here.settings.zone,
            position=position,
            head=signed_head(here, position),
        ),
        made_of=made_of,
    )


def _cell(value: str | int | date | None) -> Cell:
    return Cell(value, "" if value is None else str(value))


def _period(query: BookQuery) -> str:
    first, last = query.received_from, query.received_to
    said = f"sejak {indonesian.day(first)}" if first else ""
    said += f" sampai {indonesian.day(last)}" if last else ""
    return said.strip() or "Semua"
