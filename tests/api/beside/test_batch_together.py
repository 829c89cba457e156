"""Lines of a batch are recorded together, and are what each would be by itself."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from storage.submission import Submission
from tests.api.beside.worker import RECEIVED, Worker

WRONG: dict[str, Any] = {"message": ""}
NOTED = {"message": "Menunggu suku cadang."}
ASKS: Sequence[tuple[str, dict[str, Any]]] = (
    ("receive", RECEIVED),
    ("note", NOTED),
    ("note", WRONG),
    ("amend", {"title": "Lampu mati", "reason": "Salah dengar."}),
    ("clarify", {"answer": "Di kilometer tujuh."}),
    ("withdraw", {"reason": "Sudah diperbaiki warga."}),
    ("verify", {}),
)
"""What a desk may say at once, in some state or none; and what it may not."""


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
    one.receive()  # from now on it has keys in stock
    submitted.clear()
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
    one: Worker, other: Worker, desk: str
) -> None:
    new = str(uuid4())
    life = [line("receive", new, RECEIVED), *(line("note", new) for _ in range(4))]
    first = other.lines(desk, *life[:3])
    answers = one.lines(desk, *life)
    assert answers[:3] == [{**answer, "replayed": True} for answer in first]
    assert versions(answers[3:]) == [(200, 4), (200, 5)]
    assert not any("replayed" in answer for answer in answers[3:])
    assert other.versions(UUID(new)) == [1, 2, 3, 4, 5]


def test_cases_that_this_worker_has_not_seen_are_read_with_one_question(
    one: Worker, other: Worker, desk: str, submitted: list[int]
) -> None:
    cases = [other.receive() for _ in range(5)]
    answers = one.lines(desk, *(line("note", str(case)) for case in cases))
    assert versions(answers) == [(200, 2)] * 5
    assert submitted == [5]


def test_a_code_that_another_worker_has_just_added_is_known(
    one: Worker, other: Worker, desk: str
) -> None:
    code, here = f"b{uuid4().hex[:8]}", other.here
    here.app.change_reference(
        lambda now: now.categories.add(here.origin(), code=code, name="Bidang baru")
    )
    body = {**RECEIVED, "category": code}
    given = [line("receive", str(uuid4()), body) for _ in range(2)]
    assert versions(one.lines(desk, *given)) == [(201, 1)] * 2


Step = tuple[str, dict[str, Any], int, int]
"""What to say of which of three cases; or which line before to say again."""


def any_steps(chance: Random) -> list[Step]:
    return [
        (*chance.choice(ASKS), chance.randrange(3), chance.randrange(10 * n + 1))
        for n in range(20)
    ]


def outcome(worker: Worker, desk: str, steps: Sequence[Step], at_once: int) -> Any:
    """What each line was answered, and what became of the cases."""
    ids = [str(uuid4()) for _ in range(3)]
    given: list[dict[str, Any]] = []
    for command, body, case, again in steps:
        repeated = given[again] if again < len(given) else None
        given.append(repeated or line(command, ids[case], body))
    answers: list[dict[str, Any]] = []
    for start in range(0, len(given), at_once):
        answers += worker.lines(desk, *given[start : start + at_once])
    told = ("status", "type", "state", "version", "replayed")
    return (
        [[answer.get(name) for name in told] for answer in answers],
        [[type(event) for _, event in worker.here.app.history(UUID(id))] for id in ids],
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_batch_is_what_its_lines_are_one_by_one(
    one: Worker, other: Worker, desk: str, seed: int, scale: int
) -> None:
    for number in range(3 * scale):
        steps = any_steps(Random(f"{seed} {number}"))
        assert outcome(one, desk, steps, 20) == outcome(other, desk, steps, 1)
