"""Lines of a batch are recorded together, and are what each would be by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain import roles
from domain.case import Case
from storage.submission import Submission
from tests.api.beside.worker import RECEIVED, Worker

WRONG: dict[str, Any] = {"message": ""}
NOTED = {"message": "Menunggu suku cadang."}
AMENDED = {"title": "Lampu mati", "reason": "Salah dengar."}
ASKS: Mapping[str, Sequence[tuple[str, dict[str, Any]]]] = {
    "desk": (
        ("receive", RECEIVED),
        ("note", NOTED),
        ("note", NOTED),
        ("note", WRONG),
        ("amend", AMENDED),
        ("clarify", {"answer": "Di kilometer tujuh."}),
        ("withdraw", {"reason": "Sudah diperbaiki warga."}),
        ("verify", {}),
    ),
    "coordinator": (
        ("note", NOTED),
        ("amend", AMENDED),
        ("verify", {}),
        ("dispose", {"agency": "dishub"}),
        ("return", {"reason": "Bukan wewenang kami."}),
        ("archive", {"reason": "duplicate", "original": str(uuid4())}),
        ("publish", {}),
        ("receive", RECEIVED),
    ),
}
"""What each may say at once, in some state or none; and what it may not."""


def line(command: str, id: str | None, body: Any = NOTED) -> dict[str, Any]:
    return {"key": uuid4().hex, "command": command, "id": id, "body": dict(body)}


@pytest.fixture
def desk(one: Worker) -> str:
    return one.officer("desk")[1]


@pytest.fixture
def submitted(one: Worker, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many events each submission of `one` has had."""
    found: list[int] = []
    commits = one.here.recorder._commits
    submit: Callable[[Submission], None] = commits.submit

    def seen(given: Submission) -> None:
        found.append(len(given.events))
        submit(given)

    monkeypatch.setattr(commits, "submit", seen)
    return found


def versions(answers: list[dict[str, Any]]) -> list[Any]:
    return [(answer["status"], answer.get("version")) for answer in answers]


def test_what_comes_together_is_recorded_together(
    one: Worker, desk: str, submitted: list[int]
) -> None:
    one.here.keys._ready.clear()  # fresh ones are made before anything is decided
    new = str(uuid4())
    life = [line("receive", new, RECEIVED), *(line("note", new) for _ in range(3))]
    answers = one.lines(desk, *life)
    assert versions(answers) == [(201, 1), (200, 2), (200, 3), (200, 4)]
    positions = [answer["position"] for answer in answers]
    assert positions == list(range(positions[0], positions[0] + 4))
    assert submitted == [4]
    # Each under its own key, as it was answered.
    for given, answer in zip(life, answers, strict=True):
        assert one.lines(desk, given) == [{**answer, "replayed": True}]


def test_a_line_that_is_refused_parts_them_and_harms_no_other(
    one: Worker, desk: str, case: UUID, submitted: list[int]
) -> None:
    id = str(case)
    given = line("note", id), line("verify", id), line("note", id, WRONG)
    answers = one.lines(desk, line("note", id), *given, line("note", id))
    assert [a["status"] for a in answers] == [200, 200, 403, 422, 200]
    assert [n for n in submitted if n] == [2, 1]
    assert one.versions(case) == [1, 2, 3, 4]


def test_where_another_came_first_each_is_decided_by_itself(
    one: Worker, other: Worker, desk: str, case: UUID, submitted: list[int]
) -> None:
    assert versions(other.lines(desk, line("note", str(case)))) == [(200, 2)]
    given = [line("note", str(case)) for _ in range(3)]
    assert versions(one.lines(desk, *given)) == [(200, 3), (200, 4), (200, 5)]
    assert submitted[0] == 3  # in vain: it had not seen the second version
    assert one.versions(case) == [1, 2, 3, 4, 5]


def test_of_a_batch_that_broke_off_only_the_rest_is_done(
    one: Worker, other: Worker, desk: str, submitted: list[int]
) -> None:
    one.receive()
    submitted.clear()
    new = str(uuid4())
    life = [line("receive", new, RECEIVED), *(line("note", new) for _ in range(4))]
    first = other.lines(desk, *life[:3])
    answers = one.lines(desk, *life)
    assert answers[:3] == [{**answer, "replayed": True} for answer in first]
    assert versions(answers[3:]) == [(200, 4), (200, 5)]
    assert not any("replayed" in answer for answer in answers[3:])
    assert submitted == [2]  # of the others it looked up what they were answered
    assert other.versions(UUID(new)) == [1, 2, 3, 4, 5]


def test_of_a_batch_that_comes_again_each_line_is_what_it_was(
    one: Worker, other: Worker, desk: str, case: UUID
) -> None:
    number = other.here.app.complaint(case).case_number
    given = [line("note", name) for name in (str(case), number, str(case).upper())]
    first = other.lines(desk, *given)
    assert versions(first) == [(200, 2), (200, 3), (200, 4)]
    changed = {**given[2], "body": {"message": "Lain."}}
    told = one.lines(desk, *given[:2], changed, line("verify", str(case)))
    assert told[:2] == [{**answer, "replayed": True} for answer in first[:2]]
    assert [answer["status"] for answer in told[2:]] == [422, 403]
    assert one.lines(desk, *given) == [{**answer, "replayed": True} for answer in first]
    assert one.versions(case) == [1, 2, 3, 4]


