"""The README names every verb and setting, and no file tells where it was written."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from api.cli import main
from api.settings import Settings

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
ROOMS = ("domain", "ledger", "storage", "projections", "api")
FOLDERS = (*ROOMS, "tests", "benchmarks", ".ci")

MACHINE_PATH = re.compile(
    r"(?<![\w.~$}{*-])/(?:work|farm|home|root|Users|tmp)/[\w.]", re.ASCII
)
DOWNLOAD_ADDRESS = re.compile(
    r"--(?:extra-)?index[-]url|find[-]links|\"resolved\"\s*:\s*\"http"
    r"|/packages/[0-9a-f]{2}/[0-9a-f]{2}/"
    r"|https?://[^\s\"'<>]*(?:pypi\.org|pythonhosted\.org|\.(?:whl|tar\.gz|zip)\b)"
)


def verbs() -> list[str]:
    return sorted(name for name, verb in main.commands.items() if not verb.hidden)


def settings() -> list[str]:
    assert Settings.model_config.get("env_prefix") == "TUNTAS_"
    return sorted(f"TUNTAS_{name.upper()}" for name in Settings.model_fields)


def text_files() -> Iterator[tuple[str, str]]:
    """Path from the root and text of the files that are, or will be, committed."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    for path in found:
        if "__pycache__" not in path.parts:
            try:
                yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def revealing(text: str) -> list[str]:
    """Lines that hold a path of one machine or an address to download from."""
    return [
        line.strip()
        for line in text.splitlines()
        if MACHINE_PATH.search(line) or DOWNLOAD_ADDRESS.search(line)
    ]


def test_the_command_line_is_a_group_of_verbs() -> None:
    assert isinstance(main, click.Group)
    assert "serve" in verbs()


@pytest.mark.parametrize("verb", verbs())
def test_the_readme_shows_the_verb(verb: str) -> None:
    shown = rf"(?:tuntas |`){re.escape(verb)}(?![\w-])"
    assert re.search(shown, README.read_text("utf-8"))


@pytest.mark.parametrize("name", settings())
def test_the_readme_explains_the_setting(name: str) -> None:
    assert re.search(rf"\b{name}\b", README.read_text("utf-8"))


def test_the_readme_explains_no_setting_that_does_not_exist() -> None:
    named = set(re.findall(r"\bTUNTAS_[A-Z_]*[A-Z]\b", README.read_text("utf-8")))
    known = {n for name in settings() for n in (name, f"{name}_FILE")}
    assert {n for n in named - known if not n.startswith("TUNTAS_TEST")} == set()


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_readme_shows_the_command(command: str) -> None:
    assert command in README.read_text("utf-8")


def test_the_pictures_of_the_readme_are_there_told_in_words_and_light() -> None:
    shown = re.findall(
        r'<img src="([^"]+)" width="\d+" alt="([^"]+)">', README.read_text("utf-8")
    )
    files = [ROOT / path for path, _ in shown]
    assert {*files} == {*(ROOT / "docs" / "screenshots").iterdir()}
    assert sum(file.stat().st_size for file in files) <= 500_000


def test_the_changelog_has_a_heading_for_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## {re.escape(project['version'])}\b", changelog, re.M)


def test_no_file_holds_a_machine_path_or_a_download_address() -> None:
    found = {path: lines for path, text in text_files() if (lines := revealing(text))}
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "home/ani/tuntas",
        'Path("/' + 'tmp/x")',
        "pip install --index" + "-url x",
        "https://files.python" + "hosted.org/a",
        "https://example.org/tuntas-0.1.0" + ".whl",
    ],
)
def test_such_a_text_is_found(text: str) -> None:
    assert revealing(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "tmpfs: [/tmp]",
        "GET /v1/work/items and ~/tmp/x, $HOME/tmp/x",
        "https://peraturan.bpk.go.id/Details/38748",
    ],
)
def test_a_harmless_text_is_not(text: str) -> None:
    assert revealing(text) == []
