"""The lists of public and of excluded information as rows, for /v1, pages and files."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.bodies import Code
from api.commands import InvalidBody
from api.installation import Installation
from api.queries import Cursor, Limit, Reading
from domain.public_information import ARTICLES
from domain.reference import Reference
from projections.information_list import (
    Category,
    Entry,
    EntryPage,
    Wanted,
    entries,
    listed,
)
from projections.paging import BadCursor


class InformationQuery(Reading):
    category: Category | None = None
    agency: Code | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class InformationSearchQuery(InformationQuery):
    """All words must occur in title or summary, in any form."""

    model_config = ConfigDict(strict=True)

    q: Annotated[str, Field(min_length=1, max_length=500)]


def found(here: Installation, query: InformationQuery) -> EntryPage:
    """One page of what is on the lists today. Raises `InvalidBody` for its cursor."""
    words = None
    if isinstance(query, InformationSearchQuery):
        words = here.terms.of_query(query.q)
    wanted = Wanted(
        category=query.category,
        agency=query.agency,
        words=words,
        limit=query.limit,
        cursor=query.cursor,
    )
    reference = here.app.reference()
    try:
        return listed(reference, here.today(), wanted, here.information_search)
    except BadCursor as error:
        raise InvalidBody([{"field": "cursor", "problem": str(error)}]) from None


def rows(reference: Reference, items: Iterable[Entry]) -> list[dict[str, Any]]:
    return [_row(reference, entry) for entry in items]


def all_rows(reference: Reference, day: date) -> list[dict[str, Any]]:
    """Every row of that day, by title."""
    return rows(reference, entries(reference, day))


def last_decree(reference: Reference) -> dict[str, Any] | None:
    decrees = reference.public_information.decrees
    return asdict(decrees[max(decrees)]) if decrees else None


def _row(reference: Reference, entry: Entry) -> dict[str, Any]:
    item, outcome = entry.item, entry.outcome
    words = item and item.description
    due = item and item.due
    basis = outcome.legal_basis if outcome else words and ARTICLES[words.kind]
    return {
        "code": entry.code,
        "category": entry.category,
        "title": entry.title,
        "agency": entry.agency,
        "agency_name": reference.agencies[entry.agency].name,
        "summary": words and words.summary,
        "held_by": words and words.held_by,
        "responsible": words and words.responsible,
        "made": words and words.made,
        "forms": words and list(words.forms),
        "retention": words and words.retention,
        "link": words and words.link,
        "published_on": item and item.published_on,
        "due_on": due and due.due_on,
        "legal_basis": basis,
        "ground": outcome and outcome.ground,
        "in_part": outcome and outcome.decision == "exclude_in_part",
        "valid_from": outcome and outcome.valid_from,
        "valid_to": outcome and outcome.valid_to,
    }
