"""kill -9 while identities are opened and exports leave: the log knows of each."""

import json
import threading
from collections.abc import Callable
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING

from tests.faults.conftest import RECEIVE, rows_of, soon

if TYPE_CHECKING:
    from tests.conftest import Served
    from tests.faults.conftest import Drill

Serve = Callable[..., "Served"]
Begin = Callable[["Served"], "Drill"]
NAME = "Planted Anindya"
WHY = "Menelepon pelapor."


class Reader:
    """Asks one address again and again. `revealed` are the ids of the requests that
    were answered; `cut_off` counts those of which only a part came."""

    def __init__(self, served: "Served", path: str, token: str, secret: str):
        self.revealed: list[str] = []
        self.cut_off = 0
        self._served = served
        self._path = path
        self._token = token
        self._secret = secret

    def work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                answer = self._served.get(self._path, self._token, Tuntas_Reason=WHY)
                if answer.status == 200:
                    assert self._secret in answer.text
                    self.revealed.append(answer.headers["x-request-id"])
                else:
                    assert self._secret not in answer.text
            except IncompleteRead as error:
                self.cut_off += self._secret.encode() in error.partial
            except (OSError, HTTPException):
                continue

    def goes_on(self) -> None:
        """Wait until more is revealed than now."""
        before = len(self.revealed)
        soon(lambda: len(self.revealed) > before + 3, "nothing is answered")


def logged(on: "Drill", topic: str) -> list[str]:
    """The ids of the requests that are in the log."""
    query = f"SELECT state FROM events WHERE topic = '{topic}'"
    return [
        json.loads(bytes(state))["request_id"] for (state,) in rows_of(on.data, query)
    ]


def test_nothing_was_revealed_that_is_not_in_the_log(
    serve: Serve, drill: Begin, scale: int
) -> None:
    on = drill(serve())
    served = on.served
    body = {**RECEIVE, "reporter": {"name": NAME}, "confidential": True}
    id = served.post("/v1/complaints", body, served.token("desk")).json["id"]
    inspector = served.token("inspector")
    readers = {
        "complaint.identity_opened": Reader(
            served, f"/v1/complaints/{id}", inspector, NAME
        ),
        "export.made": Reader(served, "/v1/exports/ocel", inspector, "eventTypes"),
    }
    stop = threading.Event()
    threads = [
        threading.Thread(target=reader.work, args=(stop,))
        for reader in (*readers.values(), *readers.values())
    ]
    for thread in threads:
        thread.start()
    try:
        for name in ("api-0", "postgres", "api-0") * scale:
            for reader in readers.values():
                reader.goes_on()
            on.kill(name)
        for reader in readers.values():
            reader.goes_on()
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    for topic, reader in readers.items():
        known = logged(on, topic)
        assert len(set(known)) == len(known)
        assert set(reader.revealed) <= set(known)
        assert len(reader.revealed) + reader.cut_off <= len(known)


def test_without_the_log_nothing_is_revealed(serve: Serve, drill: Begin) -> None:
    on = drill(serve())
    served = on.served
    body = {**RECEIVE, "reporter": {"name": NAME}}
    id = served.post("/v1/complaints", body, served.token("desk")).json["id"]
    token = served.token("coordinator")
    path = f"/v1/complaints/{id}"
    with on.events_are_refused():
        for address in (path, f"{path}/history"):
            refused = served.get(address, token, Tuntas_Reason=WHY)
            assert refused.status >= 500
            assert NAME not in refused.text
        assert served.get(path, token).status == 200
    assert logged(on, "complaint.identity_opened") == []
    assert NAME in served.get(path, token, Tuntas_Reason=WHY).text
    assert len(logged(on, "complaint.identity_opened")) == 1
