"""Receiving a complaint: at the desk, or by the reporter at home."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi.responses import Response

from api.once import Answer, Named
from api.ordered_id import ordered_id
from api.pages import receipt_page, receive_form
from api.pages.acting import act, attempt
from api.pages.form import Form, Posted
from api.pages.page import Page, anyone_who_commands, page_router, who_commands
from api.pages.recorded_before import RecordedBefore, first
from api.pages.refused import Refused, refused
from api.similar import SimilarQuery, similar_cases

router = page_router()


Receiver = Annotated[Page, anyone_who_commands("receive")]
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
    if unseen and not _recorded(page, body):
        return _shown(page, form, alike=found, held=True)
    done = act(page, form, "receive", body)
    if isinstance(done, Answer):
        key = form.conditions().key or ""
        names = here.once.reference(page.actor, "receive", body, key)
        return _to_receipt(page, done, names)
    try:
        if before := first(here, page.actor, body, form.said("key")):
            return _to_receipt(page, before.answer, before.reference)
    except RecordedBefore as error:
        return _recorded_otherwise(page, form, error)
    return _shown(page, form, receive_form.at_its_fields(done), found)


def _to_receipt(page: Page, done: Answer, names: Named) -> Response:
    case = done.body["id"]
    response = page.go(receipt_page.address(case))
    return receipt_page.hand_over(page, response, case, names)


def _recorded_otherwise(page: Page, form: Form, error: RecordedBefore) -> Response:
    """The words that are not recorded, in a form of their own."""
    told = refused(error, page.here.settings.time_zone)
    typed = {name: form[name] for name in form if name not in ("key", "id")}
    case = error.details["id"]
    if error.first is None:
        return _shown(page, typed, told)
    at = receipt_page.address(case)
    response = _shown(page, typed, told, receipt=at)
    return receipt_page.hand_over(page, response, case, error.first.reference)


@router.post("/aduan/baru/serupa")
def alike(page: Desk, form: Posted) -> Response:
    """What is shown beside the form while it is filled in."""
    return page.show("similar.html", "", alike=_similar(page, form))


def _recorded(page: Page, body: dict[str, Any]) -> bool:
    """Whether the case that came into the world with this form is there."""
    find = page.here.cases.find
    return not isinstance(attempt(page, lambda: find(body.get("id", ""))), Refused)


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
    typed: Mapping[str, str] | None = None,
    told: Refused | None = None,
    alike: list[dict[str, Any]] | None = None,
    held: bool = False,
    receipt: str | None = None,
) -> Response:
    """`held`: it was not given on, for what may be the same. `receipt`: the address of
    that of the case which the form is already."""
    title = "Terima aduan" if _desk(page) else "Sampaikan aduan"
    return page.show(
        "receive.html",
        title,
        refused=told,
        typed=typed,
        desk=_desk(page),
        offline=False,
        alike=alike or [],
        held=held,
        receipt=receipt,
        new_id=ordered_id,
        **receive_form.offered(page.here),
    )
