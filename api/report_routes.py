"""Reports that an office owes, as files."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from api import description, web
from api.assessment_answers import SelfAssessment
from api.bodies import Code
from api.commands import InvalidBody
from api.exporting.figures import signed_head
from api.identity import Actor
from api.installation import Installation
from api.queries import After, Day, Reading
from api.register_routes import reached
from api.reports import assessed, files, information_report, recap, self_assessment
from api.reports.files import Format
from api.reports.period import PATTERN, Period
from api.reports.report import Report
from api.web import Here, Json
from projections.information_register import InformationRegister

router = APIRouter(prefix="/v1/reports", tags=["reading"])
Reader = Annotated[Actor, web.reader("reports")]
Made = Callable[[Installation, Period, date, str | None], Report]
"""Makes a report of a period, as of a day, of one agency or of all."""


class PeriodQuery(Reading):
    period: Annotated[str, Field(pattern=PATTERN)] = Field(
        description="a year, a quarter or a month: 2026, 2026-Q4 or 2026-11"
    )
    as_of: Day | None = Field(
        None,
        description="at the end of that day; if not given, of the last day of the"
        " period, or today while it goes on",
    )
    agency: Code | None = Field(
        None,
        description="only its cases or requests; those who serve an agency name their"
        " own",
    )
    after: After | None = None


class ReportQuery(PeriodQuery):
    format: Format = "pdf"


class AssessmentQuery(PeriodQuery):
    format: Literal["json"] | Format = "json"


@router.get(
    "/complaint-recap",
    response_class=Response,
    responses=description.streamed(
        {media: "string" for media in files.MEDIA.values()}, 401, 403
    ),
)
def complaint_recap(
    here: Here, actor: Reader, query: Annotated[ReportQuery, Query()]
) -> Response:
    """The cases received in a period, as they were at the end of a day: indicators,
    states, agencies, categories, regions, channels, reasons of archiving, ratings, and
    what is overdue. The figures are those of `/v1/dashboard` for a manager, by `from`,
    `to` and `as_of`; the file says its question, the position it was counted at, and a
    signed head. The PDF is PDF/A-3a and PDF/UA-1, and holds the data of
    `/v1/exports/figures` and all tables as CSV."""
    reached(here, "sla", query.after)
    return answered(here, actor, query, recap.made)


@router.get(
    "/information-service",
    response_class=Response,
    responses=description.streamed(
        {media: "string" for media in files.MEDIA.values()}, 401, 403
    ),
)
def information_service(
    here: Here, actor: Reader, query: Annotated[ReportQuery, Query()]
) -> Response:
    """The report on the service of public information (PPID), due every year by 31
    March, of any period: the requests received in it, as they were at the end of a
    day. Its chapters: rules, means, requests, objections and disputes, obstacles,
    recommendations; what only an office knows is left to it. It names nobody, and each
    number is one of requests in `/v1/information-register`."""
    reached(here, InformationRegister.name, query.after)
    return answered(here, actor, query, information_report.made)


@router.get(
    "/self-assessment",
    responses=description.documented(200, SelfAssessment, 401, 403),
)
def self_assessment_of(
    here: Here, actor: Reader, query: Annotated[AssessmentQuery, Query()]
) -> Response:
    """The openness self-assessment of the year in which the period lies, as of the end
    of a day: each question of the sheet in force with its answer, counted from the
    record or given by the PPID, the address of its evidence, points and weight; total
    and class. It is what the office says of itself, no result of the information
    commission. Without `agency` that of all."""
    reached(here, InformationRegister.name, query.after)
    if query.format != "json":
        return answered(here, actor, query, self_assessment.made)
    found = assessed.assessed(here, *asked(here, actor, query))
    head = signed_head(here, found.position)
    return Json(assessed.told(found, head), headers={"Cache-Control": "no-store"})


def answered(
    here: Installation, actor: Actor, query: ReportQuery | AssessmentQuery, made: Made
) -> Response:
    """The file of a report. Raises `InvalidBody` for an agency that is not the
    reader's."""
    assert query.format != "json"
    return files.answered(made(here, *asked(here, actor, query)), query.format)


def asked(
    here: Installation, actor: Actor, query: PeriodQuery
) -> tuple[Period, date, str | None]:
    """Of which period, as of which day, of which agency. Raises `InvalidBody`."""
    period = Period.of(query.period)
    agency = agency_of(actor, query.agency)
    return period, query.as_of or recap.as_of(period, here.today()), agency


def agency_of(actor: Actor, asked: str | None) -> str | None:
    """Of whose cases a report is told: who serves an agency is told of that one. Raises
    `InvalidBody`."""
    if actor.role not in ("liaison", "supervisor") and not actor.agencies:
        return asked
    if asked is None and len(actor.agencies) == 1:
        return min(actor.agencies)
    if asked not in actor.agencies:
        mine = ", ".join(sorted(actor.agencies)) or "none"
        raise InvalidBody([{"field": "agency", "problem": f"name your own: {mine}"}])
    return asked
