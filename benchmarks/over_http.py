"""Durable commands over HTTP, with tokens, keys, validation and sealing."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from uuid import UUID, uuid4

from api.installation import Installation
from api.offices import appoint, prepared
from benchmarks import lives, ours, servers, unrecorded
from benchmarks.figure import Figure, at_most, beside, quantile, rounds, tell
from benchmarks.fresh import Site
from benchmarks.lag import settle, watching
from benchmarks.load import Answers, Job, request, send
from benchmarks.scale import Scale
from benchmarks.stock import Complaints
from benchmarks.writing import Receive

CLIENTS = 64
Tokens = Mapping[str, str]


def tokens(here: Installation, *roles: str) -> Tokens:
    """One token a role; if none is named, of those that the life of a case needs."""
    found = {}
    for role in roles or sorted({*lives.ROLES.values(), "desk"}):
        agency = lives.AGENCY if role == "liaison" else None
        new = prepared(here, here.origin(), role, agency, f"Petugas {role}")
        appoint(here, new)
        found[role] = new.token
    return found


class Served:
    """A server under test, and who makes cases for it."""

    def __init__(self, url: str, receive: Receive, tokens: Tokens):
        self.url = url
        self._receive = receive
        self._tokens = tokens
        self._rate = 200.0

    def a_second(self, seconds: float) -> float:
        jobs = self._jobs(self._rate * seconds)
        self._rate = send(self.url, jobs, CLIENTS).a_second
        return self._rate

    def at(
        self, rate: float, seconds: float, ready: Callable[[], None] = lambda: None
    ) -> Answers:
        """`ready` is waited for when the cases are made, before the first request."""
        jobs = self._jobs(rate * seconds)
        ready()
        return send(self.url, jobs, CLIENTS, rate)

    def _jobs(self, commands: float) -> list[Job]:
        cases = max(int(commands / len(lives.STEPS)), CLIENTS)
        return [self._life(case) for case in self._receive(cases)]

    def _life(self, case: UUID) -> Job:
        return [
            request(
                f"/v1/complaints/{case}/{step}",
                self._tokens[lives.ROLES[step]],
                str(uuid4()),
                json.dumps(lives.WORDS[step]).encode(),
            )
            for step in lives.STEPS
        ]


def measure(site: Site, scale: Scale) -> Iterator[Figure]:
    with ExitStack() as stack:
        recording = _ours(stack, site, "http")
        silent = _unrecorded(stack, site, "http_unrecorded")
        theirs = _stock(stack, site, "http_stock")
        for one in (recording, silent, theirs):
            one.a_second(scale.seconds / 4)
        seconds = scale.seconds
        ours = site.server.url("http")

        def recorded() -> float:
            rate = recording.a_second(seconds)
            settle(ours)  # the next one has the machine for itself
            return rate

        settle(ours)
        found = rounds(
            "http",
            scale.rounds,
            {
                "ours": recorded,
                "ours, unrecorded": lambda: silent.a_second(seconds),
                "stock": lambda: theirs.a_second(seconds),
            },
        )
        unrecorded.check(site.server.url("http_unrecorded"))
        peak = beside(
            "commands over HTTP, 64 clients",
            "commands/s",
            found["ours"],
            found["ours, unrecorded"],
            "the same server, the same requests, nothing recorded",
            0.4,
            0.6,
        )
        yield peak
        yield beside(
            "commands over HTTP, 64 clients, beside stock",
            "commands/s",
            found["ours"],
            found["stock"],
            "stock application behind the same routes",
            5.0,
            None,
        )
        half = peak.value / 2
        late, lags = [], []
        watcher = stack.enter_context(watching(ours))
        for number in range(scale.rounds):
            tell(f"http · p99 at {half:.0f}/s · round {number + 1} of {scale.rounds}")
            answers = recording.at(half, 2 * seconds, lambda: settle(ours))
            late.append(quantile(answers.latencies, 0.99))
            lags.append(quantile(watcher.lags(answers.acknowledged), 0.99))
    yield at_most("p99 over HTTP at half of the peak", late, 50.0, "50 ms")
    yield at_most(
        "p99 until every read model has it, at half of the peak", lags, 500.0, "500 ms"
    )


def _ours(stack: ExitStack, site: Site, database: str) -> Served:
    here = stack.enter_context(site.installation(database))
    url = stack.enter_context(servers.tuntas(site, database))
    return Served(url, lambda count: ours.receive(here, count), tokens(here))


def _unrecorded(stack: ExitStack, site: Site, database: str) -> Served:
    here = stack.enter_context(site.installation(database))
    given = site.settings(database)
    assert given.database_url is not None
    told = {
        "data": str(given.data),
        "database_url": given.database_url.get_secret_value(),
    }
    url = stack.enter_context(
        servers.program(site, "benchmarks.unrecorded", database, told)
    )
    return Served(url, lambda count: ours.receive(here, count), tokens(here))


def _stock(stack: ExitStack, site: Site, database: str) -> Served:
    site.create_database(database)
    app = stack.enter_context(Complaints(site.stock(database)))
    names = {role: f"token-{role}" for role in lives.ROLES.values()}
    told = {"env": site.stock(database), "tokens": list(names.values())}
    url = stack.enter_context(
        servers.program(site, "benchmarks.stock_http", database, told)
    )
    return Served(url, app.receive, names)
