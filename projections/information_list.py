"""What everybody may read of the lists of public and of excluded information: filtered,
found by words, by the page; and what falls due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from domain.exclusions import Outcome
from domain.names import normalised
from domain.public_information import InformationKind, PublicItem
from domain.reference import Reference
from projections.paging import behind, check_limit, cursor
from projections.search_terms import SearchTerms

Category = Literal[InformationKind, "excluded"]
"""The four of UU 14/2008: berkala, serta-merta, setiap saat, dikecualikan."""
YEARLY = "P-15"
NOT_FOR_EVER = "UU 14/2008 Pasal 20"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of the list, or what of an exclusion in force is told: one of both."""

    code: str
    category: Category
    title: str
    agency: str
    item: PublicItem | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries, which page. `words` are the terms of a search, one list a word: an
    entry has one of each list."""

    category: Category | None = None
    agency: str | None = None
    words: Sequence[Sequence[int]] | None = None
    limit: int = 50
    cursor: str | None = None


class InformationSearch:
    """Finds entries by their words, keeping those of each text it has seen."""

    def __init__(self, terms: SearchTerms):
        self._terms = lru_cache(maxsize=50_000)(
            lambda text: frozenset(terms.of_text(text))
        )

    def has(self, entry: Entry, words: Sequence[Sequence[int]]) -> bool:
        summary = entry.item.description.summary if entry.item else ""
        found = self._terms(f"{entry.title} {summary}")
        return all(any(form in found for form in word) for word in words)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """`total` counts all that were wanted; `next_cursor` is None on the last page."""

    items: Sequence[Entry]
    next_cursor: str | None
    total: int


_ORDER = "title"
_by_title = lru_cache(maxsize=50_000)(normalised)


def listed(
    reference: Reference, day: date, wanted: Wanted, search: InformationSearch
) -> EntryPage:
    """One page of what is on the lists on that day, by title. Raises `BadCursor`, and
    ValueError for a limit."""
    check_limit(wanted.limit)
    found = [
        entry
        for entry in entries(reference, day)
        if wanted.category in (None, entry.category)
        and wanted.agency in (None, entry.agency)
        and (wanted.words is None or search.has(entry, wanted.words))
    ]
    rest = found
    if wanted.cursor is not None:
        place = tuple(behind(wanted.cursor, _ORDER, str, str, str))
        rest = [entry for entry in found if _place(entry) > place]
    items = rest[: wanted.limit]
    more = cursor(_ORDER, *_place(items[-1])) if len(rest) > len(items) else None
    return EntryPage(items, more, len(found))


def entries(reference: Reference, day: date) -> list[Entry]:
    """All that are on the lists on that day, by title."""
    items = map(entry_of, reference.public_information)
    excluded = (
        Entry(
            code=exclusion.code,
            category="excluded",
            title=outcome.title,
            agency=outcome.agency,
            outcome=outcome,
        )
        for exclusion, outcome in reference.exclusions.in_force(day)
    )
    return sorted([*items, *excluded], key=_place)


def entry_of(item: PublicItem) -> Entry:
    return Entry(
        code=item.code,
        category=item.description.kind,
        title=item.description.title,
        agency=item.description.agency,
        item=item,
    )


def _place(entry: Entry) -> tuple[str, str, str]:
    return _by_title(entry.title), entry.category, entry.code


@dataclass(frozen=True, slots=True, kw_only=True)
class FallingDue:
    """What is to be done by the end of `due_on`: to publish an item, to lay down the
    lists of a year by decree, or to test an exclusion again whose period ends."""

    what: Literal["publication", "decree", "exclusion"]
    due_on: date
    late: bool
    legal_basis: str
    code: str | None = None
    title: str | None = None
    agency: str | None = None
    rule: str | None = None
    year: int | None = None


def falling_due(
    reference: Reference, today: date, until: date, zone: ZoneInfo
) -> list[FallingDue]:
    """All that falls due up to and with `until`, what is late first."""
    found = [
        *_publications(reference, today),
        *_decrees(reference, today, zone),
        *_exclusions(reference, today),
    ]
    due = [one for one in found if one.due_on <= until]
    return sorted(due, key=lambda one: (one.due_on, one.what, one.code or ""))


def _publications(reference: Reference, today: date) -> Iterator[FallingDue]:
    for item in reference.public_information:
        if (due := item.due) is None:
            continue
        rule = reference.standards.rule(due.rule, due.rule_version)
        yield FallingDue(
            what="publication",
            due_on=due.due_on,
            late=due.due_on < today,
            legal_basis=rule.legal_basis,
            code=item.code,
            title=item.description.title,
            agency=item.description.agency,
            rule=due.rule,
        )


def _decrees(reference: Reference, today: date, zone: ZoneInfo) -> Iterator[FallingDue]:
    """Each year since the list began has one (rule P-15), at its end at the latest."""
    known = reference.public_information
    if known.begun_at is None:
        return
    for year in range(known.begun_at.astimezone(zone).year, today.year + 1):
        due_on = date(year, 12, 31)
        rule = reference.standards.rule_on(YEARLY, due_on)
        if rule and year not in known.decrees:
            yield FallingDue(
                what="decree",
                due_on=due_on,
                late=due_on < today,
                legal_basis=rule.legal_basis,
                rule=rule.id,
                year=year,
            )


def _exclusions(reference: Reference, today: date) -> Iterator[FallingDue]:
    """By the last day of its period somebody says what comes then: another test, or
    that it is open."""
    for exclusion in reference.exclusions.by_code.values():
        last = exclusion.last
        if last.valid_to is not None and exclusion.ended_on is None:
            yield FallingDue(
                what="exclusion",
                due_on=last.valid_to,
                late=last.valid_to < today,
                legal_basis=NOT_FOR_EVER,
                code=exclusion.code,
                title=last.title,
                agency=last.agency,
            )
