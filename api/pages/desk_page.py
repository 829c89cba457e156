"""Today's work: what waits for whom, by working time left, overdue first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi.responses import Response

from api.dashboard_routes import figures_at
from api.moment import NOW
from api.pages import case_rows
from api.pages.data_request_page import waiting
from api.pages.list_query import read
from api.pages.page import Page, page_router, who_reads
from api.queries import ListQuery
from api.register_routes import listed, reached
from domain import roles
from domain.case_number import parse
from domain.complaint import State
from domain.event import Role
from domain.transitions import OPEN
from projections.filters import Filters

router = page_router()

LENGTH = 25


@dataclass(frozen=True, slots=True)
class Queue:
    """Cases that wait for the same. `code` stands in the address."""

    code: str
    name: str
    states: tuple[State, ...]
    empty: str
    overdue: bool = False


_OPEN: tuple[State, ...] = tuple(sorted(OPEN))
_VERIFICATION = Queue(
    "verifikasi",
    "Menunggu verifikasi",
    ("received",),
    "Semua sudah diverifikasi.",
)
_CLARIFICATION = Queue(
    "klarifikasi",
    "Menunggu klarifikasi",
    ("awaiting_clarification",),
    "Tidak ada pelapor yang sedang ditanyai.",
)
_DISPOSITION = Queue(
    "disposisi",
    "Menunggu disposisi",
    ("verified", "returned"),
    "Semua aduan yang terverifikasi sudah didisposisikan.",
)
_AGENCY = Queue(
    "instansi",
    "Di instansi",
    ("disposed", "in_progress"),
    "Tidak ada aduan yang sedang dikerjakan instansi.",
)
_NEW = Queue(
    "baru",
    "Baru didisposisi",
    ("disposed",),
    "Tidak ada disposisi yang belum ditindaklanjuti.",
)
_AGAIN = Queue(
    "ditanggapi",
    "Ditindaklanjuti lagi",
    ("in_progress",),
    "Tidak ada aduan yang kembali setelah tanggapan pelapor atau dibuka lagi.",
)
_ANSWERED = Queue(
    "dijawab",
    "Dijawab, menunggu pelapor",
    ("answered",),
    "Tidak ada jawaban yang menunggu tanggapan pelapor.",
)
_OVERDUE = Queue(
    "lewat", "Lewat tenggat", _OPEN, "Tidak ada aduan yang lewat tenggat.", overdue=True
)
_ALL_OPEN = Queue(
    "terbuka", "Semua yang terbuka", _OPEN, "Tidak ada aduan yang terbuka."
)


def _work(name: str, *queues: Queue) -> Queue:
    """All of these in one list."""
    states = tuple(state for queue in queues for state in queue.states)
    return Queue("", name, states, "Tidak ada yang menunggu. Semua sudah dikerjakan.")


_DESK = (
    _work("Pekerjaan meja", _VERIFICATION, _CLARIFICATION, _DISPOSITION),
    _VERIFICATION,
    _CLARIFICATION,
    _DISPOSITION,
    _AGENCY,
    _ANSWERED,
    _OVERDUE,
)
_OF_AN_AGENCY = (
    _work("Perlu dijawab", _NEW, _AGAIN),
    _NEW,
    _AGAIN,
    _CLARIFICATION,
    _ANSWERED,
    _OVERDUE,
)
_WATCH = (
    Queue("", "Semua yang terbuka", _OPEN, "Tidak ada aduan yang terbuka."),
    _OVERDUE,
    _VERIFICATION,
    _DISPOSITION,
    _AGENCY,
    _ANSWERED,
)
QUEUES: Mapping[Role, tuple[Queue, ...]] = {
    "desk": _DESK,
    "coordinator": _DESK,
    "liaison": (*_OF_AN_AGENCY, _ALL_OPEN),
    "supervisor": (*_OF_AN_AGENCY, _ALL_OPEN),
    "inspector": _WATCH,
    "manager": _WATCH,
}
"""What each role that reads cases has on its desk, its own work first."""


@router.get("/meja")
def desk(page: Annotated[Page, who_reads("complaints")]) -> Response:
    asked = dict(page.request.query_params)
    queues = QUEUES[page.actor.role]
    code, done = asked.pop("bagian", ""), asked.pop("selesai", "")
    queue = next((q for q in queues if q.code == code), queues[0])
    query = read(ListQuery, asked).model_copy(
        update={
            "state": list(queue.states),
            "overdue": True if queue.overdue else None,
            "sort": "due",
            "limit": LENGTH,
        }
    )
    if query.after:
        reached(page.here, "sla", query.after)
    found = listed(page.here, page.actor, query)
    more = found["next_cursor"]
    return page.show(
        "desk.html",
        "Meja kerja",
        queue=queue,
        tabs=[
            (_address(q), q.name, q is queue, count)
            for q, count in _counted(page, queues)
        ],
        rows=case_rows.shown(page, found["items"]),
        first=_address(queue) if query.cursor else None,
        next=_address(queue, cursor=more) if more else None,
        done=parse(done),
        # Of 72 hours, so whoever may decide meets them where the day's work is.
        data_requests=waiting(page, 1).items
        if page.actor.role in roles.READS["data requests"]
        else (),
        receives="/aduan/baru" in page.request.app.state.addresses
        and page.actor.role in roles.COMMANDS["receive"],
    )


def _counted(page: Page, queues: tuple[Queue, ...]) -> list[tuple[Queue, int | None]]:
    """How many wait in each: the dashboard's figures of today. None where a figure
    counts cases that this reader sees in no list."""
    figures = figures_at(page.here, page.actor, NOW, Filters())
    by_state = figures["by_state"]
    overdue = figures["totals"]["overdue"]
    return [(queue, _count(page, queue, by_state, overdue)) for queue in queues]


def _count(
    page: Page, queue: Queue, by_state: Mapping[str, int], overdue: int
) -> int | None:
    if queue.overdue:
        return None if page.actor.role == "manager" else overdue
    return sum(by_state.get(state, 0) for state in queue.states)


def _address(queue: Queue, **more: str) -> str:
    asked = ({"bagian": queue.code} if queue.code else {}) | more
    return f"/meja?{urlencode(asked)}" if asked else "/meja"
