"""A report that asks for information becomes a request, if its reporter agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.information_requests.conftest import ASKED, PATH, read

if TYPE_CHECKING:
    from tests.conftest import Served

REPORT = {
    "channel": "web",
    "classification": "information",
    "title": "Anggaran jalan",
    "description": "Berapa anggaran jalan tahun 2025?",
}


@pytest.fixture
def report(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = served.post(
        "/v1/complaints", REPORT, served.token("desk")
    ).json
    return found


def converting(number: str) -> dict[str, Any]:
    return {**ASKED, "complaint": number, "consent": True}


def test_both_go_on_by_their_own_clocks(served: Served, report: dict[str, Any]) -> None:
    desk, body = served.token("desk"), converting(report["case_number"])
    request = served.post(PATH, body, desk)
    assert request.status == 201, request.text
    assert [c["clock"] for c in request.json["clocks"]] == ["written_notice"]
    case = served.get(f"/v1/complaints/{report['id']}", desk).json
    assert (case["state"], case["version"]) == ("received", 1)
    clocks = {clock["clock"]: clock["status"] for clock in case["clocks"]}
    assert clocks == {"verification": "running", "statutory_reply": "running"}
    shown = served.get(f"{PATH}/{request.json['id']}", desk).json
    assert shown["complaint"] == report["id"]
    # Who reads no complaint is not told of one.
    assert read(served, request.json)["complaint"] is None


def test_it_is_converted_once(served: Served, report: dict[str, Any]) -> None:
    desk, body = served.token("desk"), converting(report["case_number"])
    first = served.post(PATH, body, desk).json
    again = served.post(PATH, body, desk)
    assert again.status == 409
    assert first["case_number"] in again.json["detail"]


def test_a_reporter_converts_the_own_report_alone(
    served: Served, report: dict[str, Any]
) -> None:
    code = {name: report[name] for name in ("case_number", "access_code")}
    mine = served.post("/v1/track", code).json["token"]
    body = converting(report["case_number"])
    assert served.post(PATH, body).status == 422
    assert served.post(PATH, body, mine).status == 201


def test_nothing_is_converted_without_consent_or_of_another_class(
    served: Served, report: dict[str, Any]
) -> None:
    desk = served.token("desk")
    without = {**ASKED, "complaint": report["case_number"]}
    assert served.post(PATH, without, desk).status == 422
    assert served.post(PATH, {**ASKED, "consent": True}, desk).status == 422
    other = served.post(
        "/v1/complaints", {**REPORT, "classification": "complaint"}, desk
    ).json
    refused = served.post(PATH, converting(other["case_number"]), desk)
    assert refused.status == 422
    assert [error["field"] for error in refused.json["errors"]] == ["complaint"]
