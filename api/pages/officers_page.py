"""Officers: appointed, changed, invited, and dismissed, each as a recorded event."""

import json
from typing import Annotated, Any
from uuid import UUID

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import office_routes
from api.offices import invite
from api.pages import administration, glossary
from api.pages.acting import attempt
from api.pages.form import Posted
from api.pages.page import Page, page_router, who_commands
from api.pages.refused import Refused
from api.queries import Reading
from domain import roles

router = page_router()

Administrator = Annotated[Page, who_commands("change-reference")]
OFFICE = ("role", "agency", "valid_from", "valid_to")
LIST = "/pengurus/petugas"


@router.get(LIST)
def officers(page: Administrator) -> Response:
    today = page.here.today()
    rows = _rows(page)
    return administration.show(
        page,
        "officers.html",
        "Petugas",
        rows=[row for row in rows if not row["dismissed"]],
        dismissed=[row for row in rows if row["dismissed"]],
        today=today,
    )


@router.get(f"{LIST}/baru")
def ask(page: Administrator) -> Response:
    return _form(page)


@router.post(f"{LIST}/baru")
def appoint(page: Administrator, form: Posted) -> Response:
    body = form.chosen("name", *OFFICE)
    done = administration.change(page, form, office_routes.appoint_officer, body)
    if isinstance(done, Refused):
        return _form(page, refused=done, typed=form)
    return page.go(f"{LIST}/{json.loads(bytes(done.body))['id']}")


@router.get(f"{LIST}/{{id}}")
def officer(page: Administrator, id: UUID) -> Response:
    return _one(page, id)


@router.post(f"{LIST}/{{id}}")
def change(page: Administrator, id: UUID, form: Posted) -> Response:
    done = administration.change(
        page, form, office_routes.change_officer, form.chosen(*OFFICE), id
    )
    if isinstance(done, Refused):
        return _one(page, id, refused=done, typed=form)
    return page.go(LIST)


@router.post(f"{LIST}/{{id}}/undangan")
def invited(page: Administrator, id: UUID, form: Posted) -> Response:
    """The code is in this answer alone: shown once, and in no address."""
    row = _row(page, id)
    origin = page.here.origin(page.actor, page.request.state.request_id)
    done = attempt(page, lambda: invite(page.here, origin, id))
    if isinstance(done, Refused):
        return _one(page, id, refused=done)
    return administration.show(
        page,
        "invited.html",
        "Kode undangan",
        row=row,
        code=done,
        made=page.here.today(),
    )


@router.get(f"{LIST}/{{id}}/berhentikan")
def confirm(page: Administrator, id: UUID) -> Response:
    return _confirm(page, id)


@router.post(f"{LIST}/{{id}}/berhentikan")
def dismiss(page: Administrator, id: UUID, form: Posted) -> Response:
    done = administration.change(page, form, office_routes.dismiss_officer, {}, id)
    if isinstance(done, Refused):
        return _confirm(page, id, refused=done)
    return page.go(LIST)


def _rows(page: Page) -> list[dict[str, Any]]:
    """As GET /v1/officers answers, with the agency's name and the way to sign in."""
    answer = office_routes.list_officers(page.here, page.actor, Reading())
    chosen, invited = page.here.credentials.officers(), page.here.codes.invited()
    agencies = page.here.app.reference().agencies
    reference, today = page.here.app.reference(), page.here.today()
    rows: list[dict[str, Any]] = json.loads(bytes(answer.body))["items"]
    for row in rows:
        id = UUID(row["id"])
        held = reference.officers.by_id[id]
        row["agency_name"] = row["agency"] and agencies.by_code[row["agency"]].name
        row["serves"] = held.serves_on(today)
        row["begins_later"] = bool(held.valid_from and held.valid_from > today)
        row["enrolled"], row["invited"] = id in chosen, id in invited
    return rows


def _row(page: Page, id: UUID) -> dict[str, Any]:
    found = next((row for row in _rows(page) if row["id"] == str(id)), None)
    if found is None:
        raise HTTPException(404)
    return found


def _form(page: Page, **more: Any) -> Response:
    return administration.show(
        page, "officer_new.html", "Angkat petugas", **_choices(page), **more
    )


def _one(page: Page, id: UUID, **more: Any) -> Response:
    row = _row(page, id)
    title = "Petugas yang diberhentikan" if row["dismissed"] else "Ubah petugas"
    return administration.show(
        page, "officer.html", title, row=row, **_choices(page), **more
    )


def _confirm(page: Page, id: UUID, **more: Any) -> Response:
    return administration.show(
        page, "officer_dismiss.html", "Berhentikan petugas", row=_row(page, id), **more
    )


def _choices(page: Page) -> dict[str, Any]:
    agencies = page.here.app.reference().agencies
    return {
        "roles": [
            (role, _begun(glossary.word("role", role))) for role in roles.OFFICERS
        ],
        "agencies": [
            (a.code, a.name)
            for a in sorted(agencies.by_code.values(), key=lambda a: a.name)
            if a.kind == "agency" and a.merger is None
        ],
    }


def _begun(word: str) -> str:
    return word[0].upper() + word[1:]
