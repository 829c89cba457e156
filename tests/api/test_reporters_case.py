"""What a reporter reads of the own case, and what nobody takes from a reporter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office


def test_a_reporter_reads_what_was_answered_and_not_what_was_noted(
    office: Office,
) -> None:
    case = office.receive(anonymous=True)
    office.done("verify", case, "coordinator")
    office.done("dispose", case, "coordinator", instruction="Jangan dibaca pelapor.")
    office.done("note", case, "liaison", message="Juga jangan dibaca pelapor.")
    office.done("follow-up", case, "liaison", message="Tim datang besok.")
    token = office.reporter(case)
    office.done("reply", case, token, message="Terima kasih, saya tunggu.")
    answer = office.get("/v1/track", token)
    assert [(m["event"], m["message"]) for m in answer.json["messages"]] == [
        ("complaint.followed_up", "Tim datang besok."),
        ("complaint.reporter_replied", "Terima kasih, saya tunggu."),
    ]
    assert "jangan dibaca" not in answer.text.casefold()
    assert "received_by" not in answer.json


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("external_id", {"system": "sp4n", "id": "5010653"}),
        (
            "received_at",
            (datetime.now(UTC) - timedelta(days=31)).isoformat(timespec="seconds"),
        ),
    ],
    ids=["external_id", "received_at"],
)
def test_nobody_without_a_desk_gives_what_others_must_rely_on(
    office: Office, complaint: dict[str, Any], field: str, value: Any
) -> None:
    with office.nothing_recorded():
        answer = office.post("/v1/complaints", {**complaint, field: value}, None)
    assert answer.status == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_two_without_a_token_may_count_their_keys_alike(
    office: Office, complaint: dict[str, Any]
) -> None:
    first, again, other = (
        office.post(
            "/v1/complaints",
            {**complaint, "title": title},
            None,
            Idempotency_Key="complaint-00000001",
        )
        for title in ("Jalan rusak", "Jalan rusak", "Lampu padam")
    )
    assert first.json == again.json
    assert other.json["id"] != first.json["id"]


def test_a_repeated_return_is_answered_though_the_case_has_left_the_agency(
    office: Office,
) -> None:
    case = office.reach("disposed")
    key = {"Idempotency_Key": "return-00000001"}
    first = office.give("return", case, "liaison", key)
    again = office.give("return", case, "liaison", key)
    assert (first.status, again.status) == (200, 200)
    assert again.json == first.json
    assert again.headers["idempotency-replayed"] == "true"
    assert office.give("return", case, "liaison").status == 404


@pytest.mark.parametrize("role", ["system", "reporter"])
def test_an_administrator_makes_nobody_the_system_or_a_reporter(
    office: Office, role: str
) -> None:
    officer, _ = office.appoint("desk")
    answer = office.post(
        f"/v1/officers/{officer}/change", {"role": role}, "administrator"
    )
    assert answer.status == 422


def test_the_stream_of_something_else_is_no_case(office: Office) -> None:
    from domain.officers import OFFICERS_ID

    assert office.get(f"/v1/complaints/{OFFICERS_ID}", "coordinator").status == 404
