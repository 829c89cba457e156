"""Villages by the command line: taken from a file, listed, and who told it."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.installation import Installation, opened
from api.settings import Settings
from storage.embedded import EmbeddedPostgres

NAMES = (
    "code,name",
    "62.03.10,Timpah",
    "62.03.10.2001,Timpah",
    "62.03.10.2002,Lungkuh Layang",
    "62.03.10.2003,Lawang Kajang",
)


@pytest.fixture(scope="module")
def installed(
    embedded: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """With the villages of a district."""
    data = tmp_path_factory.mktemp("villages")
    settings = Settings(
        data=data,
        database_url=embedded.url("village_verbs"),  # type: ignore[arg-type]
    )
    with opened(settings) as here:
        run(here, "region", "import", write(data / "names.csv", *NAMES))
        yield here


@pytest.fixture
def tuntas(installed: Installation) -> Callable[..., Result]:
    return lambda *words, code=0: run(installed, *words, code=code)


def run(here: Installation, *words: object, code: int = 0) -> Result:
    place = ("--data", here.settings.data, "--database-url", here.url)
    given = list(map(str, (*words, *place)))
    done = CliRunner().invoke(main, given, catch_exceptions=False)
    assert done.exit_code == code, done.stderr
    return done


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def listed(tuntas: Any, *words: object) -> Any:
    return json.loads(tuntas("village", *words, "--json").stdout)


def test_a_file_is_taken_once_and_who_told_it_is_kept(
    tuntas: Any, tmp_path: Path
) -> None:
    officer = tuntas("officer", "add", "--role", "administrator").stdout.strip()
    file = write(
        tmp_path / "desa.csv",
        "kode;sinyal;kantor;sekolah;pos kesehatan;satelit;penduduk;catatan",
        "62.03.10.2001;tidak ada;ya;ya;tidak;tidak;812;jauh",
        "62.03.10.2002;LEMAH;;;;;;",
        "",
    )
    said = ("--source", "Surat 500.14/456", "--on", "2025-05-12")
    verb = ("village", "import", file, *said, "--officer", officer)
    told = tuntas(*verb).stderr
    assert "2 rows: 2 villages new or changed, 0 known already, 0 rejected" in told
    again = tuntas(*verb).stderr
    assert "0 villages new or changed, 2 known already" in again
    assert "recorded" not in again

    first, second = listed(tuntas, "list", "--below", "62.03.10")
    assert first == {
        "code": "62.03.10.2001",
        "signal": "none",
        "office": True,
        "school": True,
        "health_post": False,
        "satellite": False,
        "people": 812,
    }
    assert (second["signal"], second["office"], second["people"]) == (
        "weak",
        None,
        None,
    )
    assert listed(tuntas, "list", "--on", "2025-05-11") == []
    [source] = listed(tuntas, "sources")
    assert source["recorded_at"]
    assert {**source, "recorded_at": ""} == {
        "source": "Surat 500.14/456",
        "surveyed_on": "2025-05-12",
        "villages": 2,
        "recorded_at": "",
        "by": officer,
    }


def test_a_row_that_does_not_fit_is_told_and_spoils_no_other(
    tuntas: Any, tmp_path: Path
) -> None:
    file = write(
        tmp_path / "desa.csv",
        "code,signal,office,people",
        "62.03.10,none,,",
        "62.03.10.2999,none,,",
        "62.03.10.2001,strong,,",
        "62.03.10.2001,none,perhaps,",
        "62.03.10.2001,none,,1.200",
        "62.03.10.2003,good,no,77",
        "62.03.10.2003,weak,,",
        '62.03.10.2001,"none,,',
    )
    done = tuntas("village", "import", file, code=1)
    assert "8 rows: 1 villages new or changed, 0 known already, 7 rejected" in (
        done.stderr
    )
    with (tmp_path / "desa.csv.rejects.csv").open(encoding="utf-8") as rejects:
        reasons = {int(r["row"]): r["reason"] for r in csv.DictReader(rejects)}
    assert "is no village" in reasons[2]
    assert "tuntas region import" in reasons[3]
    assert "write none, weak or good" in reasons[4]
    assert "write yes or no" in reasons[5]
    assert "digits alone" in reasons[6]
    assert "stands in row 7 too" in reasons[8]
    assert "quotation mark" in reasons[9]
    found = {row["code"]: row["people"] for row in listed(tuntas, "list")}
    assert found["62.03.10.2003"] == 77


@pytest.mark.parametrize(
    ("content", "more", "remedy"),
    [
        ("name,signal\nTimpah,none", (), "needs the columns code and signal"),
        ("code,signal\n62.03.10.2001,weak", ("--on", "2999-01-01"), "later than today"),
        (
            "code,signal",
            ("--officer", "018f2f5e-0000-7000-8000-0000000000aa"),
            "serves",
        ),
    ],
)
def test_a_file_that_does_not_fit_changes_nothing(
    tuntas: Any, tmp_path: Path, content: str, more: tuple[str, ...], remedy: str
) -> None:
    before = listed(tuntas, "sources")
    file = write(tmp_path / "desa.csv", content)
    assert remedy in tuntas("village", "import", file, *more, code=2).stderr
    missing = tuntas("village", "import", tmp_path / "missing.csv", code=2)
    assert "does not exist" in missing.stderr
    assert listed(tuntas, "sources") == before
