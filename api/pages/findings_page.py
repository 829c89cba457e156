"""What raises a question about honest work: findings, each told as a question."""

from typing import Annotated

from fastapi.responses import Response

from api.found_cases import visibility
from api.openings import officers_names
from api.pages import glossary
from api.pages.indonesian import number
from api.pages.names import Names
from api.pages.page import Page, page_router, who_reads
from api.pages.page_query import asked, first_and_next
from api.queries import FindingsQuery
from api.register_routes import asked as listed
from projections.detectors import Kind
from projections.finding_lists import (
    KINDS,
    FindingRow,
    PageOfFindings,
    Wanted,
    findings,
)

router = page_router()

QUESTIONS: dict[Kind, str] = {
    "pause_before_deadline": "Mengapa baru ditunda {left} tenggat {clock}? Apakah"
    " yang kurang tidak terlihat sejak awal?",
    "longer_promise": "Mengapa klasifikasinya diubah sehingga tenggat {clock} {more}?",
    "reopened_soon": "Mengapa dibuka kembali {soon} dijawab? Apakah jawabannya tuntas?",
    "repeated_answer": "Apakah jawaban ini dibuat untuk aduan ini? Jawaban yang serupa"
    " sudah diberikan pada {days} aduan lain.",
    "ping_pong": "Siapa yang berwenang? Aduan ini sudah {days} kali berpindah"
    " disposisi.",
    "backdated_stop": "Apa buktinya? Langkah ini dicatat {days} hari sesudah tanggal"
    " yang disebut, dan menutup keterlambatan {clock}.",
}
"""A finding is a question, not a verdict: each has honest reasons too."""


def question(row: FindingRow) -> str:
    """Of one finding."""
    days = row.days or 0
    return QUESTIONS[row.kind].format(
        clock=glossary.word("clock", row.clock) if row.clock else "",
        days=number(days),
        left="pada hari terakhir" if days == 0 else f"{number(days)} hari sebelum",
        more="berakhir" if row.days is None else f"bertambah {number(days)} hari",
        soon="pada hari yang sama dengan saat"
        if days == 0
        else f"{number(days)} hari sesudah",
    )


def found(page: Page, wanted: Wanted) -> PageOfFindings:
    return listed(lambda: findings(page.here.pool, wanted, visibility(page.actor)))


@router.get("/inspektur/temuan")
def findings_list(page: Annotated[Page, who_reads("findings")]) -> Response:
    query, refused = asked(page, FindingsQuery)
    names = Names(page.here.app.reference())
    wanted = Wanted(
        kind=query.kind,
        agency=query.agency,
        first=query.first,
        last=query.last,
        cursor=query.cursor,
    )
    listing = found(page, wanted)
    actors = officers_names(page.here, {r.actor for r in listing.items if r.actor})
    return page.show(
        "findings.html",
        "Temuan untuk ditanyakan",
        refused=refused,
        typed=page.request.query_params,
        rows=listing.items,
        counts=listing.counts,
        kinds=[(kind, glossary.word("finding", kind)) for kind in KINDS],
        names=names,
        agencies=names.agencies_at_work(),
        actors=actors,
        question=question,
        paging=first_and_next(page, listing.next_cursor),
    )
