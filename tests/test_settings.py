"""Settings come from the environment, are shown without secrets, and never guessed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.installation import opened
from api.settings import Settings

SECRET = "ab" * 32
ADDRESS = "postgresql://tuntas:kata-sandi@db.example.org/tuntas"


def tuntas(
    *words: object, code: int = 0, environment: dict[str, str] | None = None
) -> Result:
    done = CliRunner(env=environment).invoke(
        main, list(map(str, words)), catch_exceptions=False
    )
    assert done.exit_code == code, done.stderr
    return done


def shown(environment: dict[str, str] | None = None) -> Any:
    done = tuntas("settings", "--json", environment=environment)
    return json.loads(done.stdout)


def test_every_setting_is_shown_with_its_value_and_meaning() -> None:
    jayapura = {"TUNTAS_ZONE": "Asia/Jayapura"}
    lines = tuntas("settings", environment=jayapura).stdout.splitlines()
    names = [line.partition("=")[0] for line in lines]
    assert names == [f"TUNTAS_{name.upper()}" for name in Settings.model_fields]
    assert "TUNTAS_ZONE=Asia/Jayapura  # the tenant's IANA time zone" in lines
    assert "TUNTAS_PORT=8000  # port to listen on" in lines


def test_an_option_overrules_the_environment(tmp_path: Path) -> None:
    elsewhere = {"TUNTAS_DATA": "elsewhere"}
    done = tuntas("settings", "--json", "--data", tmp_path, environment=elsewhere)
    assert json.loads(done.stdout)["TUNTAS_DATA"] == str(tmp_path)


@pytest.mark.parametrize("name", ["DATABASE_URL", "KEYS_URL", "MASTER_KEY"])
@pytest.mark.parametrize("from_file", [False, True], ids=["variable", "file"])
def test_a_secret_counts_but_is_not_shown(
    tmp_path: Path, name: str, from_file: bool
) -> None:
    value = SECRET if name == "MASTER_KEY" else ADDRESS
    file = tmp_path / "secret"
    file.write_text(f"{value}\n")
    variable = f"TUNTAS_{name}"
    given = {f"{variable}_FILE": str(file)} if from_file else {variable: value}

    for words in (["settings"], ["settings", "--json"]):
        done = tuntas(*words, environment=given)
        assert value not in done.stdout and "kata-sandi" not in done.stdout
    assert shown(given)[variable] == "**********"
    assert shown()[variable] is None


@pytest.mark.parametrize(
    ("environment", "remedy"),
    [
        ({"TUNTAS_DATABSE_URL": ADDRESS}, "there is no setting TUNTAS_DATABSE_URL"),
        ({"TUNTAS_ZONE": "Asia/Atlantis"}, "use an IANA name such as Asia/Pontianak"),
        ({"TUNTAS_PORT": "many"}, "TUNTAS_PORT: Input should be a valid integer"),
        ({"TUNTAS_TENANT": "Kalimantan Tengah"}, "TUNTAS_TENANT: String should match"),
        (
            {"TUNTAS_WITNESSES": "https://saksi.example"},
            "TUNTAS_WITNESSES: Value error, 'https://saksi.example' is not the address",
        ),
        ({"TUNTAS_MASTER_KEY_FILE": "missing"}, "TUNTAS_MASTER_KEY_FILE: cannot read"),
        (
            {"TUNTAS_MASTER_KEY": SECRET, "TUNTAS_MASTER_KEY_FILE": "x"},
            "set TUNTAS_MASTER_KEY or TUNTAS_MASTER_KEY_FILE, not both",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(
    environment: dict[str, str], remedy: str
) -> None:
    done = tuntas("settings", code=2, environment=environment)
    assert remedy in done.stderr
    assert done.stdout == ""
    assert SECRET not in done.stderr and "kata-sandi" not in done.stderr


def test_a_variable_of_a_test_is_left_alone() -> None:
    assert shown({"TUNTAS_TEST_ANYTHING": "x"})["TUNTAS_TENANT"] == "kalteng"


def rows(settings: Settings) -> list[tuple[Any, ...]]:
    assert settings.database_url is not None
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        query = b"SELECT (SELECT count(*) FROM events), i::text FROM installation i"
        return connection.execute(query).fetchall()


@pytest.mark.parametrize(
    ("environment", "remedy"),
    [
        ({"TUNTAS_MASTER_KEY": SECRET}, "the master key is not the one"),
        ({"TUNTAS_TENANT": "kalsel"}, "set TUNTAS_TENANT=kalteng"),
    ],
    ids=["key", "tenant"],
)
def test_serve_refuses_to_start_with_another_key_or_tenant(
    settings: Settings, environment: dict[str, str], remedy: str
) -> None:
    with opened(settings):
        before = rows(settings)
    assert settings.database_url is not None
    address = {"TUNTAS_DATABASE_URL": settings.database_url.get_secret_value()}
    serve = ("serve", "--port", "0", "--data", str(settings.data))
    done = subprocess.run(
        [sys.executable, "-m", "api", *serve],
        env={**os.environ, **address, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert remedy in done.stderr
    assert rows(settings) == before


def test_secrets_from_files_open_the_installation(
    settings: Settings, tmp_path: Path
) -> None:
    with opened(settings) as here:
        (tmp_path / "address").write_text(f"{here.url}\n")
        (tmp_path / "key").write_text(here.master.written())
    files = {
        "TUNTAS_DATABASE_URL_FILE": str(tmp_path / "address"),
        "TUNTAS_MASTER_KEY_FILE": str(tmp_path / "key"),
    }
    elsewhere = ("--data", tmp_path / "elsewhere")
    done = tuntas("category", "list", "--json", *elsewhere, environment=files)
    assert len(json.loads(done.stdout)) == 20
    assert not (tmp_path / "elsewhere").exists()
