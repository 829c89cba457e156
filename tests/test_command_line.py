"""The verbs: each works beside a running `serve`, and says what went wrong."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import VERBS, Verb, main
from storage.embedded import EmbeddedPostgres

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
NOBODY = "00000000-0000-4000-8000-000000000000"
COMPLAINT = {
    "channel": "walk_in",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang sejak banjir",
    "received_at": "2025-08-15T10:00:00+07:00",
}

AS_DISPOSED = ("--version", "3")
"""Before the sweep: it calls offices for a case of last year when they are open."""


def tuntas(*words: object, code: int = 0) -> Result:
    done = CliRunner().invoke(
        main, list(map(str, words)), prog_name="tuntas", catch_exceptions=False
    )
    assert done.exit_code == code, done.stderr
    return done


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_what_the_list_of_verbs_says(name: str) -> None:
    listed = main.commands[name]
    assert isinstance(listed, Verb)
    verb = listed.load()
    assert verb.name == name
    assert verb.get_short_help_str(200) == listed.short_help


def test_help_loads_no_library_that_a_verb_needs() -> None:
    code = (
        "import contextlib, sys, api.cli\n"
        "with contextlib.suppress(SystemExit): api.cli.main(['--help'])\n"
        "heavy = {'psycopg', 'fastapi', 'pydantic', 'rich', 'openpyxl', 'holidays'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in VERBS)


def test_the_version_is_that_of_the_project() -> None:
    version = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["version"]
    assert tuntas("--version").stdout == f"tuntas, version {version}\n"


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("nonsense", "Try 'tuntas --help'"),
        ("replay --version 2", "--version is that of a CASE"),
        ("compare", "--from-as-of, --from-known-at, --from-position"),
        (f"replay {NOBODY}", "Check the number"),
        ("rebuild nonsense", "there are data_requests, register, clocks"),
        ("token create --role king", "is one of desk, coordinator"),
        ("token create --role liaison", "a liaison needs an agency"),
        ("token create --role liaison --agency x", "see tuntas agency list"),
        (f"token revoke {NOBODY}", "see tuntas token list"),
        ("settings --tenant x", "No such option"),
    ],
)
def test_wrong_use_names_the_remedy(served: Any, words: str, remedy: str) -> None:
    place = [] if words == "nonsense" else ["--data", served.data]
    done = tuntas(*words.split(), *place, code=2)
    assert remedy in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["cases.csv"], "say --as sp4n, --as outbox or --mapping FILE.toml"),
        (["cases.csv", "--as", "sp4n"], "cases.csv does not exist. Check the path"),
        (["cases.csv", "--mapping", "x.toml"], "x.toml"),
        (["x", "--mapping", "x", "--exported-on", "2025-01-01"], "goes with --as sp4n"),
    ],
)
def test_wrong_use_of_the_import_does_so_too(words: list[str], remedy: str) -> None:
    # In a process of its own: it makes the log its own.
    command = [sys.executable, "-m", "api", "import", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert remedy in done.stderr


def test_a_token_is_printed_alone_once_and_opens_until_revoked(served: Any) -> None:
    made = tuntas(
        *("token", "create", "--role", "coordinator", "--name", "Sri Rahasia"),
        *("--data", served.data),
    )
    token, officer = made.stdout.strip(), made.stderr.split()[1]
    assert made.stdout == f"{token}\n"
    assert served.get("/v1/complaints", token).status == 200

    listed = tuntas("token", "list", "--json", "--data", served.data).stdout
    assert token not in listed and "Sri Rahasia" not in listed
    (row,) = (row for row in json.loads(listed) if row["officer"] == officer)
    assert (row["role"], row["revoked_at"]) == ("coordinator", None)
    assert row["id"] in tuntas("token", "list", "--data", served.data).stdout

    revoked = tuntas("token", "revoke", row["id"], "--data", served.data)
    assert revoked.stdout == ""
    assert served.get("/v1/complaints", token).status == 401


@pytest.fixture(scope="module")
def case(served: Any) -> Any:
    """A complaint of 15 August 2025, verified on the 19th and disposed on the 20th."""
    desk, coordinator = served.token("desk"), served.token("coordinator")
    made = served.post("/v1/complaints", COMPLAINT, desk).json
    for command, day, body in (
        ("verify", 19, {}),
        ("dispose", 20, {"agency": "dishub"}),
    ):
        body["occurred_at"] = f"2025-08-{day}T09:00:00+07:00"
        path = f"/v1/complaints/{made['id']}/{command}"
        assert served.post(path, body, coordinator).status == 200
    return made


def replayed(served: Any, *words: object) -> Any:
    done = tuntas("replay", *words, "--json", "--data", served.data)
    return json.loads(done.stdout)


def test_replay_tells_the_events_the_state_and_each_deadline(
    served: Any, case: Any
) -> None:
    words = (case["case_number"], *AS_DISPOSED)
    # Other tests of this server may have adopted the rule anew.
    path = f"/v1/complaints/{case['id']}/clocks"
    clocks = served.get(path, served.token("inspector")).json["items"]
    done = tuntas("replay", *words, "--data", served.data)
    for told in (
        f"case {case['case_number']} ({case['id']})",
        "complaint.received",
        "state disposed, version 3, agency dishub",
        "verification: met, due 2025-08-21 (3 working_days from 2025-08-15, 3 days",
        "2025-08-18  -        ",
        "2025-08-19  counted  working day",
        f"C-02 version {clocks[0]['rule_version']}",
    ):
        assert told in done.stdout
    assert "Jalan rusak" not in done.stdout


def test_replay_for_a_machine_says_the_same_by_id_and_by_number(
    served: Any, case: Any
) -> None:
    told = replayed(served, case["id"], *AS_DISPOSED)
    assert told == replayed(served, case["case_number"], *AS_DISPOSED)
    assert [event["version"] for event in told["events"]] == [1, 2, 3]
    assert (told["state"]["state"], told["state"]["agency"]) == ("disposed", "dishub")
    assert {clock["clock"] for clock in told["clocks"]} == {
        "verification",
        "first_follow_up",
        "completion",
        "statutory_reply",
        "statutory_decision",
    }


def test_replay_goes_back_to_a_day_a_moment_or_a_version(
    served: Any, case: Any
) -> None:
    recorded = [e["recorded_at"] for e in replayed(served, case["id"])["events"]]
    for words, state in (
        (("--as-of", "2025-08-15"), "received"),
        (("--as-of", "2025-08-19"), "verified"),
        (("--known-at", recorded[0]), "received"),
        (("--known-at", recorded[1], "--as-of", "2025-08-16"), "received"),
        (("--version", 2), "verified"),
    ):
        assert replayed(served, case["id"], *words)["state"]["state"] == state
    for words in (("--as-of", "2025-08-14"), ("--version", 9)):
        tuntas("replay", case["id"], *words, "--data", served.data, code=2)


def test_read_models_are_rebuilt_while_the_system_serves(
    served: Any, case: Any
) -> None:
    coordinator = served.token("coordinator")
    path = f"/v1/dashboard?as_of=2025-08-20&after={case['position'] + 2}"
    before = served.get(path, coordinator).json["totals"]
    sealed = int(served.get("/v1/ledger/checkpoint").text.splitlines()[1])
    done = tuntas("rebuild", "--data", served.data)

    told = dict(line.split() for line in done.stdout.splitlines())
    names = {"register", "clocks", "sla", "notices", "findings", "openings", "ledger"}
    names |= {"data_requests", "publication", "public_texts", "information_register"}
    names |= {"village_cases"}
    assert set(told) == names
    # Of the ledger it tells how many events its head speaks of; a command that failed
    # leaves a position without one.
    assert int(told.pop("ledger")) >= sealed
    assert all(int(position) >= case["position"] + 2 for position in told.values())
    assert served.get(path, coordinator).json["totals"] == before
    assert tuntas("rebuild", "sla", "--data", served.data).stdout.startswith("sla ")


def test_a_verb_needs_no_serve_and_leaves_nothing_running(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert tuntas("migrate", "--data", data).stdout == ""
    assert tuntas("token", "list", "--json", "--data", data).stdout == "[]\n"
    hint = tuntas("token", "list", "--data", data)
    assert (hint.stdout, "tuntas token create" in hint.stderr) == ("", True)
    assert not EmbeddedPostgres(data).running


def test_a_verb_takes_a_server_of_yours(database_url: str, tmp_path: Path) -> None:
    place = ("--database-url", database_url, "--data", tmp_path)
    id = tuntas("officer", "add", "--role", "manager", *place).stdout.strip()
    (listed,) = json.loads(tuntas("officer", "list", "--json", *place).stdout)

    assert (listed["id"], listed["role"]) == (id, "manager")
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]


def test_what_fails_exits_with_one(database_url: str, tmp_path: Path) -> None:
    place = ("--database-url", database_url, "--data")
    tuntas("migrate", *place, tmp_path / "first")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/master.key").write_text("11" * 32)
    for data, remedy in (("other", "TUNTAS_MASTER_KEY_FILE"), ("new", "master.key")):
        done = tuntas("token", "list", *place, tmp_path / data, code=1)
        assert remedy in done.stderr
        assert done.stdout == ""
