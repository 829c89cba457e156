"""An action on a case: its form, what it does to the clocks, and doing it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, get_args

from fastapi.responses import Response

from api.pages import glossary
from api.pages.acting import act
from api.pages.action_bodies import body
from api.pages.action_fields import FORMS, Field, extendable
from api.pages.actions import ABOUT
from api.pages.case_page import OfCase, Visible
from api.pages.form import Form, Posted, numeral
from api.pages.indonesian import day, number
from api.pages.page import Page, page_router, who_commands
from api.pages.preview import Preview, preview
from api.pages.refused import Refused, refused
from api.web import CaseRef
from domain.complaint import Complaint
from domain.complaint_events import Classification
from domain.refusals import NotYourCase, Refusal

router = page_router()

STALE = 412


def _routes(command: str) -> None:
    allowed = who_commands(command)

    # Who may act is judged first, as the HTTP API does: 403 before 404.
    def ask(page: Annotated[Page, allowed], visible: Visible) -> Response:
        return _asked(visible, command)

    def do(page: Annotated[Page, allowed], id: CaseRef, form: Posted) -> Response:
        return _done(page, command, id, form)

    name = command.replace("-", "_")
    address = f"/aduan/{{id}}/{command}"
    router.add_api_route(address, ask, methods=["GET"], name=f"ask_{name}")
    router.add_api_route(address, do, methods=["POST"], name=f"do_{name}")


for _command in FORMS:
    _routes(_command)


def _asked(
    visible: OfCase,
    command: str,
    told: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    page, case = visible.page, visible.case
    found = preview(page, case, command)
    if isinstance(found, Refusal):
        # In this state there is nothing to fill in; why not, and what instead, is told.
        told = told or refused(found, page.here.settings.time_zone)
    view = visible.view(visible.seen.opened(None))
    name = glossary.word("command", command)
    return page.show(
        "action.html",
        f"{name.capitalize()}: aduan {case.case_number}",
        refused=told,
        typed=typed,
        case=case,
        view=view,
        address=visible.address,
        command=command,
        name=name,
        about=ABOUT[command],
        fields=None
        if isinstance(found, Refusal)
        else FORMS[command](case, visible.names, view, page.here.today()),
        preview=found if isinstance(found, Preview) else Preview(),
        choices=_choices(visible, command),
    )


def _done(page: Page, command: str, id: str, form: Form) -> Response:
    """The case may be out of sight: of a double click the first may have taken it
    there, and the second is answered as the first. Anybody else is told that there is
    no such case, by the command itself."""
    case = page.here.cases.find(id)
    before = _as_read(page, case, form)
    view = before.view(before.seen.opened(None))
    fields = FORMS[command](before.case, before.names, view, page.here.today())
    given = body(command, form, fields, view, page.here.settings.time_zone)
    done = act(page, form, command, given, id)
    if isinstance(done, Refused):
        now = page.here.cases.visible(id, page.actor)
        typed = _changed(form, fields) if done.status == STALE else form
        return _asked(OfCase(page, now), command, done, typed)
    try:
        page.here.cases.visible(id, page.actor)
    except NotYourCase:
        position = done.body["position"]
        return page.go(f"/meja?selesai={case.case_number}&after={position}")
    return page.go(f"/aduan/{case.case_number}?tercatat={done.body['version']}")


def _as_read(page: Page, case: Complaint, form: Form) -> OfCase:
    """The case as it was when the form was made: what differs from that was typed."""
    version = numeral(form.get("version", ""))
    if isinstance(version, int) and 0 < version < case.version:
        then = page.here.cases.as_of(case, version=version)
        # Who may read its texts is judged by what it is now.
        return OfCase(page, then, case)
    return OfCase(page, case)


def _changed(form: Form, fields: Sequence[Field]) -> dict[str, str]:
    """What was typed, and not what stood in the form already: by now that may be
    something else, which a second sending must not undo."""
    stood = {field.name: field.value for field in fields}
    return {name: text for name, text in form.items() if stood.get(name, "") != text}


def _choices(visible: OfCase, command: str) -> list[tuple[str, tuple[str, ...]]]:
    """What each choice would do to the clocks, where that hangs on the choice."""
    make = {"reclassify": _classes, "extend": _extensions}.get(command)
    return make(visible) if make else []


def _classes(visible: OfCase) -> list[tuple[str, tuple[str, ...]]]:
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


def _extensions(visible: OfCase) -> list[tuple[str, tuple[str, ...]]]:
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
