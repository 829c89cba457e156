"""A case with everything that an export must not tell, and the files that tell it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from defusedxml import ElementTree

from storage.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from tests.api.conftest import Office

WHY = {"Tuntas_Reason": "Menggali proses semester ini."}
PLANTED: dict[str, Any] = {
    "title": "Planted judul",
    "description": "Planted uraian",
    "category": "perhubungan",
    "reporter": {"name": "Planted Anindya", "phone": "0811-5200-333"},
    "location": {"region": "62.03.01.2001", "description": "Planted gang"},
    "external_id": {"system": "sp4n", "id": "planted-77123"},
}
SECRETS = ("Planted", "0811-5200-333", "planted-77123", "62.03.01")


@dataclass
class Exports:
    """Each file, as it comes over HTTP to the inspector or to the terminal."""

    office: Office

    def over_http(self, what: str, after: int | None = None) -> str:
        path = "ocel" if what == "ocel" else f"events?format={what}"
        sign = "&" if "?" in path else "?"
        wait = self.office.position() if after is None else after
        answer = self.office.get(
            f"/v1/exports/{path}{sign}after={wait}", "inspector", **WHY
        )
        assert answer.status == 200, answer.text
        assert answer.headers["cache-control"] == "no-store"
        return answer.text

    def by_verb(self, what: str) -> str:
        words = ("ocel",) if what == "ocel" else ("events", "--format", what)
        verb, *options = words
        return self.office.served.run(
            "export", verb, "-", *options, "--reason", "Menggali proses."
        )

    def last(self) -> dict[str, Any]:
        """What was recorded of the newest export."""
        answer = self.office.get("/v1/exports", "inspector")
        assert answer.status == 200, answer.text
        found: dict[str, Any] = answer.json["items"][0]
        return found

    def rows(self, query: str) -> list[Any]:
        url = EmbeddedPostgres(self.office.served.data).url("tuntas")
        with psycopg.connect(url) as connection:
            return connection.execute(query.encode()).fetchall()

    def on_disk(self, up_to: int) -> tuple[int, int]:
        """Cases and events of complaints up to a position, straight from the table."""
        [(cases, events)] = self.rows(
            "SELECT count(DISTINCT originator_id), count(*) FROM events"
            " WHERE topic LIKE 'complaint.%' AND topic <> 'complaint.identity_opened'"
            f" AND notification_id <= {int(up_to)}"
        )
        return cases, events


@pytest.fixture(scope="session")
def exports(office: Office) -> Exports:
    return Exports(office)


@pytest.fixture(scope="module")
def planted(office: Office, exports: Exports) -> dict[str, Any]:
    """A disposed and answered case."""
    case = office.receive(**PLANTED)
    office.done("verify", case, "coordinator", note="Planted catatan")
    office.done("dispose", case, "coordinator", instruction="Planted perintah")
    office.done("follow-up", case, "liaison", message="Planted jawaban", public=True)
    return {**case, **office.done("resolve", case, "liaison", message="Planted akhir")}


def cases_in(what: str, text: str) -> dict[str, list[str]]:
    """By opaque name of the case the types of its events in their order."""
    found: dict[str, list[str]] = {}
    if what == "ocel":
        for event in json.loads(text)["events"]:
            [case] = related(event, "case")
            found.setdefault(case, []).append(event["type"])
    elif what == "csv":
        for row in csv.DictReader(io.StringIO(text)):
            found.setdefault(row["case"], []).append(row["activity"])
    else:
        for trace in ElementTree.fromstring(text).iter(f"{XES}trace"):
            found[named(trace)] = [named(event) for event in trace.iter(f"{XES}event")]
    return found


def related(event: dict[str, Any], qualifier: str) -> list[str]:
    pairs = [(r["qualifier"], r["objectId"]) for r in event["relationships"]]
    return [id for found, id in pairs if found == qualifier]


XES = "{http://www.xes-standard.org/}"


def named(element: Any) -> str:
    """The value of `concept:name`."""
    [found] = [a.get("value") for a in element if a.get("key") == "concept:name"]
    return str(found)
