"""Other people's bugs, each by its number in our list of them, shown not to be ours.

`pytest -k _E12_` finds a number wherever it stands: most in tests/domain/complaint;
E02, E03 and E10 in tests/api/sweeping; E12, E15, E16, E19 and E20 also beside their
like in this folder; E25 in tests/projections. Not here, for they are of other issues:
E17 (delivery to two places), E22 (retention), E23 (erasure), E24 (export).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

Case = dict[str, Any]
WIB = ZoneInfo("Asia/Pontianak")
REASON = {"Tuntas_Reason": "Menelepon pelapor."}
REPORTER = {"name": "Ani Wulandari", "national_id": "6203014107900001"}
DISPOSED = (("verify", "coordinator"), ("dispose", "coordinator"))
MIDNIGHT = "around-midnight"
"""A category of its own; three cases about of a month's last midnight."""


def listed(office: Office, **query: Any) -> list[str]:
    """The titles of a page of the register, the oldest receipt first."""
    path = f"/v1/complaints?{urlencode({'sort': 'received_at', **query})}"
    answer = office.get(path, "coordinator")
    assert answer.status == 200, answer.text
    return [item["title"] for item in answer.json["items"]]


def figures(office: Office, **query: Any) -> Any:
    answer = office.get(f"/v1/dashboard?{urlencode(query)}", "coordinator")
    assert answer.status == 200, answer.text
    return answer.json


@pytest.fixture(scope="module")
def after(office: Office) -> int:
    office.category(MIDNIGHT)
    for title, received_at in (
        ("half past eleven", "2025-07-31T23:30:00+07:00"),
        ("half past midnight", "2025-08-01T00:30:00+07:00"),
        # The same half past midnight, as a device in UTC writes it.
        ("half past five", "2025-07-31T17:30:00Z"),
    ):
        case = office.receive(category=MIDNIGHT, title=title, received_at=received_at)
    return int(case["position"])


@pytest.mark.parametrize(
    "filters", [{}, {"channel": "walk_in"}, {"classification": "complaint"}]
)
def test_E11_a_day_is_the_tenants_whatever_is_filtered_beside_it(
    office: Office, after: int, filters: dict[str, str]
) -> None:
    july, august = ["half past eleven"], ["half past midnight", "half past five"]
    chosen = {"category": MIDNIGHT, "after": after, **filters}
    for first, last, expected in (
        ("2025-07-31", "2025-07-31", july),
        ("2025-08-01", "2025-08-01", august),
        ("2025-08-02", "2025-08-02", []),
    ):
        days = {"received_from": first, "received_to": last}
        assert sorted(listed(office, **chosen, **days)) == sorted(expected)
        counted = figures(office, **chosen, **{"from": first, "to": last})
        assert counted["totals"]["received"] == len(expected)
    assert listed(office, **chosen, received_to="2025-07-31") == july
    months = {m["month"]: m["received"] for m in figures(office, **chosen)["by_month"]}
    assert months == {"2025-07": 1, "2025-08": 2}
    at_the_end_of_july = figures(office, **chosen, as_of="2025-07-31")
    assert at_the_end_of_july["totals"]["received"] == 1


def test_E11_today_begins_at_the_tenants_midnight_and_not_24_hours_ago(
    office: Office,
) -> None:
    category = office.category("since-midnight")
    now = datetime.now(WIB)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for title, at in (("today", now), ("yesterday", midnight - timedelta(seconds=1))):
        received_at = at.isoformat(timespec="seconds")
        case = office.receive(category=category, title=title, received_at=received_at)
    chosen = {"category": category, "after": case["position"]}
    today, yesterday = now.date(), now.date() - timedelta(1)
    assert listed(office, **chosen, received_from=today) == ["today"]
    assert listed(office, **chosen, received_to=yesterday) == ["yesterday"]
    assert figures(office, **chosen, as_of=yesterday)["totals"]["received"] == 1
    shown = figures(office, **chosen)
    assert shown["totals"]["received"] == 2
    assert str(today) <= shown["as_of"] <= str(datetime.now(WIB).date())


