"""The register: every case that the visitor may see, filtered, and found by words."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi.responses import Response
from starlette.datastructures import QueryParams

from api.pages import case_rows, glossary, indonesian
from api.pages.acting import attempt
from api.pages.form import Form, Posted
from api.pages.list_query import read
from api.pages.names import Names
from api.pages.page import Page, page_router, who_reads
from api.pages.refused import Refused
from api.queries import ListQuery, RegisterQuery, SearchQuery
from api.register_routes import listed
from domain.complaint import State
from domain.complaint_events import Channel, Classification

router = page_router()

LENGTH = 25
KEPT = ("as_of", "known_at", "position")
"""The moment of the past that a link asked for; a filter leaves it as it is."""
_ONE_EACH = ("agency", "category", "region", "channel", "classification", "overdue")
_BOUNDS = ("received_from", "received_to", "sort")
_SORTS = (
    ("-received_at", "Terbaru diterima lebih dahulu"),
    ("received_at", "Terlama diterima lebih dahulu"),
    ("due", "Paling dekat tenggatnya lebih dahulu"),
)
Reader = Annotated[Page, who_reads("complaints")]
Asked = dict[str, Any]


@router.get("/aduan")
def register(page: Reader) -> Response:
    asked = _asked(page.request.query_params)
    found = attempt(page, lambda: _found(page, read(RegisterQuery, asked)))
    more = None if isinstance(found, Refused) else found["next_cursor"]
    return _shown(
        page,
        asked,
        found,
        first=_address(asked, cursor=None) if asked.get("cursor") else None,
        further=_address(asked, cursor=more) if more else None,
    )


@router.post("/aduan/cari")
def search(page: Reader, form: Posted) -> Response:
    """Words stand in no address: the page is the answer itself, and its next page is
    asked for by a form."""
    asked = _asked(form)
    words = form.get("q", "")

    def find() -> dict[str, Any]:
        query = read(SearchQuery, _strictly({"q": words, **asked}))
        terms = page.here.terms.of_query(query.q)
        return listed(page.here, page.actor, _short(query), terms)

    return _shown(page, asked, attempt(page, find), words=words, searched=True)


def _found(page: Page, query: RegisterQuery) -> dict[str, Any]:
    return listed(page.here, page.actor, _short(query))


def _short(query: ListQuery) -> Any:
    """A page of a screen's length, unless the address asks for another."""
    if "limit" in query.model_fields_set:
        return query
    return query.model_copy(update={"limit": LENGTH})


def _asked(given: QueryParams | Form) -> Asked:
    """What was asked for, without what a form left empty. Of the address all, so that
    what the API does not know is refused here too; of a form our own fields."""
    if isinstance(given, Form):
        own: Asked = {
            name: text
            for name in (*_ONE_EACH, *_BOUNDS, "cursor")
            if (text := given.said(name))
        }
        states = [s for s in given.all("state") if s] if "state" in given else []
    else:
        own = {name: text for name, text in given.items() if text and name != "state"}
        states = [state for state in given.getlist("state") if state]
    return own | ({"state": states} if states else {})


def _strictly(asked: Asked) -> Asked:
    """As a body of JSON would say it."""
    if "overdue" in asked:
        return asked | {"overdue": asked["overdue"] == "true"}
    return asked


def _shown(
    page: Page,
    asked: Asked,
    found: dict[str, Any] | Refused,
    *,
    first: str | None = None,
    further: str | None = None,
    words: str = "",
    searched: bool = False,
) -> Response:
    names = Names(page.here.app.reference())
    refused = found if isinstance(found, Refused) else None
    items = [] if isinstance(found, Refused) else found["items"]
    past = any(name in asked for name in KEPT)
    return page.show(
        "register.html",
        "Hasil pencarian" if searched else "Daftar aduan",
        refused=refused,
        typed={k: v for k, v in asked.items() if isinstance(v, str)} | {"q": words},
        rows=case_rows.shown(page, items),
        chips=list(_chips(asked, names, page.here.settings.time_zone)),
        options=_options(names),
        states=asked.get("state", []),
        kept={k: asked[k] for k in KEPT if k in asked},
        filters=[(k, asked[k]) for k in (*_ONE_EACH, *_BOUNDS) if k in asked],
        past=past,
        words=words,
        searched=searched,
        first=first,
        next=further,
        cursor=None if isinstance(found, Refused) else found["next_cursor"],
    )


def _options(names: Names) -> dict[str, list[tuple[str, str]]]:
    return {
        "state": _words("state", get_args(State)),
        "agency": names.agencies_at_work(),
        "category": names.categories(),
        "region": names.regions(digits=5),
        "channel": _words("channel", get_args(Channel)),
        "classification": _words("classification", get_args(Classification)),
        "overdue": [("true", "Lewat tenggat"), ("false", "Belum lewat tenggat")],
        "sort": list(_SORTS),
    }


def _words(kind: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, glossary.word(kind, code).capitalize()) for code in codes]


def _chips(asked: Asked, names: Names, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """What the list is narrowed by, in words; an unknown code as it was given."""
    told: Mapping[str, tuple[str, Any]] = {
        "agency": ("Instansi", names.agency),
        "category": ("Kategori", names.category),
        "region": ("Wilayah", names.region_path),
        "channel": ("Saluran", _known("channel")),
        "classification": ("Klasifikasi", _known("classification")),
        "overdue": ("Tenggat", {"true": "lewat", "false": "belum lewat"}.get),
        "received_from": ("Diterima sejak", _day),
        "received_to": ("Diterima sampai", _day),
        "as_of": ("Seperti pada akhir", _day),
        "known_at": ("Yang diketahui sampai", lambda text: _moment(text, zone)),
        "position": ("Sampai peristiwa", str),
    }
    if states := asked.get("state"):
        known = _known("state")
        yield "Status", ", ".join(known(state) for state in states)
    for name, (label, say) in told.items():
        if name in asked:
            yield label, say(asked[name]) or str(asked[name])


def _known(kind: str) -> Any:
    words = glossary.WORDS[kind]
    return lambda code: words.get(code, code)


def _day(text: str) -> str:
    try:
        return indonesian.day(text)
    except ValueError:
        return text


def _moment(text: str, zone: ZoneInfo) -> str:
    try:
        return indonesian.moment(text, zone)
    except ValueError:
        return text


def _address(asked: Asked, **other: str | None) -> str:
    given = {k: v for k, v in (asked | other).items() if v is not None}
    return f"/aduan?{urlencode(given, doseq=True)}" if given else "/aduan"
