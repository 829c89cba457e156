"""An item of the list of public information: listed, published, changed, withdrawn."""

import json
from typing import Any

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import information_routes
from api.information_list import rows
from api.pages import administration, information_desk
from api.pages.form import Form, Posted
from api.pages.information_desk import AT, Keeper, Reader, agencies, recorded, words
from api.pages.page import Page, page_router
from api.pages.refused import Refused
from domain.public_information import PUBLIC_INFORMATION_ID, PublicItem
from projections.information_list import entry_of

router = page_router()

COLUMNS = (
    "title",
    "summary",
    "kind",
    "agency",
    "held_by",
    "responsible",
    "made",
    "retention",
    "link",
)
ONE = f"{AT}/dip/{{code}}"


@router.get(f"{AT}/dip-baru")
def ask_new(page: Keeper) -> Response:
    return _new(page)


@router.post(f"{AT}/dip-baru")
def add(page: Keeper, form: Posted) -> Response:
    body = _described(form) | form.chosen("code", "published_on")
    done = administration.change(page, form, information_routes.add_information, body)
    if isinstance(done, Refused):
        return _new(page, refused=done, typed=form, forms=_forms(form))
    return page.go(f"{AT}/dip/{json.loads(bytes(done.body))['code']}")


@router.get(ONE)
def item(page: Reader, code: str) -> Response:
    return _item(page, code)


@router.post(ONE)
def publish(page: Keeper, code: str, form: Posted) -> Response:
    body = form.chosen("published_on", "link")
    route = information_routes.publish_information
    done = administration.change(page, form, route, body, code)
    if isinstance(done, Refused):
        return _item(page, code, refused=done, typed=form)
    return page.go(f"{AT}/dip/{code}")


@router.get(f"{ONE}/ubah")
def ask_change(page: Keeper, code: str) -> Response:
    return _change(page, code)


@router.post(f"{ONE}/ubah")
def change(page: Keeper, code: str, form: Posted) -> Response:
    body = _described(form) | form.chosen("reason")
    route = information_routes.change_information
    done = administration.change(page, form, route, body, code)
    if isinstance(done, Refused):
        return _change(page, code, refused=done, typed=form, forms=_forms(form))
    return page.go(f"{AT}/dip/{code}")


@router.get(f"{ONE}/cabut")
def ask_withdrawal(page: Keeper, code: str) -> Response:
    return _withdrawal(page, code)


@router.post(f"{ONE}/cabut")
def withdraw(page: Keeper, code: str, form: Posted) -> Response:
    body = form.chosen("reason")
    route = information_routes.withdraw_information
    done = administration.change(page, form, route, body, code)
    if isinstance(done, Refused):
        return _withdrawal(page, code, refused=done, typed=form)
    return page.go(f"{AT}/dip")


def _described(form: Form) -> dict[str, Any]:
    return {**form.chosen(*COLUMNS), "forms": _forms(form)}


def _forms(form: Form) -> list[str]:
    return form.all("forms") if "forms" in form else []


def _known(page: Page, code: str) -> PublicItem:
    found = page.here.app.reference().public_information.by_code.get(code)
    if found is None:
        raise HTTPException(404)
    return found


def _new(page: Page, **more: Any) -> Response:
    return _described_form(page, "Daftarkan informasi", None, **more)


def _change(page: Page, code: str, **more: Any) -> Response:
    return _described_form(
        page, "Ubah keterangan informasi", _known(page, code), **more
    )


def _described_form(
    page: Page, title: str, known: PublicItem | None, **more: Any
) -> Response:
    now = known and known.description
    return information_desk.show(
        page,
        "information_form.html",
        title,
        **{"forms": now.forms if now else (), **more},
        item=known,
        now=now,
        agencies=agencies(page),
        kinds=words("information_category", but=("excluded",)),
        all_forms=words("form"),
    )


def _item(page: Page, code: str, **more: Any) -> Response:
    known = _known(page, code)
    (row,) = rows(page.here.app.reference(), [entry_of(known)])
    return information_desk.show(
        page,
        "information_kept.html",
        row["title"],
        row=row,
        withdrawn=known.withdrawn,
        history=recorded(page, PUBLIC_INFORMATION_ID, code),
        **more,
    )


def _withdrawal(page: Page, code: str, **more: Any) -> Response:
    return information_desk.show(
        page,
        "information_withdraw.html",
        "Cabut dari daftar",
        item=_known(page, code),
        **more,
    )
