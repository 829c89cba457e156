"""How requests for public information stand: by state, in time or late, refused why."""

from collections.abc import Iterable, Mapping
from typing import Annotated, get_args

from fastapi.responses import Response

from api.found_cases import requests_known_to
from api.information_request_queries import BookQuery
from api.pages import glossary
from api.pages.indonesian import capital, number, percent
from api.pages.page import Page, page_router, who_reads
from api.pages.page_query import asked
from domain.exclusions import ExclusionGround
from domain.information_request import RequestState
from domain.information_request_events import Outcome
from projections.request_figures import figures

router = page_router()

Rows = list[tuple[str, str]]


@router.get("/permohonan/angka")
def told(page: Annotated[Page, who_reads("information requests")]) -> Response:
    query, refused = asked(page, BookQuery)
    today = page.here.today()
    seen = requests_known_to(page.actor)
    found = figures(page.here.pool, query.filters(), seen, today)
    noticed = found.on_time + found.late
    return page.show(
        "request_figures.html",
        "Angka permohonan informasi",
        refused=refused,
        typed={k: str(v) for k, v in query.model_dump(exclude_none=True).items()},
        found=found,
        today=today,
        in_time=percent(found.on_time / noticed) if noticed else None,
        tables=[
            (
                "Menurut status",
                _rows("information_state", get_args(RequestState), found.by_state),
            ),
            (
                "Menurut pemberitahuan tertulis",
                _rows("information_outcome", get_args(Outcome), found.by_notice),
            ),
            (
                "Dikecualikan menurut Pasal 17",
                _rows("exclusion_ground", get_args(ExclusionGround), found.refused_for),
            ),
        ],
    )


def _rows(kind: str, codes: Iterable[str], counts: Mapping[str, int]) -> Rows:
    letter = "huruf {}: " if kind == "exclusion_ground" else ""
    return [
        (capital(letter.format(code) + glossary.word(kind, code)), number(counts[code]))
        for code in codes
        if code in counts
    ]
