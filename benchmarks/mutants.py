"""Do the tests of the calendar, the clocks and the standards notice a changed line?

Changes one expression of the code at a time and runs the domain's tests, with mutmut,
as `[tool.mutmut]` of pyproject.toml says. Prints how many mutants were killed and each
survivor with its change and the reason why it may live; exits 1 below 95 %.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
REASONS = ROOT / "benchmarks" / "surviving_mutants.toml"
LEAST = 0.95
MUTMUT = (sys.executable, "-m", "mutmut")


def mutmut(*words: str) -> str:
    done = subprocess.run(
        [*MUTMUT, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"mutmut {words[0]} failed:\n{done.stdout[-3000:]}{done.stderr}")
    return done.stdout


def results() -> dict[str, str]:
    """What became of each mutant, by its name."""
    lines = mutmut("results", "--all", "true").splitlines()
    pairs = (line.strip().rsplit(": ", 1) for line in lines if ": " in line)
    return {name: status for name, status in pairs}


def change(name: str) -> str:
    """The lines that the mutant takes out and puts in."""
    lines = mutmut("show", name).splitlines()
    return "\n".join(
        f"    {line}"
        for line in lines
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    )


def main() -> None:
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    mutmut("run", "--max-children", "2")
    found = results()
    killed = [name for name, status in found.items() if status in ("killed", "timeout")]
    reasons = tomllib.loads(REASONS.read_text("utf-8"))
    rate = len(killed) / len(found) if found else 0
    print(f"{len(killed)} of {len(found)} mutants killed: {rate:.1%}")
    for name in sorted(found.keys() - set(killed)):
        text = change(name)
        print(f"\n{found[name]}: {name}\n{text}")
        why = [why for line, why in reasons.items() if line in text]
        print(f"    Why: {why[0] if why else 'not looked at yet'}")
    sys.exit(rate < LEAST)


if __name__ == "__main__":
    main()
