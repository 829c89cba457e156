"""Every field of a body is judged, and named where it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

LONG = "a" * 20_001
EXTERNAL = {"system": "sp4n", "id": "5010653"}
NO_DAY, NO_INSTANT = "2026-02-30", "2026-11-23T09:15:00"

RECEIVE: list[tuple[str, Any]] = [
    ("id", "17"),
    ("id", "00000000-0000-5000-8000-000000000001"),
    ("channel", "fax"),
    ("channel", None),
    ("classification", "Complaint"),
    ("title", ""),
    ("title", " \t\u0000"),
    ("title", "\u202e\u2066"),
    ("title", 5),
    ("title", "a" * 201),
    ("description", LONG),
    ("category", "no-such-category"),
    ("category", "Tidak Ada"),
    ("incident_on", NO_DAY),
    ("incident_on", 20261123),
    ("incident_on", "2999-01-01"),
    ("location", "Palangka Raya"),
    ("location.region", "99"),
    ("location.region", "62,03"),
    ("location.region", "٦٢"),
    ("location.latitude", 90.1),
    ("location.latitude", "-2.2"),
    ("location.longitude", -181),
    ("location.height", 3),
    ("agency", "no-such-agency"),
    ("reporter", []),
    ("reporter.name", {}),
    ("reporter.national_id", "62030112345678"),
    ("reporter.national_id", "٦٢٠٣٠١١٢٣٤٥٦٧٨٩٠"),
    ("reporter.phone", "call me"),
    ("reporter.email", "nobody"),
    ("reporter.email", "a\u0000@example.org"),
    ("reporter.birthday", "1990-01-01"),
    ("anonymous", "no"),
    ("confidential", 1),
    ("received_at", NO_INSTANT),
    ("received_at", 1795000000),
    ("received_at", "2999-01-01T00:00:00+07:00"),
    ("received_at", "1985-01-01T00:00:00+07:00"),
    ("external_id", "5010653"),
    ("external_id.system", "SP4N"),
    ("external_id.id", ""),
    ("external_id.url", "x"),
    ("actor", "coordinator"),
    ("titel", "Lampu"),
]
COMMANDS: list[tuple[str, str, str, Any]] = [
    ("verify", "received", "classification", "rumour"),
    ("verify", "received", "category", "no-such-category"),
    ("verify", "received", "occurred_at", NO_INSTANT),
    ("verify", "received", "occurred_at", "2001-01-01T00:00:00Z"),
    ("verify", "received", "occurred_at", "2999-01-01T00:00:00Z"),
    ("verify", "received", "note", ""),
    ("verify", "received", "state", "verified"),
    ("dispose", "verified", "agency", None),
    ("dispose", "verified", "agency", "no-such-agency"),
    ("dispose", "verified", "agency", "kab-kapuas"),
    ("dispose", "verified", "instruction", 1),
    ("return", "disposed", "reason", " "),
    ("return", "disposed", "agency", "dpupr"),
    ("follow-up", "disposed", "message", None),
    ("follow-up", "disposed", "public", "yes"),
    ("reply", "answered", "message", LONG),
    ("resolve", "answered", "outcome", "done"),
    ("resolve", "answered", "message", []),
    ("archive", "received", "reason", "too_late"),
    ("archive", "received", "reason", "not_recorded"),
    ("amend", "received", "reason", None),
    ("amend", "received", "title", None),
    ("amend", "received", "description", ""),
    ("amend", "received", "category", "no-such-category"),
    ("amend", "received", "location.region", "99"),
    ("amend", "received", "reporter.phone", "x"),
    ("amend", "received", "incident_on", "2999-01-01"),
    ("amend", "received", "channel", "web"),
    ("escalate", "received", "to", "president"),
    ("escalate", "received", "reason", ""),
    ("note", "received", "message", {"a": 1}),
    ("request-clarification", "received", "question", ""),
    ("clarify", "awaiting_clarification", "answer", None),
    ("hand-over", "received", "government", "no-such-government"),
    ("hand-over", "received", "government", "dishub"),
    ("hand-over", "received", "reference", "a" * 201),
    ("withdraw", "received", "reason", " "),
    ("merge", "received", "into", ""),
    ("merge", "received", "into", 17),
    ("reclassify", "received", "classification", "rumour"),
    ("reclassify", "received", "category", "no-such-category"),
    ("reclassify", "received", "classification", "complaint"),
    ("reclassify", "received", "reason", None),
    ("extend", "disposed", "clock", "patience"),
    ("extend", "disposed", "clock", "clarification"),
    ("extend", "disposed", "clock", "verification"),
    ("extend", "disposed", "clock", "first_follow_up"),
    ("extend", "disposed", "clock", "statutory_decision"),
    ("extend", "disposed", "units", 15),
    ("extend", "disposed", "units", -1),
    ("extend", "disposed", "units", 0),
    ("extend", "disposed", "units", 1.5),
    ("extend", "disposed", "reason", ""),
    ("reopen", "resolved", "reason", 1),
    ("rate", "resolved", "stars", 0),
    ("rate", "resolved", "stars", 6),
    ("rate", "resolved", "stars", "5"),
    ("rate", "resolved", "comment", LONG),
    ("attach", "received", "name", ""),
    ("attach", "received", "media_type", "text/html"),
    ("attach", "received", "size", 0),
    ("attach", "received", "size", 2_000_001),
    ("attach", "received", "sha256", "0F" * 32),
    ("attach", "received", "sha256", "0f" * 31),
    ("publish", "received", "reason", "x"),
    ("unpublish", "received", "reason", None),
    ("propose-public-text", "answered", "answer", 1),
    ("propose-public-text", "answered", "answer", "4"),
    ("propose-public-text", "answered", "text", " "),
    ("propose-public-text", "answered", "overruled", "semua"),
    ("confirm-public-text", "answered", "proposal", 0),
    ("decline-public-text", "answered", "reason", ""),
]
GIVEN_BY = {
    "return": "liaison",
    "follow-up": "liaison",
    "reply": "desk",
    "clarify": "desk",
    "rate": "desk",
    "withdraw": "desk",
}


def placed(name: str, value: Any) -> dict[str, Any]:
    for part in reversed(name.split(".")):
        value = {part: value}
    found: dict[str, Any] = value
    return found


def named(answer: Any) -> set[str]:
    assert answer.status == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(error["problem"] for error in answer.json["errors"])
    return {error["field"] for error in answer.json["errors"]}


@pytest.fixture(scope="module")
def cases(office: Office) -> dict[str, dict[str, Any]]:
    return {state: office.reach(state) for _, state, _, _ in COMMANDS}


@pytest.mark.parametrize(("field", "value"), RECEIVE)
def test_a_complaint_with_a_wrong_field_is_refused_by_its_name(
    office: Office, complaint: dict[str, Any], field: str, value: Any
) -> None:
    body = {**complaint, **placed(field, value)}
    if field.startswith("external_id."):
        body["external_id"] = {**EXTERNAL, **body["external_id"]}
    with office.nothing_recorded():
        assert named(office.post("/v1/complaints", body, "desk")) == {field}


@pytest.mark.parametrize("field", ["channel", "classification", "title", "description"])
def test_a_complaint_needs_its_four_fields(
    office: Office, complaint: dict[str, Any], field: str
) -> None:
    del complaint[field]
    with office.nothing_recorded():
        assert named(office.post("/v1/complaints", complaint, "desk")) == {field}


def test_a_complaint_needs_no_other_field(office: Office) -> None:
    assert office.receive()["version"] == 1


@pytest.mark.parametrize(("command", "state", "field", "value"), COMMANDS)
def test_a_command_with_a_wrong_field_is_refused_by_its_name(
    office: Office,
    cases: dict[str, dict[str, Any]],
    command: str,
    state: str,
    field: str,
    value: Any,
) -> None:
    by = GIVEN_BY.get(command, "coordinator")
    with office.nothing_recorded():
        refused = office.give(command, cases[state], by, **placed(field, value))
        found = named(refused)
    if (command, field) == ("amend", "title"):
        assert found == {"body"}  # it is there, but nothing can be made of it
    else:
        assert found == {field}


def test_every_wrong_field_is_named_at_once(
    office: Office, complaint: dict[str, Any]
) -> None:
    wrong = {"title": "", "channel": "fax", "anonymous": 0, "colour": "red"}
    refused = office.post("/v1/complaints", {**complaint, **wrong}, "desk")
    assert named(refused) == set(wrong)
    for field in wrong:
        assert field in refused.json["detail"]


def test_an_amendment_that_changes_nothing_is_refused(office: Office) -> None:
    case = office.receive()
    body = {"reason": "Salah ketik."}
    path = f"/v1/complaints/{case['id']}/amend"
    with office.nothing_recorded():
        assert named(office.post(path, body, "desk")) == {"body"}


@pytest.mark.parametrize(
    "how_far",
    [
        {},
        {"units": 1, "until": "2026-12-24"},
        {"units": None},
        {"until": None},
        {"units": 1, "until": None},
    ],
    ids=str,
)
def test_an_extension_says_how_far_in_one_way(
    office: Office, how_far: dict[str, Any]
) -> None:
    case = office.reach("disposed")
    body = {"clock": "completion", "reason": "Menunggu alat.", **how_far}
    path = f"/v1/complaints/{case['id']}/extend"
    with office.nothing_recorded():
        assert named(office.post(path, body, "coordinator")) == {"body"}


def test_a_reclassification_that_names_nothing_is_refused(office: Office) -> None:
    case = office.receive()
    path = f"/v1/complaints/{case['id']}/reclassify"
    with office.nothing_recorded():
        refused = office.post(path, {"reason": "Salah."}, "coordinator")
        assert named(refused) == {"body"}


@pytest.mark.parametrize("body", [None, [], "x", 1, True])
def test_a_body_that_is_no_object_is_refused(office: Office, body: Any) -> None:
    with office.nothing_recorded():
        raw = b"null" if body is None else body
        assert named(office.post("/v1/complaints", raw, "desk")) == {"body"}


def test_a_parameter_in_the_address_of_a_command_is_refused(
    office: Office, complaint: dict[str, Any]
) -> None:
    with office.nothing_recorded():
        refused = office.post("/v1/complaints?anonymous=true", complaint, "desk")
        assert named(refused) == {"anonymous"}


def test_what_no_screen_shows_is_left_out_of_a_text(office: Office) -> None:
    case = office.receive(
        title="Lampu\u0000 \u202ejalan\u202c\npadam",
        description="Dari WhatsApp: \u2066+62 811\u2069\r\n\tterima kasih\ufeff",
    )
    read = office.get(f"/v1/complaints/{case['id']}", "coordinator").json
    assert read["title"] == "Lampu jalan padam"
    assert read["description"] == "Dari WhatsApp: +62 811\r\n\tterima kasih"


def test_what_a_screen_shows_stays_in_a_text(office: Office) -> None:
    text = "Jl. \u201cRTA Milono\u201d \u2013 km 5\u00bd \U0001f6a6 \u0644\u0627 \u4e0d"
    case = office.receive(title=text, description=text)
    read = office.get(f"/v1/complaints/{case['id']}", "coordinator").json
    assert (read["title"], read["description"]) == (text, text)
