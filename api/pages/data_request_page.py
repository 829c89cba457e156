"""Requests about personal data: what waits, and the decision of a second person."""

from collections.abc import Sequence
from typing import Annotated

from fastapi.responses import Response

from api import data_requests, instants
from api.cases import Opened
from api.commands import InvalidBody
from api.data_request_routes import Number
from api.erasing import requests_of
from api.found_cases import requests_known_to, visibility
from api.intake import Request as Command
from api.pages import glossary
from api.pages.acting import attempt
from api.pages.case_kind import COMPLAINTS, INFORMATION_REQUESTS, KINDS, CaseKind
from api.pages.form import Form, Posted
from api.pages.page import Page, page_router, who
from api.pages.page_query import asked, first_and_next
from api.pages.refused import SENTENCES, Refused
from api.queries import RequestsQuery
from api.register_routes import asked as listed
from api.web import CaseRef
from domain import roles
from domain.data_request_decisions import GROUNDS
from domain.data_requests import DataRequest
from projections.data_requests import RequestRow, open_requests
from projections.paging import Page as Listing

router = page_router()


def waiting(
    page: Page, limit: int = 50, cursor: str | None = None
) -> Listing[RequestRow]:
    """Those that are not done, of every kind of case that the visitor sees; the first
    due first."""
    seen, too = visibility(page.actor), requests_known_to(page.actor)
    return listed(lambda: open_requests(page.here.pool, seen, limit, cursor, too))


def told(rows: Sequence[RequestRow]) -> list[tuple[RequestRow, CaseKind]]:
    """Each with the kind of its case."""
    kinds = {False: COMPLAINTS, True: INFORMATION_REQUESTS}
    return [(row, kinds[row.information]) for row in rows]


def _routes(kind: CaseKind) -> None:
    both = (r for r in roles.READS["data requests"] if r in roles.READS[kind.reads])
    reading = who(tuple(both), "read data requests")

    def requests_list(page: Annotated[Page, reading]) -> Response:
        return _listed(page, kind)

    def one(page: Annotated[Page, reading], id: CaseRef, number: Number) -> Response:
        return _shown(page, kind, id, number)

    def decide(
        page: Annotated[Page, reading], form: Posted, id: CaseRef, number: Number
    ) -> Response:
        return _decided(page, kind, form, id, number)

    at = f"{kind.record}/{{id}}/permintaan/{{number}}"
    router.add_api_route(kind.data_requests, requests_list, methods=["GET"])
    router.add_api_route(at, one, methods=["GET"])
    router.add_api_route(at, decide, methods=["POST"])


for _kind in KINDS:
    _routes(_kind)


def _listed(page: Page, kind: CaseKind) -> Response:
    query, refused = asked(page, RequestsQuery)
    listing = waiting(page, cursor=query.cursor)
    return page.show(
        "data_requests.html",
        "Permintaan atas data pribadi",
        refused=refused,
        kind=kind,
        rows=told(listing.items),
        now=instants.now(),
        paging=first_and_next(page, listing.next_cursor),
    )


def _decided(page: Page, kind: CaseKind, form: Form, id: str, number: int) -> Response:
    """`decision` is the name of the command; the rules are those of the command."""
    command = form.get("decision", "")
    if command not in data_requests.COMMANDS:
        return _shown(page, kind, id, number, _undecided(), form)
    body, _ = data_requests.COMMANDS[command]
    given = Command(
        actor=page.actor,
        command=command,
        case=id,
        given=form.chosen(*(body.model_fields.keys() & {"ground", "message"})),
        request_id=page.request.state.request_id,
        conditions=form.conditions,
    )
    done = attempt(
        page, lambda: data_requests.handle(page.here, given, number, kind.of)
    )
    if isinstance(done, Refused):
        return _shown(page, kind, id, number, done, form)
    return page.go(page.request.url.path)


def _shown(
    page: Page,
    kind: CaseKind,
    ref: str,
    number: int,
    refused: Refused | None = None,
    typed: Form | None = None,
) -> Response:
    case = page.here.cases.visible_case(ref, page.actor, kind.of)
    requests = requests_of(page.here.app, case)
    request = requests.get(number)
    # What was asked stands sealed beside the case: a restricted one needs a reason.
    may = Opened(texts=not case.restricted, identity=False)
    items = data_requests.shown(requests, page.here.vault, may.texts)
    return page.show(
        "data_request.html",
        f"Permintaan data {number} pada {kind.name} {case.case_number}",
        refused=refused,
        typed=typed,
        kind=kind,
        case=case,
        wanted=items[number - 1],
        decisions=decisions(page, request),
        grounds=[
            (ground, glossary.word("refusal_ground", ground))
            for ground, kinds in GROUNDS.items()
            if request.kind in kinds
        ],
    )


def decisions(page: Page, request: DataRequest) -> list[tuple[str, str]]:
    """Those commands that the role may give and that fit where the request stands."""
    erasure = request.kind == "erasure"
    fitting = {
        "complete-request": request.state == "open" and not erasure,
        "grant-erasure": request.state == "open" and erasure,
        "confirm-erasure": request.state == "granted",
        "refuse-request": request.state in ("open", "granted"),
    }
    return [
        (command, glossary.word("command", command).capitalize())
        for command, fits in fitting.items()
        if fits and page.actor.role in roles.COMMANDS[command]
    ]


def _undecided() -> Refused:
    title, text = SENTENCES[InvalidBody]
    return Refused(422, title, text, {"decision": "Pilih salah satu keputusan."})
