"""What happens beside a complaint's way, from its command to what is read of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from domain.roles import COMMANDS

if TYPE_CHECKING:
    from tests.api.conftest import Office

Case = dict[str, Any]
NOW = datetime.now(UTC)


def ago(**time: float) -> str:
    return (NOW - timedelta(**time)).isoformat(timespec="seconds")


def read(office: Office, case: Case, by: str = "coordinator") -> Any:
    answer = office.get(f"/v1/complaints/{case['id']}", by)
    assert answer.status == 200, answer.text
    return answer.json


def status(case: Case, clock: str) -> str:
    found = {shown["clock"]: shown["status"] for shown in case["clocks"]}
    return str(found[clock])


def walked(office: Office, *steps: tuple[str, str, float]) -> Case:
    """A case of 60 days ago, with each command so many days ago."""
    case = office.receive(received_at=ago(days=60))
    for command, by, days in steps:
        case = {**case, **office.done(command, case, by, occurred_at=ago(days=days))}
    return case


FILE = {
    "name": "lampu.pdf",
    "media_type": "application/pdf",
    "size": 2_000_000,
    "sha256": "ab" * 32,
}
DISPOSED = (("verify", "coordinator", 59.9), ("dispose", "coordinator", 59.8))


def test_while_the_reporter_is_asked_no_clock_of_the_office_is_late(
    office: Office,
) -> None:
    case = walked(office, *DISPOSED, ("request-clarification", "liaison", 59))
    assert case["state"] == "awaiting_clarification"
    assert read(office, case)["paused_on"]
    for name in ("first_follow_up", "completion", "statutory_decision"):
        assert status(case, name) == "paused"
    assert status(case, "clarification") == "overdue"

    case = office.done("clarify", case, "desk")
    assert case["state"] == "disposed"
    assert read(office, case)["paused_on"] is None
    for name in ("first_follow_up", "completion", "statutory_decision"):
        assert status(case, name) == "running"
    assert status(case, "clarification") == "late"


def test_without_a_question_the_same_clocks_are_late(office: Office) -> None:
    case = walked(office, *DISPOSED)
    assert read(office, case)["paused_on"] is None
    for name in ("first_follow_up", "completion"):
        assert status(case, name) == "overdue"


@pytest.mark.parametrize(
    ("command", "by", "words"),
    [
        ("follow-up", "liaison", {"message": "Sudah dijawab."}),
        ("clarify", "desk", {"answer": "Di kilometer tujuh."}),
    ],
)
def test_E19_an_answer_of_before_the_case_went_on_is_kept_and_one_of_now_is_refused(
    office: Office, command: str, by: str, words: Case
) -> None:
    case = walked(
        office,
        *DISPOSED,
        ("follow-up", "liaison", 50),
        ("resolve", "liaison", 40),
    )
    kept = office.done(command, case, by, occurred_at=ago(days=45), **words)
    assert kept["state"] == "resolved"
    assert kept["clocks"] == case["clocks"]
    last = office.history(case)[-1]
    assert (last["event"], last["data"]["late"]) == ("complaint.noted", command)
    assert last["data"]["message"] in words.values()
    told = office.get("/v1/track", office.reporter(case)).json["messages"]
    assert told[-1]["message"] in words.values()

    with office.nothing_recorded():
        refused = office.give(command, case, by, **words)
    assert refused.status == 409
    assert "reopen" in refused.json["allowed"]
    assert "reopen" in refused.json["detail"]


def test_a_reporter_reopens_inside_the_window_and_not_after_it(office: Office) -> None:
    inside = office.reach("resolved")
    until = read(office, inside)["reopen_until"]
    assert until == next(
        clock["due_on"]
        for clock in inside["clocks"]
        if clock["clock"] == "reporter_window"
    )
    done = office.done("reopen", inside, office.reporter(inside))
    assert done["state"] == "in_progress"
    assert read(office, inside)["reopen_until"] is None

    after = walked(
        office, *DISPOSED, ("follow-up", "liaison", 50), ("resolve", "liaison", 45)
    )
    ended = read(office, after)["reopen_until"]
    for by in (office.reporter(after), "desk"):
        with office.nothing_recorded():
            refused = office.give("reopen", after, by)
        assert refused.status == 409
        assert refused.json["allowed"] == ["reply"]
        assert ended in refused.json["detail"]
        assert "ask the coordinator" in refused.json["detail"]
    assert office.done("reopen", after, "coordinator")["state"] == "in_progress"


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ("clarify", "awaiting_clarification"),
        ("reply", "answered"),
        ("resolve", "answered"),
        ("reopen", "resolved"),
        ("rate", "resolved"),
        ("withdraw", "verified"),
    ],
)
def test_a_desk_speaks_for_the_reporter_and_it_is_recorded_so(
    office: Office, command: str, state: str
) -> None:
    case = office.reach(state)
    office.done(command, case, "desk")
    assert office.history(case)[-1]["data"]["on_behalf_of"] == "reporter"


def test_a_desk_attaches_in_its_own_name(office: Office) -> None:
    case = office.receive()
    office.done("attach", case, "desk")
    assert "on_behalf_of" not in office.history(case)[-1]["data"]


def test_what_was_decided_stands_in_the_case(office: Office) -> None:
    case = office.reach("resolved")
    office.done("rate", case, "desk", stars=2)
    office.done("rate", case, "desk", stars=5, comment="Cepat.")
    office.done("publish", case, "coordinator")
    found = read(office, case)
    assert (found["stars"], found["published"]) == (5, True)
    office.done("unpublish", case, "coordinator")
    assert read(office, case)["published"] is False
    handed = office.receive()
    office.done("hand-over", handed, "coordinator", reference="KPS/17")
    found = read(office, handed)
    assert (found["state"], found["archive_reason"]) == ("archived", "other_government")
    assert found["handed_over_to"] == "kab-kapuas"
    assert found["merged_into"] is None
    assert (found["followers"], found["stars"]) == (0, None)


def test_a_restricted_case_is_not_published(office: Office) -> None:
    case = office.receive(confidential=True)
    with office.nothing_recorded():
        refused = office.give("publish", case, "coordinator")
    assert (refused.status, refused.json["state"]) == (409, "received")
    assert refused.json["detail"].startswith("A restricted case is not published")
    assert "reclassify" in refused.json["detail"]
    assert "Allowed now" not in refused.json["detail"]
    open_case = office.receive()
    office.done("publish", open_case, "coordinator")
    office.done(
        "reclassify", open_case, "coordinator", classification="oversight_complaint"
    )
    assert read(office, open_case)["published"] is False


def test_a_file_is_named_to_those_who_may_read_and_to_no_other(office: Office) -> None:
    case = office.receive(confidential=True)
    office.done("attach", case, office.reporter(case), name="bukti.jpg")
    known = {"number": 1, "media_type": "image/jpeg", "size": 120_000}
    assert read(office, case)["attachments"] == [known]
    path = f"/v1/complaints/{case['id']}"
    opened = office.get(path, "coordinator", Tuntas_Reason="Memeriksa bukti")
    in_full = {**known, "name": "bukti.jpg", "sha256": "0f" * 32}
    assert opened.json["attachments"] == [in_full]
    own = office.get("/v1/track", office.reporter(case))
    assert own.json["attachments"] == [in_full]


def test_a_reporter_reads_of_the_own_files_and_of_nobody_elses(office: Office) -> None:
    case = office.reach("disposed")
    for by, name in (
        ("inspector", "pemeriksaan-internal.pdf"),
        (office.reporter(case), "bukti-pertama.jpg"),
        ("liaison", "nota-dinas.pdf"),
        (office.reporter(case), "bukti-kedua.jpg"),
    ):
        office.done("attach", case, by, name=name)
    own = office.get("/v1/track", office.reporter(case))
    shown = [file["name"] for file in own.json["attachments"]]
    assert shown == ["bukti-pertama.jpg", "bukti-kedua.jpg"]
    assert "internal" not in own.text
    assert len(read(office, case)["attachments"]) == 4


def test_every_command_comes_by_a_line_too(
    office: Office, lines: Callable[..., list[Case]]
) -> None:
    case, other = office.receive(), office.receive()
    steps: tuple[tuple[str, Case, Case, int], ...] = (
        ("verify", case, {}, 200),
        ("request-clarification", case, {"question": "Di mana?"}, 200),
        ("dispose", case, {"agency": "dishub"}, 409),
        ("publish", case, {}, 200),
        ("unpublish", case, {"reason": "Memuat alamat."}, 200),
        ("reclassify", case, {"category": "tik", "reason": "Salah pilih."}, 200),
        ("hand-over", case, {"government": "dishub"}, 422),
        ("hand-over", case, {"government": "kab-kapuas"}, 200),
        ("verify", other, {}, 200),
        ("dispose", other, {"agency": "dishub"}, 200),
        ("extend", other, {"clock": "completion", "units": 1, "reason": "Alat."}, 200),
        ("merge", other, {"into": case["id"]}, 422),
        ("merge", other, {"into": office.original}, 200),
    )
    answered = lines("coordinator", *(_line(*step[:3]) for step in steps))
    found = [(s[0], a["status"]) for s, a in zip(steps, answered, strict=True)]
    assert found == [(command, expected) for command, *_, expected in steps]
    assert answered[-1]["state"] == "merged"

    case = office.reach("resolved")
    steps_of_the_reporter = (
        _line("rate", case, {"stars": 3}),
        _line("attach", case, FILE),
        _line("reopen", case, {"reason": "Padam lagi."}),
        _line("request-clarification", case, {"question": "Di mana?"}),
        _line("withdraw", case, {"reason": "Sudah menyala."}),
    )
    told = [a.get("state", a["status"]) for a in lines("desk", *steps_of_the_reporter)]
    assert told == ["resolved", "resolved", "in_progress", 403, "withdrawn"]
    asked = office.reach("awaiting_clarification")
    (answer,) = lines("desk", _line("clarify", asked, {"answer": "Di sini."}))
    assert answer["state"] == "received"


def _line(command: str, case: Case, body: Case) -> Case:
    return {"key": uuid4().hex, "command": command, "id": case["id"], "body": body}


def test_the_roles_are_printed_from_the_one_table(office: Office) -> None:
    items = office.get("/v1/roles", None).json["items"]
    printed = {
        command: {item["role"] for item in items if command in item["commands"]}
        for command in COMMANDS
    }
    assert printed == {command: set(roles) for command, roles in COMMANDS.items()}
    assert printed["withdraw"] == {"reporter", "desk", "system"}
    assert printed["merge"] == {"coordinator"}
