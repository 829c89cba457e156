"""Real processes that sweep the same cases, at once or one after a kill -9."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from uuid import UUID

    from tests.api.sweeping.conftest import Office

MONDAY = date(2026, 2, 2)
LATER = date(2026, 2, 10)
LIFE = ["complaint.received", "complaint.reminded", "complaint.escalated"]
"""Alarm and the agency's head: what is due on the third working day after."""


def start(office: Office) -> subprocess.Popen[str]:
    here = office.here
    words = (here.settings.data, here.url, here.keys_url, office.now.isoformat())
    return subprocess.Popen(
        [sys.executable, Path(__file__).with_name("sweeper.py"), *map(str, words)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.PIPE,
        text=True,
    )


def recorded(process: subprocess.Popen[str]) -> int:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return int(output.split()[-1])


@pytest.fixture
def cases(office: Office) -> list[UUID]:
    """Overdue ones, as the rows have it."""
    made = [office.receive(MONDAY) for _ in range(60)]
    office.now = office.instant(LATER)
    office.catch_up()
    return made


def test_two_processes_take_each_step_once(office: Office, cases: list[UUID]) -> None:
    processes = [start(office) for _ in range(2)]
    assert sum(map(recorded, processes)) == 2 * len(cases)
    assert [office.topics(case) for case in cases] == [LIFE] * len(cases)


def test_a_process_killed_in_mid_sweep_leaves_the_rest_to_the_next(
    office: Office, cases: list[UUID]
) -> None:
    app = office.here.app
    begun = (app.recorder.max_notification_id() or 0) + 10
    process = start(office)
    while (app.recorder.max_notification_id() or 0) < begun:
        assert process.poll() is None
        time.sleep(0.001)
    process.kill()
    process.communicate()
    before = sum(len(office.topics(case)) - 1 for case in cases)
    assert 10 <= before < 2 * len(cases)
    # The rows are behind: they know of no step that was taken.
    assert recorded(start(office)) == 2 * len(cases) - before
    assert [office.topics(case) for case in cases] == [LIFE] * len(cases)