def test_what_the_officer_may_no_longer_do_is_not_answered_again(
    one: Worker, desk: str, case: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [line("note", str(case)) for _ in range(2)]
    assert versions(one.lines(desk, *given)) == [(200, 2), (200, 3)]
    monkeypatch.setitem(roles.ALL_COMMANDS, "note", ("coordinator",))
    assert [a["status"] for a in one.lines(desk, *given)] == [403, 403]


def test_cases_that_this_worker_has_not_seen_are_read_with_one_question(
    one: Worker,
    other: Worker,
    desk: str,
    submitted: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[set[UUID]] = []
    known, all_now = one.here.app.known, one.here.app.known.all_now

    def seen(ids: Iterable[UUID]) -> dict[UUID, Case]:
        asked.append(set(ids))
        return all_now(asked[-1])

    monkeypatch.setattr(known, "all_now", seen)
    cases = [other.receive() for _ in range(5)]
    answers = one.lines(desk, *(line("note", str(case)) for case in cases))
    assert versions(answers) == [(200, 2)] * 5
    assert (asked, submitted) == ([set(cases)], [5])


def test_no_more_than_a_hundred_go_together(
    one: Worker, desk: str, case: UUID, submitted: list[int]
) -> None:
    answers = one.lines(desk, *(line("note", str(case)) for _ in range(101)))
    assert [answer["version"] for answer in answers] == list(range(2, 103))
    assert submitted == [100, 1]


def test_a_key_that_was_used_for_something_else_is_refused_alone(
    one: Worker, other: Worker, desk: str, case: UUID
) -> None:
    first = line("note", str(case))
    assert versions(other.lines(desk, first)) == [(200, 2)]
    again = {**first, "body": {"message": "Lain."}}
    given = line("note", str(case)), again, line("note", str(case))
    assert [a["status"] for a in one.lines(desk, *given)] == [200, 422, 200]
    assert one.versions(case) == [1, 2, 3, 4]


def test_what_two_lines_claim_is_had_by_the_first(
    one: Worker, desk: str, submitted: list[int]
) -> None:
    one.receive()
    submitted.clear()
    known = {"external_id": {"system": "sp4n-lapor", "id": uuid4().hex}}
    bodies = RECEIVED, {**RECEIVED, **known}, {**RECEIVED, **known}, RECEIVED
    answers = one.lines(desk, *(line("receive", str(uuid4()), b) for b in bodies))
    assert [answer["status"] for answer in answers] == [201, 201, 409, 201]
    assert submitted[0] == 2


def test_a_code_that_another_worker_has_just_added_is_known(
    one: Worker, other: Worker, desk: str, submitted: list[int]
) -> None:
    one.receive()
    submitted.clear()
    code, here = f"b{uuid4().hex[:8]}", other.here
    here.app.change_reference(
        lambda now: now.categories.add(here.origin(), code=code, name="Bidang baru")
    )
    body = {**RECEIVED, "category": code}
    given = [line("receive", str(uuid4()), body) for _ in range(2)]
    assert versions(one.lines(desk, *given)) == [(201, 1)] * 2
    assert submitted == [2]


Step = tuple[str, dict[str, Any], int, int]
"""What to say of which of three cases; or which line before to say again."""


def any_steps(chance: Random, role: str) -> list[Step]:
    return [
        (*chance.choice(ASKS[role]), chance.randrange(6), chance.randrange(10 * n + 1))
        for n in range(20)
    ]


def outcome(
    worker: Worker, role: str, tokens: Mapping[str, str], steps: Sequence[Step], n: int
) -> Any:
    """What each line was answered, so many sent at once, and what the cases became."""
    cases = [str(uuid4()) for _ in range(3)]
    names = list(cases)
    if role != "desk":
        begin = [line("receive", id, RECEIVED) for id in cases]
        begun = worker.lines(tokens["desk"], *begin)
        names = [answer["case_number"] for answer in begun]
    given: list[dict[str, Any]] = []
    for command, body, case, again in steps:
        named = (cases + names)[case] if command != "receive" else cases[case % 3]
        new = line(command, named, body)
        given.append(given[again] if again < len(given) else new)
    answers: list[dict[str, Any]] = []
    for start in range(0, len(given), n):
        answers += worker.lines(tokens[role], *given[start : start + n])
    told = ("status", "type", "state", "version", "replayed")
    events = [worker.here.app.history(UUID(id)) for id in cases]
    return (
        [[answer.get(name) for name in told] for answer in answers],
        [[type(event) for _, event in history] for history in events],
    )


@pytest.mark.parametrize("role", ASKS)
def test_a_batch_is_what_its_lines_are_one_by_one(
    one: Worker, other: Worker, submitted: list[int], role: str, scale: int
) -> None:
    tokens = {name: one.officer(name)[1] for name in ASKS}
    for number in range(6 * scale):
        steps = any_steps(Random(f"{role} {number}"), role)
        together = outcome(one, role, tokens, steps, 20)
        assert together == outcome(other, role, tokens, steps, 1)
    assert max(submitted) > 1
