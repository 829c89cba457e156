"""Real parts for every test: a database server a worker, `tuntas serve` a session."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api import installation as composition
from api.installation import Installation
from api.offices import appoint, prepared
from api.settings import Settings
from storage.embedded import EmbeddedPostgres
from storage.embedded.process import SETTINGS
from tests import databases
from tests.temporary_files import in_memory

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure() -> None:
    if place := in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))


@pytest.fixture(scope="session")
def scale() -> int:
    """1 in `make test`, more in `make prove`."""
    return 25 if os.environ.get("TUNTAS_TEST_SCALE") == "prove" else 1


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the project; skips where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("needs ../shared/data, which is not part of the project")
    return SHARED / "data"


@pytest.fixture(scope="session")
def ending() -> Iterator[list[subprocess.Popen[Any]]]:
    """Processes of the session that were asked to end: each takes a while, so they are
    waited for when all have been asked."""
    asked: list[subprocess.Popen[Any]] = []
    yield asked
    for process in asked:
        assert process.wait(60) == 0


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """One database server for all tests of this worker. It does not wait for the disk:
    no test cuts the machine's power, and what a killed process wrote stays."""
    place = tmp_path_factory.mktemp("server")
    server = EmbeddedPostgres(place)
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(SETTINGS, "fsync", "off")
        server.start()
    yield server
    server.stop()
    shutil.rmtree(place)


@pytest.fixture
def database_url(embedded: EmbeddedPostgres) -> Iterator[str]:
    """The address of a database that does not exist yet, of this test alone."""
    name = f"test_{uuid4().hex[:16]}"
    yield embedded.url(name)
    databases.removed(embedded, name)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", database_url=database_url)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def original(
    embedded: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """Of a seeded installation that nobody uses, to be copied."""
    settings = Settings(
        data=tmp_path_factory.mktemp("original") / "data",
        database_url=embedded.url("original"),  # type: ignore[arg-type]
    )
    with composition.opened(settings):
        pass
    return settings


@pytest.fixture
def here(
    settings: Settings, original: Settings, embedded: EmbeddedPostgres
) -> Iterator[Installation]:
    """A seeded installation of this test alone, in this process, with no runner."""
    databases.copied(embedded, original, settings)
    with composition.opened(settings) as opened:
        yield opened


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Served:
    """A running `tuntas serve`, spoken to over HTTP as its users do."""

    url: str
    data: Path
    process: subprocess.Popen[str]
    log: Path
    _tokens: dict[tuple[str, str | None], str] = field(default_factory=dict)

    def new_token(self, role: str, agency: str | None = None) -> str:
        """A token of a newly appointed officer, made by the command line."""
        return self.run("token", "create", "--role", role, *_option("agency", agency))

    def appoint(self, role: str, agency: str | None = None) -> tuple[str, str]:
        """Id and token of a newly appointed officer, made over HTTP: the command line
        takes a second of a processor to begin."""
        body = {"role": role, "agency": agency}
        answer = self.post("/v1/officers", body, self.token("administrator"))
        assert answer.status == 201, answer.text
        return answer.json["id"], answer.json["token"]

    def token(self, role: str, agency: str | None = None) -> str:
        """A token of that role, the same each time."""
        if role in ("liaison", "supervisor"):
            agency = agency or "dishub"
        key = (role, agency)
        if key not in self._tokens:
            self._tokens[key] = (
                self.new_token(role)
                if role == "administrator"
                else self.appoint(role, agency)[1]
            )
        return self._tokens[key]

    def run(self, *words: str) -> str:
        """Standard output of `tuntas WORDS --data ...`."""
        return self.run_alone(*words, "--data", str(self.data))

    def run_alone(self, *words: str) -> str:
        """Of a verb that needs no data."""
        done = subprocess.run(
            [*TUNTAS, *words],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        token: str | None = None,
        **headers: str,
    ) -> Answer:
        """One request; header names are written with underscores."""
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if token is not None:
            request.add_header("Authorization", f"Bearer {token}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())

    def post(self, path: str, body: Any, token: str | None = None, **h: str) -> Answer:
        return self.call("POST", path, body, token, **h)

    def get(self, path: str, token: str | None = None, **headers: str) -> Answer:
        return self.call("GET", path, None, token, **headers)

    def stop(self) -> int:
        """SIGTERM, as an operator; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


TUNTAS = (sys.executable, "-m", "api")


def _option(name: str, value: str | None) -> tuple[str, ...]:
    return () if value is None else (f"--{name}", value)


Serve = Callable[..., Served]
UNHURRIED = {
    "TUNTAS_RECEIVE_PER_HOUR": "1000000",
    "TUNTAS_TRACK_PER_HOUR": "1000000",
}
"""All tests speak from one address."""


def _serve(data: Path, *words: str, **environment: str) -> Served:
    data.mkdir(parents=True, exist_ok=True)
    log = data.parent / f"{data.name}.log"
    with log.open("a") as errors:
        process = subprocess.Popen(
            [*TUNTAS, "serve", "--data", str(data), "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **UNHURRIED, **environment},
            start_new_session=True,
        )
    assert process.stdout is not None
    with process.stdout as output:
        line = output.readline()
    assert line.startswith("ready "), log.read_text()[-3000:]
    return Served(line.split()[1], data, process, log)


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory, ending: list[subprocess.Popen[Any]]
) -> Iterator[Served]:
    """A `tuntas serve` shared by the tests of this worker: leave it running, and
    expect cases of other tests in it."""
    running = _serve(tmp_path_factory.mktemp("serve") / "data")
    yield running
    running.process.send_signal(signal.SIGTERM)
    ending.append(running.process)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """`serve(*words, **environment)` starts one of this test alone; given the same
    `data`, on the same directory again."""
    started: list[Served] = []

    def start(*words: str, data: Path | None = None, **environment: str) -> Served:
        running = _serve(data or tmp_path / "data", *words, **environment)
        started.append(running)
        return running

    yield start
    for running in started:
        if running.process.poll() is None:
            running.stop()
            time.sleep(0.05)


@pytest.fixture
def officer(here: Installation) -> Callable[..., str]:
    """`officer(role, agency=None)` appoints one in `here`; its token."""

    def new(role: str, agency: str | None = None) -> str:
        made = prepared(here, here.origin(), role, agency, None)
        appoint(here, made)
        return made.token

    return new
