"""How long reads take with many cases in the store, and with few.

Through HTTP of two servers on one database server, by one client that asks them in
turns. Each question is warmed up; it is then asked about other rows each time where it
can be.
"""

import http.client
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from api.installation import Installation
from benchmarks import copied, servers
from benchmarks.figure import Figure, Read, at_most, quantile, tell
from benchmarks.fresh import Site
from benchmarks.over_http import tokens
from benchmarks.scale import Scale
from storage.database import fetch

WARM = 4
LONGEST = 10.0
"""Seconds for one question of a slow answer; it is asked at least `FEWEST` times."""
FEWEST = 5
OTHERS = 20
"""Cases that are looked up in turns."""
MOST_RATIO = 1.3
COMBINED = "dashboard, filters combined"

Ask = tuple[str, str, dict[str, Any] | None]
"""Method, path and body."""


def get(path: str, **parameters: Any) -> Ask:
    return "GET", f"/v1/{path}?{urlencode(parameters)}", None


def search(words: str) -> Ask:
    return "POST", "/v1/complaints/search", {"q": words}


class Server:
    """One client's connection to a server, and what is asked of it."""

    def __init__(self, here: Installation, url: str):
        self._here = here
        self._connection = http.client.HTTPConnection(url.removeprefix("http://"))
        self._head = {
            "Authorization": f"Bearer {tokens(here, 'coordinator')['coordinator']}",
            "Content-Type": "application/json",
        }

    def ask(self, asked: Ask) -> tuple[float, Any]:
        """Milliseconds until the whole answer was there, and the answer."""
        method, path, body = asked
        sent = None if body is None else json.dumps(body)
        while True:
            began = time.perf_counter()
            try:
                self._connection.request(method, path, sent, self._head)
                answer = self._connection.getresponse()
                break
            except http.client.RemoteDisconnected:
                # It was idle while the other server was asked.
                self._connection.close()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            msg = f"{path} was refused: {text[:500]!r}"
            raise RuntimeError(msg)
        return took, json.loads(text)

    def questions(self) -> dict[tuple[str, str], Sequence[Ask]]:
        """By kind and name; several that differ in nothing but the rows they meet."""
        today = self._here.today()
        single: dict[str, dict[str, Any]] = {
            "agency": {"agency": "dishub"},
            "category": {"category": "perhubungan"},
            "region": {"region": "62.03"},
            "channel": {"channel": "whatsapp"},
            "classification": {"classification": "oversight_complaint"},
            "a quarter's receipts": {
                "from": today - timedelta(days=300),
                "to": today - timedelta(days=210),
            },
        }
        both = single["agency"] | single["region"]
        second = self.ask(get("complaints"))[1]["next_cursor"]
        numbers = fetch(
            self._here.pool,
            "SELECT value FROM claim WHERE kind = 'case_number' LIMIT %s",
            (OTHERS,),
        )
        external = range(0, OTHERS * copied.EXTERNAL_PART, copied.EXTERNAL_PART)
        rare = {"category": copied.RARE_CATEGORY, "limit": 5}
        state = {"agency": "dishub", "state": "in_progress", "limit": 5}
        return {
            ("dashboard", "no filter"): [get("dashboard")],
            **{("dashboard", n): [get("dashboard", **f)] for n, f in single.items()},
            ("dashboard as of a past day", "a year ago"): [
                get("dashboard", as_of=today - timedelta(days=365))
            ],
            (COMBINED, "agency and region"): [get("dashboard", **both)],
            (COMBINED, "all but the receipts"): [
                get(
                    "dashboard",
                    **both,
                    **single["category"],
                    channel="walk_in",
                    classification="complaint",
                )
            ],
            ("register page", "first"): [get("complaints")],
            ("register page", "second"): [get("complaints", cursor=second)],
            ("register page", "a rare category"): [get("complaints", **rare)],
            ("register page", "agency and state"): [get("complaints", **state)],
            ("register page", "soonest due first"): [get("complaints", sort="due")],
            ("lookup", "case number"): [
                get("lookup", case_number=number) for (number,) in numbers
            ],
            ("lookup", "external id"): [
                get("lookup", system=copied.SYSTEM, external_id=n) for n in external
            ],
            ("search", "a common word"): [search(copied.COMMON)],
            ("search", "a rare word"): [search(copied.RARE)],
            ("search", "both"): [search(f"{copied.COMMON} {copied.RARE}")],
            ("clocks due", "today"): [get("clocks", due_to=today)],
        }


def measure(
    site: Site, scale: Scale, few: Installation, many: Installation
) -> Iterator[Figure | Read]:
    reads = []
    with ExitStack() as stack:

        def served(here: Installation, name: str) -> Server:
            # Nothing is to be followed, swept or sealed meanwhile.
            url = stack.enter_context(servers.tuntas(site, name, "--no-runner"))
            return Server(here, url)

        at_few, at_many = served(few, "few_cases"), served(many, "many_cases")
        asked = at_few.questions()
        for (kind, name), questions in at_many.questions().items():
            tell(f"reads · {kind}, {name}")
            slow, quick = in_turns(
                (at_many.ask, questions),
                (at_few.ask, asked[kind, name]),
                scale.rounds * scale.reads,
            )
            reads.append(
                Read(
                    kind,
                    name,
                    statistics.median(slow),
                    statistics.median(quick),
                    quantile(slow, 0.95),
                )
            )
    yield from reads
    yield from figures(reads, scale)


Asker = tuple[Callable[[Ask], tuple[float, Any]], Sequence[Ask]]


def in_turns(one: Asker, other: Asker, count: int) -> tuple[list[float], list[float]]:
    """How long each took, in ms; every other time the other one is the first."""
    each = [(ask, cycle(questions), list[float]()) for ask, questions in (one, other)]
    for ask, questions, _ in each:
        for _ in range(WARM):
            ask(next(questions))
    began = time.monotonic()
    for number in range(count):
        for ask, questions, took in reversed(each) if number % 2 else each:
            took.append(ask(next(questions))[0])
        if number + 1 >= FEWEST and time.monotonic() - began > LONGEST:
            break
    return each[0][2], each[1][2]


def figures(reads: Sequence[Read], scale: Scale) -> Iterator[Figure]:
    """Of each kind the read that many cases slow down most; the slowest of all."""
    at = f"at {scale.cases:,} cases"
    for kind in dict.fromkeys(read.kind for read in reads):
        worst = max((r for r in reads if r.kind == kind), key=lambda r: r.ratio)
        yield Figure(
            f"{kind} {at}, the worst: {worst.name}",
            worst.many,
            "ms",
            worst.few,
            f"the same at {scale.few_cases:,} cases",
            None if kind == COMBINED else MOST_RATIO,
            None,
            scale.rounds,
        )
    for what, limit, some in (
        ("a read", 25.0, [r for r in reads if r.kind != COMBINED]),
        ("filters combined", 250.0, [r for r in reads if r.kind == COMBINED]),
    ):
        slowest = max(some, key=lambda read: read.p95)
        said = f"p95 of {what} {at}, the worst: {slowest.kind}, {slowest.name}"
        yield at_most(said, [slowest.p95], limit, f"{limit:.0f} ms")
