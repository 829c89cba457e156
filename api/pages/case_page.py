"""One case: what it is, what is due, what was done, and what can be done now."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi.responses import Response

from api.cases import Opened, may_open_identity
from api.erasing import requests_of
from api.pages import case_facts, clock_lines, glossary, request_facts
from api.pages.acting import attempt
from api.pages.actions import offered
from api.pages.case_kind import KINDS, CaseKind
from api.pages.case_timeline import step, timeline
from api.pages.clock_effects import effects, next_due
from api.pages.form import Posted, numeral
from api.pages.names import Names
from api.pages.of_case import OfCase, visible_of
from api.pages.page import page_router
from api.pages.refused import Refused
from domain import roles
from domain.case import Case
from domain.complaint import Complaint
from domain.data_requests import ENDED, DataRequest

router = page_router()


def _routes(kind: CaseKind) -> None:
    found = visible_of(kind)

    def case(visible: Annotated[OfCase[Any], found], tercatat: str = "") -> Response:
        return _shown(visible, visible.seen.opened(None), recorded=tercatat[:18])

    def open_sealed(visible: Annotated[OfCase[Any], found], form: Posted) -> Response:
        return _opened(visible, form)

    def deadlines(visible: Annotated[OfCase[Any], found]) -> Response:
        return _deadlines(visible)

    at = f"{kind.root}/{{id}}"
    router.add_api_route(at, case, methods=["GET"])
    router.add_api_route(f"{at}/buka", open_sealed, methods=["POST"])
    router.add_api_route(f"{at}/tenggat", deadlines, methods=["GET"])


for _kind in KINDS:
    _routes(_kind)


def _opened(visible: OfCase[Any], form: Posted) -> Response:
    """Answered at once, and not by another page: each showing is an opening of its
    own, and what was opened stands in no address and no history of the browser."""
    seen, reporter = visible.seen, form.ticked("identity")
    done = attempt(
        visible.page, lambda: seen.opened(form.get("reason", ""), who=reporter)
    )
    if isinstance(done, Refused):
        return _shown(visible, seen.opened(None), refused=done, typed=form)
    return _shown(visible, done, opened=True)


def _deadlines(visible: OfCase[Any]) -> Response:
    page, case, kind = visible.page, visible.case, visible.kind
    clocks = page.here.cases.clocks(case)
    calendar, today = page.here.app.reference().calendar, page.here.today()
    told = [
        (line, _told(clock), [_counted(day, clock) for day in clock["days"]])
        for line, clock in clock_lines.paired(clocks, calendar, today)
    ]
    return page.show(
        "case_deadlines.html",
        f"Tenggat {kind.name} {case.case_number}",
        case=case,
        kind=kind,
        address=visible.address,
        told=told,
    )


def _shown(
    visible: OfCase[Any],
    shown: Opened,
    *,
    opened: bool = False,
    recorded: str = "",
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    page, case, names, kind = visible.page, visible.case, visible.names, visible.kind
    here, zone = page.here, page.here.settings.time_zone
    view = visible.view(shown)
    history = here.cases.history(case, page.actor, shown)
    calendar, today = names.reference.calendar, here.today()
    lines = clock_lines.lines(here.cases.clocks(case), calendar, today)
    return page.show(
        "case.html" if isinstance(case, Complaint) else "request.html",
        f"{kind.name.capitalize()} {case.case_number}",
        refused=refused,
        typed=typed,
        case=case,
        kind=kind,
        view=view,
        address=visible.address,
        state=(glossary.word(kind.states, case.state), kind.tones[case.state]),
        clocks=lines,
        next_due=next((line for line in lines if line.running), None),
        story=timeline(history, names, zone, today, ended=kind.ended(case)),
        actions=offered(page, case),
        data_requests=_waiting(visible),
        notice=_notice(case, history, names, recorded, today),
        opened=opened,
        may_open=page.actor.role in roles.READS["identity"],
        may_open_identity=may_open_identity(case, page.actor)
        and not case.has_erased("reporter"),
        **_of_its_kind(visible, view),
    )


def _of_its_kind(visible: OfCase[Any], view: Mapping[str, Any]) -> dict[str, Any]:
    page, case, names = visible.page, visible.case, visible.names
    if isinstance(case, Complaint):
        return case_facts.told(page, case, view, names)
    return request_facts.told(page, case, view, names)


def _waiting(visible: OfCase[Any]) -> list[DataRequest]:
    """What its reporter or applicant asks of the own data, for who decides on it."""
    page, case = visible.page, visible.case
    if page.actor.role not in roles.READS["data requests"]:
        return []
    asked = requests_of(page.here.app, case).asked
    return [request for request in asked if request.state not in ENDED]


def _notice(
    case: Case,
    history: list[dict[str, Any]],
    names: Names,
    recorded: str,
    today: date,
) -> dict[str, Any] | None:
    """What was recorded as that version, and what is due now."""
    version = numeral(recorded)
    if not (isinstance(version, int) and 0 < version <= len(history)):
        return None
    item = history[version - 1]
    after = case if version == case.version else None
    return {
        "title": f"Tercatat: {step(item, names).title}",
        "effects": list(effects(item["data"], after)),
        "next": next_due(case, today),
        "position": item["position"],
    }


def _told(clock: Mapping[str, Any]) -> dict[str, Any]:
    return {**clock, "legal_basis": clock_lines.law(clock["legal_basis"])}


def _counted(day: Mapping[str, Any], clock: Mapping[str, Any]) -> dict[str, Any]:
    return {**day, "why": clock_lines.why(day["why"], clock["clock"])}
