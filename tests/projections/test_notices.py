"""Who was told what: the newest first, for those who see the case now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from domain.complaint_events import Escalated
from domain.complaint_sweep import take_step
from domain.ladder import Ladder, LadderAdopted, Step
from projections.notices import Asked, notices
from projections.paging import BadCursor, cursor
from projections.visibility import Visibility

if TYPE_CHECKING:
    from domain.complaint import Complaint
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
PU = Visibility(agencies=frozenset({"dinas-pu"}), restricted=True)


def found(
    installation: Installation, visibility: Visibility = ALL, **how: Any
) -> list[tuple[str, str]]:
    page = notices(installation.pool, Asked(**how), visibility)
    return [(row.case_number, row.step) for row in page.items]


@pytest.fixture
def alarmed(office: Office) -> Office:
    """An office whose verification has a ladder."""
    origin = office.at(0).origin
    adopted = Ladder().adopt(
        origin,
        clock="verification",
        steps=(Step("alarm", 1), Step("inspectorate", 2)),
        valid_from=office.at(0).day,
    )
    assert isinstance(adopted, LadderAdopted)
    office.reference = replace(office.reference, ladder=Ladder().apply(adopted))
    return office


def step(office: Office, case: Complaint, name: str, day: int) -> None:
    at = office.at(day, "system", "system")
    taken = take_step(office.cases[case.id], at, clock="verification", step=name)  # type: ignore[arg-type]
    assert taken is not None
    office._keep(taken)


def test_a_row_a_reminder_and_an_escalation(
    installation: Installation, alarmed: Office
) -> None:
    case = alarmed.receive(0, by="desk-1", confidential=True)
    step(alarmed, case, "alarm", 4)
    step(alarmed, case, "inspectorate", 7)
    installation.catch_up()
    escalated, alarm = notices(installation.pool, Asked(), ALL).items
    assert (alarm.case_id, alarm.clock, alarm.step) == (
        case.id,
        "verification",
        "alarm",
    )
    assert alarm.due_on == case.clocks["verification"].promise.due_on
    assert alarm.step_on == alarmed.at(4).day
    assert (escalated.step, escalated.step_on) == ("inspectorate", alarmed.at(7).day)
    assert escalated.recorded_at == alarmed.at(7).origin.recorded_at
    assert (escalated.restricted, escalated.received_by) == (True, "desk-1")


def test_an_escalation_by_hand_is_of_no_clock(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    office.then(case, "escalate", 1, to="governor", reason="Penting")
    office.then(case, "note", 1, message="x")
    installation.catch_up()
    [row] = notices(installation.pool, Asked(), ALL).items
    assert (row.step, row.clock, row.due_on, row.step_on) == ("governor",) + (None,) * 3


@pytest.mark.parametrize("at_once", [1, 100])
def test_a_case_takes_its_notices_along(
    installation: Installation, office: Office, at_once: int
) -> None:
    case, other = office.receive(0), office.receive(0)
    for one in (case, other):
        office.then(one, "escalate", 1, to="governor", reason="x")
    office.then(case, "verify", 1)
    office.then(case, "dispose", 1, agency="dinas-pu")
    installation.catch_up(read_at_once=at_once)
    mine = [(case.case_number, "governor")]
    assert found(installation, PU) == mine
    assert found(installation, agency="dinas-pu") == mine
    assert found(installation, agency="dinas-kesehatan") == []
    office.then(case, "dispose", 2, agency="dinas-kesehatan")
    office.then(case, "reclassify", 2, classification="oversight_complaint", reason="x")
    installation.catch_up(read_at_once=at_once)
    assert found(installation, PU) == []
    assert found(installation, Visibility()) == [(other.case_number, "governor")]
    assert found(installation, agency="dinas-kesehatan") == mine


def test_pages_hold_every_notice_once_the_newest_first(
    installation: Installation, office: Office
) -> None:
    for n in range(10):
        to = "governor" if n % 2 else "inspectorate"
        office.then(office.receive(n), "escalate", n, to=to, reason="x")
    installation.catch_up()
    pages = [notices(installation.pool, Asked(limit=4), ALL)]
    while pages[-1].next_cursor:
        again = Asked(limit=4, cursor=pages[-1].next_cursor)
        pages.append(notices(installation.pool, again, ALL))
    told = [row.position for page in pages for row in page.items]
    happened = [
        change.position
        for change in office.changes
        if isinstance(change.event, Escalated)
    ]
    assert told == happened[::-1]
    assert [step for _, step in found(installation, step="governor")] == [
        "governor"
    ] * 5


@pytest.mark.parametrize(
    "bad",
    ["x", cursor("due_on", 1), cursor("-position", 0), cursor("-position", 2**63)],
)
def test_a_cursor_that_was_not_given_is_refused(
    installation: Installation, bad: str
) -> None:
    installation.catch_up()
    with pytest.raises(BadCursor):
        notices(installation.pool, Asked(cursor=bad), ALL)


def test_where_nobody_was_told_there_is_an_empty_page(
    installation: Installation, office: Office
) -> None:
    office.receive(0)
    installation.catch_up()
    page = notices(installation.pool, Asked(), ALL)
    assert (page.items, page.next_cursor) == ([], None)
