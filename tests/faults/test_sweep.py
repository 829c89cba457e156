"""The runner's sweep in a running `serve`: open deadlines move once by a decree."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.faults.conftest import Drill

CASES = 30
RECEIVED = {
    "channel": "walk_in",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang sejak lama.",
}
MOVED = "complaint.deadline_moved"


def adopt_a_day_off(served: "Served", day: str) -> None:
    """A decree makes it a day off: whatever is due behind it is due later."""
    token, path = served.token("administrator"), f"/v1/calendar/{day[:4]}"
    known = served.get(path, token).json["items"]
    holidays = [*known, {"day": day, "kind": "national", "name": "Libur susulan"}]
    decree = {"decree": "Keppres", "status": "confirmed", "holidays": holidays}
    answer = served.post(path, decree, token)
    assert answer.status == 201, answer.text


def test_a_runner_killed_while_it_sweeps_moves_each_case_once(
    serve: Callable[..., "Served"], drill: Callable[["Served"], "Drill"]
) -> None:
    on = drill(serve())
    desk = on.served.token("desk")
    made = [on.served.post("/v1/complaints", RECEIVED, desk).json for _ in range(CASES)]
    adopt_a_day_off(on.served, made[0]["clocks"][0]["due_on"])

    def moved() -> int:
        return Counter(t for topics in on.events().values() for t in topics)[MOVED]

    # Each start of the runner is the start of a sweep.
    on.kill("runner")
    on.soon(lambda: moved() > 0, "the runner does not sweep")
    on.kill("runner")
    on.soon(lambda: moved() == CASES, "the next runner does not go on")
    on.kill("runner")
    on.read_models()
    cases = [case["id"] for case in made]
    assert on.events() == dict.fromkeys(cases, ("complaint.received", MOVED))
