"""What a newcomer sees: what this is, and how to begin."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader

from api.web import Here
from domain import roles

router = APIRouter(include_in_schema=False)

ROOM = Path(__file__).parent
_templates = Environment(
    loader=FileSystemLoader(ROOM / "templates"), autoescape=True, trim_blocks=True
)
_STYLE = (ROOM / "static" / "tuntas.css").read_bytes()


@router.get("/")
def front(request: Request, here: Here) -> Response:
    """What this is; in a demo, a token per role and five lines to try."""
    return _page(
        "front.html",
        tenant=here.settings.tenant,
        data=here.settings.data,
        base=str(request.base_url).rstrip("/"),
        tokens=request.app.state.demo or {},
        roles=roles.table(),
    )


@router.get("/docs")
def docs(request: Request) -> Response:
    """The reference, from the same description as /openapi.json; needs no internet."""
    document = request.app.openapi()
    return _page(
        "docs.html",
        title=document["info"]["title"],
        version=document["info"]["version"],
        operations=_operations(document),
        schemas=document["components"]["schemas"],
    )


@router.get("/static/tuntas.css")
def style() -> Response:
    return Response(
        _STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"}
    )


def _page(template: str, **values: Any) -> Response:
    return HTMLResponse(_templates.get_template(template).render(values))


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(),
            "path": path,
            "anchor": f"{method}-{path}".replace("/", "-").strip("-{}"),
            "summary": operation.get("summary", ""),
            "description": operation.get("description", ""),
            "parameters": operation.get("parameters", []),
            "body": _reference(operation.get("requestBody", {})),
            "responses": operation["responses"],
        }
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _reference(part: dict[str, Any]) -> str | None:
    for content in part.get("content", {}).values():
        found = content.get("schema", {}).get("$ref", "")
        return str(found).rpartition("/")[2] or None
    return None
