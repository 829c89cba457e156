"""The log by its published addresses: what any transparency-log tool asks for.

Heads, tiles, entries and proofs hold positions and hashes only, and need no token; a
bundle holds the events.
"""

from base64 import b64encode
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response, StreamingResponse

from api import description, ledger_answers, web
from api.cases import Opened
from api.exporting.bundling import Wanted, begun
from api.identity import Actor
from api.ledger_queries import BetweenQuery, BundleQuery, PositionQuery
from api.problems import NotInTheLog
from api.read_routes import Reason, Seen, stated
from api.web import Here, Json, NoQuery
from ledger import tiles
from ledger.checkpoint import Checkpoint
from ledger.merkle import consistency_proof, inclusion_proof
from ledger.tiles import Tile
from storage.ledger_extract import NothingSealed, NotSealed

router = APIRouter(prefix="/v1/ledger", tags=["ledger"])

_TEXT = "text/plain; charset=utf-8"
_BYTES = "application/octet-stream"
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_BRIEFLY = {"Cache-Control": "public, max-age=1"}


def _file(media_type: str, what: str) -> description.Responses:
    found = {"description": what, "content": {media_type: {}}}
    return {200: found, **description.refusals(404)}


@router.get(
    "/checkpoint",
    responses=_file("text/plain", "a signed note, c2sp.org/tlog-checkpoint"),
)
def checkpoint(here: Here, _: NoQuery) -> Response:
    """The newest head: origin, size and root, signed by the log and its witnesses."""
    return Response(_head(here), media_type=_TEXT, headers=_BRIEFLY)


@router.get("/key", responses=_file("text/plain", "a verifier key line"))
def key(here: Here, _: NoQuery) -> Response:
    """The public key that signs the log: compare it with the one that was decreed."""
    keys = here.app.reference().ledger.keys
    if not keys:
        raise NotInTheLog("key")
    return Response(keys[-1] + "\n", media_type=_TEXT, headers=_BRIEFLY)


@router.get(
    "/tile/entries/{path:path}",
    responses=_file(_BYTES, "entries, each after its length"),
)
def entries(
    here: Here, path: Annotated[str, Path(description="`<N>[.p/<W>]`")], _: NoQuery
) -> Response:
    """Up to 256 entries, c2sp.org/tlog-tiles; an entry is a position and a hash."""
    tile = _tile(here, f"0/{path}", "bundle of entries")
    found = here.ledger.entries(tile)
    if found is None:
        raise NotInTheLog(f"bundle of entries {path}")
    return Response(found, media_type=_BYTES, headers=_FOR_EVER)


@router.get(
    "/tile/{path:path}",
    responses=_file(_BYTES, "hashes of 32 bytes"),
)
def tile(
    here: Here, path: Annotated[str, Path(description="`<L>/<N>[.p/<W>]`")], _: NoQuery
) -> Response:
    """Up to 256 hashes of one level of the tree, c2sp.org/tlog-tiles."""
    found = here.ledger.tile(_tile(here, path, "tile"))
    if found is None:
        raise NotInTheLog(f"tile {path}")
    return Response(found, media_type=_BYTES, headers=_FOR_EVER)


@router.get(
    "/proof/inclusion",
    responses=description.documented(200, ledger_answers.Inclusion, 404),
)
def inclusion(here: Here, query: Annotated[PositionQuery, Query()]) -> Response:
    """That the event of that position is in the log of `size` events."""
    head = _covering(here, query.size)
    index = _index(here, query.position, head.size)
    proof = inclusion_proof(index, head.size, here.ledger.subtree())
    leaf = here.ledger.tile(Tile(0, index // tiles.WIDTH, index % tiles.WIDTH + 1))
    assert leaf is not None
    return Json(
        {
            "position": query.position,
            "index": index,
            "size": head.size,
            "leaf_hash": _base64(leaf[-32:]),
            "root": _base64(head.root),
            "proof": [_base64(part) for part in proof],
        }
    )


@router.get(
    "/proof/consistency",
    responses=description.documented(200, ledger_answers.Consistency, 404),
)
def consistency(here: Here, query: Annotated[BetweenQuery, Query()]) -> Response:
    """That the log of `to` events continues the one of `from` events."""
    newest = _parsed(_head(here)).size
    to = newest if query.to is None else query.to
    if not 0 < query.from_ <= to <= newest:
        raise NotInTheLog(f"log that grew from {query.from_} to {to} events")
    proof = consistency_proof(query.from_, to, here.ledger.subtree())
    return Json(
        {"from": query.from_, "to": to, "proof": [_base64(part) for part in proof]}
    )


@router.get(
    "/proof/{position}.tlog-proof",
    responses=_file("text/plain", "c2sp.org/tlog-proof"),
)
def receipt(here: Here, position: int, _: NoQuery) -> Response:
    """One event's proof and the signed head it leads to, in one file to keep."""
    head = _head(here)
    size = _parsed(head).size
    index = _index(here, position, size)
    proof = inclusion_proof(index, size, here.ledger.subtree())
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *map(_base64, proof), ""]
    return Response("\n".join(lines) + "\n" + head, media_type=_TEXT, headers=_BRIEFLY)


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses=description.streamed({_BYTES: "string"}, 401, 403, 404),
)
def export(
    request: Request,
    here: Here,
    actor: Annotated[Actor, web.reader("exports")],
    query: Annotated[BundleQuery, Query()],
    tuntas_reason: Reason = None,
) -> Response:
    """A bundle for `tuntas verify` and the verifier page: all events, those between two
    positions, or those of a complaint or a request for information. Needs a reason,
    which is recorded before the first byte."""
    reason = stated(tuntas_reason)
    case = here.cases.of_any_kind(query.case, actor) if query.case else None
    opened = Opened(texts=False, identity=False)
    if case and query.opened:
        opened = Seen(request, here, actor, case).opened(tuntas_reason)
    wanted = Wanted(
        case=case,
        first=query.first,
        last=query.last,
        since=tuple(query.since),
        opened=opened,
    )
    origin = here.origin(actor, request.state.request_id)
    try:
        made, parts = begun(here, wanted, origin, reason)
    except (NothingSealed, NotSealed) as error:
        raise NotInTheLog("such events") from error
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="tuntas-{made.up_to}.bundle"',
    }
    return StreamingResponse(parts, media_type=_BYTES, headers=headers)


def _head(here: Here) -> str:
    found = here.ledger.head()
    if found is None:
        raise NotInTheLog("signed head")
    return found


def _parsed(note: str) -> Checkpoint:
    return Checkpoint.of_note(note)


def _covering(here: Here, size: int | None) -> Checkpoint:
    """The newest head, or the oldest signed one of at least that size."""
    if size is None:
        return _parsed(_head(here))
    found = here.ledger.head(size)
    if found is None:
        raise NotInTheLog(f"head of {size} events")
    return _parsed(found)


def _index(here: Here, position: int, size: int) -> int:
    index = here.ledger.index_of(position)
    if index is None or index >= size:
        raise NotInTheLog(f"event of position {position}")
    return index


def _tile(here: Here, path: str, what: str) -> Tile:
    """The tile of that path, as far as a signed head vouches for it."""
    tile = tiles.parse(path)
    size = _parsed(_head(here)).size
    if tile is None or tile.width > tiles.width_at(tile.level, tile.index, size):
        raise NotInTheLog(f"{what} {path}")
    return tile


def _base64(value: bytes) -> str:
    return b64encode(value).decode()
