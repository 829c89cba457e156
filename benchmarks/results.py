"""What was measured, as JSON, as a Markdown table, and rounded into the README."""

import json
import os
import platform
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.figure import TIMES, Figure, Read
from benchmarks.fresh import Site

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
BEGIN = "<!-- figures: written by make bench -->"
END = "<!-- end of figures -->"


def machine(site: Site, scale: str) -> dict[str, Any]:
    """On what, with what, when, and who shared the cores."""
    with psycopg.connect(site.server.url("postgres")) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    assert row is not None
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(
            os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1
        ),
        "system": f"{platform.system()} {platform.release()}",
        "data_on": site.file_system,
        "cores_shared_by": "client, server and database",
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "postgresql": str(row[0]).split()[0],
        "psycopg": version("psycopg"),
        "eventsourcing": version("eventsourcing"),
        "tuntas": version("tuntas"),
        "commit": _commit(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "scale": scale,
    }


def as_json(machine: dict[str, Any], figures: Sequence[Figure]) -> str:
    rows = [
        {
            "name": f.name,
            "value": round(f.value, 3),
            "unit": f.unit,
            "limit": round(f.limit, 3),
            "limit_name": f.limit_name,
            "ratio": round(f.ratio, 4),
            "floor": f.floor,
            "goal": f.goal,
            "runs": f.runs,
        }
        for f in figures
    ]
    return json.dumps({"machine": machine, "figures": rows}, indent=1) + "\n"


def as_markdown(document: dict[str, Any], reads: Sequence[Read] = ()) -> str:
    """The whole document for people, and each read behind the figures of its kind."""
    machine = "\n".join(f"- {k}: {v}" for k, v in document["machine"].items())
    head = (
        "| figure | value | beside | its value | ratio | floor | goal | runs |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    rows = "\n".join(
        f"| {f['name']} | {spoken(f['value'])} {f['unit']} | {f['limit_name']}"
        f" | {spoken(f['limit'])} | {f['ratio']:.2f} | {_bound(f, 'floor')}"
        f" | {_bound(f, 'goal')} | {f['runs']} |"
        for f in document["figures"]
    )
    return f"""# Figures

Written by `python -m benchmarks`. Each is the median of its runs, and stands beside a
limit measured in the same minutes, in alternating rounds; the ratio is the one over the
other. Of rates the ratio should reach the floor; of times (ms) it should not pass it.
Absolute values move with whatever else the machine does: quote ratios.

{machine}

{head}
{rows}
{_each(reads)}"""


def _each(reads: Sequence[Read]) -> str:
    if not reads:
        return ""
    rows = "\n".join(
        f"| {r.kind} | {r.name} | {spoken(r.many)} | {spoken(r.few)} | {r.ratio:.2f}"
        f" | {spoken(r.p95)} |"
        for r in reads
    )
    return f"""
## Reads

In ms, with many cases in the store and with few.

| read | which | many, median | few, median | ratio | many, p95 |
|---|---|---|---|---|---|
{rows}
"""


def for_readme(document: dict[str, Any]) -> str:
    """The rounded table that stands in the README, with its markers."""
    told = document["machine"]
    head = "| figure | here | beside | ratio |\n|---|---|---|---|"
    rows = "\n".join(
        f"| {f['name']} | {spoken(f['value'])} {f['unit']} | {f['limit_name']}"
        f" ({spoken(f['limit'])}) | {spoken(f['ratio'], 2)} |"
        for f in document["figures"]
    )
    return f"""{BEGIN}
{told["cores"]} cores shared by {told["cores_shared_by"]}; PostgreSQL \
{told["postgresql"]} with fsync on, Python {told["python"]}; {told["date"]}.

{head}
{rows}
{END}"""


def spoken(number: float, digits: int = 3) -> str:
    """So many digits that count."""
    if abs(number) >= 100:
        return f"{float(f'{number:.{digits}g}'):,.0f}"
    return f"{number:.{digits}g}"


def write(document: str, reads: Sequence[Read]) -> None:
    """Replace the last results, each file whole."""
    parsed = json.loads(document)
    RESULTS.mkdir(exist_ok=True)
    _replace(RESULTS / "latest.json", document)
    _replace(RESULTS / "latest.md", as_markdown(parsed, reads))
    readme = ROOT / "README.md"
    before = readme.read_text("utf-8")
    block = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    _replace(readme, block.sub(lambda _: for_readme(parsed), before))


def _bound(figure: dict[str, Any], name: str) -> str:
    if figure[name] is None:
        return "–"
    return f"{'≤' if figure['unit'] in TIMES else '≥'} {figure[name]:g}"


def _replace(path: Path, text: str) -> None:
    new = path.with_suffix(path.suffix + ".new")
    new.write_text(text, "utf-8")
    new.replace(path)


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.processor()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def _commit() -> str:
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return "not a git clone"
    return done.stdout.strip() or "not a git clone"
