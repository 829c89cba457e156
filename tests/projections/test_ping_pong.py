"""A case that goes back and forth between agencies is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from domain.agencies import Agency, AgencyDirectory
from projections.finding_lists import FindingRow, Wanted, findings
from projections.visibility import Visibility

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)


def rows(installation: Installation) -> list[FindingRow]:
    """The oldest first."""
    installation.catch_up()
    page = findings(installation.pool, Wanted(limit=200), ALL)
    return list(page.items)[::-1]


def sent(office: Office, way: list[str]) -> None:
    by_code = {
        code: Agency(code, code, "agency", None)
        for code in ("dinas-pu", "dinas-kesehatan", "dishub")
    }
    office.reference = replace(
        office.reference, agencies=AgencyDirectory(len(by_code), by_code)
    )
    case = office.receive(0)
    office.then(case, "verify", 0)
    for agency in way:
        if agency == "back":
            office.then(case, "return_", 1, reason="x")
        else:
            office.then(case, "dispose", 1, agency=agency)


@pytest.mark.parametrize(
    ("way", "dispositions"),
    [
        (["dinas-pu", "back", "dinas-pu"], 2),
        (["dinas-pu", "dinas-kesehatan", "dinas-pu"], 3),
        (["dinas-pu", "dinas-kesehatan", "dishub"], 3),
        (["dinas-pu", "back", "dinas-kesehatan", "back", "dishub"], 3),
    ],
)
def test_a_case_that_goes_back_and_forth_is_found(
    installation: Installation, office: Office, way: list[str], dispositions: int
) -> None:
    sent(office, way)
    [row] = rows(installation)
    assert (row.kind, row.clock, row.days) == ("ping_pong", None, dispositions)
    assert (row.agency, row.position) == (way[-1], len(office.changes))


@pytest.mark.parametrize(
    "way",
    [
        ["dinas-pu", "back", "dinas-kesehatan"],
        ["dinas-pu", "dinas-kesehatan", "back"],
        ["dinas-pu", "dinas-pu", "dinas-pu"],
    ],
    ids=["sent on once", "returned", "instructed anew"],
)
def test_a_case_that_finds_its_agency_is_not(
    installation: Installation, office: Office, way: list[str]
) -> None:
    sent(office, way)
    sent(office, way)
    assert rows(installation) == []


def test_each_further_disposition_is_found(
    installation: Installation, office: Office
) -> None:
    sent(office, ["dinas-pu", "dinas-kesehatan", "dishub", "dinas-pu"])
    assert [row.days for row in rows(installation)] == [3, 4]
