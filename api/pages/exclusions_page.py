"""Excluded information: its consequence tests, recorded, revised and ended."""

import json
from typing import Any

from fastapi.responses import Response

from api import exclusion_routes
from api.exclusion_routes import in_full, named
from api.pages import administration, information_desk
from api.pages.form import Form, Posted
from api.pages.information_desk import AT, Keeper, Reader, agencies, recorded, words
from api.pages.names import Names
from api.pages.page import Page, page_router
from api.pages.refused import Refused
from domain.exclusions import EXCLUSIONS_ID

router = page_router()

TEST = (
    "title",
    "agency",
    "ground",
    "other_law",
    "decision",
    "decree",
    "tested_on",
    "valid_from",
    "valid_to",
    "tested_by",
    "if_disclosed",
    "if_withheld",
)
ONE = f"{AT}/uji/{{code}}"


@router.get(f"{AT}/uji")
def exclusions(page: Reader) -> Response:
    reference, today = page.here.app.reference(), page.here.today()
    found = sorted(
        reference.exclusions.by_code.values(), key=lambda one: one.last.title.casefold()
    )
    return information_desk.show(
        page,
        "exclusions.html",
        "Informasi dikecualikan",
        rows=[(one, one.on(today)) for one in found],
        names=Names(reference),
    )


@router.get(f"{AT}/uji-baru")
def ask_test(page: Keeper) -> Response:
    return _test(page, None)


@router.post(f"{AT}/uji-baru")
def record(page: Keeper, form: Posted) -> Response:
    body = form.chosen("code", *TEST)
    done = administration.change(page, form, exclusion_routes.record_test, body)
    if isinstance(done, Refused):
        return _test(page, None, refused=done, typed=form)
    return page.go(f"{AT}/uji/{json.loads(bytes(done.body))['code']}")


@router.get(ONE)
def exclusion(page: Reader, code: str) -> Response:
    """Who tested, and what was weighed, is for who may open this page alone."""
    found = named(page.here, code)
    return information_desk.show(
        page,
        "exclusion.html",
        found.last.title,
        known=in_full(page.here, found),
        names=Names(page.here.app.reference()),
        history=recorded(page, EXCLUSIONS_ID, code),
    )


@router.get(f"{ONE}/ulang")
def ask_revision(page: Keeper, code: str) -> Response:
    return _test(page, code)


@router.post(f"{ONE}/ulang")
def revise(page: Keeper, code: str, form: Posted) -> Response:
    body = form.chosen("reason", *TEST)
    route = exclusion_routes.revise_exclusion
    done = administration.change(page, form, route, body, code)
    if isinstance(done, Refused):
        return _test(page, code, refused=done, typed=form)
    return page.go(f"{AT}/uji/{code}")


@router.get(f"{ONE}/akhiri")
def ask_end(page: Keeper, code: str) -> Response:
    return _end(page, code)


@router.post(f"{ONE}/akhiri")
def end(page: Keeper, code: str, form: Posted) -> Response:
    body = form.chosen("reason", "ended_on")
    route = exclusion_routes.end_exclusion
    done = administration.change(page, form, route, body, code)
    if isinstance(done, Refused):
        return _end(page, code, refused=done, typed=form)
    return page.go(f"{AT}/uji/{code}")


def _test(page: Page, code: str | None, **more: Any) -> Response:
    """A form for the first test of an information, or for another of one that is
    known."""
    known = None if code is None else named(page.here, code)
    grounds = [
        (letter, f"Huruf {letter}: {text}")
        for letter, text in words("exclusion_ground")
    ]
    return information_desk.show(
        page,
        "exclusion_form.html",
        "Uji ulang" if known else "Catat uji konsekuensi",
        known=known,
        now=known and known.last,
        agencies=agencies(page),
        grounds=grounds,
        decisions=words("consequence_decision"),
        **more,
    )


def _end(
    page: Page, code: str, refused: Refused | None = None, typed: Form | None = None
) -> Response:
    return information_desk.show(
        page,
        "exclusion_end.html",
        "Akhiri pengecualian",
        known=named(page.here, code),
        refused=refused,
        typed=typed,
    )
