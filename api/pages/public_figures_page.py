"""Figures for everybody, small numbers suppressed."""

from collections.abc import Sequence
from functools import partial

from fastapi.responses import Response

from api import published_cases
from api.pages import glossary
from api.pages.indonesian import month_name
from api.pages.names import Names
from api.pages.page import Anyone, page_router
from projections.publication import STANDS, Group

router = page_router()

STAND_WORDS = {
    "resolved": "selesai",
    "in_time": "dalam proses",
    "overdue": "lewat tenggat",
    "ended": "diarsipkan, dicabut, atau digabung",
}


@router.get("/publik/angka")
def figures(page: Anyone) -> Response:
    return page.show(
        "public_figures.html",
        "Angka untuk umum",
        figures=published_cases.figures(page.here),
        names=Names(page.here.app.reference()),
        stands=STANDS,
        stand_words=STAND_WORDS,
        all_withheld=_all_withheld,
        month_name=month_name,
        channel=partial(glossary.word, "channel"),
    )


def _all_withheld(groups: Sequence[Group], stand: str) -> bool:
    return all(group.stand[stand] == "x" for group in groups)
