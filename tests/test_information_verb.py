"""`tuntas information`: a list taken from a file, all or none, and what is due."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.installation import Installation

ROW = {
    "title": "Laporan kinerja",
    "summary": "Capaian sasaran",
    "kind": "periodic",
    "agency": "dishub",
    "held_by": "Sekretariat",
    "responsible": "Kepala Dinas",
    "made": "2026, Palangka Raya",
    "forms": "softcopy, hardcopy",
    "retention": "5 tahun",
}


@pytest.fixture
def tuntas(here: Installation) -> Any:
    def run(*words: object, code: int = 0) -> Result:
        place = ("--data", here.settings.data, "--database-url", here.url)
        given = list(map(str, ("information", *words, *place)))
        done = CliRunner().invoke(main, given, catch_exceptions=False)
        assert done.exit_code == code, done.stderr
        return done

    return run


def written(path: Path, *rows: dict[str, str]) -> Path:
    names = dict.fromkeys(name for row in rows for name in row)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_list_is_taken_from_a_file_once(tuntas: Any, tmp_path: Path) -> None:
    assert "nothing on the lists yet" in tuntas("list").stderr
    own = {**ROW, "code": "lkjip-2025", "published_on": "2025-01-02"}
    file = written(tmp_path / "dip.csv", own, {**ROW, "title": "Renstra 2025"})
    assert "2 items new" in tuntas("import", file).stderr
    rows = {row["code"]: row for row in json.loads(tuntas("list", "--json").stdout)}
    assert set(rows) == {"lkjip-2025", "renstra-2025"}
    assert rows["lkjip-2025"]["forms"] == ["softcopy", "hardcopy"]
    assert rows["lkjip-2025"]["due_on"] == "2025-07-02"
    assert "lkjip-2025  periodic  dishub  Laporan kinerja" in tuntas("list").stdout
    late = json.loads(tuntas("due", "--json").stdout)[0]
    assert (late["code"], late["late"]) == ("lkjip-2025", True)
    only = written(tmp_path / "again.csv", own)
    assert "0 items new" in tuntas("import", only).stderr


def test_of_a_file_with_one_bad_row_nothing_is_taken(
    tuntas: Any, tmp_path: Path, here: Installation
) -> None:
    before = here.recorder.max_notification_id()
    for bad in ({"agency": "no-such"}, {"kind": "x"}, {"published_on": "2190-01-01"}):
        file = written(tmp_path / "dip.csv", {**ROW, "published_on": ""}, ROW | bad)
        refused = tuntas("import", file, code=2)
        assert next(iter(bad)) in refused.stderr
    assert here.recorder.max_notification_id() == before
