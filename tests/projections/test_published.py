"""The list of public cases: in it from the day of publishing until it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from projections.paging import BadCursor
from projections.publication import is_public, published
from storage.rebuild import rebuild

if TYPE_CHECKING:
    from uuid import UUID

    from tests.projections.conftest import Installation, Office


def listed(installation: Installation) -> list[UUID]:
    installation.catch_up()
    return [item.id for item in published(installation.pool).items]


def test_a_case_is_public_from_publishing_to_unpublishing(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    assert listed(installation) == []
    office.then(case, "publish", 1)
    office.then(case, "note", 2, message="Dicek")
    assert listed(installation) == [case.id]
    office.then(case, "unpublish", 3, reason="Memuat nama")
    assert listed(installation) == []


def test_what_becomes_restricted_is_public_no_more_and_not_again_by_itself(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    office.then(case, "publish", 1)
    office.then(
        case, "reclassify", 2, classification="oversight_complaint", reason="Suap"
    )
    assert listed(installation) == []
    office.then(case, "reclassify", 3, classification="complaint", reason="Bukan suap")
    assert listed(installation) == []


def test_an_erased_case_is_public_no_more_one_without_identity_still_is(
    installation: Installation, office: Office
) -> None:
    erased, unnamed = (office.receive(day) for day in range(2))
    for case in (erased, unnamed):
        office.then(case, "publish", 2)
    office.erase(erased, 3)
    office.erase(unnamed, 3, "identity")
    assert listed(installation) == [unnamed.id]


def test_the_last_published_comes_first_page_by_page(
    installation: Installation, office: Office
) -> None:
    cases = [office.receive(0) for _ in range(5)]
    for day, case in enumerate(cases, 1):
        office.then(case, "publish", day)
    office.then(cases[0], "publish", 9)  # again: it is public since the first day
    installation.catch_up()
    found, after = [], None
    while True:
        page = published(installation.pool, 2, after)
        found += [item.id for item in page.items]
        if (after := page.next_cursor) is None:
            break
    assert found == [case.id for case in reversed(cases)]
    with pytest.raises(BadCursor):
        published(installation.pool, 2, "xyz")


def test_a_rebuild_lists_the_same(installation: Installation, office: Office) -> None:
    cases = [office.receive(0) for _ in range(6)]
    for day, case in enumerate(cases):
        office.then(case, "publish", day)
    office.then(cases[1], "unpublish", 7, reason="Memuat nama")
    office.erase(cases[2], 7)
    office.then(cases[3], "unpublish", 7, reason="Memuat nama")
    office.then(cases[3], "publish", 8)
    live = listed(installation)
    assert set(live) == {c.id for c in office.cases.values() if is_public(c)}
    for model in installation.models:
        if model.name == "publication":
            rebuild(installation.pool, model, installation.source())
    assert listed(installation) == live
