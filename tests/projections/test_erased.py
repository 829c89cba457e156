"""What is derived from a text goes with it, and a rebuild finds no more of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import psycopg

from domain import data_request_decisions as decisions
from domain.retention import Retention
from projections import erased_rows
from projections.data_requests import confirmed, held, open_requests
from projections.listing import Listing
from projections.register_lists import by_case_number, cases
from projections.visibility import Visibility
from storage.rebuild import rebuild

if TYPE_CHECKING:
    from domain.complaint import Complaint
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
TODAY = date(2026, 3, 30)
LETTER = "Laporan sudah kami teruskan kepada petugas lapangan"


def found(installation: Installation, word: str) -> list[str]:
    words = installation.office.terms.of_query(word)
    page = cases(installation.pool, Listing(today=TODAY, words=words), ALL)
    return [entry.case_number for entry in page.items]


def answered(office: Office, day: int, text: str = LETTER) -> Complaint:
    """A case that was answered with that text."""
    case = office.receive(day, title=f"Keluhan {day}")
    office.then(case, "verify", day)
    office.then(case, "dispose", day, agency="dinas-pu")
    return office.then(case, "follow_up", day, "liaison", message=text, public=False)


def repeated(installation: Installation) -> dict[str, int]:
    """How many earlier answers in other cases are the same, by case."""
    with psycopg.connect(installation.url) as connection:
        return dict(
            connection.execute(
                "SELECT case_number, days FROM findings.findings"
                " WHERE kind = 'repeated_answer'"
            ).fetchall()
        )


def test_an_erased_case_is_found_by_its_number_and_by_no_word(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, title="Zebra melintas", description="Di kebun")
    other = office.receive(0, title="Zebra lain")
    installation.catch_up()
    assert set(found(installation, "zebra")) == {case.case_number, other.case_number}
    office.erase(case, 1)
    installation.catch_up()
    assert found(installation, "zebra") == [other.case_number]
    entry = by_case_number(installation.pool, case.case_number, ALL)
    assert entry is not None
    assert (entry.title, entry.erased, entry.state) == (None, "everything", "received")


def test_where_only_the_identity_went_words_find_the_case(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, title="Zebra melintas")
    office.erase(case, 1, "identity")
    installation.catch_up()
    assert found(installation, "zebra") == [case.case_number]
    entry = by_case_number(installation.pool, case.case_number, ALL)
    assert entry is not None
    assert (entry.title, entry.erased) == (case.title, "identity")


def test_an_erased_answer_is_compared_with_no_more(
    installation: Installation, office: Office
) -> None:
    first, second, third = (answered(office, day) for day in range(3))
    installation.catch_up()
    assert repeated(installation) == {second.case_number: 1, third.case_number: 2}
    office.erase(first, 4)
    installation.catch_up()
    assert repeated(installation) == {third.case_number: 1}
    office.erase(third, 5)
    installation.catch_up()
    assert repeated(installation) == {}


def test_a_rebuild_gives_the_rows_that_erasure_left(
    installation: Installation, office: Office
) -> None:
    made = [answered(office, day) for day in range(4)]
    for number in (0, 2):
        office.ask(made[number], decisions.make, 5, kind="erasure", scope="everything")
        office.erase(made[number], 6)
    office.erase(made[1], 6, "identity")
    office.ask(made[3], decisions.make, 7, kind="access")
    installation.catch_up()
    live = installation.rows()
    for model in installation.models:
        rebuild(installation.pool, model, installation.source())
    assert installation.rows() == live


def test_what_the_fold_will_take_away_can_be_taken_before(
    installation: Installation, office: Office
) -> None:
    first, second = (answered(office, day) for day in range(2))
    installation.catch_up()
    erased_rows.take_away(installation.pool, [first.id])
    assert found(installation, "keluhan") == [second.case_number]
    assert repeated(installation) == {}
    taken = installation.rows()["register.words"]
    office.erase(first, 3)
    installation.catch_up()
    assert installation.rows()["register.words"] == taken
    assert erased_rows.erased(installation.pool) == {first.id: "everything"}


def test_open_requests_are_listed_the_first_due_first(
    installation: Installation, office: Office
) -> None:
    made = [office.receive(0) for _ in range(3)]
    for case, day in zip(made, (5, 3, 4), strict=True):
        office.ask(case, decisions.make, day, kind="access")
    installation.catch_up()
    whole = open_requests(installation.pool, ALL)
    expected = [made[n].case_number for n in (1, 2, 0)]
    assert [row.case_number for row in whole.items] == expected
    page = open_requests(installation.pool, ALL, limit=2)
    rest = open_requests(installation.pool, ALL, limit=2, after=page.next_cursor)
    assert [*page.items, *rest.items] == whole.items
    assert rest.next_cursor is None
    office.ask(made[1], decisions.complete, 6, number=1)
    installation.catch_up()
    listed = open_requests(installation.pool, ALL).items
    assert [row.case_number for row in listed] == expected[1:]


def test_no_request_is_an_empty_list(installation: Installation) -> None:
    installation.catch_up()
    assert open_requests(installation.pool, ALL).items == []


def test_who_does_not_see_a_case_does_not_see_its_requests(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    office.ask(case, decisions.make, 1, kind="access")
    installation.catch_up()
    desk = Visibility(received_by="desk-2")
    assert len(open_requests(installation.pool, desk).items) == 1
    to = "oversight_complaint"
    office.then(case, "reclassify", 2, classification=to, reason="Pungli")
    installation.catch_up()
    assert open_requests(installation.pool, desk).items == []
    assert len(open_requests(installation.pool, ALL).items) == 1


def test_what_is_confirmed_and_what_is_held_is_known(
    installation: Installation, office: Office
) -> None:
    going, hold = office.receive(0), office.receive(0)
    for case in (going, hold):
        office.ask(case, decisions.make, 1, kind="erasure")
        office.ask(case, decisions.grant, 1, number=1)
    office.ask(going, decisions.confirm, 1, number=1)
    office.ask(hold, decisions.refuse, 1, number=1, ground="legal_hold")
    installation.catch_up()
    assert confirmed(installation.pool) == [going.id]
    assert held(installation.pool) == {hold.id}
    office.ask(going, decisions.finish, 1, number=1)
    installation.catch_up()
    assert confirmed(installation.pool) == []


def test_only_cases_kept_to_their_last_day_have_ended(
    installation: Installation, office: Office
) -> None:
    closed, erased, still_open = (office.receive(0) for _ in range(3))
    for case in (closed, erased):
        office.then(case, "archive", 0, reason="too_general")
    office.erase(erased, 1)
    installation.catch_up()
    retention = Retention().apply(
        Retention().adopt(
            office.at(0).origin,
            classification="complaint",
            years=2,
            scope="everything",
            legal_basis="JRA",
            status="provisional",
            valid_from=date(2026, 1, 1),
        )
    )

    def ended(day: date) -> list[str]:
        found = erased_rows.ended(installation.pool, retention, day)
        return [case.case_number for case in found]

    assert ended(date(2028, 3, 2)) == []
    assert ended(date(2028, 3, 3)) == [closed.case_number]
    assert list(erased_rows.ended(installation.pool, Retention(), date.max)) == []
    assert still_open.case_number not in ended(date(2099, 1, 1))
