"""How long after its acknowledgement an event is under a signed, released head.

    python benchmarks/merge_delay.py [SECONDS]         20 seconds of load unless said

Starts `tuntas serve` on a throw-away directory; eight clients receive complaints as
fast as they are answered, while one reads the head 20 times a second.
"""

import bisect
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ledger.checkpoint import Checkpoint
from ledger.leaf import position_of, unframed
from ledger.note import Note
from ledger.tiles import Tile, path, width_at

CLIENTS = 8
LOOK_EVERY = 0.05
BODY = json.dumps(
    {
        "channel": "web",
        "classification": "complaint",
        "title": "Jalan rusak",
        "description": "Jalan di depan pasar berlubang sejak lama.",
    }
).encode()


def main(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as place:
        serve = subprocess.Popen(
            [
                *(sys.executable, "-m", "api", "serve", "--port", "0"),
                *("--data", str(Path(place) / "data")),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={"TUNTAS_RECEIVE_PER_HOUR": "1000000"},
        )
        assert serve.stdout is not None
        try:
            url = serve.stdout.readline().split()[1]
            report(*measured(url, seconds))
        finally:
            serve.terminate()
            serve.wait(30)
            serve.stdout.close()


def measured(url: str, seconds: float) -> tuple[list[float], float]:
    """The delay of each event, in seconds, and events acknowledged a second."""
    heads: list[tuple[int, float]] = []
    """Sizes, and when each was first seen."""
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(url, heads, stop))
    watcher.start()
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as clients:
        found = clients.map(lambda _: receive(url, until), range(CLIENTS))
        acknowledged = sorted(pair for pairs in found for pair in pairs)
    give_up = time.monotonic() + 30
    indexes: dict[int, int] = {}
    while acknowledged[-1][0] not in indexes and time.monotonic() < give_up:
        time.sleep(0.2)
        indexes = positions(url, heads[-1][0])
    stop.set()
    watcher.join()
    sizes = [size for size, _ in heads]
    delays = [
        max(0.0, heads[bisect.bisect_right(sizes, indexes[position])][1] - at)
        for position, at in acknowledged
    ]
    return delays, len(acknowledged) / seconds


def receive(url: str, until: float) -> list[tuple[int, float]]:
    """Position and moment of each acknowledgement."""
    found = []
    while time.monotonic() < until:
        request = urllib.request.Request(f"{url}/v1/complaints", BODY)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as answer:
            position = json.load(answer)["position"]
        found.append((position, time.monotonic()))
    return found


def watch(url: str, heads: list[tuple[int, float]], stop: threading.Event) -> None:
    while not stop.wait(LOOK_EVERY):
        try:
            with urllib.request.urlopen(f"{url}/v1/ledger/checkpoint") as answer:
                note = Note.parse(answer.read().decode())
        except urllib.error.HTTPError:
            continue  # nothing is sealed yet
        size = Checkpoint.parse(note.text).size
        if not heads or size > heads[-1][0]:
            heads.append((size, time.monotonic()))


def positions(url: str, size: int) -> dict[int, int]:
    """The leaf index of every position."""
    found, index = dict[int, int](), 0
    while width := width_at(0, index, size):
        address = path(Tile(0, index, width))[2:]
        with urllib.request.urlopen(f"{url}/v1/ledger/tile/entries/{address}") as got:
            for entry in unframed(got.read()):
                found[position_of(entry)] = len(found)
        index += 1
    return found


def report(delays: list[float], rate: float) -> None:
    cuts = statistics.quantiles(delays, n=100)
    print(f"{len(delays)} events, {rate:.0f} a second over HTTP, {CLIENTS} clients")
    for name, value in (
        ("median", cuts[49]),
        ("99th percentile", cuts[98]),
        ("longest", max(delays)),
    ):
        print(f"{name:<16} {value:8.2f} s from acknowledgement to signed head")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
