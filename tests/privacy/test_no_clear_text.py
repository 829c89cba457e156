"""No personal text in clear on any disk of ours: every byte is looked at."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from storage.embedded import EmbeddedPostgres
from tests.privacy.dump import DATABASES, dumped
from tests.privacy.request_walk import request_information
from tests.privacy.walk import Walk

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.privacy.conftest import Planted


def test_no_personal_text_lies_in_clear(
    serve: Callable[..., "Served"], planted: "Planted", tmp_path: Path
) -> None:
    served = serve()
    walk = Walk(served, planted)
    walk.a_life()
    case, _ = walk.a_secret()
    walk.addresses(case)
    request_information(walk)
    walk.misuse(case)
    said = walk.an_import(tmp_path) + served.run("rebuild")
    _, position = walk.a_secret()
    listed = served.get(f"/v1/complaints?after={position}", walk.tokens["desk"])
    assert planted.word in listed.text
    metrics = served.get("/metrics").text
    server = EmbeddedPostgres(served.data)
    server.start()
    for database in DATABASES:
        with psycopg.connect(server.url(database), autocommit=True) as connection:
            with pytest.raises(psycopg.errors.InvalidTextRepresentation):
                connection.execute(f"SELECT '{planted.word}'::int".encode())
            connection.execute("CHECKPOINT")
    rows = dumped(server)
    assert served.stop() == 0
    server.stop()

    log = served.log.read_text()
    assert planted.scan(served.data) == {}
    for text in (log, metrics, said):
        assert planted.found_in(text.encode()) is None
    assert len(rows) > 100_000
    assert planted.found_in(rows) is None
    assert {json.loads(line)["event"] for line in log.splitlines()} >= {"answered"}

    # Were it there, the scan would have found it: in a table, its log, and a dump.
    server.start()
    with psycopg.connect(server.url("tuntas")) as connection:
        # Twice: the pages of the log may cut one in two.
        planting = f"SELECT '{planted.word}' AS planted FROM generate_series(1, 2)"
        query = f"CREATE TABLE scratch AS {planting}"
        connection.execute(query.encode())
    assert planted.found_in(dumped(server)) is not None
    server.stop()
    places = {name.split("/")[1] for name in planted.scan(served.data)}
    assert places == {"base", "pg_wal"}
