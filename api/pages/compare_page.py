"""Two moments side by side: of one case, or of the register and its figures."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi.responses import Response

from api import compared_register, comparing
from api.cases import Opened
from api.compare_queries import CompareRegisterQuery
from api.dashboard_routes import figures_at
from api.found_cases import visibility
from api.moment import Moment
from api.pages import figures_compared, glossary
from api.pages.acting import attempt
from api.pages.indonesian import day, moment, number
from api.pages.names import Names
from api.pages.page import Page, page_router
from api.pages.page_query import asked, first_and_next
from api.pages.refused import Refused
from api.pages.timeline_page import Inspecting
from api.pages.told_changes import Words
from api.register_routes import asked as listed
from projections.listing import Listing

router = page_router()

SIDES = ("from", "to")
LIMIT = 50


@router.get("/inspektur/bandingkan")
def compare(page: Inspecting) -> Response:
    """`aduan` names a case; without it the register and the figures are compared."""
    typed = page.request.query_params
    if not any(typed.get(f"{side}_{how}") for side in SIDES for how in _HOWS):
        return _shown(page)
    query, refused = asked(page, CompareRegisterQuery, limit=LIMIT, **_instants(page))
    if refused is None:
        moments = attempt(page, query.moments)
        if not isinstance(moments, Refused):
            ref = typed.get("aduan", "").strip()
            told = attempt(
                page,
                lambda: (
                    _case(page, ref, moments)
                    if ref
                    else _register(page, query, moments)
                ),
            )
            if not isinstance(told, Refused):
                return _shown(page, moments=moments, **told)
            refused = told
        else:
            refused = moments
    return _shown(page, refused)


_HOWS = ("as_of", "known_at", "position")


def _shown(
    page: Page,
    refused: Refused | None = None,
    moments: tuple[Moment, Moment] | None = None,
    **told: Any,
) -> Response:
    names = Names(page.here.app.reference())
    given: dict[str, Any] = {"case": None, "figures": None, "register": None}
    return page.show(
        "compare.html",
        "Bandingkan dua saat",
        refused=refused,
        typed=page.request.query_params,
        agencies=names.agencies_at_work(),
        names=names,
        sides=[_said(page, one) for one in moments] if moments else None,
        **{**given, **told},
    )


def _instants(page: Page) -> dict[str, str]:
    """`known_at` of each side: typed as a day and a time, at that day's end where no
    time was typed."""
    zone, found = page.here.settings.time_zone, {}
    for side in SIDES:
        on = page.request.query_params.get(f"{side}_known_at", "").strip()
        if not on:
            continue
        at = page.request.query_params.get(f"{side}_known_time", "").strip()
        at = at.replace(".", ":") or "23:59:59"
        try:
            local = datetime.fromisoformat(f"{on}T{at}").replace(tzinfo=zone)
            found[f"{side}_known_at"] = local.isoformat()
        except ValueError:
            found[f"{side}_known_at"] = f"{on} {at}"
    return found


def _said(page: Page, one: Moment) -> str:
    """A moment in words."""
    zone = page.here.settings.time_zone
    said = []
    if one.as_of:
        said.append(f"akhir {day(one.as_of)}")
    if one.known_at:
        said.append(f"yang sudah tercatat pada {moment(one.known_at, zone)}")
    if one.position:
        said.append(f"sampai peristiwa posisi {number(one.position)}")
    return ", ".join(said) or "sekarang"


def _case(page: Page, ref: str, moments: tuple[Moment, Moment]) -> dict[str, Any]:
    here = page.here
    case = here.cases.visible(ref, page.actor)
    may = Opened(texts=not case.restricted, identity=False)
    found = comparing.case(
        here.cases,
        here.past,
        case,
        moments,
        lambda was, on: here.cases.officers_view(was, page.actor, may, on),
        here.cases.history(case, page.actor, may),
    )
    words = Words(Names(here.app.reference()), here.settings.time_zone)
    return {
        "case": {
            **found,
            "changed": words.changes(found["changes"]),
            "sealed": case.restricted,
        }
    }


def _register(
    page: Page, query: CompareRegisterQuery, moments: tuple[Moment, Moment]
) -> dict[str, Any]:
    here = page.here
    filters = query.filters(query.received_from, query.received_to)
    listing = Listing(
        today=here.today(), filters=filters, limit=query.limit, cursor=query.cursor
    )
    seen = visibility(page.actor)
    found = listed(lambda: compared_register.page(here, *moments, listing, seen))
    words = Words(Names(here.app.reference()), here.settings.time_zone)
    one, other = (figures_at(here, page.actor, m, filters) for m in moments)
    return {
        "register": {
            **found,
            "items": [_difference(item, words) for item in found["items"]],
        },
        "figures": figures_compared.told(one, other),
        "paging": first_and_next(page, found["next_cursor"]),
    }


_WHAT: Mapping[str, str] = {"came": "masuk", "went": "keluar", "changed": "berubah"}


def _difference(item: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """A case that came, went or changed, with what is left to say of it."""
    stands = item["to"] or item["from"]
    return {
        "number": stands["case_number"],
        "what": _WHAT[item["what"]],
        "state": glossary.word("state", stands["state"]),
        "changes": words.changes(item["changes"]),
    }
