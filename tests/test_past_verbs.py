"""`tuntas replay` without a case, and `tuntas compare`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main

COMPLAINT = {
    "channel": "walk_in",
    "classification": "complaint",
    "title": "Jembatan goyah",
    "description": "Papan lepas",
    "received_at": "2025-03-03T10:00:00+07:00",
}


@pytest.fixture(scope="module")
def case(served: Any) -> Any:
    """Of 3 March 2025, verified on the 4th, both told today."""
    made = served.post("/v1/complaints", COMPLAINT, served.token("desk")).json
    at = {"occurred_at": "2025-03-04T09:00:00+07:00"}
    path = f"/v1/complaints/{made['id']}/verify"
    done = served.post(path, at, served.token("coordinator"))
    after = f"/v1/dashboard?after={done.json['position']}"
    assert served.get(after, served.token("coordinator")).status == 200
    return {**made, "verified": done.json["position"]}


def told(served: Any, *words: object) -> str:
    given = [*map(str, words), "--data", str(served.data)]
    done = CliRunner().invoke(main, given, catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def of(case: Any, rows: list[Any]) -> list[Any]:
    return [row for row in rows if row["case_number"] == case["case_number"]]


def test_the_whole_register_is_replayed_at_a_moment(served: Any, case: Any) -> None:
    for words, state in (
        (("--position", case["position"]), "received"),
        (("--position", case["verified"]), "verified"),
        (("--as-of", "2025-03-03"), "received"),
        (("--as-of", "2025-03-04"), "verified"),
    ):
        found = json.loads(told(served, "replay", *words, "--json"))
        [row] = of(case, found["register"])
        assert row["state"] == state
        assert "title" not in row
        query = "&".join(w.strip("-").replace("-", "_") for w in map(str, words[::2]))
        path = f"/v1/dashboard?{query}={words[1]}"
        answer = served.get(path, served.token("inspector")).json
        assert found["dashboard"]["totals"] == answer["totals"]
        assert len(found["register"]) == answer["totals"]["received"]
    before = json.loads(told(served, "replay", "--as-of", "2025-03-02", "--json"))
    assert of(case, before["register"]) == []


def test_it_is_told_to_people_a_line_a_case(served: Any, case: Any) -> None:
    text = told(served, "replay", "--as-of", "2025-03-03")
    assert "at the end of 2025-03-03" in text
    [line] = [row for row in text.splitlines() if case["case_number"] in row]
    assert "received" in line
    assert "Jembatan" not in text


def test_a_replay_of_a_case_goes_back_to_a_position(served: Any, case: Any) -> None:
    words = ("replay", case["id"], "--position", case["position"], "--json")
    found = json.loads(told(served, *words))
    assert found["state"]["state"] == "received"
    [event] = found["events"]
    assert event["delay_seconds"] > 86_400
    roles = {by["role"] for by in event["known_by"]}
    assert roles == {"desk", "coordinator", "inspector", "manager"}


def test_a_case_is_compared(served: Any, case: Any) -> None:
    words = ("compare", case["case_number"], "--from-position", case["position"])
    text = told(served, *words, "--to-position", case["verified"])
    assert "Status: diterima → terverifikasi" in text
    assert "complaint.verified" in text
    same = told(served, *words, "--to-position", case["position"])
    assert "nothing differs" in same


def test_the_register_and_the_figures_are_compared(served: Any, case: Any) -> None:
    words = ("compare", "--from-as-of", "2025-03-02", "--to-as-of", "2025-03-03")
    found = json.loads(told(served, *words, "--json"))
    [came] = [
        row
        for row in found["register"]["items"]
        if row["to"]["case_number"] == case["case_number"]
    ]
    assert (came["what"], came["from"], came["to"]["state"]) == (
        "came",
        None,
        "received",
    )
    assert came["to"]["title"] is None
    received = found["dashboard"]["difference"]["totals"]["received"]
    assert received == found["register"]["counts"]["came"] >= 1
    text = told(served, *words)
    assert f"+ {case['case_number']}" in text
    assert "received" in text.splitlines()[1]
