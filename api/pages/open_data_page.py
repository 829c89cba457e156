"""Open data: the files, their licence, and the dictionary of their fields."""

import csv
import io
from collections.abc import Iterator

from fastapi.responses import Response, StreamingResponse

from api import instants
from api.inert import inert
from api.installation import Installation
from api.limits import FILES_AN_HOUR
from api.pages.data_set import DataSet
from api.pages.open_data import DATA_SETS, LICENCE, SUPPRESSED
from api.pages.page import Anyone, Page, page_router
from api.web import dumps

router = page_router()


@router.get("/publik/data")
def dictionary(page: Anyone) -> Response:
    return page.show(
        "open_data.html",
        "Data terbuka",
        sets=DATA_SETS,
        licence=LICENCE,
        suppressed=SUPPRESSED,
    )


def _files(name: str, data: DataSet) -> None:
    def as_csv(page: Anyone) -> Response:
        return _file(
            page, f"{name}.csv", "text/csv; charset=utf-8", _csv(page.here, data)
        )

    def as_json(page: Anyone) -> Response:
        return _file(page, f"{name}.json", "application/json", _json(page.here, data))

    router.add_api_route(f"/publik/data/{name}.csv", as_csv, methods=["GET"])
    router.add_api_route(f"/publik/data/{name}.json", as_json, methods=["GET"])


for _name, _data in DATA_SETS.items():
    _files(_name, _data)


def _file(page: Page, name: str, kind: str, parts: Iterator[str]) -> Response:
    """Each reads every published case. Raises `TooMany`."""
    limits = page.here.limits
    limits.count("open data", page.address, FILES_AN_HOUR, instants.now())
    tenant = page.here.settings.tenant
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{tenant}-{name}"',
    }
    return StreamingResponse(parts, media_type=kind, headers=headers)


def _csv(here: Installation, data: DataSet) -> Iterator[str]:
    """RFC 4180; text of others is neutralised, so that it opens as text."""
    yield _line(list(data.fields))
    for row in data.rows(here):
        yield _line([_cell(row[name]) for name in data.fields])


def _cell(value: object) -> str:
    if value is None:
        return ""
    return inert(value) if isinstance(value, str) else str(value)


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _json(here: Installation, data: DataSet) -> Iterator[str]:
    about = {
        "judul": data.title,
        "keterangan": data.about,
        "lisensi": LICENCE,
        "kolom": [
            {"nama": name, "jenis": kind, "arti": meaning}
            for name, (kind, meaning) in data.fields.items()
        ],
    }
    yield f'{dumps(about)[:-1]},"data":['
    for number, row in enumerate(data.rows(here)):
        yield ("," if number else "") + dumps(row)
    yield "]}"
