"""A table by its mapping: what is answered, closed, refused; and how it is told."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from api.installation import Installation
from domain import complaint_decisions as decisions
from domain.complaint import Complaint

MAPPING = """
system = "kota"
zone = "Asia/Pontianak"
[columns]
external_id = "No"
received_at = "Masuk"
answered_at = "Dijawab"
resolved_at = "Selesai"
agency_code = "OPD"
category = "Kategori"
region = "Wilayah"
[constants]
classification = "complaint"
channel = "letter"
title = "Keluhan"
description = "Teks ada di buku aduan."
"""
HEADER = ["No", "Masuk", "Dijawab", "Selesai", "OPD", "Kategori", "Wilayah"]
FILED, ANSWERED, RESOLVED = "2025-03-03 08:00", "2025-03-05 09:00", "2025-03-10 10:00"


def at(written: str) -> datetime:
    return datetime.fromisoformat(f"{written}+07:00")


Import = Callable[..., CompletedProcess[str]]


@pytest.fixture
def bring_in(here: Installation, tmp_path: Path) -> Import:
    (tmp_path / "mapping.toml").write_text(MAPPING)

    def run(
        *rows: Sequence[str], words: Sequence[object] = (), **given: Any
    ) -> CompletedProcess[str]:
        file = tmp_path / "table.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([HEADER, *rows])
        command = ("import", file, "--mapping", tmp_path / "mapping.toml", *words)
        place = ("--data", here.settings.data, "--database-url", here.url)
        return subprocess.run(
            [sys.executable, "-m", "api", *map(str, (*command, *place))],
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given},
            text=True,
        )

    return run


def case(here: Installation, id: str) -> Complaint:
    owner = here.app.look_up.owner_of("external:kota", id)
    assert owner is not None
    return here.app.complaint(owner)


def life(here: Installation, id: str) -> list[tuple[str, datetime]]:
    return [
        (event.TOPIC.removeprefix("complaint."), event.occurred_at)
        for _, event in here.app.history(case(here, id).id)
    ]


def test_an_answer_and_a_closing_are_two_steps_where_the_table_has_both(
    here: Installation, bring_in: Import
) -> None:
    place = ("dishub", "Perhubungan", "62.03")
    done = bring_in(
        ["1", FILED, ANSWERED, RESOLVED, *place],
        ["2", FILED, ANSWERED, "", *place],
        ["3", FILED, "", RESOLVED, *place],
        ["4", FILED, "", "", *place],
    )
    assert done.returncode == 0, done.stderr
    begun = [(step, at(FILED)) for step in ("received", "verified", "disposed")]
    answered, resolved = ("followed_up", at(ANSWERED)), ("resolved", at(RESOLVED))

    assert life(here, "1") == [*begun, answered, resolved]
    assert life(here, "2") == [*begun, ("resolved", at(ANSWERED))]
    assert life(here, "3") == [*begun, resolved]
    assert life(here, "4") == begun
    stopped = case(here, "1").clocks["completion"].stopped_on
    assert stopped == at(ANSWERED).date()
    assert case(here, "1").category == "perhubungan"


def officers_do(here: Installation, id: str, command: str, **words: Any) -> None:
    here.app.change_case(
        case(here, id).id,
        replace(here.origin(), role="coordinator"),
        lambda case, at: getattr(decisions, command)(case, at, **words),
    )


def test_a_case_reopened_since_is_closed_by_a_later_closing_only(
    here: Installation, bring_in: Import
) -> None:
    same = [
        ["1", FILED, ANSWERED, RESOLVED, "dishub", "", ""],
        ["2", FILED, ANSWERED, "", "dishub", "", ""],
    ]
    assert bring_in(*same).returncode == 0
    for id in ("1", "2"):
        officers_do(here, id, "reopen", reason="Belum selesai")
    before = [life(here, id) for id in ("1", "2")]
    assert bring_in(*same).returncode == 0
    assert [life(here, id) for id in ("1", "2")] == before

    later = "2025-06-02 09:00"
    done = bring_in(
        ["1", FILED, ANSWERED, later, "dishub", "", ""],
        ["2", FILED, ANSWERED, later, "dishub", "", ""],
    )
    assert done.returncode == 0, done.stderr
    for id, was in zip(("1", "2"), before, strict=True):
        assert life(here, id) == [*was, ("resolved", at(later))]


def test_an_answer_there_ends_the_waiting_here_when_it_was_given(
    here: Installation, bring_in: Import
) -> None:
    bring_in(["1", FILED, "", "", "dishub", "", ""])
    asked_at = at("2025-03-04 08:00")
    here.app.change_case(
        case(here, "1").id,
        replace(here.origin(), role="coordinator", occurred_at=asked_at),
        lambda case, at: decisions.request_clarification(case, at, question="Di mana?"),
    )
    before = life(here, "1")
    done = bring_in(["1", FILED, ANSWERED, RESOLVED, "dishub", "", ""])
    assert done.returncode == 0, done.stderr
    assert life(here, "1") == [
        *before,
        ("clarified", at(ANSWERED)),
        ("followed_up", at(ANSWERED)),
        ("resolved", at(RESOLVED)),
    ]


def test_a_row_that_cannot_be_is_rejected_with_its_cells_and_reason(
    here: Installation, bring_in: Import, tmp_path: Path
) -> None:
    rejects = tmp_path / "ditolak.csv"
    bad = [
        ["2", FILED, ANSWERED, "", "", "", ""],
        ["3", FILED, "", "", "dishub", "", "62.99"],
        ["4", FILED, "", "", "opd-hilang", "", ""],
        ["5", ANSWERED, FILED, "", "dishub", "", ""],
        ["6", "kemarin", "", "", "dishub", "", ""],
        ["7", FILED, "", "", "kab-kapuas", "", ""],
    ]
    rows = [["1", FILED, "", "", "dishub", "Lain sekali", ""], *bad]
    done = bring_in(*rows, words=["--rejects", rejects, "--json"])
    with rejects.open(encoding="utf-8", newline="") as file:
        _, *rejected = csv.reader(file)

    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (told["rows"], told["accepted"], told["rejected"]) == (7, 1, 6)
    assert told["without_category"] == 1
    assert case(here, "1").category is None
    assert [int(row[0]) for row in rejected] == [3, 4, 5, 6, 7, 8]
    assert [row[2:] for row in rejected] == bad
    reasons = (
        "an answer but no agency",
        "there is no region '62.99'",
        "no agency 'opd-hilang'",
        "before it was filed",
        "'kemarin' is not a date",
        "another government",
    )
    for row, reason in zip(rejected, reasons, strict=True):
        assert reason in row[1]


def test_rejects_that_cannot_be_written_are_said_with_the_remedy(
    bring_in: Import, tmp_path: Path
) -> None:
    row = ["1", ANSWERED, FILED, "", "dishub", "", ""]
    done = bring_in(row, words=["--rejects", tmp_path / "missing" / "rejects.csv"])
    assert done.returncode == 2
    assert "Name another place with --rejects" in done.stderr


def test_without_a_terminal_the_log_is_json_and_the_result_for_people(
    bring_in: Import,
) -> None:
    done = bring_in(["1", FILED, "", "", "dishub", "", ""])
    (*_, last) = [json.loads(line) for line in done.stderr.splitlines()]

    assert (last["event"], last["rows"], last["accepted"]) == ("import done", 1, 1)
    assert done.stdout.startswith("1 rows: 1 accepted, 0 cases with something new")


def test_on_a_terminal_a_bar_tells_how_far_it_is(bring_in: Import) -> None:
    ours, theirs = os.openpty()
    try:
        done = bring_in(["1", FILED, "", "", "dishub", "", ""], stderr=theirs)
    finally:
        os.close(theirs)
    with os.fdopen(ours, "rb", closefd=True) as terminal:
        shown = terminal.read1(100_000).decode()

    assert done.stdout.startswith("1 rows: 1 accepted")
    assert "100%" in shown
    assert "import done" not in shown
