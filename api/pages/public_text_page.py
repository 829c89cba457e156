"""What everybody is to read of an answer: proposed, checked, confirmed by another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi.responses import Response

from api import public_texts
from api.once import Answer
from api.pages import glossary
from api.pages.acting import act
from api.pages.form import Form, Posted
from api.pages.held_words import MOST_FIELDS
from api.pages.names import Names
from api.pages.of_case import OfCase, Visible
from api.pages.page import Page, page_router, who_commands, who_reads
from api.pages.page_query import asked, first_and_next
from api.pages.refused import Refused
from api.public_text_routes import listed
from api.queries import RequestsQuery
from api.web import CaseRef
from domain import roles
from domain.complaint import Complaint
from domain.redaction import Flagged, redacted

router = page_router()

Proposing = Annotated[Page, who_commands("propose-public-text")]
MOST_FLAGS = MOST_FIELDS // 2 - 10
"""Beyond that a form would have too many fields: the text is edited instead."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a proposed text; `flag` is the number of what is flagged there, and
    `reason` why it is shown all the same."""

    text: str
    flag: int = 0
    kind: str = ""
    reason: str | None = None


@router.get("/teks-publik")
def waiting_list(page: Annotated[Page, who_reads("complaints")]) -> Response:
    query, refused = asked(page, RequestsQuery)
    listing = listed(page.here, page.actor, query)
    return page.show(
        "public_texts.html",
        "Teks publik yang menunggu",
        refused=refused,
        rows=listing.items,
        names=Names(page.here.app.reference()),
        paging=first_and_next(page, listing.next_cursor),
    )


@router.get("/aduan/{id}/teks-publik")
def one(visible: Visible, jawaban: str = "", tercatat: str = "") -> Response:
    return _shown(visible, wanted=jawaban[:9], recorded=bool(tercatat))


@router.post("/aduan/{id}/teks-publik")
def propose(page: Proposing, form: Posted, id: CaseRef) -> Response:
    """The text as it was typed."""
    body = {"answer": _number(form.get("answer", "")), "text": form.get("text", "")}
    return _done(page, id, form, "propose-public-text", body)


@router.post("/aduan/{id}/teks-publik/putusan")
def decide(page: Proposing, form: Posted, id: CaseRef) -> Response:
    """The same text again, with each flag redacted, or overruled where a reason was
    given."""
    case = page.here.cases.visible(id, page.actor)
    told = public_texts.of_case(page.here, case, texts=not case.restricted)["proposed"]
    if not told or str(told["proposal"]) != form.get("proposal"):
        # Another proposal came first: it is shown, and nothing was decided on it.
        return page.go(f"/aduan/{case.case_number}/teks-publik")
    text, flags = told["text"], told["flags"]
    hide, overruled = [], []
    for number, flag in enumerate(flags, 1):
        reason = form.said(f"alasan-{number}")
        if form.get(f"putusan-{number}") == "samarkan":
            hide.append(Flagged(flag["start"], flag["end"], flag["kind"]))
        elif reason:
            words = text[flag["start"] : flag["end"]]
            overruled.append({"flagged": words, "reason": reason})
    body = {
        "answer": told["answer"],
        "text": redacted(text, hide),
        "overruled": overruled,
    }
    return _done(page, id, form, "propose-public-text", body)


@router.post("/aduan/{id}/teks-publik/sahkan")
def confirm(
    page: Annotated[Page, who_commands("confirm-public-text")],
    form: Posted,
    id: CaseRef,
) -> Response:
    body = {"proposal": _number(form.get("proposal", ""))}
    return _done(page, id, form, "confirm-public-text", body)


@router.post("/aduan/{id}/teks-publik/tolak")
def decline(
    page: Annotated[Page, who_commands("decline-public-text")],
    form: Posted,
    id: CaseRef,
) -> Response:
    body = {
        "proposal": _number(form.get("proposal", "")),
        "reason": form.get("reason", ""),
    }
    return _done(page, id, form, "decline-public-text", body)


def _done(
    page: Page, id: str, form: Form, command: str, body: dict[str, Any]
) -> Response:
    done = act(page, form, command, body, id)
    visible = OfCase(page, page.here.cases.visible(id, page.actor))
    if isinstance(done, Answer):
        return page.go(f"{visible.address}/teks-publik?tercatat=ya")
    return _shown(visible, refused=done, typed=form)


def _number(typed: str) -> int | str:
    return int(typed) if typed.isascii() and typed.isdigit() else typed


def _shown(
    visible: OfCase[Complaint],
    *,
    wanted: str = "",
    recorded: bool = False,
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    page, case = visible.page, visible.case
    opened = visible.seen.opened(None)
    told = public_texts.of_case(page.here, case, texts=opened.texts)
    said = {
        item["version"]: item["data"].get("message")
        for item in page.here.cases.history(case, page.actor, opened)
    }
    proposed = told["proposed"]
    if typed:
        wanted = typed.get("answer", wanted)
    chosen = next((a for a in told["answers"] if str(a["answer"]) == wanted), None)
    role = page.actor.role
    return page.show(
        "public_text.html",
        f"Teks publik: aduan {case.case_number}",
        refused=refused,
        typed=typed,
        case=case,
        address=f"{visible.address}/teks-publik",
        back=visible.address,
        told=told,
        said=said,
        chosen=chosen,
        pieces=parts(proposed) if proposed and opened.texts else [],
        own=bool(proposed) and proposed["proposed_by"] == page.actor.id,
        may_propose=role in roles.COMMANDS["propose-public-text"],
        may_confirm=role in roles.COMMANDS["confirm-public-text"],
        most=MOST_FLAGS,
        recorded=recorded,
    )


def parts(proposed: Mapping[str, Any]) -> Sequence[Part]:
    """The text cut where something is flagged."""
    text, found, at = proposed["text"] or "", list[Part](), 0
    for number, flag in enumerate(proposed["flags"], 1):
        found.append(Part(text[at : flag["start"]]))
        kind = glossary.word("flag", flag["kind"])
        words = text[flag["start"] : flag["end"]]
        found.append(Part(words, number, kind, flag["reason"]))
        at = flag["end"]
    return [*found, Part(text[at:])]
