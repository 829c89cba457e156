"""What of the public texts waits: for a proposal, for decisions, for a second officer;
and which case everybody was last told something of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from projections.paging import BadCursor
from projections.public_texts import waiting
from projections.publication import newest
from projections.visibility import Visibility

if TYPE_CHECKING:
    from domain.complaint import Complaint
    from tests.projections.conftest import Installation, Office

EVERYTHING = Visibility(restricted=True)


def answered(office: Office, day: int, public: bool = True) -> Complaint:
    case = office.receive(day)
    office.then(case, "verify", day)
    office.then(case, "dispose", day, agency="dinas-pu")
    return office.then(case, "follow_up", day, message="Sudah.", public=public)


def propose(office: Office, case: Complaint, day: int, text: str = "Sudah.") -> None:
    answer = office.cases[case.id].answers[-1].version
    office.then(case, "propose_public_text", day, answer=answer, text=text)


def confirm(office: Office, case: Complaint, day: int) -> None:
    proposed = office.cases[case.id].proposed_text
    version = proposed.version if proposed else 0
    office.then(case, "confirm_public_text", day, actor="another", proposal=version)


def steps(
    installation: Installation, seen: Visibility = EVERYTHING
) -> list[tuple[str, str | None]]:
    installation.catch_up()
    found = waiting(installation.pool, seen).items
    return [(row.step, row.proposed_by) for row in found]


def test_an_answer_waits_for_each_step_in_its_turn_and_then_no_more(
    installation: Installation, office: Office
) -> None:
    case = answered(office, 0)
    assert steps(installation) == [("propose", None)]
    propose(office, case, 1, "Kepada Sdr. Wignyo.")
    assert steps(installation) == [("decide", "officer")]
    propose(office, case, 2)
    assert steps(installation) == [("confirm", "officer")]
    confirm(office, case, 3)
    assert steps(installation) == []


def test_an_answer_for_its_reporter_alone_waits_for_nothing(
    installation: Installation, office: Office
) -> None:
    answered(office, 0, public=False)
    assert steps(installation) == []


def test_what_was_declined_waits_to_be_proposed_again(
    installation: Installation, office: Office
) -> None:
    case = answered(office, 0)
    propose(office, case, 1)
    version = office.cases[case.id].version
    office.then(case, "decline_public_text", 2, proposal=version, reason="Salah.")
    assert steps(installation) == [("propose", None)]


def test_nothing_waits_of_a_case_that_is_restricted_or_erased(
    installation: Installation, office: Office
) -> None:
    hidden, erased = answered(office, 0), answered(office, 0)
    assert len(steps(installation)) == 2
    now: Any = {"classification": "oversight_complaint", "reason": "Suap"}
    office.then(hidden, "reclassify", 1, **now)
    office.erase(erased, 1)
    assert steps(installation) == []


def test_an_agency_sees_its_own_alone(
    installation: Installation, office: Office
) -> None:
    answered(office, 0)
    own = Visibility(agencies=frozenset({"dinas-pu"}), restricted=True)
    other = Visibility(agencies=frozenset({"dinas-kesehatan"}), restricted=True)
    assert steps(installation, own) == [("propose", None)]
    assert steps(installation, other) == []


def test_the_longest_waiting_comes_first_page_by_page(
    installation: Installation, office: Office
) -> None:
    cases = [answered(office, day) for day in (2, 0, 1)]
    installation.catch_up()
    seen, after = [], None
    for _ in range(3):
        page = waiting(installation.pool, EVERYTHING, 1, after)
        seen += [row.case_id for row in page.items]
        after = page.next_cursor
    assert seen == [cases[1].id, cases[2].id, cases[0].id]
    assert after is None
    with pytest.raises(BadCursor):
        waiting(installation.pool, EVERYTHING, 1, "xyz")


def test_the_case_of_which_something_was_last_told_to_all_comes_first(
    installation: Installation, office: Office
) -> None:
    first, second, hidden = (answered(office, day) for day in range(3))
    for case, day in ((first, 3), (second, 4)):
        office.then(case, "publish", day)
    propose(office, first, 5)
    propose(office, hidden, 5)
    installation.catch_up()
    assert [case.id for case in newest(installation.pool, 9)] == [second.id, first.id]

    for case in (first, hidden):
        confirm(office, case, 6)
    installation.catch_up()

    found = newest(installation.pool, 9)
    assert [case.id for case in found] == [first.id, second.id]
    assert found[0].updated_at == office.noon(6)
    assert found[0].published_at == office.noon(3)
    assert [case.id for case in newest(installation.pool, 1)] == [first.id]


def test_what_is_recorded_late_is_told_to_all_on_the_day_on_which_it_is_recorded(
    installation: Installation, office: Office
) -> None:
    first, second = (answered(office, day) for day in range(2))
    for case, day in ((first, 3), (second, 4)):
        office.then(case, "publish", day)
    message: dict[str, Any] = {"outcome": "substantiated", "message": "Sudah."}
    office.then(first, "resolve", 2, recorded=6, **message)
    installation.catch_up()
    found = newest(installation.pool, 9)
    assert [case.id for case in found] == [first.id, second.id]
    assert found[0].updated_at == office.noon(6)
