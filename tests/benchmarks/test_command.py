"""The command runs from end to end, and leaves the last results as they were."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_figures_are_measured_and_nothing_is_overwritten(scale: int) -> None:
    results = ROOT / "benchmarks" / "results"
    before = {p: p.stat().st_mtime_ns for p in results.iterdir()}
    # Each starts servers of its own: all of them only where time does not matter.
    some = ["reading"] if scale == 1 else []
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--smallest", *some],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "round 1 of 1" in done.stderr
    assert "| reading and decoding the whole log | " in done.stdout
    assert ("## Reads" in done.stdout) is (not some)
    assert {p: p.stat().st_mtime_ns for p in results.iterdir()} == before
