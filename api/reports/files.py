"""A report as the file that was asked for."""

from collections.abc import Callable, Mapping
from typing import Literal

from fastapi.responses import Response

from api.reports import lines, pdf, workbook
from api.reports.report import Report

Format = Literal["pdf", "xlsx", "csv"]
MEDIA: Mapping[Format, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
_WRITERS: Mapping[Format, Callable[[Report], bytes]] = {
    "pdf": pdf.of_report,
    "xlsx": workbook.written,
    "csv": lines.written,
}


def answered(report: Report, format_: Format) -> Response:
    """Named after the report; kept by nobody on the way."""
    return Response(
        _WRITERS[format_](report),
        media_type=MEDIA[format_],
        headers={
            "Content-Disposition": f'attachment; filename="{report.name}.{format_}"',
            "Cache-Control": "no-store",
        },
    )
