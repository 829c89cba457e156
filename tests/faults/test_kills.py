"""kill -9 of each part under load: nothing acknowledged is lost, nothing is doubled."""

import socket
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.faults.conftest import Drill

Serve = Callable[..., "Served"]
Begin = Callable[["Served"], "Drill"]
LIFE = ("complaint.received", "complaint.verified", "complaint.disposed")
ANSWERED = (*LIFE, "complaint.resolved")


def a_rebuild_changes_no_row(drill: "Drill") -> None:
    head, live = drill.head(), drill.read_models()
    assert len(live) > 3
    drill.served.run("rebuild")
    rebuilt = drill.read_models()
    if drill.head() > head:  # the sweep came by
        a_rebuild_changes_no_row(drill)
    else:
        assert rebuilt == live


def test_each_part_is_revived_and_nothing_is_lost_or_doubled(
    serve: Serve, drill: Begin, scale: int
) -> None:
    on = drill(serve("--workers", "2"))
    with on.desk() as desk:
        for name in ("api-0", "runner", "postgres") * scale:
            bringing = on.begin_import()
            on.kill(name)
            desk.goes_on()
            bringing.finish()

    stored = on.events()
    assert {id: stored[id] for id in desk.done} == dict.fromkeys(desk.done, LIFE)
    brought = on.imports * on.ROWS
    assert Counter(stored[id] for id in stored.keys() - set(desk.done)) == {
        LIFE: brought // 3,
        ANSWERED: brought - brought // 3,
    }
    a_rebuild_changes_no_row(on)


def test_what_was_killed_altogether_starts_again_with_all(
    serve: Serve, drill: Begin, scale: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    on = drill(serve("--port", port))
    with on.desk() as desk:
        # Where the parent alone falls, its children end and leave the port at once.
        for fall in (on.kill_all, on.kill_parent) * scale:
            desk.goes_on()
            fall()
            on.served = serve("--port", port, data=on.data)
            desk.goes_on()

    assert on.events() == dict.fromkeys(desk.done, LIFE)
    a_rebuild_changes_no_row(on)
    assert on.served.stop() == 0
    assert on.database_processes() == []


def test_serve_ends_within_five_seconds_and_leaves_an_import_alone(
    serve: Serve, drill: Begin
) -> None:
    on = drill(serve())
    bringing = on.begin_import()
    began = time.monotonic()
    assert on.served.stop() == 0
    assert time.monotonic() - began < 5
    bringing.finish()
    assert on.database_processes() == []
    serve(data=on.data)
    assert len(on.events()) == on.ROWS
    assert on.read_models()
