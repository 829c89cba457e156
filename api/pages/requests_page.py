"""Requests for public information: what waits, by the time left, and all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi.responses import Response

from api.information_register_routes import READ_MODEL, listed
from api.information_request_queries import RequestListQuery
from api.pages import glossary, request_rows
from api.pages.acting import attempt
from api.pages.action_field import words
from api.pages.indonesian import day
from api.pages.list_query import read
from api.pages.names import Names
from api.pages.page import Page, page_router, who_reads
from api.pages.refused import Refused
from api.register_routes import reached
from domain import roles
from domain.case_number import parse
from domain.information_request import RequestState

router = page_router()

LENGTH = 25
Asked = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What is often asked for; `empty` says that there is none of it."""

    name: str
    asked: Mapping[str, str]
    empty: str


SHORTCUTS = (
    Shortcut("Semua", {}, "Belum ada permohonan informasi."),
    Shortcut(
        "Lewat tenggat",
        {"overdue": "true"},
        "Tidak ada permohonan yang lewat tenggat.",
    ),
    Shortcut(
        "Belum ditanggapi",
        {"state": "requested"},
        "Semua permohonan sudah ditanggapi.",
    ),
    Shortcut(
        "Menunggu pemohon",
        {"state": "incomplete"},
        "Tidak ada permohonan yang menunggu kelengkapan.",
    ),
    Shortcut(
        "Keberatan",
        {"state": "objected"},
        "Tidak ada keberatan yang menunggu jawaban atasan PPID.",
    ),
    Shortcut(
        "Keberatan dijawab",
        {"state": "objection_answered"},
        "Tidak ada keberatan yang baru dijawab.",
    ),
    Shortcut(
        "Sengketa",
        {"state": "disputed"},
        "Tidak ada sengketa di Komisi Informasi.",
    ),
)
_SORTS = (
    ("due", "Paling dekat tenggatnya lebih dahulu"),
    ("-received_at", "Terbaru diterima lebih dahulu"),
    ("received_at", "Terlama diterima lebih dahulu"),
)


@router.get("/permohonan")
def requests(page: Annotated[Page, who_reads("information requests")]) -> Response:
    given = page.request.query_params
    done = given.get("selesai", "")
    asked: Asked = {k: v for k, v in given.items() if v and k != "selesai"}
    if states := [state for state in given.getlist("state") if state]:
        asked["state"] = states
    found = attempt(page, lambda: _found(page, asked))
    refused = found if isinstance(found, Refused) else None
    items = [] if isinstance(found, Refused) else found["items"]
    more = None if isinstance(found, Refused) else found["next_cursor"]
    names = Names(page.here.app.reference())
    chosen = _chosen(asked)
    return page.show(
        "requests.html",
        "Permohonan informasi",
        refused=refused,
        typed={k: v for k, v in asked.items() if isinstance(v, str)},
        rows=request_rows.shown(page, items),
        shortcuts=[(_address(s.asked), s.name, s is chosen, None) for s in SHORTCUTS],
        empty=chosen.empty if chosen else "Tidak ada permohonan yang cocok.",
        title_of_list=chosen.name if chosen else "Permohonan yang disaring",
        chips=list(_chips(asked, names)),
        states=asked.get("state", []),
        options=_options(names),
        first=_address(asked, cursor=None) if asked.get("cursor") else None,
        next=_address(asked, cursor=more) if more else None,
        done=parse(done),
        decides_data=page.actor.role in roles.READS["data requests"],
        receives=page.actor.role in roles.ALL_COMMANDS["information-requests"],
    )


def _found(page: Page, asked: Asked) -> dict[str, Any]:
    query = read(RequestListQuery, {"sort": "due", **asked})
    if query.after:
        reached(page.here, READ_MODEL, query.after)
    if "limit" not in query.model_fields_set:
        query = query.model_copy(update={"limit": LENGTH})
    return listed(page.here, page.actor, query)


def _chosen(asked: Asked) -> Shortcut | None:
    """The shortcut that asks for the same."""
    own = {k: v for k, v in asked.items() if k not in ("cursor", "after", "sort")}
    if isinstance(states := own.get("state"), list) and len(states) == 1:
        own["state"] = states[0]
    return next((s for s in SHORTCUTS if s.asked == own), None)


def _options(names: Names) -> dict[str, Any]:
    return {
        "state": words("information_state", get_args(RequestState)),
        "agency": names.agencies_at_work(),
        "overdue": [("true", "Lewat tenggat"), ("false", "Belum lewat tenggat")],
        "sort": _SORTS,
    }


def _chips(asked: Asked, names: Names) -> Iterator[tuple[str, str]]:
    """What the list is narrowed by, in words; an unknown code as it was given."""
    if states := asked.get("state"):
        known = glossary.WORDS["information_state"]
        yield "Status", ", ".join(known.get(state, state) for state in states)
    if late := asked.get("overdue"):
        yield "Tenggat", "lewat" if late == "true" else "belum lewat"
    if agency := asked.get("agency"):
        yield "Instansi", names.agency(agency)
    for name, label in (("received_from", "sejak"), ("received_to", "sampai")):
        if name in asked:
            yield f"Diterima {label}", _day(asked[name])


def _day(text: str) -> str:
    try:
        return day(text)
    except ValueError:
        return text


def _address(asked: Mapping[str, Any], **other: str | None) -> str:
    given = {k: v for k, v in {**asked, **other}.items() if v is not None}
    return f"/permohonan?{urlencode(given, doseq=True)}" if given else "/permohonan"
