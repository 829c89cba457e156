"""A database that cannot start: reads and writes are refused, and it is tried again."""

import os
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.faults.conftest import Drill


def test_a_database_that_cannot_start_is_tried_until_it_can(
    serve: Callable[..., "Served"], drill: Callable[["Served"], "Drill"]
) -> None:
    on = drill(serve())
    served, token = on.served, on.served.token("desk")
    # As with a full disk, but for as long as we like.
    needed = on.data / "postgres" / "PG_VERSION"
    away = needed.rename(on.data / "PG_VERSION")
    fallen = on.part("postgres")
    assert fallen is not None
    os.kill(fallen, signal.SIGKILL)
    while "the database does not start" not in served.log.read_text():
        time.sleep(0.05)

    assert served.get("/healthz").status == 200
    assert "the database does not answer" in served.get("/readyz").json["detail"]
    body = {"channel": "web", "classification": "complaint", "title": "a"}
    for answer in (
        served.get("/v1/complaints", token),
        served.post("/v1/complaints", {**body, "description": "b"}, token),
    ):
        assert answer.status == 503
        assert answer.headers["retry-after"] == "1"

    away.rename(needed)
    while served.get("/readyz").status != 200:
        time.sleep(0.05)
    kept = served.post("/v1/complaints", {**body, "description": "b"}, token)
    assert kept.status == 201

    needed.rename(away)
    fallen = on.part("postgres")
    assert fallen is not None
    os.kill(fallen, signal.SIGKILL)
    time.sleep(0.5)
    began = time.monotonic()
    assert served.stop() == 0
    assert time.monotonic() - began < 5
    assert on.database_processes() == []
