"""What pages load: read once, each under an address that names its content."""

import gzip
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

router = APIRouter(include_in_schema=False)

FOLDER = Path(__file__).parents[1] / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
LASTING = "public, max-age=31536000, immutable"
"""Another content has another address."""


class Asset(NamedTuple):
    body: bytes
    packed: bytes
    type: str
    version: str


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    version = sha256(body).hexdigest()[:12]
    return Asset(body, gzip.compress(body, mtime=0), TYPES[path.suffix], version)


ASSETS = {
    path.relative_to(FOLDER).as_posix(): _read(path)
    for path in sorted(FOLDER.rglob("*"))
    if path.suffix in TYPES
}


FIRST_STYLE = ASSETS["first.css"].body.decode()
"""Stands in each page: on a slow link another file would come a second later."""
FIRST_STYLE_HASH = b64encode(sha256(FIRST_STYLE.encode()).digest()).decode()
"""By which the policy of pages lets it pass, and no other style that stands in one."""


def address(name: str) -> str:
    """Where a page finds the file of that name below `api/static/`."""
    return f"/static/{name}?v={ASSETS[name].version}"


@router.get("/static/{name:path}")
async def static(request: Request, name: str) -> Response:
    asset = ASSETS.get(name)
    if asset is None:
        raise HTTPException(404)
    headers = {
        "Cache-Control": LASTING
        if request.query_params.get("v") == asset.version
        else "no-cache",
        "ETag": f'"{asset.version}"',
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    body = asset.body
    if takes_gzip(request):
        body, headers["Content-Encoding"] = asset.packed, "gzip"
    return Response(body, media_type=asset.type, headers=headers)


def takes_gzip(request: Request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")
