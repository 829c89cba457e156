"""The reference for programs, from the same description as /openapi.json."""

from typing import Any

from fastapi.responses import Response

from api.pages.page import Anyone, page_router
from domain import roles

router = page_router()


@router.get("/docs")
def docs(page: Anyone) -> Response:
    document = page.request.app.openapi()
    return page.show(
        "docs.html",
        "Rujukan",
        version=document["info"]["version"],
        operations=_operations(document),
        schemas=document["components"]["schemas"],
    )


@router.get("/docs/coba")
def tried(page: Anyone) -> Response:
    """Lines for a terminal; in a demonstration with a token for each role."""
    return page.show(
        "try.html",
        "Mencoba dari terminal",
        base=str(page.request.base_url).rstrip("/"),
        data=page.here.settings.data if page.request.app.state.demo else "tuntas-data",
        tokens=page.request.app.state.demo or {},
        roles=roles.table(),
    )


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
