"""What was erased is nowhere: not in an answer, a search, a file, a dump, a backup."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from storage.embedded import EmbeddedPostgres
from tests.privacy.dump import DATABASES, dumped
from tests.privacy.fifty import Fifty

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.privacy.conftest import Planted


def execute(server: EmbeddedPostgres, database: str, *statements: str) -> list[Any]:
    with psycopg.connect(server.url(database), autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def rows_of(server: EmbeddedPostgres, case: str, receipts: str) -> dict[str, int]:
    """What the read models and the receipts hold of a case."""
    counted = {
        "words": f"FROM register.words WHERE id = '{case}'",
        "titles": f"FROM register.cases WHERE id = '{case}' AND title_key IS NOT NULL",
        "answers": f"FROM findings.answers WHERE case_id = '{case}'",
        "receipts": f"FROM receipt WHERE position IN ({receipts})",
    }
    return {
        name: execute(server, "tuntas", f"SELECT count(*) {query}")[0][0]
        for name, query in counted.items()
    }


def test_fifty_texts_are_erased_from_everything(
    serve: Callable[..., "Served"], planted: "Planted", tmp_path: Path
) -> None:
    served = serve()
    fifty, neighbour = Fifty(served, planted), Fifty(served, planted)
    fifty.live()
    words = fifty.newest_titles
    neighbour.received = fifty.post(
        "/v1/complaints",
        {
            "channel": "web",
            "classification": "complaint",
            "title": "Tetangga",
            "description": "Jembatan goyah.",
        },
        "desk",
        201,
    ).json
    neighbour.position = fifty.position
    assert len(set(fifty.texts)) == len(fifty.texts) >= 50
    assert fifty.opened() == fifty.texts
    assert fifty.found(*words) == [True, True]

    # What the inspectorate keeps of the day before, and a backup of the events.
    head, bundle = tmp_path / "head", tmp_path / "all.bundle"
    head.write_text(served.run("ledger", "head") + "\n", "utf-8")
    assert served.stop() == 0
    server = EmbeddedPostgres(served.data)
    server.start()
    receipts = (
        f"SELECT notification_id FROM events WHERE originator_id = '{fifty.case}'"
    )
    before = rows_of(server, fifty.case, receipts)
    assert min(before.values()) > 0
    execute(server, "postgres", "CREATE DATABASE backup TEMPLATE tuntas")
    server.stop()

    served = serve(data=served.data)
    fifty.served = neighbour.served = served
    served.run("rebuild")
    path = f"{fifty.path}/data-requests/1"
    fifty.post(f"{path}/grant", {"message": fifty.text()}, "coordinator", 200)
    assert fifty.opened() == fifty.texts
    fifty.post(f"{path}/confirm", {}, "inspector", 200)
    history = fifty.read("/history").json["items"]
    assert history[-1]["event"] == "complaint.erased"
    neighbour.position = fifty.position = history[-1]["position"]

    assert fifty.opened() == []
    assert fifty.found(*words) == [False, False]
    assert neighbour.found("tetangga", "jembatan") == [True, True]
    [erasure] = fifty.read("").json["erased"]
    assert (erasure["scope"], erasure["request"]) == ("everything", 1)
    [request] = fifty.read("/data-requests").json["items"]
    assert (request["state"], request["message"]) == ("done", None)
    late = served.post(f"{fifty.path}/note", {"message": "Lagi."}, served.token("desk"))
    assert (late.status, late.json["type"]) == (409, "urn:tuntas:problem:text-erased")

    # Not a stored byte was changed: every proof holds as before.
    kept = ("--checkpoint", str(head))
    assert served.run("verify", *kept).startswith("HOLDS")
    served.run("export", "bundle", str(bundle), "--reason", "Pemeriksaan.")
    assert served.run_alone("verify", str(bundle), *kept).startswith("HOLDS")
    assert planted.found_in(bundle.read_bytes()) is None

    server = EmbeddedPostgres(served.data)
    server.start()
    gone = dict.fromkeys(before, 0)
    assert rows_of(server, fifty.case, receipts) == gone
    for database in DATABASES:
        execute(server, database, "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT")
    rows = dumped(server, (*DATABASES, "backup"))
    assert served.stop() == 0
    assert len(rows) > 100_000
    assert planted.found_in(rows) is None
    assert planted.found_in(served.log.read_bytes()) is None
    server.stop()
    assert planted.scan(served.data) == {}

    # The backup comes back, with today's key store.
    server.start()
    execute(
        server,
        "postgres",
        "ALTER DATABASE tuntas RENAME TO today",
        "ALTER DATABASE backup RENAME TO tuntas",
    )
    assert rows_of(server, fifty.case, receipts) == before
    served = serve("--no-runner", data=served.data)
    fifty.served = neighbour.served = served
    assert rows_of(server, fifty.case, receipts) == gone
    fifty.position = neighbour.position = 0
    assert fifty.opened() == []
    assert fifty.found(*words) == [False, False]
    assert neighbour.found("tetangga") == [True]
    [again] = fifty.read("").json["erased"]
    assert again == erasure
    assert served.stop() == 0
    server.stop()
