"""A closed month keeps its figures, read with what was known at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

CATEGORY = "figures-as-known"
MONTH, LAST_DAY = "2025-09", "2025-09-30"

Case = dict[str, Any]
Known = Callable[[], str]


@pytest.fixture(scope="module")
def case(office: Office) -> Case:
    """Received and disposed in the month that is closed; nobody has answered."""
    office.category(CATEGORY)
    received_at = f"{MONTH}-01T09:00:00+07:00"
    found = office.receive(category=CATEGORY, received_at=received_at)
    at = f"{MONTH}-02T10:00:00+07:00"
    office.done("verify", found, "coordinator", occurred_at=at)
    return office.done("dispose", found, "coordinator", occurred_at=at)


@pytest.fixture(params=["known_at", "position"])
def closed(office: Office, case: Case, request: pytest.FixtureRequest) -> str:
    """The query of what is known of the month now that it is closed."""
    if request.param == "position":
        return f"&position={office.position()}"
    return f"&known_at={quote(datetime.now(UTC).isoformat())}"


def figures(office: Office, query: str = "", after: int | None = None) -> str:
    """The answer as it is sent, without the position that the rows have reached."""
    after = office.position() if after is None else after
    path = f"/v1/dashboard?category={CATEGORY}&as_of={LAST_DAY}&after={after}{query}"
    answer = office.get(path, "manager")
    assert answer.status == 200, answer.text
    without, count = re.subn(r'"position":\d+,', "", answer.text)
    assert count == 1
    return without


@contextmanager
def another_limit(office: Office, rule: str) -> Iterator[None]:
    """A new version of the rule from the same day on, so of that month too."""
    items = office.get("/v1/standards", "desk").json["items"]
    *_, last = (row for row in items if row["rule"] == rule)
    assert last["valid_from"] < MONTH
    body = {name: value for name, value in last.items() if name != "version"}
    other = {**body, "limit": body["limit"] + 20}
    assert office.post("/v1/standards", other, "administrator").status == 201
    yield
    assert office.post("/v1/standards", body, "administrator").status == 201


@contextmanager
def another_day_off(office: Office, day: str) -> Iterator[None]:
    """A decree for a day of that month, adopted long after it."""
    path = f"/v1/calendar/{day[:4]}"
    year = office.get(path, "desk").json
    body = {name: year[name] for name in ("decree", "status")}
    item = {"day": day, "kind": "national", "name": "Hari libur"}
    late = {**body, "holidays": [*year["items"], item]}
    assert office.post(path, late, "administrator").status == 201
    yield
    asis = {**body, "holidays": year["items"]}
    assert office.post(path, asis, "administrator").status == 201


def test_a_late_event_shows_but_not_in_what_was_known_before(
    office: Office, case: Case, closed: str
) -> None:
    before, now = figures(office, closed), figures(office)
    assert before == now
    at = f"{MONTH}-{len(office.history(case)):02}T10:00:00+07:00"
    office.done("follow-up", case, "liaison", occurred_at=at)
    office.done("reply", case, "desk", occurred_at=at)
    assert figures(office, closed) == before
    late = office.receive(category=CATEGORY, received_at=f"{MONTH}-10T09:00:00+07:00")
    assert figures(office, closed, late["position"]) == before
    assert figures(office) != now


def test_a_new_version_of_a_rule_changes_nothing(
    office: Office, case: Case, closed: str
) -> None:
    before = figures(office, closed)
    for rule in ("C-02", "C-03", "C-04"):
        with another_limit(office, rule):
            assert figures(office, closed) == before


def test_a_newly_adopted_year_changes_nothing(
    office: Office, case: Case, closed: str
) -> None:
    before = figures(office, closed)
    year = 2050 + ("position" in closed)
    body: dict[str, Any] = {"status": "provisional", "decree": None, "holidays": []}
    answer = office.post(f"/v1/calendar/{year}", body, "administrator")
    assert answer.status == 201, answer.text
    assert figures(office, closed) == before


def test_a_late_decree_changes_nothing(office: Office, case: Case, closed: str) -> None:
    before = figures(office, closed)
    with another_day_off(office, f"{MONTH}-09"):
        assert figures(office, closed) == before


def test_before_anything_was_known_nothing_is_counted(
    office: Office, case: Case
) -> None:
    for query in ("&position=1", "&known_at=2025-09-30T23:59:59Z"):
        path = f"/v1/dashboard?category={CATEGORY}{query}"
        found = office.get(path, "manager").json
        assert found["totals"]["received"] == 0
        assert found["totals"]["on_time_rate"] is None
        assert found["by_month"] == []


def test_what_lies_ahead_is_now(office: Office, case: Case) -> None:
    now = figures(office)
    assert '"received":0' not in now.partition("by_clock")[0]
    for ahead in ("&position=4000000000000000000", "&known_at=2999-01-01T00:00:00Z"):
        assert figures(office, ahead) == now


def test_both_must_hold(office: Office, case: Case) -> None:
    position, instant = office.position(), quote(datetime.now(UTC).isoformat())
    before = figures(office)
    office.receive(category=CATEGORY, received_at=f"{MONTH}-11T09:00:00+07:00")
    later = quote(datetime.now(UTC).isoformat())
    assert figures(office, f"&position={position}&known_at={later}") == before
    assert figures(office, f"&position={10**9}&known_at={instant}") == before
    assert figures(office, f"&position={10**9}&known_at={later}") != before


@pytest.mark.parametrize(
    "query",
    ["known_at=2025-09-30T23:59:59", "known_at=2025-09-30", "known_at=5", "position=0"],
)
def test_a_moment_that_is_none_is_refused(office: Office, query: str) -> None:
    refused = office.get(f"/v1/dashboard?{query}", "manager")
    assert refused.status == 422
    (error,) = refused.json["errors"]
    assert error["field"] == query.partition("=")[0]
