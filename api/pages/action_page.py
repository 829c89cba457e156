"""An action on a case: its form, what it does to the clocks, and doing it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_args

from fastapi.responses import Response

from api.commands import REQUESTS
from api.pages import glossary
from api.pages.acting import act
from api.pages.action_bodies import WITHHELD, at_its_fields, body, typed
from api.pages.action_field import Field
from api.pages.action_fields import FORMS, extendable
from api.pages.actions import ABOUT
from api.pages.case_kind import CaseKind, kind_of_command
from api.pages.form import Form, Posted, numeral
from api.pages.indonesian import capital, day, number
from api.pages.of_case import OfCase, visible_of
from api.pages.page import Page, page_router, who_commands
from api.pages.preview import Preview, preview
from api.pages.refused import Refused, refused
from api.web import CaseRef
from domain.case import Case
from domain.complaint_events import Classification
from domain.information_request_events import CommissionStep
from domain.refusals import NotYourCase, Refusal

router = page_router()

STALE = 412


def _routes(command: str) -> None:
    allowed, kind = who_commands(command), kind_of_command(command)
    found = visible_of(kind)

    # Who may act is judged first, as the HTTP API does: 403 before 404.
    def ask(
        page: Annotated[Page, allowed], visible: Annotated[OfCase[Any], found]
    ) -> Response:
        return _asked(visible, command)

    def do(page: Annotated[Page, allowed], id: CaseRef, form: Posted) -> Response:
        return _done(page, kind, command, id, form)

    name = command.replace("-", "_")
    address = f"{kind.root}/{{id}}/{_last(kind, command)}"
    router.add_api_route(address, ask, methods=["GET"], name=f"ask_{name}")
    router.add_api_route(address, do, methods=["POST"], name=f"do_{name}")


def _last(kind: CaseKind, command: str) -> str:
    """The last part of the address of an action."""
    return command.removeprefix(kind.before)


for _command in FORMS:
    _routes(_command)


def _asked(
    visible: OfCase[Any],
    command: str,
    told: Refused | None = None,
    words: Mapping[str, str] | None = None,
) -> Response:
    page, case = visible.page, visible.case
    found = preview(page, case, command)
    if isinstance(found, Refusal):
        # In this state there is nothing to fill in; why not, and what instead, is told.
        told = told or refused(found, page.here.settings.time_zone)
    view = visible.view(visible.seen.opened(None))
    name = glossary.word("command", command)
    fields = (
        None
        if isinstance(found, Refusal)
        else FORMS[command](case, visible.names, view, page.here.today())
    )
    return page.show(
        "action.html",
        f"{capital(name)}: {visible.kind.name} {case.case_number}",
        refused=told,
        typed=words,
        case=case,
        kind=visible.kind,
        view=view,
        address=visible.address,
        command=_last(visible.kind, command),
        rows_withheld=WITHHELD,
        name=name,
        about=ABOUT[command],
        fields=fields,
        preview=found if isinstance(found, Preview) else Preview(),
        choices=_choices(visible, command),
    )


def _done(page: Page, kind: CaseKind, command: str, id: str, form: Form) -> Response:
    """The case may be out of sight: of a double click the first may have taken it
    there, and the second is answered as the first. Anybody else is told that there is
    no such case, by the command itself."""
    case = page.here.cases.find_case(id, kind.of)
    before = _as_read(page, case, form)
    view = before.view(before.seen.opened(None))
    fields = FORMS[command](before.case, before.names, view, page.here.today())
    given = body(command, form, fields, view, page.here.settings.time_zone)
    done = act(page, form, command, given, id)
    if isinstance(done, Refused):
        now = page.here.cases.visible_case(id, page.actor, kind.of)
        words = typed(form, fields)
        words = _changed(words, fields) if done.status == STALE else words
        return _asked(OfCase(page, now), command, at_its_fields(done), words)
    try:
        page.here.cases.visible_case(id, page.actor, kind.of)
    except NotYourCase:
        position = done.body["position"]
        return page.go(f"{kind.desk}?selesai={case.case_number}&after={position}")
    return page.go(f"{kind.address(case)}?tercatat={done.body['version']}")


def _as_read(page: Page, case: Case, form: Form) -> OfCase[Any]:
    """The case as it was when the form was made: what differs from that was typed."""
    version = numeral(form.get("version", ""))
    if isinstance(version, int) and 0 < version < case.version:
        then = page.here.cases.as_of(case, version=version)
        # Who may read its texts is judged by what it is now.
        return OfCase(page, then, case)
    return OfCase(page, case)


def _changed(words: Mapping[str, str], fields: Sequence[Field]) -> dict[str, str]:
    """What was typed, and not what stood in the form already: by now that may be
    something else, which a second sending must not undo."""
    stood = {field.name: field.value for field in fields}
    return {name: text for name, text in words.items() if stood.get(name, "") != text}


def _choices(visible: OfCase[Any], command: str) -> list[tuple[str, tuple[str, ...]]]:
    """What each choice would do to the clocks, where that hangs on the choice."""
    make = {
        "reclassify": _classes,
        "extend": _extensions,
        f"{REQUESTS}/record-ruling": _steps,
    }.get(command)
    return make(visible) if make else []


def _steps(visible: OfCase[Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Of the commission: a ruling on the request ends what others leave running."""
    found = []
    for step in get_args(CommissionStep):
        chosen = {"outcome": "refused"} if step == "ruling" else {}
        command = f"{REQUESTS}/record-ruling"
        told = preview(visible.page, visible.case, command, step=step, **chosen)
        if isinstance(told, Preview):
            name = capital(glossary.word("commission_step", step))
            found.append((name, told.effects or ("Tidak ada tenggat yang berubah.",)))
    return found


def _classes(visible: OfCase[Any]) -> list[tuple[str, tuple[str, ...]]]:
    page, case = visible.page, visible.case
    found = []
    for other in get_args(Classification):
        if other == case.classification:
            continue
        told = preview(page, case, "reclassify", classification=other)
        if isinstance(told, Preview):
            none = "Tidak ada tenggat yang berubah."
            name = glossary.word("classification", other).capitalize()
            found.append((name, told.effects or (none,)))
    return found


def _extensions(visible: OfCase[Any]) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    standards = visible.names.reference.standards
    for name in extendable(visible.case, visible.names, visible.page.here.today()):
        promise = visible.case.clocks[name].promise
        rule = standards.rule(promise.rule, promise.rule_version)
        unit = glossary.word("unit", promise.unit)
        left = (rule.extendable_by or 0) - (promise.extended or 0)
        text = (
            f"Kini {day(promise.due_on)}; masih dapat ditambah {number(left)} {unit}."
        )
        found.append((glossary.word("clock", name).capitalize(), (text,)))
    return found
