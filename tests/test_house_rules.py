"""What a file may be called and hold: clocks, chance, settings at the edge only."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("domain", "ledger", "storage", "projections", "api")

CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
CHANCE = {
    "os.urandom",
    "random",
    "secrets",
    "storage.chance.random_bytes",
    "storage.chance.random_id",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid.uuid7",
}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv"}
# Keys and initialisation vectors must be unguessable; nothing else below the edge is.
CRYPTOGRAPHY = {
    "storage/chance.py",
    "storage/idempotency.py",
    "storage/keys.py",
    "storage/secret_file.py",
}

VAGUE = {"utils", "common", "helpers", "core", "services", "models"}
LONGEST = 300
UNFINISHED = re.compile(
    r"\b(?:TO[D]O|FIX[M]E|X[X]X)\b|raise NotImplemented[E]rror|mark\.skip\b"
)
BLANKET = re.compile(r"#\s*type:\s*ignore(?!\[)|#\s*noqa(?!:)", re.IGNORECASE)
CLOCK_IN_SQL = re.compile(
    r"\bnow\(\)|\bcurrent_(?:date|timestamp)\b|\bclock_timestamp\(|\brandom\(", re.I
)


def uses(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name, through any alias, of everything imported and used."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.split(".")[0]
                known[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                known[alias.asname or alias.name] = full
                yield node.lineno, full
    for node in ast.walk(tree):
        name, parts = node, list[str]()
        while isinstance(name, ast.Attribute):
            parts.insert(0, name.attr)
            name = name.value
        if isinstance(name, ast.Name) and name.id in known:
            yield name.lineno, ".".join([known[name.id], *parts])


def forbidden_in(path: str) -> set[str]:
    """The names that the file at `path` may not use."""
    forbidden = set() if path == "api/settings.py" else set(ENVIRONMENT)
    if not path.startswith("api/"):
        forbidden |= CLOCKS
        forbidden |= {"random"} if path in CRYPTOGRAPHY else CHANCE
    return forbidden


def text_offences(path: str, source: str) -> Iterator[str]:
    for number, line in enumerate(source.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"{path}:{number} is unfinished"
        if BLANKET.search(line):
            yield f"{path}:{number} silences a check without naming it"
    if len(source.splitlines()) > LONGEST:
        yield f"{path} is longer than {LONGEST} lines; is it one idea?"


def name_offences(path: str) -> Iterator[str]:
    parts = PurePosixPath(path).with_suffix("").parts
    for part in VAGUE.intersection(parts):
        yield f"{path}: {part} says nothing"
    if parts[0] == "tests":
        if parts[-1] == "__init__":
            # With it, pytest would take tests/domain for the package `domain`.
            yield f"{path}: no packages among the tests"
    elif parts[-1] in sys.stdlib_module_names:
        yield f"{path} hides a module of the standard library"


def offences(path: str, source: str) -> list[str]:
    """Every broken rule in the file at `path` (from the root, with "/")."""
    found = [*name_offences(path), *text_offences(path, source)]
    if not path.startswith(tuple(f"{room}/" for room in ROOMS)):
        return found
    tree = ast.parse(source)
    forbidden = forbidden_in(path)
    for line, name in dict.fromkeys(uses(tree)):
        if any(name == f or name.startswith(f"{f}.") for f in forbidden):
            found.append(f"{path}:{line} uses {name}")
    if path.startswith("projections/"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and CLOCK_IN_SQL.search(str(node.value)):
                found.append(f"{path}:{node.lineno} asks the server for time or chance")
    return found


def python_files() -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for folder in (*ROOMS, "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
    )


@pytest.mark.parametrize("path", python_files())
def test_a_file_keeps_the_house_rules(path: str) -> None:
    assert offences(path, (ROOT / path).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/sla.py", "import datetime as d\nd.datetime.now(d.UTC)"),
        ("domain/sla.py", "from datetime import date as D\nD.today()"),
        ("projections/sla.py", "import time\ntime.time()"),
        ("projections/sla.py", 'sql = "SELECT now()"'),
        ("storage/recorder.py", "import random\nrandom.random()"),
        ("storage/recorder.py", "import os\nos.urandom(12)"),
        (
            "storage/recorder.py",
            "from storage.chance import random_bytes\nrandom_bytes(12)",
        ),
        ("storage/keys.py", "import random\nrandom.random()"),
        ("domain/complaint.py", "import uuid\nuuid.uuid4()"),
        ("storage/embedded.py", "import os\ndict(os.environ)"),
        ("api/cli.py", "import os\nos.getenv('HOME')"),
        ("api/cli.py", "x = 1  # type: " + "ignore"),
        ("api/cli.py", "x = 1  # no" + "qa"),
        ("tests/test_x.py", "# TO" + "DO: more"),
        ("domain/clock.py", "x = 1\n" * (LONGEST + 1)),
        ("api/types.py", ""),
        ("storage/helpers.py", ""),
        ("domain/models/complaint.py", ""),
        ("tests/domain/__init__.py", ""),
    ],
)
def test_a_broken_rule_is_named(path: str, source: str) -> None:
    assert offences(path, source) != []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("api/runner.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
        ("api/settings.py", "import os\nos.environ"),
        ("storage/keys.py", "import os\nos.urandom(32)"),
        ("storage/recorder.py", "import time\ntime.monotonic()"),
        ("domain/sla.py", "def late(clock):\n    return clock.now() > clock.today()"),
        ("api/cli.py", "x = 1  # type: ignore[assignment]"),
        ("domain/clock.py", "x = 1\n" * LONGEST),
        ("tests/domain/conftest.py", "import time\ntime.time()"),
    ],
)
def test_a_kept_rule_is_not(path: str, source: str) -> None:
    assert offences(path, source) == []
