"""The command runs from end to end, and leaves the last results as they were."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_some_figures_are_measured_and_nothing_is_overwritten() -> None:
    results = ROOT / "benchmarks" / "results"
    before = {p: p.stat().st_mtime_ns for p in results.iterdir()}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--smallest", "reading", "devices"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "round 1 of 1" in done.stderr
    table = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    assert [line.split(" | ")[0] for line in table[1:]] == [
        "| reading and decoding the whole log",
        "| 4 devices that sync 40 commands",
    ]
    assert {p: p.stat().st_mtime_ns for p in results.iterdir()} == before
