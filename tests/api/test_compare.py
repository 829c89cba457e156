"""Two moments side by side: what came, went and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

Case = dict[str, Any]
REASON = {"Tuntas_Reason": "Pemeriksaan khusus"}


def compared(office: Office, path: str, by: str = "inspector", **headers: str) -> Any:
    answer = office.get(path, by, **headers)
    assert answer.status == 200, answer.text
    return answer.json


def changes(found: Any) -> dict[str, tuple[Any, Any]]:
    return {c["what"]: (c["from"], c["to"]) for c in found["changes"]}


def test_a_case_is_told_on_both_sides_with_what_lies_between(office: Office) -> None:
    case = office.reach("disposed")
    position = office.position()
    office.done("follow-up", case, "liaison")
    office.done("note", case, "liaison")
    path = f"/v1/complaints/{case['id']}"
    found = compared(office, f"{path}/compare?from_position={position}")
    assert found["from"] == compared(office, f"{path}?position={position}")
    assert found["to"] == compared(office, path)
    differ = changes(found)
    assert differ["state"] == ("disposed", "answered")
    assert differ["completion"][0]["status"] == "running"
    assert differ["completion"][1]["status"] == "met"
    assert differ["reporter_window"][0] is None
    assert "agency" not in differ
    texts = [change["text"] for change in found["changes"]]
    assert "Status: didisposisi → dijawab" in texts
    events = ["complaint.followed_up", "complaint.noted"]
    assert [item["event"] for item in found["events"]] == events


def test_the_sides_may_be_given_either_way_round(office: Office) -> None:
    case = office.reach("verified")
    first = office.history(case)[0]["position"]
    path = f"/v1/complaints/{case['id']}/compare"
    last = office.position()
    there = compared(office, f"{path}?from_position={first}&to_position={last}")
    back = compared(office, f"{path}?from_position={last}&to_position={first}")
    assert changes(there)["state"] == ("received", "verified")
    assert changes(back)["state"] == ("verified", "received")
    assert there["events"] == back["events"] != []


def test_a_day_is_compared_as_it_was_known_and_as_it_is_known(office: Office) -> None:
    case = office.receive(received_at="2026-05-04T09:00:00+07:00")
    known = office.position()
    at = "2026-05-05T09:00:00+07:00"
    office.done("verify", case, "coordinator", occurred_at=at)
    query = f"from_as_of=2026-05-05&from_position={known}&to_as_of=2026-05-05"
    found = compared(office, f"/v1/complaints/{case['id']}/compare?{query}")
    assert (found["from_day"], found["to_day"]) == ("2026-05-05", "2026-05-05")
    assert changes(found)["state"] == ("received", "verified")


def test_before_its_receipt_there_is_no_case(office: Office) -> None:
    position = office.position()
    case = office.receive()
    path = f"/v1/complaints/{case['id']}/compare?from_position={position}"
    found = compared(office, path)
    assert found["from"] is None
    [change] = found["changes"]
    assert change["text"] == "Aduan belum diterima → diterima"
    assert len(found["events"]) == 1
    neither = compared(office, f"{path}&to_position={position}")
    assert (neither["from"], neither["to"]) == (None, None)
    assert (neither["changes"], neither["events"]) == ([], [])


def test_texts_of_a_restricted_case_are_opened_with_a_reason_only(
    office: Office,
) -> None:
    case = office.receive(confidential=True)
    position = office.position()
    office.done("amend", case, "coordinator", title="Judul lain")
    path = f"/v1/complaints/{case['id']}/compare?from_position={position}"
    sealed = compared(office, path)
    assert "title" not in changes(sealed)
    assert "Judul lain" not in str(sealed)
    opened = compared(office, path, **REASON)
    assert changes(opened)["title"][1] == "Judul lain"
    assert office.get(path, "manager").status == 404


@pytest.fixture(scope="module")
def moved(office: Office) -> tuple[str, int, dict[str, Case]]:
    """A category, a position, and the cases that differ since then or do not."""
    category = office.category("compared")
    cases = {
        "stays": office.reach("disposed", category=category),
        "answered": office.reach("disposed", category=category),
        "elsewhere": office.reach("disposed", category=category),
    }
    position = office.position()
    office.done("note", cases["stays"], "liaison")
    office.done("follow-up", cases["answered"], "liaison")
    office.done("dispose", cases["elsewhere"], "coordinator", agency="dinkes")
    cases["new"] = office.receive(category=category)
    return category, position, cases


def register(office: Office, moved: Any, query: str = "", by: str = "inspector") -> Any:
    category, position, _ = moved
    path = f"/v1/complaints/compare?category={category}&from_position={position}"
    return compared(office, f"{path}&after={office.position()}{query}", by)


def differ(found: Any, moved: Any) -> dict[str, str]:
    names = {case["id"]: name for name, case in moved[2].items()}
    return {
        names[(item["to"] or item["from"])["id"]]: item["what"]
        for item in found["items"]
    }


def test_the_register_tells_which_cases_came_and_changed(
    office: Office, moved: Any
) -> None:
    found = register(office, moved)
    assert differ(found, moved) == {
        "new": "came",
        "answered": "changed",
        "elsewhere": "changed",
    }
    assert found["counts"] == {"came": 1, "went": 0, "changed": 2}
    [answered] = [i for i in found["items"] if changes(i).get("state")]
    assert changes(answered)["state"] == ("disposed", "answered")
    assert answered["from"]["state"] == "disposed"
    statuses = {clock["clock"]: clock["status"] for clock in answered["to"]["clocks"]}
    assert statuses["first_follow_up"] == "met"


def test_of_an_agency_cases_go_and_come(office: Office, moved: Any) -> None:
    gone = register(office, moved, "&agency=dishub")
    assert differ(gone, moved) == {"answered": "changed", "elsewhere": "went"}
    come = register(office, moved, "&agency=dinkes")
    assert differ(come, moved) == {"elsewhere": "came"}
    back = register(office, moved, f"&agency=dishub&to_position={moved[1]}")
    assert (back["items"], back["counts"]["went"]) == ([], 0)


def test_the_comparison_is_told_by_the_page(office: Office, moved: Any) -> None:
    whole = register(office, moved)["items"]
    first = register(office, moved, "&limit=2")
    rest = register(office, moved, f"&limit=2&cursor={first['next_cursor']}")
    assert first["items"] + rest["items"] == whole
    assert rest["next_cursor"] is None
    assert first["counts"] == rest["counts"] == {"came": 1, "went": 0, "changed": 2}
    refused = office.get(
        f"/v1/complaints/compare?from_position={moved[1]}&cursor=x", "inspector"
    )
    assert refused.json["errors"][0]["field"] == "cursor"


def test_what_one_does_not_see_now_is_in_no_comparison(
    office: Office, moved: Any
) -> None:
    by = office.token("liaison", "dinkes")
    assert differ(register(office, moved, by=by), moved) == {"elsewhere": "changed"}


def test_the_figures_stand_beside_their_difference(office: Office, moved: Any) -> None:
    category, position, _ = moved
    path = f"/v1/dashboard/compare?category={category}&from_position={position}"
    found = compared(office, f"{path}&after={office.position()}", "manager")
    past = f"/v1/dashboard?category={category}&position={position}"
    assert found["from"] == compared(office, past, "manager")
    assert found["difference"]["totals"]["received"] == 1
    assert found["difference"]["totals"]["merged"] == 0
    assert found["difference"]["totals"]["on_time_rate"] is None
    assert found["difference"]["by_state"]["answered"] == 1
    assert found["difference"]["by_state"]["disposed"] == -1
    received = {r["agency"]: r["received"] for r in found["difference"]["by_agency"]}
    assert received == {"dishub": -1, "dinkes": 1, None: 1}
    assert "Diterima: 3 → 4" in found["text"]
    assert not any(text.startswith("Digabung") for text in found["text"])


@pytest.mark.parametrize(
    "path", ["complaints/compare", "dashboard/compare", "complaints/{id}/compare"]
)
def test_a_comparison_with_nothing_is_refused(office: Office, path: str) -> None:
    path = path.format(id=office.original)
    for query in ("", "?to_position=5"):
        refused = office.get(f"/v1/{path}{query}", "inspector")
        assert refused.status == 422
        [error] = refused.json["errors"]
        assert error["field"] == "from_as_of"
        assert "from_position" in error["problem"]
    unknown = office.get(f"/v1/{path}?from_position=5&version=2", "inspector")
    assert unknown.json["errors"][0]["field"] == "version"
    assert office.get(f"/v1/{path}?from_position=5", "administrator").status == 403