def test_E12_a_list_followed_to_its_end_has_as_many_as_the_figures_count(
    office: Office, lines: Any, complaint: Case
) -> None:
    category = office.category("more-than-a-page")
    body = {**complaint, "category": category}
    made = lines(
        "desk",
        *({"key": uuid4().hex, "command": "receive", "body": body} for _ in range(120)),
    )
    archived = office.done("archive", made[0], "coordinator")
    chosen = {"category": category, "after": archived["position"]}
    found: list[str] = []
    sizes: list[int] = []
    more: dict[str, Any] | None = {}
    while more is not None:
        path = f"/v1/complaints?{urlencode(chosen | more)}"
        page = office.get(path, "coordinator").json
        found += [item["id"] for item in page["items"]]
        sizes.append(len(page["items"]))
        more = page["next_cursor"] and {"cursor": page["next_cursor"]}
    assert sizes == [50, 50, 20]
    assert sorted(found) == sorted(case["id"] for case in made)
    counted = figures(office, **chosen)
    (group,) = counted["by_category"]
    assert counted["totals"]["received"] == group["received"] == len(found)


def test_E14_who_saves_what_was_read_without_the_reporter_keeps_the_reporter(
    office: Office,
) -> None:
    case = office.receive(reporter=REPORTER, location={"description": "Depan pasar"})
    path = f"/v1/complaints/{case['id']}"
    masked = office.get(path, "desk")
    assert "reporter" not in masked.json
    assert REPORTER["name"] not in masked.text
    editable = ("title", "description", "category", "location")
    read = {name: masked.json[name] for name in editable}
    office.done("amend", case, "desk", **{**read, "title": "Lampu mati"})
    opened = office.get(path, "desk", **REASON).json
    assert (opened["title"], opened["reporter"]) == ("Lampu mati", REPORTER)
    assert opened["location"]["description"] == "Depan pasar"
    amended = office.history(case)[-1]["data"]
    assert "reporter" not in amended["changed"]


@pytest.mark.parametrize(
    "mask", ["***", {"name": "***", "national_id": "****************"}]
)
def test_E14_a_mask_is_no_identity(office: Office, mask: Any) -> None:
    case = office.receive(reporter=REPORTER)
    with office.nothing_recorded():
        refused = office.give("amend", case, "desk", reporter=mask)
    assert refused.status == 422
    path = f"/v1/complaints/{case['id']}"
    assert office.get(path, "desk", **REASON).json["reporter"] == REPORTER


@pytest.mark.parametrize("name", ["userInfo", "actor", "role", "user", "recorded_by"])
def test_E15_a_body_that_names_who_acts_is_refused(
    office: Office, complaint: Case, name: str
) -> None:
    claimed: dict[str, Any] = {name: {"id": "admin", "roles": ["coordinator"]}}
    case = office.receive()
    with office.nothing_recorded():
        for refused in (
            office.post("/v1/complaints", complaint | claimed, "desk"),
            office.give("verify", case, "coordinator", **claimed),
        ):
            assert refused.status == 422
            assert [error["field"] for error in refused.json["errors"]] == [name]


def test_E15_a_header_that_names_who_acts_changes_nothing(office: Office) -> None:
    id, token = office.appoint("coordinator")
    other, _ = office.appoint("inspector")
    case = office.receive()
    forged = {"X_User": other, "X_User_Info": other, "X_Forwarded_User": other}
    forged |= {"X_Role": "inspector", "Remote_User": other, "From": "a@example.org"}
    assert office.give("verify", case, token, forged).status == 200
    verified = office.history(case)[-1]
    assert (verified["actor"], verified["role"]) == (id, "coordinator")
    assert other not in str(verified)


def test_E16_an_update_delivered_again_after_the_case_went_on_is_one_event(
    office: Office,
) -> None:
    case = office.reach("disposed")
    update = {"Idempotency_Key": uuid4().hex}
    first = office.give("follow-up", case, "liaison", update)
    office.done("resolve", case, "liaison")
    with office.nothing_recorded():
        again = office.give("follow-up", case, "liaison", update)
    assert (again.status, again.json) == (200, first.json)
    events = [item["event"] for item in office.history(case)]
    assert events.count("complaint.followed_up") == 1
    path = f"/v1/complaints/{case['id']}"
    assert office.get(path, "coordinator").json["state"] == "resolved"


