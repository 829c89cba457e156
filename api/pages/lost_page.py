"""For a person at an address that is none: a page, where a program is told in JSON."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.pages.page import page_of
from api.pages.refused import Refused

TITLE = "Halaman tidak ditemukan"
TEXT = "Tidak ada halaman di alamat ini. Periksa ketikannya, atau mulai dari depan."


def install(app: FastAPI) -> None:
    """Behind `problems.install`, whose answers programs keep."""
    as_problem: Any = app.exception_handlers[HTTPException]

    async def answered(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        reads = "text/html" in request.headers.get("accept", "")
        if reads and not request.url.path.startswith("/v1/"):
            return await run_in_threadpool(_lost, request, error.status_code)
        answer: Response = as_problem(request, error)
        return answer

    app.add_exception_handler(HTTPException, answered)


def _lost(request: Request, status: int) -> Response:
    told = Refused(status, TITLE, TEXT)
    return page_of(request).show("refused.html", TITLE, refused=told)
