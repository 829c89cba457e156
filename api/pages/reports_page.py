"""The reports that are owed: of which period, as of which day, as which file."""

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi.responses import Response

from api.commands import InvalidBody
from api.pages.list_query import read
from api.pages.names import Names
from api.pages.page import Page, page_router, who_reads
from api.pages.refused import refused
from api.report_routes import Made, ReportQuery, agency_of, answered
from api.reports import information_report, recap, self_assessment
from api.reports.files import MEDIA
from api.reports.period import Period, months, quarters, years

router = page_router()
Reader = Annotated[Page, who_reads("reports")]
SHOWN = ("Bulan", months, 13), ("Triwulan", quarters, 6), ("Tahun", years, 4)
"""What is offered; any other period is asked for in the address."""
FILES: dict[str, Made] = {
    "rekap-aduan": recap.made,
    "layanan-informasi": information_report.made,
    "penilaian-mandiri": self_assessment.made,
}


@router.get("/laporan")
def reports(page: Reader) -> Response:
    """Without a period the last month that is over, of which reports are owed."""
    today = page.here.today()
    offered = {kind: of(today, count) for kind, of, count in SHOWN}
    last = offered["Bulan"][1].code
    given = page.request.query_params.get("period") or last
    wrong, found, requests = None, None, None
    try:
        query = read(ReportQuery, {**page.request.query_params, "period": given})
        agency = agency_of(page.actor, query.agency)
    except InvalidBody as error:
        wrong = refused(error, page.here.settings.time_zone)
        query, agency = read(ReportQuery, {"period": last}), None
    period = Period.of(query.period)
    day = query.as_of or recap.as_of(period, today)
    if wrong is None:
        found = recap.at_a_glance(page.here, period, day, agency)
        requests = information_report.at_a_glance(page.here, period, day, agency)
    return page.show(
        "reports.html",
        "Laporan",
        refused=wrong,
        typed={
            "period": period.code,
            "agency": agency or "",
            "as_of": query.as_of.isoformat() if query.as_of else "",
        },
        offered=offered,
        known={one.code for kind in offered.values() for one in kind},
        period=period,
        per=day,
        counted=found,
        requests=requests,
        files={name: files(name, period, query.as_of, agency) for name in FILES},
        agencies=agencies(page),
    )


def _file(name: str, kind: str) -> None:
    def file(page: Reader) -> Response:
        query = read(ReportQuery, {**page.request.query_params, "format": kind})
        return answered(page.here, page.actor, query, FILES[name])

    router.add_api_route(f"/laporan/{name}.{kind}", file, methods=["GET"])


def files(
    name: str, period: Period, day: date | None, agency: str | None
) -> dict[str, str]:
    """The address of each kind of file."""
    said = {"period": period.code, "as_of": day and day.isoformat(), "agency": agency}
    words = urlencode({name: value for name, value in said.items() if value})
    return {kind: f"/laporan/{name}.{kind}?{words}" for kind in MEDIA}


def agencies(page: Page) -> list[tuple[str, str]]:
    names = Names(page.here.app.reference())
    if page.actor.agencies:
        return [(code, names.agency(code)) for code in sorted(page.actor.agencies)]
    return names.agencies_at_work()


for _name in FILES:
    for _kind in MEDIA:
        _file(_name, _kind)
