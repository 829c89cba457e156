"""Receiving a complaint: at the desk, or by the reporter at home."""

from functools import partial
from typing import Annotated, Any

from fastapi import Depends
from fastapi.responses import Response

from api.once import Answer
from api.pages import receipt_page, receive_form
from api.pages.acting import act, attempt
from api.pages.form import Form, Posted
from api.pages.page import Anyone, Page, page_router, who_commands
from api.pages.refused import Refused
from api.similar import SimilarQuery, similar_cases
from domain import roles
from domain.refusals import RoleMayNot

router = page_router()


def receiver(page: Anyone) -> Page:
    """Whoever may receive, signed in or not. Raises `RoleMayNot`."""
    allowed = roles.COMMANDS["receive"]
    if page.actor.role not in allowed:
        raise RoleMayNot(
            role=page.actor.role, command="receive", roles_text=", ".join(allowed)
        )
    return page


Receiver = Annotated[Page, Depends(receiver)]
Desk = Annotated[Page, who_commands("receive")]


@router.get("/aduan/baru")
def ask(page: Receiver) -> Response:
    return _shown(page)


@router.post("/aduan/baru")
def receive(page: Receiver, form: Posted) -> Response:
    """A desk is shown once what may be the same complaint."""
    here = page.here
    body = receive_form.body(
        form, here.settings.time_zone, here.today(), desk=_desk(page)
    )
    found = _similar(page, form) if _desk(page) else []
    unseen = {str(case["id"]) for case in found} - set(form.get("seen", "").split())
    # Sent again, it is like its own case: then its receipt is what is wanted.
    if unseen and not _recorded(page, form, body):
        return _shown(page, form, alike=found, held=True)
    done = act(page, form, "receive", body)
    if isinstance(done, Answer):
        return receipt_page.handed_over(page, form, body, done)
    return _shown(page, form, receive_form.at_its_fields(done), found)


@router.post("/aduan/baru/serupa")
def alike(page: Desk, form: Posted) -> Response:
    """What is shown beside the form while it is filled in."""
    return page.show("similar.html", "", alike=_similar(page, form))


def _recorded(page: Page, form: Form, body: dict[str, Any]) -> bool:
    """Whether the form was received before under its key, or something else was."""
    remembered = partial(page.here.once.remembered, page.actor, "receive", "", body)
    return attempt(page, lambda: remembered(form.conditions().key)) is not None


def _desk(page: Page) -> bool:
    return page.actor.role == "desk"


def _similar(page: Page, form: Form) -> list[dict[str, Any]]:
    """Nothing where a field is wrong: that is told when the form is sent."""
    title, description = form.get("title", ""), form.get("description", "")
    given: dict[str, Any] = {"title": title[:200], "description": description[:20_000]}
    if region := form.said("region"):
        given["region"] = region
    try:
        query = SimilarQuery(**given)
    except ValueError:
        return []
    found = attempt(page, lambda: similar_cases(page.here, page.actor, query))
    return [] if isinstance(found, Refused) else found["items"]


def _shown(
    page: Page,
    form: Form | None = None,
    refused: Refused | None = None,
    alike: list[dict[str, Any]] | None = None,
    held: bool = False,
) -> Response:
    """`held`: it was not given on, for what may be the same."""
    title = "Terima aduan" if _desk(page) else "Sampaikan aduan"
    return page.show(
        "receive.html",
        title,
        refused=refused,
        typed=form,
        desk=_desk(page),
        offline=False,
        alike=alike or [],
        held=held,
        **receive_form.offered(page.here),
    )
