"""A duplicate and its original: both whole, and nobody's words told to another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

Case = dict[str, Any]


def read(office: Office, case: Case) -> Any:
    return office.get(f"/v1/complaints/{case['id']}", "coordinator").json


def track(office: Office, case: Case) -> Any:
    answer = office.get("/v1/track", office.reporter(case))
    assert answer.status == 200, answer.text
    return answer


def merge(office: Office, case: Case, into: Case) -> Case:
    done = office.done("merge", case, "coordinator", into=into["case_number"])
    assert done["state"] == "merged"
    return done


def test_both_cases_tell_of_the_merging_and_keep_their_histories(
    office: Office,
) -> None:
    duplicate, original = office.reach("verified"), office.reach("disposed")
    before = office.history(duplicate), office.history(original)
    answer = merge(office, duplicate, original)
    *earlier, merged = office.history(duplicate)
    assert earlier == before[0]
    assert merged["event"] == "complaint.merged"
    assert merged["data"]["into"] == original["id"]
    assert merged["data"]["into_case_number"] == original["case_number"]
    *earlier, joined = office.history(original)
    assert earlier == before[1]
    assert joined["event"] == "complaint.joined"
    assert joined["data"]["duplicate_case_number"] == duplicate["case_number"]
    assert answer["position"] == joined["position"] > merged["position"]
    assert {clock["status"] for clock in answer["clocks"]} <= {"met", "void"}
    assert read(office, duplicate)["merged_into"] == original["case_number"]
    now = read(office, original)
    assert (now["state"], now["followers"]) == ("disposed", 1)
    assert now["merged_into"] is None


def test_followers_move_along_as_often_as_their_case_is_merged(
    office: Office,
) -> None:
    first, second, third, last = (office.receive() for _ in range(4))
    merge(office, first, second)
    merge(office, second, third)
    assert read(office, third)["followers"] == 2
    merge(office, third, last)
    assert read(office, last)["followers"] == 3
    joined = office.history(last)[-1]["data"]
    assert joined["followers"] == [second["id"], first["id"]]
    assert track(office, first).json["original"]["case_number"] == last["case_number"]


def test_a_reporter_reads_what_was_said_to_everybody_and_nobody_elses_words(
    office: Office,
) -> None:
    original = office.receive(
        title="Rahasia tetangga", reporter={"name": "Budi Rahasia"}
    )
    duplicate = office.receive(reporter={"name": "Ani"})
    merge(office, duplicate, original)
    for command, by, words in (
        ("verify", "coordinator", {}),
        ("request-clarification", "coordinator", {"question": "Rahasia apa?"}),
        ("clarify", "desk", {"answer": "Rahasia saya."}),
        ("dispose", "coordinator", {"instruction": "Rahasia dinas."}),
        ("note", "liaison", {"message": "Rahasia catatan."}),
        ("follow-up", "liaison", {"message": "Rahasia untuk Budi."}),
        ("follow-up", "liaison", {"message": "Rahasia Budi.", "public": True}),
        ("propose-public-text", "liaison", {"answer": 9, "text": "Lampu diganti."}),
        ("confirm-public-text", "coordinator", {"proposal": 10}),
        ("reply", "desk", {"message": "Rahasia balasan."}),
        ("follow-up", "liaison", {"message": "Rahasia lagi.", "public": False}),
        ("resolve", "desk", {"message": "Rahasia terima kasih."}),
        ("reopen", "desk", {"reason": "Rahasia padam lagi."}),
        ("resolve", "liaison", {"message": "Rahasia, Bu Budi: selesai."}),
        ("rate", "desk", {"comment": "Rahasia puas."}),
    ):
        office.done(command, original, by, **words)
    answer = track(office, duplicate)
    shown = answer.json["original"]
    assert (shown["case_number"], shown["state"]) == (
        original["case_number"],
        "resolved",
    )
    assert [(m["event"], m["message"], m["outcome"]) for m in shown["messages"]] == [
        ("complaint.followed_up", "Lampu diganti.", None),
        ("complaint.resolved", None, "substantiated"),
    ]
    resolved = office.history(original)[-2]
    assert resolved["event"] == "complaint.resolved"
    assert shown["messages"][-1]["occurred_at"] == resolved["occurred_at"]
    assert "rahasia" not in answer.text.casefold()
    assert "Budi" not in answer.text
    own = track(office, original)
    assert own.json["original"] is None
    assert "Rahasia, Bu Budi: selesai." in [m["message"] for m in own.json["messages"]]
    assert "Ani" not in own.text
    assert duplicate["case_number"] not in own.text


@pytest.mark.parametrize(
    "restricted",
    [{"confidential": True}, {"classification": "oversight_complaint"}],
    ids=["confidential", "oversight"],
)
def test_a_restricted_original_is_not_told_to_a_duplicates_reporter(
    office: Office, restricted: Case
) -> None:
    original, duplicate = office.reach("disposed", **restricted), office.receive()
    merge(office, duplicate, original)
    office.done("follow-up", original, "liaison", message="Periksa.", public=True)
    own = track(office, duplicate)
    assert (own.json["original"], own.json["merged_into"]) == (None, None)
    assert original["case_number"] not in own.text


def test_a_duplicate_names_a_case_that_there_is(office: Office) -> None:
    case, ended = office.receive(), office.reach("withdrawn")
    for into in ("KQ7M-4XPR-H", "17", case["id"], ended["case_number"]):
        with office.nothing_recorded():
            refused = office.give("merge", case, "coordinator", into=into)
        assert refused.status == 422, into
        assert [e["field"] for e in refused.json["errors"]] == ["into"]
    assert merge(office, case, office.receive())["version"] == 2


def test_a_case_archived_as_a_duplicate_names_its_original(office: Office) -> None:
    case, original = office.receive(), office.receive()
    for words in (
        {"reason": "duplicate"},
        {"reason": "duplicate", "original": "17"},
        {"reason": "duplicate", "original": case["id"]},
        {"reason": "incomplete", "original": original["id"]},
    ):
        with office.nothing_recorded():
            refused = office.give("archive", case, "coordinator", **words)
        assert refused.status == 422, words
        assert [e["field"] for e in refused.json["errors"]] == ["original"]
    named = {"reason": "duplicate", "original": original["case_number"]}
    assert office.done("archive", case, "coordinator", **named)["state"] == "archived"
    assert read(office, case)["merged_into"] == original["case_number"]
    assert read(office, original)["followers"] == 0


def test_two_are_not_each_others_duplicates(office: Office) -> None:
    one, other = office.receive(), office.receive()
    named = {"reason": "duplicate", "original": other["id"]}
    office.done("archive", one, "coordinator", **named)
    shown = track(office, one).json["original"]
    assert shown["case_number"] == other["case_number"]
    back = {"reason": "duplicate", "original": one["id"]}
    refused = office.give("archive", other, "coordinator", **back)
    assert refused.status == 422
    assert refused.json["errors"][0]["field"] == "original"


def test_of_many_merged_at_once_none_is_lost(office: Office) -> None:
    original, duplicates = office.receive(), [office.receive() for _ in range(8)]
    barrier = Barrier(len(duplicates))

    def meanwhile(case: Case) -> Case:
        barrier.wait(30)
        return merge(office, case, original)

    with ThreadPoolExecutor(len(duplicates)) as pool:
        list(pool.map(meanwhile, duplicates))
    joined = [e["data"] for e in office.history(original)[1:]]
    assert {data["duplicate"] for data in joined} == {c["id"] for c in duplicates}
    assert read(office, original)["followers"] == len(duplicates)


def test_a_merging_sent_again_is_answered_again_and_done_once(office: Office) -> None:
    case, original = office.receive(), office.receive()
    key = {"Idempotency_Key": f"merge-{case['id']}"}
    into = {"into": original["case_number"]}
    first = office.give("merge", case, "coordinator", key, **into)
    with office.nothing_recorded():
        again = office.give("merge", case, "coordinator", key, **into)
    assert (first.status, again.json) == (200, first.json)
    assert len(office.history(original)) == 2


def test_a_liaison_of_another_agency_sees_neither_through_the_other(
    office: Office,
) -> None:
    original, duplicate = office.reach("disposed"), office.receive()
    merge(office, duplicate, original)
    outsider = office.token("liaison", "dpupr")
    for case in (original, duplicate):
        assert office.get(f"/v1/complaints/{case['id']}", outsider).status == 404
