"""The queue of a device, brought along as a file: each line once, under its own key."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.identity import Actor
from api.installation import Installation
from api.intake import Request
from api.offices import appoint, prepared
from api.once import Conditions


@pytest.fixture
def officer(here: Installation) -> str:
    new = prepared(here, here.origin(), "desk", None, "Petugas Meja")
    appoint(here, new)
    return str(new.officer)


def line(**body: Any) -> dict[str, Any]:
    said = {
        "channel": "walk_in",
        "classification": "complaint",
        "title": "Jembatan putus",
        "description": "Jembatan putus sejak semalam.",
        "received_at": "2026-11-02T01:15:00.000Z",
    }
    id = str(uuid4())
    key = str(uuid4())
    return {"key": key, "command": "receive", "id": id, "body": {**said, **body}}


def deliver(
    here: Installation, file: Path, officer: str, code: int, *lines: Any
) -> Result:
    written = (one if isinstance(one, str) else json.dumps(one) for one in lines)
    file.write_text("\n".join(written) + "\n", "utf-8")
    words = ["import", file, "--as", "outbox", "--officer", officer, "--json"]
    place = ["--data", here.settings.data, "--database-url", here.url]
    done = CliRunner().invoke(main, list(map(str, words + place)))
    assert done.exit_code == code, done.output
    return done


def answers(done: Result) -> list[dict[str, Any]]:
    rows = [r for r in done.stdout.splitlines() if r.startswith('{"key"')]
    return [json.loads(row) for row in rows]


def test_what_the_device_sent_meanwhile_is_not_recorded_again(
    here: Installation, officer: str, tmp_path: Path
) -> None:
    sent, waiting = line(), line(title="Perahu hanyut")
    given = Request(
        actor=Actor(officer, "desk"),
        command="receive",
        case=None,
        given={**sent["body"], "id": sent["id"]},
        request_id="r",
        conditions=lambda: Conditions(sent["key"], None),
    )
    by_device = here.desk.handle(given)
    file = tmp_path / "antrean.jsonl"
    first = answers(deliver(here, file, officer, 0, sent, waiting))
    again = answers(deliver(here, file, officer, 0, sent, waiting))
    assert [row["replayed"] for row in first] == [True, False]
    assert [row["replayed"] for row in again] == [True, True]
    assert first[0]["access_code"] == by_device.body["access_code"]
    assert [row["id"] for row in again] == [sent["id"], waiting["id"]]
    case = here.cases.find(waiting["id"])
    assert case.received_by == officer
    assert case.received_at.isoformat() == "2026-11-02T01:15:00+00:00"
    assert case.recorded_at > case.received_at


def test_a_bad_line_is_told_with_its_reason_and_stops_no_other(
    here: Installation, officer: str, tmp_path: Path
) -> None:
    file = tmp_path / "antrean.jsonl"
    lines = ("no JSON", line(channel="radio"), "", line())
    assert len(answers(deliver(here, file, officer, 1, *lines))) == 1
    rejects = (tmp_path / "antrean.jsonl.rejects.csv").read_text("utf-8")
    assert "1,The body is not JSON in UTF-8." in rejects
    assert '2,"channel: Input should be' in rejects


def test_it_says_whose_queue_it_was(here: Installation, tmp_path: Path) -> None:
    file = tmp_path / "antrean.jsonl"
    done = deliver(here, file, str(uuid4()), 2, line())
    assert "tuntas officer list" in done.stderr
    words = ["import", str(file), "--as", "outbox"]
    assert "--officer" in CliRunner().invoke(main, words).stderr
