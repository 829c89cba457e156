"""The openness self-assessment: the sheet of a year with its evidence, and the form on
which the PPID answers a question of it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import assessment_routes
from api.commands import InvalidBody
from api.openings import officers_names
from api.pages import administration, glossary
from api.pages.form import Posted
from api.pages.list_query import read
from api.pages.names import Names
from api.pages.page import Page, page_router, who_commands, who_reads
from api.pages.refused import Refused, refused
from api.pages.reports_page import agencies, files
from api.register_routes import reached
from api.report_routes import AssessmentQuery, asked
from api.reports import assessed, self_assessment
from api.reports.period import Period, years
from domain import roles
from projections.information_register import InformationRegister

router = page_router()
AT = "/laporan/penilaian-mandiri"
COMMAND = "assess-openness"
About = tuple[Period, date, str | None]
"""Period, day and agency of a sheet."""
Reader = Annotated[Page, who_reads("reports")]
Answerer = Annotated[Page, who_commands(COMMAND)]


@router.get(AT)
def sheet(page: Reader) -> Response:
    """Of this year unless another period is asked for."""
    wrong = None
    try:
        said = {"period": str(page.here.today().year), **page.request.query_params}
        query = read(AssessmentQuery, said)
        period, day, agency = asked(page.here, page.actor, query)
    except InvalidBody as error:
        wrong = refused(error, page.here.settings.time_zone)
        query = read(AssessmentQuery, {"period": str(page.here.today().year)})
        period, day, agency = Period.of(query.period), page.here.today(), None
    found = None
    if wrong is None:
        reached(page.here, InformationRegister.name, query.after)
        found = assessed.assessed(page.here, period, day, agency)
    offered = years(page.here.today(), 4)
    return page.show(
        "self_assessment.html",
        "Penilaian mandiri keterbukaan",
        refused=wrong,
        typed={
            "period": period.code,
            "agency": agency or "",
            "as_of": query.as_of.isoformat() if query.as_of else "",
        },
        found=found,
        told=self_assessment,
        areas=list(assessed.areas(found)) if found else [],
        offered=[] if period in offered else [period],
        years=offered,
        files=files("penilaian-mandiri", period, query.as_of, agency),
        agencies=agencies(page),
        office=Names(page.here.app.reference()).agency(agency) if agency else "",
        may=found is not None and page.actor.role in roles.ALL_COMMANDS[COMMAND],
        asked=urlencode(_words(period, day, agency)),
    )


@router.get(f"{AT}/{{code}}")
def ask(page: Answerer, code: str) -> Response:
    return _form(page, code, _asked(page, page.request.query_params))


@router.post(f"{AT}/{{code}}")
def answer(page: Answerer, code: str, form: Posted) -> Response:
    about = period, day, agency = _asked(page, form.chosen("period", "as_of", "agency"))
    body: dict[str, Any] = form.chosen("answer", "evidence")
    body |= {"year": period.first.year, "as_of": day.isoformat(), "question": code}
    body |= {"agency": agency} if agency else {}
    done = administration.change(page, form, assessment_routes.answer_question, body)
    if isinstance(done, Refused):
        return _form(page, code, about, refused=done, typed=form)
    said = {**_words(*about), "after": page.request.state.position}
    return page.go(f"{AT}?{urlencode(said)}")


def _asked(page: Page, said: Mapping[str, str]) -> About:
    """Of this year unless another period is said. Raises `InvalidBody`."""
    given = {**said, "period": said.get("period") or str(page.here.today().year)}
    return asked(page.here, page.actor, read(AssessmentQuery, given))


def _form(page: Page, code: str, about: About, **more: Any) -> Response:
    period, day, agency = about
    known = page.here.app.reference().self_assessment
    on = known.sheet_on(day)
    question = on.question(code) if on else None
    if not question or question.measure:
        raise HTTPException(404)
    given = [
        one
        for one in known.answers.get((period.first.year, agency), ())
        if one.question == code
    ]
    return page.show(
        "self_assessment_answer.html",
        "Jawab penilaian",
        question=question,
        period=period,
        per=day,
        now=known.answers_on(period.first.year, agency, day).get(code),
        history=list(reversed(given)),
        officers=officers_names(page.here, {one.actor for one in given}),
        answers=[
            (answer, word.capitalize())
            for answer, word in glossary.WORDS["openness_answer"].items()
        ],
        about=_words(*about),
        asked=urlencode(_words(*about)),
        office=Names(page.here.app.reference()).agency(agency) if agency else "",
        **more,
    )


def _words(period: Period, day: date, agency: str | None) -> dict[str, Any]:
    said = {"period": period.code, "as_of": day.isoformat(), "agency": agency}
    return {name: value for name, value in said.items() if value}
