"""`/informasi`: what is public, what is excluded and why, as everybody may read it."""

from collections import Counter
from typing import Any, cast
from urllib.parse import urlencode

from fastapi.responses import Response

from api.information_list import (
    InformationQuery,
    InformationSearchQuery,
    found,
    last_decree,
    rows,
)
from api.pages import glossary
from api.pages.acting import attempt
from api.pages.form import Posted
from api.pages.list_query import read
from api.pages.names import Names
from api.pages.page import Anyone, Page, page_router
from api.pages.page_query import asked, first_and_next
from api.pages.refused import Refused
from domain import roles
from domain.service_standards import Rule
from projections.information_list import Category, EntryPage, entries, entry_of

router = page_router()

AT = "/informasi"
AT_ONCE = 20


@router.get(AT)
def information(page: Anyone) -> Response:
    query, refused = asked(page, InformationQuery)
    listing = attempt(page, lambda: _found(page, query))
    if isinstance(listing, Refused):
        query, refused = InformationQuery(), listing
        listing = _found(page, query)
    paging = first_and_next(page, listing.next_cursor)
    return _shown(page, query, listing, refused=refused, paging=paging)


@router.post(f"{AT}/cari")
def search(page: Anyone, form: Posted) -> Response:
    """Words stand in no address: the page is the answer itself, and its next page is
    asked for by a form."""

    def find() -> tuple[InformationQuery, EntryPage]:
        given = form.chosen("q", "category", "agency", "cursor")
        query = read(InformationSearchQuery, given)
        return query, _found(page, query)

    done = attempt(page, find)
    if isinstance(done, Refused):
        query = InformationQuery()
        return _shown(page, query, _found(page, query), refused=done, typed=form)
    return _shown(page, *done, words=form["q"], typed=form)


@router.get(f"{AT}/dip/{{code}}")
def item(page: Anyone, code: str) -> Response:
    reference = page.here.app.reference()
    known = reference.public_information.by_code.get(code)
    if known is None or known.withdrawn:
        title = "Informasi ini tidak ada dalam daftar"
        return page.show("information_missing.html", title, status=404)
    (row,) = rows(reference, [entry_of(known)])
    return page.show(
        "information_item.html",
        row["title"],
        row=row,
        today=page.here.today(),
        objection=_rule(page, "P-05"),
        keeps=keeps(page),
    )


def keeps(page: Page) -> bool:
    """Whether the visitor may open the pages of the information officer."""
    return page.actor.role in roles.READS["consequence tests"]


def _found(page: Page, query: InformationQuery) -> EntryPage:
    return found(page.here, query.model_copy(update={"limit": AT_ONCE}))


def _shown(
    page: Page,
    query: InformationQuery,
    listing: EntryPage,
    *,
    words: str = "",
    paging: dict[str, str | None] | None = None,
    **more: Any,
) -> Response:
    reference, today = page.here.app.reference(), page.here.today()
    counted = Counter(entry.category for entry in entries(reference, today))
    return page.show(
        "information.html",
        "Informasi publik",
        rows=rows(reference, listing.items),
        total=listing.total,
        cursor=listing.next_cursor,
        paging=paging or {"first": None, "next": None},
        words=words,
        query=query,
        tabs=[
            ("Semua", counted.total(), _address(query.agency, None), None),
            *(
                (
                    glossary.word("information_category", category).capitalize(),
                    counted[category],
                    _address(query.agency, category),
                    category,
                )
                for category in categories()
            ),
        ],
        agencies=Names(reference).agencies_at_work(),
        decree=last_decree(reference),
        today=today,
        notice=_rule(page, "P-03"),
        keeps=keeps(page),
        **more,
    )


def _rule(page: Page, id: str) -> Rule | None:
    """A rule as it is in force today, for its limit and its law."""
    return page.here.app.reference().standards.rule_on(id, page.here.today())


def categories() -> tuple[Category, ...]:
    """In the order in which the law tells them."""
    return cast("tuple[Category, ...]", (*glossary.WORDS["information_category"],))


def _address(agency: str | None, category: str | None) -> str:
    said = {"category": category, "agency": agency}
    given = {name: value for name, value in said.items() if value}
    return f"{AT}?{urlencode(given)}" if given else AT
