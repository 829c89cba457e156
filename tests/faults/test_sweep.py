"""The runner's sweep in a running `serve`: cases end by silence, once each."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.faults.conftest import Drill

CASES = 30
RECEIVED = {
    "channel": "walk_in",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang sejak lama.",
    "received_at": "2026-03-02T09:00:00+07:00",
}
ANSWERED = (
    "complaint.received",
    "complaint.verified",
    "complaint.disposed",
    "complaint.followed_up",
)


def answered_long_ago(served: "Served") -> str:
    """A case whose reporter has said nothing for months."""
    desk, coordinator = served.token("desk"), served.token("coordinator")
    case = served.post("/v1/complaints", RECEIVED, desk).json["id"]

    def give(command: str, hour: int, token: str, **words: Any) -> None:
        body = {"occurred_at": f"2026-03-02T{hour}:00:00+07:00", **words}
        answer = served.post(f"/v1/complaints/{case}/{command}", body, token)
        assert answer.status == 200, answer.text

    give("verify", 10, coordinator)
    give("dispose", 11, coordinator, agency="dishub")
    give("follow-up", 12, served.token("liaison"), message="Sudah.", public=False)
    return str(case)


def test_a_runner_killed_while_it_sweeps_ends_each_case_once(
    serve: Callable[..., "Served"], drill: Callable[["Served"], "Drill"]
) -> None:
    on = drill(serve())
    cases = {answered_long_ago(on.served) for _ in range(CASES)}

    def ended() -> int:
        return Counter(t for topics in on.events().values() for t in topics)[
            "complaint.resolved"
        ]

    # Each start of the runner is the start of a sweep.
    on.kill("runner")
    on.soon(lambda: ended() > 0, "the runner does not sweep")
    on.kill("runner")
    on.soon(lambda: ended() == CASES, "the next runner does not go on")
    on.kill("runner")
    on.read_models()
    assert on.events() == dict.fromkeys(cases, (*ANSWERED, "complaint.resolved"))
    told = on.served.get(
        f"/v1/complaints/{next(iter(cases))}", on.served.token("coordinator")
    ).json
    assert (told["state"], told["closed_by"]) == ("resolved", "system")
