"""A lean HTTP client in a process of its own, on the same cores as the server.

Requests are bytes made in advance, over connections that are kept. A job is a list of
requests of which each needs the answer of the one before. Without a rate every client
sends as soon as it is answered; with one, requests go out at their intended times and
latency counts from these, so that a server that stalls is charged for all who waited.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

import uvloop

from benchmarks import apart

Job = Sequence[bytes]


@dataclass(slots=True)
class Answers:
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    """In ms."""
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: list[tuple[int, float]] = field(default_factory=list)
    """Position, and when it was told on this machine's monotonic clock."""

    @property
    def a_second(self) -> float:
        return len(self.latencies) / self.seconds

    def check(self) -> "Answers":
        """Raises if anything was refused: a refusal is cheaper than a command."""
        if refused := {s: n for s, n in self.statuses.items() if s not in (200, 201)}:
            msg = f"the server refused some: {refused}"
            raise RuntimeError(msg)
        return self


def request(path: str, token: str, key: str, body: bytes) -> bytes:
    """A command as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
        f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def send(
    url: str, jobs: Sequence[Job], clients: int, rate: float | None = None
) -> Answers:
    """All jobs, by so many clients at once; `rate` in requests a second."""
    host, _, port = url.removeprefix("http://").partition(":")
    answers: Answers = apart.run(
        "benchmarks.load", host, int(port), list(jobs), clients, rate
    )
    return answers.check()


class Client(asyncio.Protocol):
    """One connection; one request at a time."""

    def __init__(self) -> None:
        self._held = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def ask(self, request: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        if self._transport is None or self._transport.is_closing():
            raise ConnectionResetError
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._held += data
        end = self._held.find(b"\r\n\r\n")
        if end < 0 or self._answer is None:
            return
        at = self._held.lower().find(b"content-length: ", 0, end) + 16
        length = int(self._held[at : self._held.find(b"\r", at)])
        if len(self._held) < end + 4 + length:
            return
        status, body = int(self._held[9:12]), self._held[end + 4 :]
        self._held = b""
        self._answer.set_result((status, body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError())


async def run(
    host: str, port: int, jobs: list[Job], clients: int, rate: float | None
) -> Answers:
    loop = asyncio.get_running_loop()
    found = Answers()
    crowd = [
        (await loop.create_connection(Client, host, port))[1] for _ in range(clients)
    ]
    began = time.monotonic()

    async def take(client: Client, jobs: Iterator[Job], number: int) -> None:
        sent = 0
        for job in jobs:
            for request in job:
                intended = time.monotonic()
                if rate is not None:
                    intended = began + (sent * clients + number) / rate
                    if (early := intended - time.monotonic()) > 0:
                        await asyncio.sleep(early)
                status, body = await client.ask(request)
                if status >= 500:
                    raise RuntimeError(body[:2000].decode(errors="replace"))
                now = time.monotonic()
                sent += 1
                found.latencies.append((now - intended) * 1000)
                found.statuses[status] += 1
                if rate is not None:
                    at = body.rfind(b'"position":')
                    found.acknowledged.append(
                        (int(body[at + 11 :].strip(b" }\n")), now)
                    )

    shared = iter(jobs)
    each = [
        take(client, shared if rate is None else iter(jobs[n::clients]), n)
        for n, client in enumerate(crowd)
    ]
    await asyncio.gather(*each)
    found.seconds = time.monotonic() - began
    return found


if __name__ == "__main__":
    # Under its importable name, or nobody else could read it.
    from benchmarks import load

    apart.answer(uvloop.run(load.run(*apart.given())))
