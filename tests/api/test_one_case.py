"""One case as it is, was, and was known to be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

RECEIVED = "2026-03-02T09:00:00+07:00"
STEPS = (
    ("verify", "coordinator", "2026-03-03T10:00:00+07:00", "verified"),
    ("dispose", "coordinator", "2026-03-05T23:30:00+07:00", "disposed"),
    ("follow-up", "liaison", "2026-03-10T08:00:00+07:00", "answered"),
    ("note", "desk", "2026-03-04T08:00:00+07:00", "answered"),
    ("resolve", "liaison", "2026-03-12T00:00:00+07:00", "resolved"),
)
"""The note was written down late: it happened before what stands before it."""

Case = dict[str, Any]


@pytest.fixture(scope="module")
def case(office: Office) -> Case:
    found = office.receive(received_at=RECEIVED)
    for command, by, at, state in STEPS:
        done = office.done(command, found, by, occurred_at=at)
        assert done["state"] == state
    return {**found, **done}


def read(office: Office, case: Case, query: str = "") -> Any:
    return office.get(f"/v1/complaints/{case['id']}{query}", "inspector")


@pytest.mark.parametrize(
    ("version", "state"),
    list(enumerate(["received", *(state for *_, state in STEPS)], start=1)),
)
def test_a_case_is_read_at_any_version(
    office: Office, case: Case, version: int, state: str
) -> None:
    answer = read(office, case, f"?version={version}")
    assert (answer.json["version"], answer.json["state"]) == (version, state)
    assert answer.headers["etag"] == f'"{version}"'


def test_a_version_that_never_was_is_not_found(office: Office, case: Case) -> None:
    assert read(office, case, f"?version={len(STEPS) + 2}").status == 404


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2026-03-02", 1),
        ("2026-03-03", 2),
        ("2026-03-04", 2),
        ("2026-03-05", 3),
        ("2026-03-09", 3),
        # The late note counts from here: what happened before it was told first.
        ("2026-03-10", 5),
        ("2026-03-12", 6),
        ("2030-01-01", 6),
    ],
)
def test_a_case_is_read_as_of_the_end_of_a_day_here(
    office: Office, case: Case, day: str, version: int
) -> None:
    answer = read(office, case, f"?as_of={day}")
    assert answer.json["version"] == version


def test_a_case_is_not_found_before_it_was_received(office: Office, case: Case) -> None:
    assert read(office, case, "?as_of=2026-03-01").status == 404
    assert read(office, case, "?known_at=2026-03-09T00:00:00Z").status == 404
    assert read(office, case, "?position=1").status == 404


def test_its_clocks_are_judged_at_that_day(office: Office, case: Case) -> None:
    def statuses(query: str) -> dict[str, str]:
        shown = read(office, case, query).json["clocks"]
        return {clock["clock"]: clock["status"] for clock in shown}

    assert statuses("?as_of=2026-03-02") == {
        "verification": "running",
        "statutory_reply": "running",
    }
    assert statuses("?as_of=2026-03-05")["first_follow_up"] == "running"
    assert statuses("?as_of=2026-03-12") == statuses("")
    disposed = read(office, case, "?as_of=2026-03-05").json["clocks"]
    stopped = {clock["clock"]: clock["stopped_on"] for clock in disposed}
    assert stopped["verification"] == "2026-03-05"
    assert stopped["first_follow_up"] is None


def test_an_overdue_clock_is_overdue_from_the_day_after_its_last(
    office: Office,
) -> None:
    case = office.receive(received_at=RECEIVED)
    due = case["clocks"][0]["due_on"]
    assert due == "2026-03-05"
    assert read(office, case, "?as_of=2026-03-05").json["clocks"][0]["status"] == (
        "running"
    )
    assert read(office, case, "?as_of=2026-03-06").json["clocks"][0]["status"] == (
        "overdue"
    )


def test_a_case_is_read_as_it_was_known(office: Office, case: Case) -> None:
    for item in office.history(case):
        known_at = quote(item["recorded_at"])
        for query in (f"?known_at={known_at}", f"?position={item['position']}"):
            assert read(office, case, query).json["version"] == item["version"]
        before = f"?position={item['position'] - 1}"
        if item["version"] > 1:
            assert read(office, case, before).json["version"] == item["version"] - 1


def test_an_instant_may_stand_unescaped(office: Office, case: Case) -> None:
    last = office.history(case)[-1]["recorded_at"]
    assert read(office, case, f"?known_at={last}").json["version"] == case["version"]
    here = "2999-01-01T00:00:00+07:00"
    assert read(office, case, f"?known_at={here}").status == 200


def test_both_questions_are_answered_together(office: Office, case: Case) -> None:
    known = office.history(case)[3]["position"]
    both = f"?as_of=2026-03-12&position={known}"
    assert read(office, case, both).json["version"] == 4
    assert read(office, case, f"?as_of=2026-03-03&position={known}").json[
        "version"
    ] == (2)


@pytest.mark.parametrize(
    "query",
    [
        "version=0",
        "version=x",
        "version=",
        "version=99999999999",
        "as_of=2026-02-30",
        "as_of=0",
        "as_of=03-03-2026",
        "as_of=9999-12-31",
        "known_at=2026-03-09",
        "known_at=2026-03-09T00:00:00",
        "known_at=5",
        "position=0",
        "position=-1",
        "versoin=1",
    ],
)
def test_a_parameter_that_does_not_fit_is_named(
    office: Office, case: Case, query: str
) -> None:
    refused = read(office, case, f"?{query}")
    assert refused.status == 422
    (error,) = refused.json["errors"]
    assert error["field"] == query.partition("=")[0]
    assert error["problem"]


@pytest.mark.parametrize("part", ["history", "clocks"])
def test_an_unknown_parameter_is_refused_everywhere(
    office: Office, case: Case, part: str
) -> None:
    refused = read(office, case, f"/{part}?version=1")
    assert refused.status == 422
    assert refused.json["errors"][0]["field"] == "version"


def test_both_times_are_told(office: Office) -> None:
    (item,) = office.history(office.receive(received_at=RECEIVED))
    occurred, recorded = (
        instant(item[f"{name}_at"]) for name in ("occurred", "recorded")
    )
    assert occurred == instant(RECEIVED)
    assert timedelta(0) <= datetime.now(UTC) - recorded < timedelta(minutes=1)


def test_a_device_that_runs_ahead_a_little_is_set_right(office: Office) -> None:
    ahead = datetime.now(UTC) + timedelta(minutes=9)
    (item,) = office.history(office.receive(received_at=ahead.isoformat()))
    assert instant(item["occurred_at"]) == instant(item["recorded_at"]) < ahead
    assert instant(item["data"]["device_at"]) == ahead


def test_a_device_that_runs_ahead_too_far_is_refused(office: Office) -> None:
    case = office.receive()
    ahead = (datetime.now(UTC) + timedelta(minutes=11)).isoformat()
    with office.nothing_recorded():
        refused = office.give("verify", case, "coordinator", occurred_at=ahead)
        assert refused.status == 422
        assert refused.json["errors"][0]["field"] == "occurred_at"


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
