"""Published cases as everybody may read them: nothing of the reporter, no place finer
than a district, of the texts only the title, redacted, and what the office said to all.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api.installation import Installation
from api.own_case import said_to_everybody
from domain.case_number import parse
from domain.complaint import Complaint
from domain.complaint_fold import project
from domain.public_texts import may_have_worked_on
from domain.redaction import known_of
from projections.dashboard import dashboard
from projections.filters import Filters
from projections.paging import LIMIT
from projections.publication import (
    PublishedCase,
    Statistics,
    is_public,
    newest,
    published,
    statistics,
)
from projections.visibility import Visibility


def find(here: Installation, ref: str) -> Complaint | None:
    """The public case of that number; None where there is none, whatever the cause."""
    number = parse(ref)
    owner = number and here.app.look_up.owner_of("case_number", number)
    case = here.app.complaint(owner) if owner else None
    return case if case and is_public(case) else None


def of_page(here: Installation, items: Sequence[PublishedCase]) -> list[dict[str, Any]]:
    """Those of a page that are public at this moment: a case that was taken back is
    gone, even where the list does not know of it yet."""
    shown = _public_now(here, items)
    titles = _titles(here, [case for _, case in shown])
    return [
        {**_in_short(here, case, title), "published_on": _day(here, item.published_at)}
        for (item, case), title in zip(shown, titles, strict=True)
    ]


def _public_now(
    here: Installation, items: Sequence[PublishedCase]
) -> list[tuple[PublishedCase, Complaint]]:
    found = here.cases.several(item.id for item in items)
    folded = (project(None, (event for _, event in run)) for run in found)
    cases = {case.id: case for case in folded if case and is_public(case)}
    return [(item, cases[item.id]) for item in items if item.id in cases]


def told_last(
    here: Installation, limit: int
) -> list[tuple[UUID, datetime, dict[str, Any]]]:
    """So many cases of which everybody was told something last, with when that was."""
    items = _public_now(here, newest(here.pool, limit))
    return [(item.id, item.updated_at, in_full(here, case)) for item, case in items]


def all_of_them(here: Installation) -> Iterator[dict[str, Any]]:
    """Every public case, read page by page."""
    after: str | None = None
    while True:
        page = published(here.pool, LIMIT, after)
        yield from of_page(here, page.items)
        if (after := page.next_cursor) is None:
            return


def in_full(here: Installation, case: Complaint) -> dict[str, Any]:
    (title,) = _titles(here, [case])
    answers = said_to_everybody(here.cases, case)
    return {**_in_short(here, case, title), "answers": answers}


def _titles(here: Installation, cases: Sequence[Complaint]) -> list[str | None]:
    """A second officer confirmed an answer, but nobody a title: what the check flags in
    it is redacted. Of a case whose reporter was erased there is none any more, as
    nobody can tell whether the title names that one."""
    reference, open_ = here.app.reference(), here.vault.open
    officers = [one for one in reference.officers.by_id.values() if one.name]
    named = open_([one.name for one in officers if one.name])
    told = [case.reporter for case in cases if case.reporter]
    identities = dict(zip(told, open_(told), strict=True))
    found: list[str | None] = []
    for case, title in zip(cases, open_([case.title for case in cases]), strict=True):
        identity = identities[case.reporter] if case.reporter else "{}"
        if title is None or identity is None:
            found.append(None)
            continue
        of_office = [
            name
            for officer, name in zip(officers, named, strict=True)
            if may_have_worked_on(case, officer)
        ]
        known = known_of(json.loads(identity), of_office)
        found.append(here.redacting.redacted(title, known, reference.regions))
    return found


def _in_short(here: Installation, case: Complaint, title: str | None) -> dict[str, Any]:
    clock = case.clocks.get("completion")
    return {
        "case_number": case.case_number,
        "title": title,
        "classification": case.classification,
        "category": case.category,
        "region": case.region and ".".join(case.region.split(".")[:3]),
        "agency": case.agency,
        "state": case.state,
        "outcome": case.outcome,
        "received_on": _day(here, case.received_at),
        "answered_on": _day(here, case.answered_at),
        "closed_on": _day(here, case.closed_at),
        "due_on": clock and clock.promise.due_on,
        "working_days": clock and clock.working_days,
        "timeliness": clock and clock.status(here.today()),
    }


def _day(here: Installation, instant: datetime | None) -> date | None:
    return instant and instant.astimezone(here.settings.time_zone).date()


def figures(here: Installation) -> Statistics:
    """At the end of the last month that is over: figures that moved with every case
    would tell by their difference what was suppressed."""
    return statistics(
        dashboard(
            here.pool,
            as_of=_last_month(here.today()),
            calendar=here.app.reference().calendar,
            filters=Filters(),
            visibility=Visibility(),
        )
    )


def _last_month(today: date) -> date:
    return date.fromordinal(today.replace(day=1).toordinal() - 1)
