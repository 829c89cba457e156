"""Every refusal as RFC 9457 problem+json, naming the remedy."""

from collections.abc import Mapping
from typing import Any

import structlog
from eventsourcing.persistence import PersistenceError, RecordConflictError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.commands import InvalidBody, invalid_field, named
from api.identity import Unauthenticated
from api.limits import TooMany
from api.once import KeyConflict
from domain import refusals
from storage.database import DatabaseUnavailable

log = structlog.get_logger()

TYPE = "urn:tuntas:problem:"

REFUSALS: Mapping[type[refusals.Refusal], tuple[int, str]] = {
    refusals.RoleMayNot: (403, "role-may-not"),
    refusals.NotYourCase: (404, "no-such-case"),
    refusals.WrongAccessCode: (404, "no-such-case"),
    refusals.NoSuchFile: (404, "no-such-file"),
    refusals.NotThen: (404, "not-then"),
    refusals.NotAllowedNow: (409, "not-allowed-now"),
    refusals.RestrictedNotPublished: (409, "not-allowed-now"),
    refusals.NotProposed: (409, "not-proposed"),
    refusals.FlagsUndecided: (409, "flags-undecided"),
    refusals.NeedsSecondOfficer: (409, "needs-second-officer"),
    refusals.ExternalIdTaken: (409, "external-id-taken"),
    refusals.IdTaken: (409, "id-taken"),
    refusals.AlreadyConverted: (409, "already-converted"),
    refusals.NoSuchRequest: (404, "no-such-request"),
    refusals.RequestNotThere: (409, "request-not-there"),
    refusals.AlreadyAsked: (409, "already-asked"),
    refusals.AlreadyErased: (409, "already-erased"),
    refusals.NoSuchExclusion: (404, "no-such-exclusion"),
    refusals.NeedsAnother: (409, "needs-another"),
    refusals.TextErased: (409, "text-erased"),
    refusals.StaleVersion: (412, "stale-version"),
}


class Unreadable(Exception):
    """The request cannot be read; the message says why."""


class TooLarge(Exception):
    """More than one mebibyte; send less at once."""


class ReasonNeeded(Exception):
    """Say in the header Tuntas-Reason, in a few words, why you open this."""


class NotInTheLog(Exception):
    """The log does not have what the message names, or not yet."""


class Busy(Exception):
    """Other work that is as heavy is being done; ask again in a minute."""


class NotReached(Exception):
    """The read model has not reached that position yet; ask again shortly."""


def problem(error: Exception) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Status, problem document and headers for an error; 500 tells nothing more."""
    headers: dict[str, str] = {}
    extra: dict[str, Any] = {}
    match error:
        case refusals.InvalidField():
            return problem(invalid_field(error))
        case InvalidBody():
            status, name, title = 422, "invalid-body", "The body does not fit"
            extra = {"errors": error.errors}
            detail = str(error)
        case refusals.Refusal():
            kinds = (REFUSALS[c] for c in type(error).__mro__ if c in REFUSALS)
            status, name = next(kinds, (422, "invalid"))
            title = _title(name)
            detail = str(error)
            shown = ("state", "allowed", "version", "case_number")
            extra = {k: v for k, v in error.details.items() if k in shown}
            if isinstance(error, refusals.StaleVersion):
                headers["ETag"] = f'"{error.details["version"]}"'
        case Unauthenticated():
            status, name = 401, "unauthenticated"
            title, detail = "No valid token", error.__doc__ or ""
            headers["WWW-Authenticate"] = "Bearer"
        case KeyConflict():
            status, name = 422, "key-reused"
            title, detail = "The key was used for something else", error.__doc__ or ""
        case NotInTheLog():
            status, name = 404, "not-in-the-log"
            title = "The log does not have that"
            detail = f"There is no {error}. What is recorded is sealed within seconds."
        case ReasonNeeded():
            status, name = 422, "reason-needed"
            title, detail = "A reason is needed", error.__doc__ or ""
        case Unreadable():
            status, name = 400, "unreadable"
            title, detail = "The request cannot be read", str(error)
        case TooLarge():
            status, name = 413, "too-large"
            title, detail = "Too large", error.__doc__ or ""
        case TooMany():
            status, name = 429, "too-many"
            title, detail = "Too many requests", str(error)
            headers["Retry-After"] = str(error.retry_after)
        case (
            DatabaseUnavailable()
            | NotReached()
            | Busy()
            | PersistenceError()
            | RecordConflictError()
        ):
            status, name = 503, "unavailable"
            title = "Not available just now"
            detail = (
                "Send it again in a moment, under the same key. Without a key, read "
                "first whether it was recorded."
            )
            headers["Retry-After"] = "1"
            if isinstance(error, NotReached | Busy):
                detail = error.__doc__ or ""
            if isinstance(error, Busy):
                headers["Retry-After"] = "60"
        case _:
            status, name = 500, "fault"
            title = "A fault of ours"
            detail = "It has been logged under this request's id; please tell us."
    return (
        status,
        {
            "type": TYPE + name,
            "title": title,
            "status": status,
            "detail": detail,
            **extra,
        },
        headers,
    )


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def answer(request: Request, error: Exception) -> JSONResponse:
    status, document, headers = problem(error)
    if status >= 500:
        log.error("request failed", error=type(error).__name__, exc_info=status == 500)
    return JSONResponse(
        {**document, "instance": request.url.path},
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )


def unfit(error: RequestValidationError) -> InvalidBody:
    """The same of a parameter as of a body."""
    # The first part of the place says only that it is no body.
    return InvalidBody(
        [named(e["loc"][1:], e["type"], e["msg"]) for e in error.errors()]
    )


def install(app: FastAPI) -> None:
    """Make every error of `app` a problem document."""

    def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        names = {404: "no-such-address", 405: "method-not-allowed"}
        headers = error.headers
        if error.status_code == 405:
            headers = {"Allow": ", ".join(_methods_of(request))}
        return JSONResponse(
            {
                "type": TYPE + names.get(error.status_code, "http"),
                "title": _title(names.get(error.status_code, "http error")),
                "status": error.status_code,
                "detail": f"{error.detail}; see /docs for what there is.",
                "instance": request.url.path,
            },
            status_code=error.status_code,
            headers=headers,
            media_type="application/problem+json",
        )

    def query(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return answer(request, unfit(error))

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, query)
    for error in (
        refusals.Refusal,
        InvalidBody,
        Unauthenticated,
        KeyConflict,
        ReasonNeeded,
        Unreadable,
        TooLarge,
        TooMany,
        DatabaseUnavailable,
        NotReached,
        NotInTheLog,
        Busy,
        PersistenceError,
        RecordConflictError,
    ):
        app.add_exception_handler(error, answer)


def _methods_of(request: Request) -> list[str]:
    """The methods of an address; of the library's own answer those of one route."""
    given = request.url.path.split("/")

    def fits(template: list[str]) -> bool:
        return len(template) == len(given) and all(
            part in (name, "{") for part, name in zip(template, given, strict=True)
        )

    # What is written out goes before a parameter: /complaints/search before {id}.
    found = [
        (shape.count("{"), sorted(map(str.upper, methods)))
        for path, methods in request.app.openapi()["paths"].items()
        if fits(shape := ["{" if p.startswith("{") else p for p in path.split("/")])
    ]
    return min(found)[1] if found else ["GET"]
