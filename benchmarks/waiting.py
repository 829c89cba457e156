"""A reader who waits for its own write, while nobody else does anything."""

import json
import statistics
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

from benchmarks import devices, servers
from benchmarks.figure import Figure, at_most, tell
from benchmarks.fresh import Site
from benchmarks.over_http import tokens
from benchmarks.scale import Scale

WRITES = 40
"""Of a round."""
READ = "/v1/complaints?limit=1&after="


def measure(site: Site, scale: Scale) -> Iterator[Figure]:
    medians = []
    with ExitStack() as stack:
        here = stack.enter_context(site.installation("waiting"))
        url = stack.enter_context(servers.tuntas(site, "waiting"))
        token = tokens(here)["desk"]
        for number in range(scale.rounds):
            tell(f"waiting · round {number + 1} of {scale.rounds}")
            medians.append(statistics.median(_wait(url, token) for _ in range(WRITES)))
    yield at_most("own write read with after=, idle, median", medians, 10.0, "10 ms")


def _wait(url: str, token: str) -> float:
    """In ms, from the acknowledgement of a receipt to the list that has it."""
    told = json.dumps(devices.BODIES["receive"]).encode()
    write = urllib.request.Request(f"{url}/v1/complaints", told)
    for name, value in (
        ("Authorization", f"Bearer {token}"),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", str(uuid4())),
    ):
        write.add_header(name, value)
    with urllib.request.urlopen(write) as answer:
        position = json.load(answer)["position"]
    read = urllib.request.Request(f"{url}{READ}{position}")
    read.add_header("Authorization", f"Bearer {token}")
    began = time.perf_counter()
    with urllib.request.urlopen(read) as answer:
        assert json.load(answer)["position"] >= position
    return (time.perf_counter() - began) * 1000
