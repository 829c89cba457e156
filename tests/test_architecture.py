"""Who may import whom, and that the four names are ours alone."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("domain", "ledger", "storage", "projections", "api")

# A path that ends in "/" stands for the folder; the longest one that fits decides.
MAY: dict[str, set[str]] = {
    "domain/": {"domain", "eventsourcing.domain"},
    "domain/record.py": {
        "domain",
        "eventsourcing.application",
        "eventsourcing.domain",
        "eventsourcing.persistence",
    },
    "domain/application.py": {
        "domain",
        "eventsourcing.persistence",
    },
    # Whoever verifies needs nothing else.
    "ledger/": {"ledger", "cryptography"},
    "storage/": {
        "storage",
        "ledger",
        "eventsourcing",
        "msgspec",
        "psycopg",
        "psycopg_pool",
        "cryptography",
    },
    "projections/": {
        "projections",
        "domain",
        "storage.read_model",
        "eventsourcing.domain",
        "eventsourcing.persistence",
        "eventsourcing.postgres",
        "eventsourcing.projection",
        "msgspec",
        "psycopg",
        "psycopg_pool",
        "snowballstemmer",
    },
    "api/": {
        "api",
        "domain",
        "ledger",
        "projections",
        "storage",
        "argon2",
        "click",
        "defusedxml",
        "eventsourcing",
        "fastapi",
        "holidays",
        "httptools",
        "jinja2",
        "msgspec",
        "openpyxl",
        "PIL",
        "prometheus_client",
        "psycopg_pool",
        "pydantic",
        "pydantic_settings",
        "rich",
        "snowballstemmer",
        "starlette",
        "structlog",
        "typst",
        "uvicorn",
        "uvloop",
        "xlsxwriter",
    },
}
# The one place that puts the parts together, and the server's errors into words.
MAY["api/installation.py"] = MAY["api/addresses.py"] = MAY["api/"] | {"psycopg"}

# What lies inside something that is allowed above, or in the standard library.
MAY_NOT: dict[str, set[str]] = {
    "domain/": {
        "asyncio",
        "http",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "sys",
        "tempfile",
        "time",
        "urllib",
    },
    "projections/": {"domain.application", "os", "random", "secrets", "socket"},
    # A decision rests on events alone, a list on read models alone.
    **dict.fromkeys(
        (
            "api/batch_routes.py",
            "api/code_routes.py",
            "api/command_routes.py",
            "api/commands.py",
            "api/deadline_routes.py",
            "api/desk.py",
            "api/office_routes.py",
            "api/once.py",
            "api/reference_changes.py",
        ),
        {"projections"},
    ),
    "api/read_routes.py": {"domain.application", "eventsourcing", "storage"},
    "api/dashboard_routes.py": {"domain.application", "eventsourcing", "storage"},
    "api/finding_routes.py": {"domain.application", "eventsourcing", "storage"},
    "api/opening_routes.py": {"domain.application", "eventsourcing", "storage"},
    "api/register_routes.py": {"domain.application", "eventsourcing"},
    "api/track_routes.py": {"domain.application", "eventsourcing", "storage"},
    # What may be said and asked is known before anything is looked up.
    "api/bodies.py": {"eventsourcing", "storage"},
    "api/queries.py": {"eventsourcing", "storage"},
}


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported; "." before a relative one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{module}.{a.name}") for a in node.names)


def within(name: str, names: set[str]) -> bool:
    return any(name == n or name.startswith(f"{n}.") for n in names)


def covers(rule: str, path: str) -> bool:
    return path == rule or (rule.endswith("/") and path.startswith(rule))


def trespasses(path: str, source: str) -> list[str]:
    """What the file at `path` (from the root, with "/") imports and may not."""
    may = MAY[max((rule for rule in MAY if covers(rule, path)), key=len)]
    may_not = {n for rule in MAY_NOT if covers(rule, path) for n in MAY_NOT[rule]}
    return [
        f"{path}:{line} imports {name}"
        for line, name in imports(source)
        if within(name, may_not)
        or not (within(name, may) or name.split(".")[0] in sys.stdlib_module_names)
    ]


def files_of_the_rooms() -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
    )


@pytest.mark.parametrize("path", files_of_the_rooms())
def test_a_file_imports_only_what_its_room_may(path: str) -> None:
    assert trespasses(path, (ROOT / path).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/sla.py", "import psycopg"),
        ("domain/sla.py", "from storage.keys import Keys"),
        ("domain/sla.py", "from eventsourcing.application import Application"),
        ("domain/sla.py", "def late():\n    from time import time"),
        ("domain/sla.py", "import urllib.request"),
        ("domain/application.py", "import os"),
        ("domain/application.py", "from eventsourcing.postgres import PostgresFactory"),
        ("domain/clock.py", "from .event import Event"),
        ("storage/keys.py", "from domain.complaint import Complaint"),
        ("storage/keys.py", "import fastapi"),
        ("projections/sla.py", "from domain.application import Complaints"),
        ("projections/sla.py", "from domain import application"),
        ("projections/sla.py", "from storage.keys import Keys"),
        ("projections/sla.py", "import api.settings"),
        ("api/app.py", "import psycopg"),
        ("api/app.py", "import httpx"),
        ("api/commands.py", "from projections.register import Register"),
        ("api/read_routes.py", "from domain.application import Complaints"),
        ("api/read_routes.py", "from storage.recorder import EventRecorder"),
        (
            "api/dashboard_routes.py",
            "from eventsourcing.application import Application",
        ),
    ],
)
def test_a_forbidden_import_is_named(path: str, source: str) -> None:
    assert len(trespasses(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/sla.py", "from datetime import date\nfrom domain.event import Event"),
        ("domain/record.py", "from eventsourcing.application import Application"),
        ("storage/recorder.py", "import os\nimport psycopg_pool"),
        ("projections/sla.py", "from storage.read_model import ReadModel"),
        ("projections/sla.py", "from domain.complaint_events import Received"),
        ("api/read_routes.py", "from projections.sla import Figures"),
        ("api/app.py", "from storage.keys import Keys\nimport structlog"),
    ],
)
def test_an_allowed_import_is_not(path: str, source: str) -> None:
    assert trespasses(path, source) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_a_package_that_nobody_else_ships(room: str) -> None:
    # A plain folder would give way to any package `api` or `storage` that another
    # distribution puts into the environment; two of them would overwrite each other.
    assert (ROOT / room / "__init__.py").is_file()
    assert set(packages_distributions().get(room, [])) <= {"tuntas"}
    spec = find_spec(room)
    assert spec is not None
    assert spec.submodule_search_locations == [str(ROOT / room)]
