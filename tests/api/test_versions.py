"""A decision rests on a version: If-Match, and many officers at one case at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office
    from tests.conftest import Answer

THREADS = 20


def test_a_command_on_the_version_that_stands_is_taken(office: Office) -> None:
    case = office.receive()
    answer = office.give("verify", case, "coordinator", {"If_Match": '"1"'})
    assert answer.status == 200
    assert answer.headers["etag"] == '"2"'


def test_a_command_on_an_earlier_version_is_refused_with_the_one_that_stands(
    office: Office,
) -> None:
    case = office.reach("verified")
    with office.nothing_recorded():
        refused = office.give("dispose", case, "coordinator", {"If_Match": '"1"'})
    assert refused.status == 412
    assert refused.headers["etag"] == '"2"'
    assert refused.json["version"] == 2
    assert refused.json["type"] == "urn:tuntas:problem:stale-version"
    again = {"If_Match": refused.headers["etag"]}
    assert office.give("dispose", case, "coordinator", again).status == 200


def test_any_version_or_none_is_no_condition(office: Office) -> None:
    case = office.receive()
    for headers in ({"If_Match": "*"}, {}):
        assert office.give("note", case, "desk", headers).status == 200


@pytest.mark.parametrize("etag", ["1", 'W/"1"', '"one"', '"1", "2"', '"-1"', ""])
def test_a_condition_that_is_no_version_is_refused(office: Office, etag: str) -> None:
    case = office.receive()
    with office.nothing_recorded():
        refused = office.give("note", case, "desk", {"If_Match": etag})
        assert refused.status == 422
        assert [error["field"] for error in refused.json["errors"]] == ["If-Match"]


def at_once(office: Office, case: dict[str, Any], *commands: str) -> list[Answer]:
    """The commands, given by turns from twenty threads, all on the same version."""
    barrier = Barrier(THREADS)
    office.token("coordinator")

    def give(number: int) -> Answer:
        command = commands[number % len(commands)]
        barrier.wait(30)
        return office.give(command, case, "coordinator", HEADERS)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(give, range(THREADS)))


HEADERS: dict[str, str] = {}


def test_of_twenty_officers_at_once_none_overwrites_another(office: Office) -> None:
    case = office.reach("verified")
    answers = at_once(office, case, "dispose", "note")
    assert {answer.status for answer in answers} == {200}
    versions = sorted(answer.json["version"] for answer in answers)
    assert versions == list(range(3, 3 + THREADS))
    items = office.history(case)
    assert [item["version"] for item in items] == list(range(1, 3 + THREADS))
    positions = [item["position"] for item in items]
    assert positions == sorted(set(positions))
    started = [item for item in items if item["data"].get("started")]
    assert [item["event"] for item in started] == [
        "complaint.received",
        "complaint.verified",
        "complaint.disposed",
    ]


def test_of_twenty_officers_on_one_version_one_decides(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.reach("verified")
    monkeypatch.setitem(HEADERS, "If_Match", '"2"')
    answers = at_once(office, case, "dispose")
    assert sorted(answer.status for answer in answers) == [200] + [412] * 19
    for refused in (answer for answer in answers if answer.status == 412):
        assert refused.headers["etag"] == '"3"'
    assert len(office.history(case)) == 3


def test_of_twenty_officers_at_once_one_takes_a_single_step(office: Office) -> None:
    case = office.receive()
    answers = at_once(office, case, "verify")
    assert sorted(answer.status for answer in answers) == [200] + [409] * 19
    for refused in (answer for answer in answers if answer.status == 409):
        assert refused.json["state"] == "verified"
    assert len(office.history(case)) == 2
