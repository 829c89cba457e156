"""Reference data by the command line: listed, added, changed, taken from a file."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.installation import Installation, opened
from api.settings import Settings
from storage.embedded import EmbeddedPostgres


@pytest.fixture(scope="module")
def installed(
    embedded: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """One installation for the tests of this file: each adds what is its own."""
    settings = Settings(
        data=tmp_path_factory.mktemp("reference"),
        database_url=embedded.url("reference_verbs"),  # type: ignore[arg-type]
    )
    with opened(settings) as here:
        yield here


@pytest.fixture
def tuntas(installed: Installation) -> Any:
    def run(*words: object, code: int = 0) -> Result:
        place = ("--data", installed.settings.data, "--database-url", installed.url)
        words = (*words, *place)
        done = CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)
        assert done.exit_code == code, done.stderr
        return done

    return run


def listed(tuntas: Any, *words: object) -> Any:
    return json.loads(tuntas(*words, "--json").stdout)


def codes(tuntas: Any, *words: object) -> dict[str, str]:
    return {row["code"]: row["name"] for row in listed(tuntas, *words)}


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("verb", "at_least", "shown"),
    [
        ("agency", 60, "dishub  Dinas Perhubungan  agency  62"),
        ("category", 20, "infrastruktur  Infrastruktur"),
        ("rule", 30, "C-05  1  14  working_days  provisional  2019-01-01"),
        ("region", 15, "62.03  Kapuas"),
        ("calendar", 6, "2026  confirmed  25"),
        ("ladder", 30, "completion  2019-01-01  True  governor  20  due"),
    ],
)
def test_what_was_seeded_is_listed_for_people_and_machines(
    tuntas: Any, verb: str, at_least: int, shown: str
) -> None:
    text = tuntas(verb, "list").stdout
    assert shown in text
    assert len(listed(tuntas, verb, "list")) == len(text.splitlines()) >= at_least


def test_an_agency_is_added_renamed_and_not_twice(tuntas: Any) -> None:
    added = tuntas("agency", "add", "badan-baru", "Badan Baru", "--region", "62")
    assert added.stdout == ""
    assert "recorded at position" in added.stderr
    taken = tuntas("agency", "add", "badan-baru", "Lain", code=2)
    assert "'badan-baru' is taken" in taken.stderr
    change = ("agency", "change", "badan-baru", "--name", "Badan Lama")
    tuntas(*change, "--reason", "SOTK baru")
    assert codes(tuntas, "agency", "list")["badan-baru"] == "Badan Lama"
    assert "--reason" in tuntas(*change, code=2).stderr


def test_an_agency_is_merged_into_its_successor(
    tuntas: Any, installed: Installation
) -> None:
    first = installed.today().isoformat()
    for code in ("lebur-a", "lebur-b", "lebur-c"):
        tuntas("agency", "add", code, code.upper())
    merge = ("agency", "merge", "lebur-a", "--reason", "Perda 1")
    merged = tuntas(*merge, "--into", "lebur-b", "--from", "2027-01-04")
    assert "recorded at position" in merged.stderr
    tuntas("agency", "merge", "lebur-c", "--reason", "x", "--into", "lebur-b")
    rows = {row["code"]: row for row in listed(tuntas, "agency", "list")}
    found = {c: (r["merged_into"], r["merged_on"]) for c, r in rows.items()}
    assert found["lebur-a"] == ("lebur-b", "2027-01-04")
    assert found["lebur-b"] == (None, None)
    into, today = found["lebur-c"]
    assert into == "lebur-b"
    assert first <= today <= installed.today().isoformat()
    again = tuntas(*merge, "--into", "lebur-b", code=2)
    assert "'lebur-a' is merged into 'lebur-b' from 2027-01-04" in again.stderr
    wrong = tuntas(*merge, "--into", "lebur-b", "--from", "4 Januari", code=2)
    assert "valid_from" in wrong.stderr
    assert "--into" in tuntas(*merge, code=2).stderr


def test_an_officer_serves_for_the_days_given(tuntas: Any) -> None:
    tenure = ("--from", "2026-01-05", "--to", "2026-12-31")
    id = tuntas("officer", "add", "--role", "desk", *tenure).stdout.strip()
    assert (
        f"{id}  desk  -  2026-01-05  2026-12-31  -" in tuntas("officer", "list").stdout
    )
    change = ("officer", "change", id)
    tuntas(*change, "--role", "desk", "--to", "2027-12-31")
    (row,) = (r for r in listed(tuntas, "officer", "list") if r["id"] == id)
    assert (row["valid_from"], row["valid_to"]) == (None, "2027-12-31")
    ends = ("--from", "2026-01-05", "--to", "2026-01-04")
    for refused in (
        tuntas("officer", "add", "--role", "desk", *ends, code=2),
        tuntas(*change, "--role", "desk", *ends, code=2),
    ):
        assert "give 2026-01-05 or a later day" in refused.stderr
    for words in (("--to", "2026-12-31"), ("--dismiss", "--to", "2026-12-31")):
        assert "say --role" in tuntas(*change, *words, code=2).stderr


def test_a_word_is_checked_as_over_http(tuntas: Any) -> None:
    refused = tuntas("agency", "add", "Badan Baru", "x", code=2)
    assert "code: String should match pattern" in refused.stderr
    refused = tuntas("agency", "add", "badan-x", "x", "--kind", "club", code=2)
    assert "kind: Input should be 'agency' or 'government'" in refused.stderr


def test_agencies_of_a_file_are_registered_once(tuntas: Any, tmp_path: Path) -> None:
    rows = ("code,name,kind,region", "uji-satu,Uji Satu,,", "uji-dua,Uji Dua,agency,62")
    file = write(tmp_path / "agencies.csv", *rows)
    assert "2 agencies new" in tuntas("agency", "import", file).stderr
    assert "0 agencies new" in tuntas("agency", "import", file).stderr
    assert codes(tuntas, "agency", "list")["uji-dua"] == "Uji Dua"


def test_an_officer_is_appointed_changed_and_dismissed(tuntas: Any) -> None:
    added = tuntas("officer", "add", "--role", "desk", "--name", "Rahasia Sekali")
    id = added.stdout.strip()
    assert "token, shown this once: tuntas_" in added.stderr
    tuntas("officer", "change", id, "--role", "liaison", "--agency", "dishub")
    (row,) = (r for r in listed(tuntas, "officer", "list") if r["id"] == id)
    assert (row["role"], row["agency"], row["dismissed"]) == ("liaison", "dishub", None)
    tuntas("officer", "change", id, "--dismiss")
    text = tuntas("officer", "list").stdout
    assert f"{id}  liaison  dishub  -  -  True" in text
    assert "Rahasia" not in text
    assert "serves here" in tuntas("officer", "change", id, "--dismiss", code=2).stderr
    both = tuntas("officer", "change", id, "--dismiss", "--role", "desk", code=2)
    assert "say --role, with --agency if it needs one, or --dismiss" in both.stderr


def test_an_officer_who_serves_is_invited(tuntas: Any) -> None:
    id = tuntas("officer", "add", "--role", "desk").stdout.strip()
    one, other = (tuntas("officer", "invite", id).stdout.strip() for _ in range(2))
    assert re.fullmatch(r"[A-Z2-7]{6}(-[A-Z2-7]{5}){4}", one)
    assert one != other
    tuntas("officer", "change", id, "--dismiss")
    assert "serves here" in tuntas("officer", "invite", id, code=2).stderr


def test_a_category_is_added_and_renamed(tuntas: Any) -> None:
    tuntas("category", "add", "uji-coba", "Uji Coba")
    tuntas("category", "change", "uji-coba", "--name", "Uji")
    assert codes(tuntas, "category", "list")["uji-coba"] == "Uji"
    assert (
        "'uji-coba' already" in tuntas("category", "add", "uji", "UJI", code=2).stderr
    )


def test_a_new_version_of_a_rule_stands_beside_the_old(tuntas: Any) -> None:
    words = ("rule", "add", "C-15", "--description", "uji", "--unit", "working_days")
    law = ("--legal-basis", "Pergub", "--valid-from", "2026-01-01")
    assert "valid integer" in tuntas(*words, *law, "--limit", "dua", code=2).stderr
    tuntas(*words, *law, "--limit", "2", "--status", "confirmed")
    old, new = (r for r in listed(tuntas, "rule", "list") if r["rule"] == "C-15")
    assert (old["version"], old["limit"]) == (1, 1)
    assert (new["version"], new["limit"], new["status"]) == (2, 2, "confirmed")


def test_the_regions_of_the_province_come_from_a_file(
    tuntas: Any, shared_data: Path
) -> None:
    file = shared_data / "regions/wilayah_62_kalteng.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        names = {row["kode"]: row["nama"] for row in csv.DictReader(stream)}
    assert len(names) == 1_722
    tuntas("region", "import", file, "--source", "Kepmendagri 300.2.2-2430/2025")

    assert codes(tuntas, "region", "list") == names
    below = codes(tuntas, "region", "list", "--below", "62.03")
    assert below == {c: n for c, n in names.items() if c.startswith("62.03.")}
    assert "0 regions new" in tuntas("region", "import", file).stderr


@pytest.mark.parametrize(
    ("verb", "content", "remedy"),
    [
        ("agency", "kode,nama", "needs the columns code, name"),
        ("region", "a,b", "needs the columns code, name"),
        ("region", "code,name\n62.99.01,Jauh", "62.99.01 lies in 62.99"),
        ("region", "code,name\nx,Jauh", "should match pattern"),
    ],
)
def test_a_file_that_does_not_fit_changes_nothing(
    tuntas: Any, tmp_path: Path, verb: str, content: str, remedy: str
) -> None:
    before = codes(tuntas, verb, "list")
    file = write(tmp_path / "table.csv", content)
    assert remedy in tuntas(verb, "import", file, code=2).stderr
    missing = tuntas(verb, "import", tmp_path / "missing.csv", code=2)
    assert "cannot read" in missing.stderr
    assert codes(tuntas, verb, "list") == before


def years(tuntas: Any) -> dict[int, tuple[str, int, str | None]]:
    found = listed(tuntas, "calendar", "list")
    return {row["year"]: (row["status"], row["days"], row["decree"]) for row in found}


def test_a_year_that_the_package_only_estimates_stays_provisional(tuntas: Any) -> None:
    asked = tuntas("calendar", "adopt", "2028", code=2)
    assert "say --yes" in asked.stderr
    assert 2028 not in years(tuntas)
    adopted = tuntas("calendar", "adopt", "2028", "--decree", "SKB 1/2027", "--yes")
    assert "2028-12-25  national     Hari Raya Natal" in adopted.stderr
    assert "are estimates (perkiraan)" in adopted.stderr
    assert "joint leave (cuti bersama) is not known" in adopted.stderr
    assert "tuntas calendar import 2028 FILE" in adopted.stderr
    assert years(tuntas)[2028] == ("provisional", 17, "SKB 1/2027")


def test_a_years_days_come_from_a_file_with_its_decree(
    tuntas: Any, tmp_path: Path
) -> None:
    rows = (
        "day,kind,name",
        "2029-01-01,national,Tahun Baru",
        "2029-01-02,joint_leave,C",
    )
    file = write(tmp_path / "days.csv", *rows)
    tuntas("calendar", "import", "2029", file, "--decree", "SKB 1/2028")
    assert years(tuntas)[2029] == ("confirmed", 2, "SKB 1/2028")
    days = listed(tuntas, "calendar", "list", "2029")
    assert [day["kind"] for day in days] == ["national", "joint_leave"]
    other = tuntas("calendar", "import", "2030", file, code=2)
    assert "not all days lie in 2030" in other.stderr


def test_a_year_adopted_so_already_is_not_adopted_again(
    tuntas: Any, installed: Installation
) -> None:
    before = installed.app.reference().calendar.version
    for year in (2024, 2026, 2027):
        done = tuntas("calendar", "adopt", year, "--yes")
        assert f"{year} is adopted so already" in done.stderr
    assert installed.app.reference().calendar.version == before


def test_a_decree_gives_way_only_to_another(
    tuntas: Any, installed: Installation, tmp_path: Path
) -> None:
    day = date(2025, 1, 1)
    file = write(tmp_path / "days.csv", "day,kind,name", f"{day},national,Tahun Baru")
    refused = tuntas("calendar", "import", "2025", file, code=2)
    assert "2025 rests on SKB" in refused.stderr
    tuntas("calendar", "import", "2025", file, "--decree", "SKB uji")
    assert list(installed.app.reference().calendar.years[2025].holidays) == [day]


def test_a_year_not_adopted_says_how_to(tuntas: Any) -> None:
    done = tuntas("calendar", "list", "2035")
    told = "not adopted: tuntas calendar adopt 2035\n"
    assert (done.stdout, done.stderr) == ("", told)
    assert "1990<=x<=2200" in tuntas("calendar", "adopt", "1800", code=2).stderr


def test_a_decree_names_the_day_from_which_it_counts(
    tuntas: Any, installed: Installation, tmp_path: Path
) -> None:
    rows = ("day,kind,name", "2033-08-18,joint_leave,Cuti bersama")
    file = write(tmp_path / "days.csv", *rows)
    late = ("calendar", "import", "2033", file, "--from", "2033-09-01")
    assert "2033-08-18 lies before it" in tuntas(*late, code=2).stderr
    assert 2033 not in years(tuntas)
    tuntas("calendar", "import", "2033", file, "--from", "2033-08-01")
    [row] = [r for r in listed(tuntas, "calendar", "list") if r["year"] == 2033]
    assert row["valid_from"] == "2033-08-01"
