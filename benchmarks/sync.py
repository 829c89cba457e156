"""Devices that come back from a broken link, in a process of their own.

Each sends its commands to `POST /v1/commands`, so many lines a request, over one
connection. Every tenth request is delivered twice, and every tenth of the others is
dropped: the device hangs up before it reads, and sends the same lines again, as it
cannot know whether they arrived.
"""

import asyncio
import time
from collections.abc import Sequence

import msgspec
import uvloop

from benchmarks import apart

Batch = tuple[bytes, int]
"""A request as it goes over the wire, and how many lines it has."""
Told = list[tuple[str, int, int]]
"""Key, status and position of each answered line, as often as it was answered."""


def request(token: str, lines: Sequence[bytes]) -> Batch:
    body = b"\n".join(lines) + b"\n"
    head = (
        "POST /v1/commands HTTP/1.1\r\nHost: bench\r\n"
        f"Authorization: Bearer {token}\r\n"
        "Content-Type: application/x-ndjson\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body, len(lines)


def send(url: str, devices: Sequence[Sequence[Batch]]) -> tuple[float, Told]:
    """Seconds until every device is done, and all it was told."""
    host, _, port = url.removeprefix("http://").partition(":")
    all_devices = [list(batches) for batches in devices]
    found: tuple[float, Told] = apart.run(
        "benchmarks.sync", host, int(port), all_devices
    )
    return found


async def _device(
    host: str, port: int, batches: list[Batch], number: int, told: Told
) -> None:
    for index, batch in enumerate(batches):
        turn = (number + index) % 10
        if turn == 0:
            await _hang_up(host, port, batch)
        for _ in range(2 if turn == 5 else 1):
            told += await _delivered(host, port, batch)


async def _hang_up(host: str, port: int, batch: Batch) -> None:
    _, writer = await asyncio.open_connection(host, port)
    writer.write(batch[0])
    await writer.drain()
    writer.transport.abort()


async def _delivered(host: str, port: int, batch: Batch) -> Told:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(batch[0])
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    answers: Told = []
    held = b""
    while size := int(await reader.readline(), 16):
        held += await reader.readexactly(size)
        await reader.readexactly(2)
    for line in held.splitlines():
        answer = msgspec.json.decode(line)
        answers.append((answer["key"], answer["status"], answer.get("position", 0)))
    writer.close()
    if len(answers) != batch[1]:
        msg = f"{batch[1]} lines, {len(answers)} answers"
        raise RuntimeError(msg)
    return answers


async def _all(host: str, port: int, devices: list[list[Batch]]) -> tuple[float, Told]:
    told: Told = []
    began = time.monotonic()
    await asyncio.gather(
        *(
            _device(host, port, batches, number, told)
            for number, batches in enumerate(devices)
        )
    )
    return time.monotonic() - began, told


if __name__ == "__main__":
    apart.answer(uvloop.run(_all(*apart.given())))
