"""A late decree moves what runs in a request for information; days alone record
nothing."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from api.sweep import sweep
from domain import information_request_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.information_request import InformationRequest

if TYPE_CHECKING:
    from tests.api.sweeping.conftest import Office

AUGUST = date(2025, 8, 12)
YEAR = (date(2025, 1, 1), date(2025, 8, 17), date(2025, 12, 25))


def request(office: Office) -> UUID:
    recorded = office.here.app.receive_case(
        office.origin(AUGUST, "desk", None),
        None,
        decisions.request,
        id=uuid4(),
        case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
        access_code_hash=bytes(32),
        channel="letter",
        applicant_kind="citizen",
        applicant={"name": "Sari"},
        information="Anggaran jalan",
        access="copy",
    )
    id: UUID = recorded.case.id
    return id


def swept(office: Office, day: date) -> int:
    office.now = office.instant(day)
    office.catch_up()
    return sweep(office.here.app, office.here.pool, lambda: office.now)


def test_a_running_notice_is_moved_once_and_a_withdrawn_one_not(
    office: Office,
) -> None:
    office.adopt_year(2025, YEAR)
    moved, withdrawn = request(office), request(office)
    office.here.app.change_case(
        withdrawn,
        office.origin(AUGUST, "reporter", None),
        lambda case, at: decisions.withdraw(case, at, reason="Sudah ada."),
        of=InformationRequest,
    )
    app, day = office.here.app, AUGUST + timedelta(days=2)
    assert swept(office, day) == 0
    due = app.information_request(moved).clocks["written_notice"].promise.due_on
    office.adopt_year(2025, [*YEAR, date(2025, 8, 18)], decree="SKB 933/2025")
    assert swept(office, day) == 1
    later = app.information_request(moved).clocks["written_notice"].promise.due_on
    assert later == due + timedelta(days=1)
    assert app.information_request(withdrawn).version == 2
    assert swept(office, day) == 0


def test_the_passing_of_days_records_nothing(office: Office) -> None:
    id = request(office)
    assert swept(office, AUGUST + timedelta(days=300)) == 0
    assert office.here.app.information_request(id).version == 1


def test_a_decree_leaves_a_window_that_passed_as_it_was(office: Office) -> None:
    office.adopt_year(2025, YEAR)
    id = request(office)
    refused: dict[str, Any] = {
        "possession": "not_held",
        "outcome": "refused",
        "message": "Tidak ada.",
    }
    office.here.app.change_case(
        id,
        office.origin(AUGUST, "information_officer", None),
        lambda case, at: decisions.decide(case, at, **refused),
        of=InformationRequest,
    )
    clock = office.here.app.information_request(id).clocks["objection_window"]
    last = clock.promise.due_on
    office.adopt_year(2025, YEAR)
    assert swept(office, last) == 0
    office.adopt_year(2025, [*YEAR, date(2025, 8, 18)])
    assert swept(office, last + timedelta(days=1)) == 0
    assert swept(office, last) == 1
