"""An export is in the access log before its first byte, with who, why and what."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.exports_made import exports_made
from domain.access_log import Criterion, Export
from storage.database import connected
from tests.api.exporting.conftest import WHY, Exports

if TYPE_CHECKING:
    from api.installation import Installation
    from tests.api.conftest import Office

SAID = ("--reason", "Menggali proses.")


@pytest.fixture
def tuntas(here: Installation) -> Callable[..., Result]:
    def run(*words: object, code: int = 0) -> Result:
        place = ("--data", here.settings.data, "--database-url", here.url)
        words = (*words, *place)
        done = CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)
        assert done.exit_code == code, done.stderr
        return done

    return run


def test_it_is_told_with_who_why_what_and_how_much(
    exports: Exports, office: Office
) -> None:
    body = {"role": "inspector", "name": "Dewi Sartika"}
    dewi = office.post("/v1/officers", body, "administrator").json
    after = office.receive()["position"]
    answer = office.get(f"/v1/exports/ocel?after={after}", dewi["token"], **WHY)
    made = exports.last()
    name = f'attachment; filename="tuntas-{made["up_to"]}.json"'
    assert answer.headers["content-disposition"] == name
    assert made.pop("made_at")
    assert made.pop("position") > made["up_to"] >= after
    cases, events = exports.on_disk(made.pop("up_to"))
    assert made == {
        "officer": dewi["id"],
        "name": "Dewi Sartika",
        "role": "inspector",
        "what": "ocel",
        "chosen": {},
        "restricted": True,
        "cases": cases,
        "events": events,
        "reason": WHY["Tuntas_Reason"],
    }
    [(state,)] = exports.rows(
        "SELECT state FROM events WHERE topic = 'export.made'"
        " ORDER BY notification_id DESC LIMIT 1"
    )
    assert b"Menggali" not in bytes(state)


def test_the_terminal_names_the_officer_who_runs_it(
    exports: Exports, office: Office
) -> None:
    officer, token = office.appoint("inspector")
    office.served.run("export", "events", "-", *SAID, "--officer", officer)
    made = exports.last()
    assert (made["officer"], made["role"]) == (officer, "system")
    assert made["reason"] == "Menggali proses."
    office.served.run("export", "events", "-", *SAID)
    assert exports.last()["officer"] is None


@pytest.mark.parametrize("by", ["coordinator", "manager", "administrator"])
def test_the_log_of_exports_is_the_inspectors(office: Office, by: str) -> None:
    assert office.get("/v1/exports", by).status == 403


def test_no_export_is_an_empty_list(tuntas: Any) -> None:
    assert json.loads(tuntas("export", "list", "--json").stdout) == []
    assert "tuntas export ocel FILE" in tuntas("export", "list").stderr
    assert tuntas("openings").stderr == "nobody looked\n"


def test_an_empty_register_is_a_log_without_events(tuntas: Any, tmp_path: Path) -> None:
    tuntas("rebuild", "register")
    file = tmp_path / "log.json"
    done = tuntas("export", "ocel", file, *SAID)
    assert "0 cases with 0 events" in done.stderr
    log = json.loads(file.read_text())
    assert (log["events"], log["objects"]) == ([], [])
    [made] = json.loads(tuntas("export", "list", "--json").stdout)
    assert made["cases"] == 0
    assert not {"reason", "name"} & made.keys()


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("--reason", " x "), "say in --reason"),
        ((), "Missing option '--reason'"),
        ((*SAID, "--officer", "00000000-0000-4000-8000-000000000000"), "officer list"),
    ],
)
def test_wrong_use_leaves_no_file_and_no_event(
    here: Installation, tuntas: Any, tmp_path: Path, words: Any, remedy: str
) -> None:
    tuntas("rebuild", "register")
    before = here.recorder.max_notification_id()
    done = tuntas("export", "ocel", tmp_path / "log.json", *words, code=2)
    assert remedy in done.stderr
    assert list(tmp_path.glob("*log*")) == []
    assert here.recorder.max_notification_id() == before


def test_a_file_that_cannot_be_written_leaves_no_event(
    here: Installation, tuntas: Any, tmp_path: Path
) -> None:
    tuntas("rebuild", "register")
    before = here.recorder.max_notification_id()
    done = tuntas("export", "ocel", tmp_path / "absent" / "log.json", *SAID, code=2)
    assert "name another file" in " ".join(done.stderr.split())
    assert here.recorder.max_notification_id() == before


def test_what_breaks_off_leaves_the_file_that_was_there(
    here: Installation, tuntas: Any, tmp_path: Path
) -> None:
    tuntas("rebuild", "register")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "log.json").write_text("the older one")
    with connected(here.pool) as connection:
        connection.execute("ALTER TABLE claim RENAME TO claim_away")
    with pytest.raises(psycopg.errors.UndefinedTable):
        tuntas("export", "ocel", folder / "log.json", *SAID)
    assert [path.read_text() for path in folder.iterdir()] == ["the older one"]


def test_a_register_that_nobody_keeps_is_not_exported(
    here: Installation, tuntas: Any, tmp_path: Path
) -> None:
    before = here.recorder.max_notification_id()
    done = tuntas("export", "ocel", tmp_path / "log.json", *SAID, code=2)
    assert "tuntas rebuild register" in " ".join(done.stderr.split())
    assert list(tmp_path.glob("*log*")) == []
    assert here.recorder.max_notification_id() == before


def test_what_another_kind_of_export_was_chosen_by_is_kept(here: Installation) -> None:
    export = Export(
        what="bundle",
        cases=1,
        events=2,
        up_to=3,
        chosen=(Criterion("case", "K7MQ-4XPR-H"),),
    )
    first = here.app.record_export(here.origin(), export, "Diminta Ombudsman.")
    assert here.app.record_export(here.origin(), export, "Sekali lagi.") > first
    newest, oldest = exports_made(here)
    assert oldest["chosen"] == {"case": "K7MQ-4XPR-H"}
    assert newest["reason"] == "Sekali lagi."
    assert oldest["reason"] == "Diminta Ombudsman."


def test_the_terminal_reads_who_looked(exports: Exports, office: Office) -> None:
    id, token = office.appoint("desk")
    case = office.receive(reporter={"name": "Ani"})
    read = f"/v1/complaints/{case['id']}"
    assert office.get(read, token, Tuntas_Reason="Menelepon.").status == 200
    run = office.served.run
    [item] = json.loads(run("openings", case["case_number"], "--json"))
    assert (item["officer"], item["opened"]) == (id, ["reporter"])
    assert not {"reason", "name"} & item.keys()
    after = office.position()
    office.get(f"/v1/openings?after={after}", "inspector")
    [same] = json.loads(run("openings", "--officer", id, "--json"))
    assert same["case_number"] == case["case_number"]
    before = run("openings", "--officer", id, "--to", "2020-01-01", "--json")
    assert json.loads(before) == []
