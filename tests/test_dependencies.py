"""What we stand on: each version pinned, each licence named, no test tool inside."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
ROOMS = ("domain", "ledger", "storage", "projections", "api")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==[0-9][0-9a-z.]*(?: ; [\w ='!()<>.]+)?")


def closure(extra: str = "") -> set[str]:
    """Names of all distributions that tuntas needs on this machine, with an extra."""
    found: set[tuple[str, str]] = set()
    waiting = [("tuntas", extra)]
    while waiting:
        name, wanted = waiting.pop()
        for line in requires(name) or ():
            needed = Requirement(line)
            if needed.marker and not needed.marker.evaluate({"extra": wanted}):
                continue
            pairs = {(canonicalize_name(needed.name), e) for e in ("", *needed.extras)}
            waiting += pairs - found
            found |= pairs
    return {name for name, _ in found}


def pins() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_a_constraint_is_an_exact_version_and_nothing_else() -> None:
    assert [line for line in pins() if not PIN.fullmatch(line)] == []


def test_an_address_or_a_range_is_no_constraint() -> None:
    for line in ("--index-file x", "click>=8", "click @ file:///x", "click"):
        assert not PIN.fullmatch(line)


def test_every_distribution_is_pinned() -> None:
    pinned = {match["name"] for line in pins() if (match := PIN.fullmatch(line))}
    assert closure("dev") - pinned == set()


def test_the_notice_names_every_distribution_that_we_run_on() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    named = set(re.findall(r"^\| ([a-z0-9-]+) \|", notice, re.MULTILINE))
    assert closure() - named == set()


def test_the_rooms_import_nothing_that_only_developers_install() -> None:
    runtime = closure()
    owners = packages_distributions()
    imported = {
        name.split(".")[0]
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    foreign = imported - sys.stdlib_module_names - set(ROOMS)
    missing = {
        name
        for name in foreign
        if not runtime.intersection(map(canonicalize_name, owners.get(name, [])))
    }
    assert missing == set()
