"""Agencies and categories: registered, renamed, and agencies merged."""

from typing import Annotated, Any

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import code_routes, office_routes
from api.pages import administration
from api.pages.form import Posted
from api.pages.page import Page, page_router, who_commands
from api.pages.refused import Refused

router = page_router()

Administrator = Annotated[Page, who_commands("change-reference")]
AGENCIES, CATEGORIES = "/pengurus/instansi", "/pengurus/kategori"


@router.get(AGENCIES)
def agencies(page: Administrator) -> Response:
    return _agencies(page)


@router.post(AGENCIES)
def register(page: Administrator, form: Posted) -> Response:
    body = form.chosen("code", "name", "kind", "region")
    done = administration.change(page, form, office_routes.register_agency, body)
    if isinstance(done, Refused):
        return _agencies(page, refused=done, typed=form)
    return page.go(AGENCIES)


@router.get(f"{AGENCIES}/{{code}}")
def agency(page: Administrator, code: str) -> Response:
    return _agency(page, code)


@router.post(f"{AGENCIES}/{{code}}/nama")
def rename(page: Administrator, code: str, form: Posted) -> Response:
    body = form.chosen("name", "reason")
    done = administration.change(page, form, office_routes.rename_agency, body, code)
    if isinstance(done, Refused):
        return _agency(page, code, refused=done, typed=form)
    return page.go(f"{AGENCIES}/{code}")


@router.get(f"{AGENCIES}/{{code}}/gabung")
def ask_merger(page: Administrator, code: str) -> Response:
    return _merger(page, code)


@router.post(f"{AGENCIES}/{{code}}/gabung")
def merge(page: Administrator, code: str, form: Posted) -> Response:
    body = form.chosen("into", "reason", "valid_from")
    done = administration.change(page, form, office_routes.merge_agency, body, code)
    if isinstance(done, Refused):
        return _merger(page, code, refused=done, typed=form)
    return page.go(f"{AGENCIES}/{code}")


@router.get(CATEGORIES)
def categories(page: Administrator) -> Response:
    return _categories(page)


@router.post(CATEGORIES)
def add_category(page: Administrator, form: Posted) -> Response:
    body = form.chosen("code", "name")
    done = administration.change(page, form, code_routes.add_category, body)
    if isinstance(done, Refused):
        return _categories(page, refused=done, typed=form)
    return page.go(CATEGORIES)


@router.get(f"{CATEGORIES}/{{code}}")
def category(page: Administrator, code: str) -> Response:
    return _category(page, code)


@router.post(f"{CATEGORIES}/{{code}}")
def rename_category(page: Administrator, code: str, form: Posted) -> Response:
    body = form.chosen("name")
    done = administration.change(page, form, code_routes.rename_category, body, code)
    if isinstance(done, Refused):
        return _category(page, code, refused=done, typed=form)
    return page.go(CATEGORIES)


def _agencies(page: Page, **more: Any) -> Response:
    reference, today = page.here.app.reference(), page.here.today()
    found = sorted(reference.agencies.by_code.values(), key=lambda a: a.name)
    return administration.show(
        page,
        "agencies.html",
        "Instansi",
        own=[a for a in found if a.kind == "agency"],
        governments=[a for a in found if a.kind == "government"],
        names={a.code: a.name for a in found},
        regions=sorted(reference.regions.names.items()),
        today=today,
        **more,
    )


def _agency(page: Page, code: str, **more: Any) -> Response:
    reference = page.here.app.reference()
    if code not in reference.agencies:
        raise HTTPException(404)
    found = reference.agencies[code]
    return administration.show(
        page,
        "agency.html",
        found.name,
        agency=found,
        into=found.merger and reference.agencies[found.merger.into].name,
        region=found.region and reference.regions.names.get(found.region),
        **more,
    )


def _merger(page: Page, code: str, **more: Any) -> Response:
    reference = page.here.app.reference()
    if code not in reference.agencies:
        raise HTTPException(404)
    others = [
        (a.code, a.name)
        for a in sorted(reference.agencies.by_code.values(), key=lambda a: a.name)
        if a.kind == "agency" and a.merger is None and a.code != code
    ]
    return administration.show(
        page,
        "agency_merge.html",
        "Gabungkan instansi",
        agency=reference.agencies[code],
        others=others,
        today=page.here.today(),
        **more,
    )


def _categories(page: Page, **more: Any) -> Response:
    names = page.here.app.reference().categories.names
    rows = sorted(names.items(), key=lambda row: row[1])
    return administration.show(page, "categories.html", "Kategori", rows=rows, **more)


def _category(page: Page, code: str, **more: Any) -> Response:
    names = page.here.app.reference().categories.names
    if code not in names:
        raise HTTPException(404)
    return administration.show(
        page, "category.html", "Ubah kategori", code=code, name=names[code], **more
    )
