"""Who a reporter is, and the text of a restricted case, are opened for a reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

import psycopg
import pytest

from api.addresses import DATABASE
from storage.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from tests.api.conftest import Office

REPORTER = {
    "name": "Ani Wulandari",
    "national_id": "6203014107900001",
    "phone": "+62 811 5200 1000",
    "email": "ani@example.org",
    "address": "Jl. Kapuas 7",
}
REASON = {"Tuntas_Reason": "Menelepon pelapor."}
TEXTS = ("title", "description")


def openings(office: Office, case: dict[str, Any]) -> list[dict[str, Any]]:
    """What is on disk of the openings of a case, in a stream of their own."""
    stream = uuid5(UUID(case["id"]), "identity_opened")
    url = EmbeddedPostgres(office.served.data).url(DATABASE)
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT topic, state FROM events WHERE originator_id = %s"
            " ORDER BY originator_version",
            (stream,),
        ).fetchall()
    assert {topic for topic, _ in rows} <= {"complaint.identity_opened"}
    return [json.loads(bytes(state)) for _, state in rows]


def read(
    office: Office, case: dict[str, Any], by: str, headers: dict[str, str] = REASON
) -> Any:
    return office.get(f"/v1/complaints/{case['id']}", by, **headers)


@pytest.fixture(scope="module")
def case(office: Office) -> dict[str, Any]:
    found = office.receive(
        reporter=REPORTER, location={"description": "Depan pasar", "latitude": -2.2}
    )
    office.done("verify", found, "coordinator")
    return {**found, **office.done("dispose", found, "coordinator")}


@pytest.fixture(scope="module")
def restricted(office: Office) -> dict[str, Any]:
    found = office.receive(reporter=REPORTER, confidential=True, title="Pungutan liar")
    office.done("verify", found, "coordinator")
    return {**found, **office.done("dispose", found, "coordinator")}


@pytest.mark.parametrize(
    "by", ["desk", "coordinator", "liaison", "inspector", "supervisor", "manager"]
)
def test_without_a_reason_the_reporter_is_absent(
    office: Office, case: dict[str, Any], by: str
) -> None:
    with office.nothing_recorded():
        shown = read(office, case, by, {}).json
        history = office.history(case, by)
    assert "reporter" not in shown
    assert shown["title"]
    assert shown["location"] == {
        "region": None,
        "description": "Depan pasar",
        "latitude": -2.2,
    }
    assert "reporter" not in history[0]["data"]


@pytest.mark.parametrize("by", ["desk", "coordinator", "liaison", "inspector"])
@pytest.mark.parametrize("part", ["", "/history"])
def test_with_a_reason_the_reporter_is_shown_and_that_is_on_disk_before(
    office: Office, case: dict[str, Any], by: str, part: str
) -> None:
    before = len(openings(office, case))
    path = f"/v1/complaints/{case['id']}{part}"
    answer = office.get(path, by, **REASON)
    assert answer.headers["cache-control"] == "no-store"
    shown = answer.json["items"][0]["data"] if part else answer.json
    assert shown["reporter"] == REPORTER
    opened = openings(office, case)
    assert len(opened) == before + 1
    assert opened[-1]["fields"] == ["reporter"]
    assert opened[-1]["role"] == by
    assert opened[-1]["request_id"] == answer.headers["x-request-id"]
    assert "Menelepon" not in json.dumps(opened)


def test_an_opening_does_not_change_the_case(
    office: Office, case: dict[str, Any]
) -> None:
    etag = f'"{case["version"]}"'
    assert read(office, case, "desk").headers["etag"] == etag
    assert read(office, case, "desk", {}).headers["etag"] == etag
    topics = {item["event"] for item in office.history(case)}
    assert "complaint.identity_opened" not in topics
    assert office.give("note", case, "desk", {"If_Match": etag}).status == 200
    case["version"] += 1


@pytest.mark.parametrize("reason", ["", "  ", "ab"])
def test_an_empty_reason_opens_nothing(
    office: Office, case: dict[str, Any], reason: str
) -> None:
    with office.nothing_recorded():
        for part in ("", "/history"):
            path = f"/v1/complaints/{case['id']}{part}"
            refused = office.get(path, "desk", Tuntas_Reason=reason)
            assert refused.status == 422
            assert refused.json["type"] == "urn:tuntas:problem:reason-needed"
            assert REPORTER["name"] not in refused.text


@pytest.mark.parametrize("reason", ["Menelepon pelapor.", ""])
@pytest.mark.parametrize("by", ["supervisor", "manager"])
def test_who_may_not_open_is_refused_whatever_the_reason(
    office: Office, case: dict[str, Any], by: str, reason: str
) -> None:
    with office.nothing_recorded():
        refused = read(office, case, by, {"Tuntas_Reason": reason})
        assert refused.status == 403


def test_a_reason_in_any_script_is_taken(office: Office, case: dict[str, Any]) -> None:
    utf8 = "Dihubungi \u2013 pelapor".encode().decode("latin-1")
    assert read(office, case, "desk", {"Tuntas_Reason": utf8}).status == 200


def test_a_case_without_a_reporter_shows_none(office: Office) -> None:
    assert read(office, office.receive(), "desk").json["reporter"] is None


def test_an_anonymous_reporter_is_hidden_from_the_liaison_alone(
    office: Office,
) -> None:
    case = office.receive(reporter=REPORTER, anonymous=True)
    office.done("verify", case, "coordinator")
    office.done("dispose", case, "coordinator")
    with office.nothing_recorded():
        shown = read(office, case, "liaison")
        history = office.get(
            f"/v1/complaints/{case['id']}/history", "liaison", **REASON
        )
    assert "reporter" not in shown.json
    assert "reporter" not in history.json["items"][0]["data"]
    assert shown.json["title"]
    assert read(office, case, "desk").json["reporter"] == REPORTER


def test_an_anonymous_reporter_of_a_restricted_case_stays_hidden_too(
    office: Office,
) -> None:
    case = office.receive(reporter=REPORTER, anonymous=True, confidential=True)
    office.done("verify", case, "coordinator")
    office.done("dispose", case, "coordinator")
    shown = read(office, case, "liaison").json
    assert shown["title"]
    assert "reporter" not in shown
    assert openings(office, case)[-1]["fields"] == ["text"]


@pytest.mark.parametrize("by", ["coordinator", "inspector", "liaison"])
def test_the_text_of_a_restricted_case_is_absent_without_a_reason(
    office: Office, restricted: dict[str, Any], by: str
) -> None:
    with office.nothing_recorded():
        shown = read(office, restricted, by, {}).json
        history = office.history(restricted, by)
    assert not {*TEXTS, "reporter"} & shown.keys()
    assert not {*TEXTS, "reporter"} & history[0]["data"].keys()
    assert "instruction" not in history[2]["data"]
    opened = read(office, restricted, by).json
    assert opened["title"] == "Pungutan liar"
    assert opened["reporter"] == REPORTER
    assert openings(office, restricted)[-1]["fields"] == ["text", "reporter"]


def test_a_list_gives_no_reason_and_so_no_title(
    office: Office, case: dict[str, Any], restricted: dict[str, Any]
) -> None:
    after = max(case["position"], restricted["position"])
    for found, title in ((restricted, None), (case, "Lampu jalan padam")):
        path = f"/v1/lookup?case_number={found['case_number']}&after={after}"
        (item,) = office.get(path, "coordinator", **REASON).json["items"]
        assert item["title"] == title
        assert item["restricted"] is (title is None)


def test_a_past_version_of_a_restricted_case_is_restricted_too(
    office: Office,
) -> None:
    case = office.receive(title="Pungutan liar")
    verified = {"classification": "oversight_complaint"}
    office.done("verify", case, "coordinator", **verified)
    for past in ("version=1", "known_at=2999-01-01T00:00:00Z", "position=1"):
        path = f"/v1/complaints/{case['id']}?{past}"
        shown = office.get(path, "inspector")
        assert "Pungutan" not in shown.text
    path = f"/v1/complaints/{case['id']}?version=1"
    assert office.get(path, "inspector", **REASON).json["title"] == "Pungutan liar"


def test_the_text_of_an_amended_case_is_the_new_one_and_the_old_one_stays(
    office: Office,
) -> None:
    case = office.receive(reporter=REPORTER)
    office.done("amend", case, "desk", reporter={"name": "Budi"})
    assert read(office, case, "desk").json["reporter"] == {"name": "Budi"}
    path = f"/v1/complaints/{case['id']}/history"
    items = office.get(path, "desk", **REASON).json["items"]
    assert [item["data"]["reporter"] for item in items] == [REPORTER, {"name": "Budi"}]


def test_no_id_can_be_made_to_stand_in_the_way_of_an_opening(
    office: Office, complaint: dict[str, Any]
) -> None:
    case = office.receive(reporter=REPORTER)
    stream = str(uuid5(UUID(case["id"]), "identity_opened"))
    refused = office.post("/v1/complaints", {**complaint, "id": stream}, "desk")
    assert refused.status == 422
    assert read(office, case, "desk").json["reporter"] == REPORTER
