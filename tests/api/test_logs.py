"""Whoever writes a line of the log, it is JSON and quotes nobody."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WORD = "Qzxvkjwph"
BEGIN = f"""
import logging, structlog
from api import logs
logs.configure('test')
W = '{WORD}'
"""
FAULTS = {
    "ours": "try: int(W)\nexcept ValueError as error:\n"
    "    structlog.get_logger().error('a fault', exc_info=error)",
    "ours, as it is handled": "try: int(W)\nexcept ValueError:\n"
    "    structlog.get_logger().exception('a fault')",
    "uncaught": "int(W)",
    "uncaught in a thread": "import threading\n"
    "t = threading.Thread(target=int, args=(W,)); t.start(); t.join()",
    "a library's arguments": "logging.getLogger('x').warning('met %s', W)",
    "a library's further lines": "logging.getLogger('x').error('met\\n' + W)",
    "a library's fault": "try: int(W)\nexcept ValueError:\n"
    "    logging.getLogger('x').exception('met ' + W)",
    "an unfit template": "logging.getLogger('x').error('met %d', W)",
    "a task nobody awaited": "import asyncio, gc\n"
    "async def fail(): int(W)\n"
    "async def main():\n"
    "    task = asyncio.ensure_future(fail()); await asyncio.sleep(0); del task\n"
    "    gc.collect()\n"
    "asyncio.run(main())",
    "a callback": "import asyncio\n"
    "async def main():\n"
    "    asyncio.get_running_loop().call_soon(int, W); await asyncio.sleep(0.01)\n"
    "asyncio.run(main())",
    "a warning": "import warnings\nwarnings.warn('met ' + W)",
}


def logged(script: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + script],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.stdout == ""
    assert WORD not in done.stderr
    return [json.loads(line) for line in done.stderr.splitlines()]


@pytest.mark.parametrize("script", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_one_line_that_names_its_place_and_quotes_nobody(
    script: str,
) -> None:
    (line,) = logged(script)
    assert line["process"] == "test"
    assert line["level"] in ("warning", "error")
    assert line["event"]


def test_a_fault_of_ours_names_its_kind_and_where_it_happened() -> None:
    (line,) = logged(FAULTS["uncaught"])
    assert line["error"] == "ValueError"
    assert line["at"][-1].startswith("<string>:")


def test_what_is_said_on_purpose_is_kept() -> None:
    (line,) = logged("structlog.get_logger().info('answered', status=200, actor='1')")
    assert (line["event"], line["status"], line["actor"]) == ("answered", 200, "1")
    assert line["timestamp"].endswith("Z")


def test_libraries_are_heard_from_warnings_on() -> None:
    assert (
        logged("[logging.getLogger(n).info('x') for n in ('uvicorn', 'psycopg.pool')]")
        == []
    )
