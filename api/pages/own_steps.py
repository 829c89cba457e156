"""What a reporter or an applicant can do now, each on a page of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import information_requests, own_case
from api.cases import Opened
from api.pages.acting import act
from api.pages.action_bodies import at_its_fields
from api.pages.case_kind import COMPLAINTS, INFORMATION_REQUESTS, KINDS, CaseKind
from api.pages.form import Form, numeral
from api.pages.own_session import Own, Written, is_open
from api.pages.own_session import own_case as case_of
from api.pages.own_step import COMPLAINT_STEPS, REQUEST_STEPS, Question, Step
from api.pages.page import Anyone, Page, page_router
from api.pages.refused import Refused
from api.pages.track_page import time_is_over
from domain.case import Case
from domain.complaint import Complaint
from domain.information_request import InformationRequest
from domain.information_request_objections import findable

router = page_router()

STEPS: Mapping[CaseKind, Mapping[str, Step]] = {
    COMPLAINTS: COMPLAINT_STEPS,
    INFORMATION_REQUESTS: REQUEST_STEPS,
}
NEW_REQUEST = "/permohonan/baru"
STARS = (
    ("5", "5, sangat puas"),
    ("4", "4, puas"),
    ("3", "3, cukup"),
    ("2", "2, kurang puas"),
    ("1", "1, tidak puas"),
)


@dataclass(frozen=True, slots=True)
class OpenStep:
    """`until` and `legal_basis` are those of the remedy, where a rule gives any."""

    name: str
    address: str
    title: str
    text: str
    until: Any = None
    legal_basis: str | None = None


def shown(page: Page, case: Case) -> dict[str, Any]:
    """All of the own case, as the HTTP API shows it to who brought it in."""
    here = page.here
    if isinstance(case, Complaint):
        return own_case.shown(here.app, here.cases, case, page.actor)
    assert isinstance(case, InformationRequest), "there is no third kind"
    everything = Opened(texts=True, identity=True)
    return information_requests.view(here, case, page.actor, everything, here.today())


def open_steps(kind: CaseKind, own: Mapping[str, Any]) -> list[OpenStep]:
    """The remedies of the API that are commands. Beside them something can always be
    added to a complaint, as long as it has a text."""
    rights = own["remedies" if kind is COMPLAINTS else "rights"]
    offered = {remedy["remedy"]: remedy for remedy in rights}
    found = [
        OpenStep(name, f"{kind.own}/{name}", step.title, *_told(offered[step.command]))
        for name, step in STEPS[kind].items()
        if step.command in offered
    ]
    if kind is COMPLAINTS and "reply" not in offered and own["title"] is not None:
        added = "Tambahkan keterangan untuk petugas. Tenggat tidak berubah karenanya."
        at = f"{kind.own}/tanggapan"
        found.append(OpenStep("tanggapan", at, "Tambahkan keterangan", added))
    if "request_again" in offered:
        told = _told(offered["request_again"])
        found.append(OpenStep("baru", NEW_REQUEST, "Ajukan permohonan baru", *told))
    return found


def _told(remedy: Mapping[str, Any]) -> tuple[Any, ...]:
    return remedy["text"], remedy["until"], remedy["legal_basis"]


def _routes(kind: CaseKind) -> None:
    def ask(page: Own, name: str) -> Response:
        return _shown(page, kind, name)

    def take(page: Anyone, name: str, form: Written) -> Response:
        if not is_open(page):
            return time_is_over(page, form)
        return _taken(page, kind, name, form)

    router.add_api_route(f"{kind.own}/{{name}}", ask, methods=["GET"])
    router.add_api_route(f"{kind.own}/{{name}}", take, methods=["POST"])


for _kind in KINDS:
    _routes(_kind)


def _taken(page: Page, kind: CaseKind, name: str, form: Form) -> Response:
    step = _step(kind, name)
    body: dict[str, Any] = form.chosen(*(q.name for q in step.questions))
    if step.command == "resolve":
        body["outcome"] = "not_recorded"
    if "stars" in body:
        body["stars"] = numeral(body["stars"])
    body |= {name: form.all(name) for name in step.ticked if name in form}
    command = kind.command(step.command)
    done = act(page, form, command, body, str(page.actor.complaint))
    if isinstance(done, Refused):
        words = form.joined(*step.ticked)
        return _shown(page, kind, name, at_its_fields(done), words)
    return page.go(f"{kind.own}?tercatat={name}")


def _step(kind: CaseKind, name: str) -> Step:
    if name not in STEPS[kind]:
        raise HTTPException(404)
    return STEPS[kind][name]


def _shown(
    page: Page,
    kind: CaseKind,
    name: str,
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    step, case = _step(kind, name), case_of(page, kind.of)
    own = shown(page, case)
    offered = {step.name: step for step in open_steps(kind, own)}
    if name not in offered and refused is None:
        return page.go(kind.own)
    now = offered.get(name)
    return page.show(
        "own_step.html",
        now.title if now else step.title,
        refused=refused,
        typed=typed,
        kind=kind,
        name=name,
        questions=[
            _findable(page, case, q, typed) if q.name == "reasons" else q
            for q in step.questions
        ],
        button=step.button,
        now=now,
        version=case.version,
        case_number=case.case_number,
        asked=_last_question(own) if step.command in ("clarify", "reply") else None,
        stars=STARS,
    )


def _findable(
    page: Page, case: Any, question: Question, typed: Mapping[str, str] | None
) -> Question:
    """With the reasons of an objection that can be found today, and those typed."""
    found = {*findable(case, page.here.today()), *(typed or {}).get("reasons", "")}
    options = [option for option in question.options if option[0] in found]
    return replace(question, options=options)


def _last_question(own: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the office said last, to be read while one answers."""
    of_office = ("complaint.clarification_requested", "complaint.followed_up")
    told = [m for m in own["messages"] if m["event"] in of_office and m["message"]]
    return told[-1] if told else None
