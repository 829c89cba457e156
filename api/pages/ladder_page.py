"""Who is told when a deadline passes, clock by clock; and the hours of the offices."""

from collections.abc import Callable
from typing import Annotated, Any, get_args

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import ladder_routes
from api.ladder_rows import hours_rows, ladder_rows
from api.pages import administration, glossary
from api.pages.form import Form, Posted, numeral
from api.pages.page import Page, page_router, who_commands
from api.pages.refused import Refused
from domain.clock import ClockName
from domain.ladder import StepName

router = page_router()

Administrator = Annotated[Page, who_commands("change-reference")]
AT = "/pengurus/jenjang"
CLOCKS, STEPS = get_args(ClockName), get_args(StepName)


@router.get(AT)
def ladders(page: Administrator) -> Response:
    return _all(page)


@router.post(AT)
def adopt_hours(page: Administrator, form: Posted) -> Response:
    body: dict[str, Any] = form.chosen("legal_basis", "valid_from")
    times = form.chosen("opens", "closes").items()
    body |= {name: text.replace(".", ":").zfill(5) for name, text in times}
    return _changed(page, form, ladder_routes.adopt_office_hours, body, _all)


@router.get(f"{AT}/{{clock}}")
def ladder(page: Administrator, clock: str) -> Response:
    return _one(page, clock)


@router.post(f"{AT}/{{clock}}")
def adopt(page: Administrator, clock: str, form: Posted) -> Response:
    body = {"clock": clock, "steps": _steps(form), **form.chosen("valid_from")}
    return _changed(
        page, form, ladder_routes.adopt_ladder, body, lambda p, **m: _one(p, clock, **m)
    )


def _changed(
    page: Page,
    form: Form,
    route: Callable[..., Response],
    body: dict[str, Any],
    show: Callable[..., Response],
) -> Response:
    done = administration.change(page, form, route, body)
    if isinstance(done, Refused):
        return show(page, refused=done, typed=form)
    return page.go(page.request.url.path)


def _steps(form: Form) -> list[dict[str, Any]]:
    """The steps for which days were typed; what is no number is refused as such."""
    found = []
    for name, text in form.chosen(*STEPS).items():
        days = numeral(text)
        from_start = name == "remind" and form.get("counted_from") == "start"
        if name == "remind" and isinstance(days, int) and not from_start:
            days = -days
        counted = "start" if from_start else "due"
        found.append({"name": name, "days": days, "counted_from": counted})
    return found


def _all(page: Page, **more: Any) -> Response:
    ladder, today = page.here.app.reference().ladder, page.here.today()
    rows = [row for row in ladder_rows(ladder, today) if row["in_force"]]
    return administration.show(
        page,
        "ladders.html",
        "Jenjang peringatan",
        clocks=[(c, [row for row in rows if row["clock"] == c]) for c in CLOCKS],
        hours=hours_rows(ladder, today),
        **more,
    )


def _one(page: Page, clock: str, **more: Any) -> Response:
    if clock not in CLOCKS:
        raise HTTPException(404)
    ladder, today = page.here.app.reference().ladder, page.here.today()
    rows = [row for row in ladder_rows(ladder, today) if row["clock"] == clock]
    now = next((row for row in rows if row["in_force"]), None)
    name = glossary.word("clock", clock)
    return administration.show(
        page,
        "ladder.html",
        f"Jenjang tenggat {name}",
        clock=clock,
        rows=rows[::-1],
        days={step["name"]: step for step in now["steps"]} if now else {},
        names=STEPS,
        **more,
    )