def test_E20_a_key_whose_case_was_withdrawn_is_answered_as_before_and_makes_no_other(
    office: Office, complaint: Case
) -> None:
    key = {"Idempotency_Key": uuid4().hex}
    first = office.post("/v1/complaints", complaint, "desk", **key)
    office.done("withdraw", first.json, "desk")
    with office.nothing_recorded():
        again = office.post("/v1/complaints", complaint, "desk", **key)
        other = {**complaint, "title": "Jalan berlubang"}
        refused = office.post("/v1/complaints", other, "desk", **key)
    assert (again.status, again.json) == (201, first.json)
    assert again.headers["idempotency-replayed"] == "true"
    assert refused.json["type"] == "urn:tuntas:problem:key-reused"


def test_E21_an_officer_who_was_dismissed_stays_readable_as_who_acted(
    office: Office,
) -> None:
    body = {"role": "coordinator", "name": "Sri Handayani"}
    officer = office.post("/v1/officers", body, "administrator").json
    case = office.receive()
    office.done("verify", case, officer["token"])
    before = office.history(case)
    path = f"/v1/officers/{officer['id']}/dismiss"
    assert office.post(path, {}, "administrator").status == 201
    assert office.history(case) == before
    assert (before[-1]["actor"], before[-1]["role"]) == (officer["id"], "coordinator")
    officers = office.get("/v1/officers", "administrator").json["items"]
    (actor,) = [known for known in officers if known["id"] == before[-1]["actor"]]
    assert (actor["name"], actor["dismissed"]) == ("Sri Handayani", True)


def remedies(office: Office, case: Case) -> dict[str, Any]:
    own = office.get("/v1/track", office.reporter(case)).json
    return {remedy["remedy"]: remedy for remedy in own["remedies"]}


def test_E26_the_remedies_told_are_those_of_the_stage_and_no_other_is_taken(
    office: Office,
) -> None:
    case = office.receive()
    of_a_stage = ("resolve", "reopen", "rate", "withdraw", "clarify")
    for steps, state, told in (
        ((), "received", {"withdraw"}),
        (
            (("request-clarification", "coordinator"),),
            "awaiting_clarification",
            {"clarify", "withdraw"},
        ),
        ((("clarify", "desk"), *DISPOSED), "disposed", {"withdraw"}),
        ((("follow-up", "liaison"),), "answered", {"reply", "resolve", "withdraw"}),
        ((("reply", "desk"),), "in_progress", {"withdraw"}),
        ((("resolve", "liaison"),), "resolved", {"reopen", "rate"}),
    ):
        for command, by in steps:
            case |= office.done(command, case, by)
        assert case["state"] == state
        assert remedies(office, case).keys() == told, state
        reporter = office.reporter(case)
        with office.nothing_recorded():
            for command in set(of_a_stage) - told:
                assert office.give(command, case, reporter).status == 409, command


@pytest.mark.parametrize(
    ("state", "told"),
    [("archived", {"ombudsman"}), ("withdrawn", set()), ("merged", set())],
)
def test_E26_after_its_end_a_case_tells_what_lies_outside_the_office_if_anything(
    office: Office, state: str, told: set[str]
) -> None:
    case = office.reach(state)
    found = remedies(office, case)
    assert found.keys() == told
    texts = {remedy["text"] for remedy in found.values()}
    assert all("Ombudsman" in text for text in texts)
    reporter = office.reporter(case)
    with office.nothing_recorded():
        assert office.give("withdraw", case, reporter).status == 409


def test_E26_a_window_that_has_passed_is_told_no_more(office: Office) -> None:
    days_ago = {
        days: (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        for days in (60, 59, 58)
    }
    case = office.receive(received_at=days_ago[60])
    for command, by in (*DISPOSED, ("follow-up", "liaison")):
        office.done(command, case, by, occurred_at=days_ago[59])
    office.done("resolve", case, "liaison", occurred_at=days_ago[58])
    assert remedies(office, case).keys() == {"rate"}
