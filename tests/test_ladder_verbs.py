"""The ladder by the command line: listed, adopted from a file, with its hours."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.installation import Installation


@pytest.fixture
def tuntas(here: Installation) -> Callable[..., Result]:
    def run(*words: object, code: int = 0) -> Result:
        place = ("--data", here.settings.data, "--database-url", here.url)
        words = (*words, *place)
        done = CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)
        assert done.exit_code == code, done.stderr
        return done

    return run


def listed(tuntas: Any, *words: object) -> Any:
    return json.loads(tuntas(*words, "--json").stdout)


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_ladder_is_adopted_from_a_file(tuntas: Any, tmp_path: Path) -> None:
    def steps(clock: str, valid_from: str) -> list[tuple[str, int, str, bool]]:
        return [
            (row["name"], row["days"], row["counted_from"], row["in_force"])
            for row in listed(tuntas, "ladder", "list")
            if (row["clock"], row["valid_from"]) == (clock, valid_from)
        ]

    rows = ("step,days,counted_from", "remind,4,start", "governor,2,")
    file = write(tmp_path / "ladder.csv", *rows)
    tuntas("ladder", "adopt", "clarification", file, "--valid-from", "2026-01-01")
    adopted = steps("clarification", "2026-01-01")
    assert adopted == [("remind", 4, "start", True), ("governor", 2, "due", True)]
    assert steps("clarification", "2019-01-01") == [("remind", 10, "start", False)]


@pytest.mark.parametrize(
    ("clock", "row", "remedy"),
    [
        ("lunch", "alarm,1,due", "clock"),
        ("completion", "mayor,1,due", "steps.0.name"),
        ("completion", "alarm,soon,due", "steps.0.days"),
        ("completion", "alarm,,due", "steps.0.days"),
        ("completion", "alarm,0,due", "alarm comes at least 1 day after the due day"),
    ],
)
def test_a_ladder_that_is_none_is_not_adopted(
    tuntas: Any, tmp_path: Path, clock: str, row: str, remedy: str
) -> None:
    before = listed(tuntas, "ladder", "list")
    file = write(tmp_path / "ladder.csv", "step,days,counted_from", row)
    words = ("ladder", "adopt", clock, file, "--valid-from", "2026-01-01")
    assert remedy in tuntas(*words, code=2).stderr
    assert listed(tuntas, "ladder", "list") == before


def test_office_hours_are_listed_and_adopted(tuntas: Any) -> None:
    words = ("ladder", "office-hours")
    [seeded] = listed(tuntas, *words)
    assert (seeded["opens"], seeded["closes"], seeded["in_force"]) == (
        *("07:30", "16:00"),
        True,
    )
    said = ("--opens", "08:00", "--legal-basis", "SE", "--valid-from", "2026-02-18")
    assert "closes" in tuntas(*words, *said, code=2).stderr
    tuntas(*words, *said, "--closes", "15:00")
    assert [(h["opens"], h["in_force"]) for h in listed(tuntas, *words)] == [
        ("07:30", False),
        ("08:00", True),
    ]


def test_a_rule_says_by_how_much_it_may_be_extended(tuntas: Any) -> None:
    words = ("--description", "x", "--limit", 5, "--unit", "working_days")
    law = ("--legal-basis", "Pergub", "--valid-from", "2026-01-01")
    tuntas("rule", "add", "C-97", *words, *law, "--extendable-by", 3)
    assert [
        row["extendable_by"]
        for row in listed(tuntas, "rule", "list")
        if row["rule"] == "C-97"
    ] == [3]
