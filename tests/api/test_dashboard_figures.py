"""The figures over HTTP: the names of the contract, counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

CATEGORY = "figures-alone"
TOTALS = [
    "received",
    "open",
    "overdue",
    "due_within_2_days",
    "resolved",
    "archived",
    "withdrawn",
    "merged",
    "escalated",
    "followed_up_rate",
    "resolved_rate",
    "on_time_rate",
    "median_working_days",
    "p90_working_days",
    "rating",
    "rated",
]
GROUP = ["received", "open", "overdue", "resolved", "on_time_rate"]
GROUP += ["median_working_days"]

# Two Mondays in a month without a holiday.
MONDAY, NEXT_MONDAY = "2025-07-07", "2025-07-14"


@pytest.fixture(scope="module")
def after(office: Office) -> int:
    """Received on a Monday: one resolved in time, one late, one open, one archived."""
    office.category(CATEGORY)

    def received(**fields: Any) -> dict[str, Any]:
        at = f"{MONDAY}T09:00:00+07:00"
        return office.receive(category=CATEGORY, received_at=at, **fields)

    def disposed(agency: str, day: str, **fields: Any) -> dict[str, Any]:
        case = received(**fields)
        at = f"{day}T10:00:00+07:00"
        office.done("verify", case, "coordinator", occurred_at=at)
        office.done("dispose", case, "coordinator", occurred_at=at, agency=agency)
        return case

    early = disposed("dishub", MONDAY, channel="letter")
    office.done("resolve", early, "liaison", occurred_at=f"{NEXT_MONDAY}T10:00:00Z")
    late = disposed("dishub", NEXT_MONDAY, classification="information")
    office.done("resolve", late, "liaison", occurred_at="2025-08-20T10:00:00Z")
    still = disposed("dpupr", MONDAY)
    office.done("escalate", still, "inspector", occurred_at="2025-08-01T00:00:00Z")
    archived = received()
    done = office.done(
        "archive", archived, "coordinator", occurred_at=f"{MONDAY}T11:00:00+07:00"
    )
    return int(done["position"])


def figures(office: Office, after: int, query: str = "", by: str = "manager") -> Any:
    path = f"/v1/dashboard?category={CATEGORY}&after={after}{query}"
    answer = office.get(path, by)
    assert answer.status == 200, answer.text
    return answer.json


def test_the_figures_have_the_names_of_the_contract(office: Office, after: int) -> None:
    found = figures(office, after)
    assert list(found) == [
        "as_of",
        "position",
        "totals",
        "by_clock",
        "by_agency",
        "by_state",
        "by_category",
        "by_channel",
        "by_month",
    ]
    assert list(found["totals"]) == TOTALS
    for row in found["by_agency"]:
        assert list(row) == ["agency", "name", *GROUP]
    for row in found["by_clock"]:
        assert list(row) == [
            "clock",
            "running",
            "paused",
            "overdue",
            "met",
            "late",
            "on_time_rate",
            "median_working_days",
            "p90_working_days",
        ]
    for row in found["by_month"]:
        assert list(row) == ["month", "received", "resolved", "late"]
    assert [list(row) for row in found["by_category"]] == [["category", "name", *GROUP]]
    assert list(found["by_channel"][0]) == ["channel", *GROUP]


def test_the_totals_are_those_of_the_hand(office: Office, after: int) -> None:
    totals = figures(office, after)["totals"]
    assert totals == {
        "received": 4,
        "open": 1,
        "overdue": 1,
        "due_within_2_days": 0,
        "resolved": 2,
        "archived": 1,
        "withdrawn": 0,
        "merged": 0,
        "escalated": 1,
        "followed_up_rate": 0.5,
        "resolved_rate": 0.5,
        "on_time_rate": pytest.approx(1 / 3),
        "median_working_days": 5,
        "p90_working_days": 26,
        "rating": None,
        "rated": 0,
    }


def test_the_groups_are_those_of_the_hand(office: Office, after: int) -> None:
    found = figures(office, after)
    received = {row["agency"]: row["received"] for row in found["by_agency"]}
    assert received == {"dishub": 2, "dpupr": 1, None: 1}
    assert [row["name"] for row in found["by_agency"]][-1] is None
    assert {s: n for s, n in found["by_state"].items() if n} == {
        "resolved": 2,
        "disposed": 1,
        "archived": 1,
    }
    assert len(found["by_state"]) == 11
    channels = {row["channel"]: row["received"] for row in found["by_channel"]}
    assert channels == {"letter": 1, "walk_in": 3}
    (category,) = found["by_category"]
    assert (category["category"], category["name"]) == (CATEGORY, CATEGORY)
    assert found["by_month"] == [
        {"month": "2025-07", "received": 4, "resolved": 1, "late": 2},
        {"month": "2025-08", "received": 0, "resolved": 1, "late": 0},
    ]
    clocks = {row["clock"]: row for row in found["by_clock"]}
    assert list(clocks) == [
        "verification",
        "first_follow_up",
        "completion",
        "reporter_window",
        "clarification",
        "statutory_reply",
        "statutory_decision",
        "statutory_sending",
    ]
    assert clocks["verification"]["met"] == 3
    assert clocks["verification"]["late"] == 1
    assert clocks["completion"] == {
        "clock": "completion",
        "running": 0,
        "paused": 0,
        "overdue": 1,
        "met": 1,
        "late": 1,
        "on_time_rate": pytest.approx(1 / 3),
        "median_working_days": 5,
        "p90_working_days": 26,
    }


@pytest.mark.parametrize(
    ("day", "received", "open_", "overdue", "resolved"),
    [
        ("2025-07-06", 0, 0, 0, 0),
        (MONDAY, 4, 3, 0, 0),
        ("2025-07-13", 4, 3, 1, 0),
        (NEXT_MONDAY, 4, 2, 0, 1),
        ("2025-08-19", 4, 2, 2, 1),
        ("2025-08-20", 4, 1, 1, 2),
    ],
)
def test_the_figures_are_those_of_the_end_of_a_day(
    office: Office,
    after: int,
    day: str,
    received: int,
    open_: int,
    overdue: int,
    resolved: int,
) -> None:
    found = figures(office, after, f"&as_of={day}")
    assert found["as_of"] == day
    totals = found["totals"]
    assert (totals["received"], totals["open"]) == (received, open_)
    assert (totals["overdue"], totals["resolved"]) == (overdue, resolved)
    if not received:
        for name in ("followed_up_rate", "on_time_rate", "median_working_days"):
            assert totals[name] is None


@pytest.mark.parametrize(
    ("query", "received"),
    [
        ("&agency=dishub", 2),
        ("&channel=letter", 1),
        ("&classification=information", 1),
        ("&region=62", 0),
        (f"&from={MONDAY}&to={MONDAY}", 4),
        ("&from=2025-07-08", 0),
        ("&to=2025-07-06", 0),
        ("&agency=dishub&channel=walk_in", 1),
    ],
)
def test_a_filter_selects_the_cases(
    office: Office, after: int, query: str, received: int
) -> None:
    assert figures(office, after, query)["totals"]["received"] == received


def test_a_liaison_counts_the_cases_of_its_agency(office: Office, after: int) -> None:
    for agency, received in (("dishub", 2), ("dpupr", 1), ("dinkes", 0)):
        by = office.token("liaison", agency)
        assert figures(office, after, by=by)["totals"]["received"] == received


@pytest.mark.parametrize(
    "query",
    ["as_of=today", "as_of=9999-12-31", "from=x", "to=2025-02-30", "channel=x", "x=1"],
)
def test_a_parameter_that_does_not_fit_is_named(office: Office, query: str) -> None:
    refused = office.get(f"/v1/dashboard?{query}", "manager")
    assert refused.status == 422
    (error,) = refused.json["errors"]
    assert error["field"] == query.partition("=")[0]


def test_the_views_of_the_page_are_given_as_numbers_too(
    office: Office, after: int
) -> None:
    path = f"/v1/dashboard/views/{{}}?category={CATEGORY}&after={after}"
    [whole] = office.get(path.format("glance"), "manager").json["groups"]
    totals = figures(office, after)["totals"]
    assert {n: totals.get(n, v) for n, v in whole["numbers"].items()} == (
        whole["numbers"]
    )
    assert (whole["numbers"]["met"], whole["numbers"]["judged"]) == (1, 3)
    age = office.get(path.format("age"), "manager").json["groups"][0]["numbers"]
    assert (age["open"], age["over"], age["over_3x"]) == (1, 1, 1)
    stream = office.get(path.format("stream") + f"&as_of={MONDAY}", "manager").json
    moved, left = stream["groups"][-2:]
    assert moved["part"] == {"day": MONDAY} and left["day"] == MONDAY
    assert moved["numbers"] == {"came_in": 4, "went_out": 1}
    assert left["numbers"] == {"open": 3}
    assert office.get(path.format("none"), "manager").status == 404
