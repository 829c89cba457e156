"""A table is read with the meaning that its mapping gives, and contradictions show."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.importing.mapped import read_mapped
from api.importing.mapping import ColumnMapping
from api.importing.row import ImportedCase, Rejected
from api.importing.table import open_table

MakeFile = Callable[..., Path]
WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2024, 6, 1, tzinfo=UTC)
COLUMNS = {"external_id": "No", "received_at": "Masuk", "title": "Perihal"}
CONSTANTS = {
    "classification": "complaint",
    "channel": "letter",
    "title": "(tanpa judul)",
    "description": "Teks ada di buku.",
}
USUAL = {"No": "7", "Masuk": "5 Jan 2024 09.00", "Perihal": "Lampu"}


def mapping(
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, str | bool] | None = None,
    tables: Mapping[str, Mapping[str, str | bool]] | None = None,
) -> ColumnMapping:
    columns = COLUMNS | dict(columns or {})
    kept = {k: v for k, v in CONSTANTS.items() if k not in columns or k in ("title",)}
    return ColumnMapping(
        system="kota",
        zone=WIB,
        delimiter=None,
        columns=columns,
        constants=kept | dict(constants or {}),
        tables=tables or {},
    )


def read(path: Path, how: ColumnMapping) -> list[ImportedCase | Rejected]:
    with open_table(path) as table:
        return list(read_mapped(table, how, now=NOW))


def one(
    make: MakeFile, how: ColumnMapping, cells: Mapping[str, Any] | None = None
) -> ImportedCase | Rejected:
    row = USUAL | dict(cells or {})
    [only] = read(make([list(row), list(row.values())]), how)
    return only


def case(
    make: MakeFile, how: ColumnMapping, cells: Mapping[str, Any] | None = None
) -> ImportedCase:
    found = one(make, how, cells)
    assert isinstance(found, ImportedCase), found
    return found


def reason(make: MakeFile, how: ColumnMapping, cells: Mapping[str, Any]) -> str:
    found = one(make, how, cells)
    assert isinstance(found, Rejected), found
    assert found.row == 2
    assert found.values[0] == str({**USUAL, **cells}["No"])
    return found.reason


def test_a_row_without_an_answer_is_an_open_case(any_file: MakeFile) -> None:
    assert case(any_file, mapping()) == ImportedCase(
        row=2,
        external_system="kota",
        external_id="7",
        received_at=datetime(2024, 1, 5, 9, tzinfo=WIB),
        classification="complaint",
        channel="letter",
        title="Lampu",
        description="Teks ada di buku.",
        anonymous=False,
        confidential=False,
    )


ANSWERED = {"answered_at": "Jawab", "resolved_at": "Selesai"}


@pytest.mark.parametrize(
    ("answered", "resolved", "closed"),
    [
        ("8/1/2024 10:00", "", "2024-01-08T10:00+07:00"),
        ("", "9/1/2024 11:00", "2024-01-09T11:00+07:00"),
        ("8/1/2024 10:00", "9/1/2024 11:00", "2024-01-09T11:00+07:00"),
        ("8/1/2024 10:00", "8/1/2024", "2024-01-08T10:00+07:00"),
        ("5/1/2024", "", "2024-01-05T09:00+07:00"),
        ("2024-01-08T03:00:00Z", "", "2024-01-08T10:00+07:00"),
    ],
)
def test_an_answered_or_resolved_row_is_a_resolved_case_at_that_time(
    any_file: MakeFile, answered: str, resolved: str, closed: str
) -> None:
    found = case(any_file, mapping(ANSWERED), {"Jawab": answered, "Selesai": resolved})
    assert (found.closing, found.closed_by) == ("resolved", "officer")
    assert found.closed_at == datetime.fromisoformat(closed)
    assert found.closing_time_known
    assert (found.answered_at is None) == (answered == "")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            {"Jawab": "5/1/2024 08:59"},
            "answered 2024-01-05 08:59:00+07:00 before it was filed "
            "2024-01-05 09:00:00+07:00",
        ),
        (
            {"Jawab": "4/1/2024"},
            "answered 2024-01-04 00:00:00+07:00 before it was",
        ),
        (
            {"Selesai": "1/1/2024"},
            "resolved 2024-01-01 00:00:00+07:00 before it was",
        ),
        (
            {"Jawab": "8/1/2024", "Selesai": "7/1/2024"},
            "resolved 2024-01-07 00:00:00+07:00 before it was answered 2024-01-08",
        ),
        (
            {"Masuk": "2 Jun 2024"},
            "received 2024-06-02 00:00:00+07:00, but now is 2024-06-01 07:00:00+07:00",
        ),
        ({"Jawab": "2 Jun 2024"}, "answered 2024-06-02 00:00:00+07:00, but now is"),
        (
            {"Masuk": "5 Janu 2024"},
            "received_at (column 'Masuk'): '5 Janu 2024' is",
        ),
        ({"Masuk": ""}, "received_at (column 'Masuk') is empty"),
        ({"Jawab": "besok"}, "answered_at (column 'Jawab'): 'besok' is not a date"),
        ({"No": " "}, "external_id (column 'No') is empty"),
    ],
)
def test_a_row_that_contradicts_itself_is_rejected_with_both_times(
    any_file: MakeFile, cells: dict[str, str], words: str
) -> None:
    blank = {"Jawab": "", "Selesai": ""}
    assert words in reason(any_file, mapping(ANSWERED), blank | cells)


def test_an_id_that_stands_twice_is_taken_once(any_file: MakeFile) -> None:
    row = list(USUAL.values())
    rows = read(any_file([list(USUAL), row, ["8", *row[1:]], row]), mapping())
    assert isinstance(rows[2], Rejected)
    assert rows[2].reason == "the id 7 stands already in row 2"
    assert [type(each) for each in rows[:2]] == [ImportedCase, ImportedCase]


def test_a_constant_fills_an_empty_title_and_no_empty_id(any_file: MakeFile) -> None:
    assert case(any_file, mapping(), {"Perihal": ""}).title == "(tanpa judul)"
    how = mapping({"description": "Isi"})
    assert "description (column 'Isi') is empty" in reason(any_file, how, {"Isi": ""})


WORDS = {"channel": "Kanal", "classification": "Jenis"}


def test_words_are_taken_as_ours_or_through_their_table(any_file: MakeFile) -> None:
    ours = {"Kanal": "Phone", "Jenis": "aspiration"}
    found = case(any_file, mapping(WORDS), ours)
    assert (found.channel, found.classification) == ("phone", "aspiration")
    tables = {
        "channel": {"telepon": "phone", "*": "other", "": "walk_in"},
        "classification": {"keluhan": "complaint"},
    }
    for written, channel in [
        ("TELEPON", "phone"),
        ("merpati", "other"),
        ("", "walk_in"),
    ]:
        cells = {"Kanal": written, "Jenis": "Keluhan"}
        assert case(any_file, mapping(WORDS, tables=tables), cells).channel == channel


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Kanal": "merpati"}, "channel (column 'Kanal') 'merpati' is unknown"),
        ({"Kanal": ""}, "channel (column 'Kanal') is empty"),
        (
            {"Jenis": "complaint"},
            "classification (column 'Jenis') 'complaint' is unknown",
        ),
    ],
)
def test_a_word_that_nothing_explains_rejects_its_row(
    any_file: MakeFile, cells: dict[str, str], words: str
) -> None:
    how = mapping(WORDS, tables={"classification": {"keluhan": "complaint"}})
    assert words in reason(any_file, how, {"Kanal": "web", "Jenis": "Keluhan"} | cells)


FLAGS = {"anonymous": "Anonim", "confidential": "Rahasia"}


def test_flags_are_yes_or_no_and_a_constant_holds_for_all(any_file: MakeFile) -> None:
    found = case(any_file, mapping(FLAGS), {"Anonim": "Ya", "Rahasia": ""})
    assert (found.anonymous, found.confidential) == (True, False)
    assert case(any_file, mapping(constants={"confidential": True})).confidential
    how = mapping(FLAGS, tables={"confidential": {"x": True, "": False}})
    found = case(any_file, how, {"Anonim": "0", "Rahasia": "X"})
    assert (found.anonymous, found.confidential) == (False, True)


@pytest.mark.parametrize("cells", [{"Anonim": "mungkin"}, {"Rahasia": "ya"}])
def test_a_flag_that_cannot_be_read_publishes_no_name(
    any_file: MakeFile, cells: dict[str, str]
) -> None:
    how = mapping(FLAGS, tables={"confidential": {"x": True}})
    words = reason(any_file, how, {"Anonim": "", "Rahasia": ""} | cells)
    assert "is neither yes nor no" in words


PLACES = {
    "agency_name": "Dinas",
    "agency_code": "Kode",
    "category": "Topik",
    "region": "Desa",
    "reporter_name": "Nama",
}


def test_empty_agency_topic_place_and_name_are_none(any_file: MakeFile) -> None:
    blank = dict.fromkeys(PLACES.values(), "")
    found = case(any_file, mapping(PLACES), blank)
    assert found == case(any_file, mapping())


def test_agency_topic_and_place_are_kept_as_written(any_file: MakeFile) -> None:
    cells = {"Dinas": "DINAS Sosial", "Kode": "21", "Topik": "PJU", "Desa": "Menteng"}
    found = case(any_file, mapping(PLACES), cells | {"Nama": "Budi"})
    assert (found.agency_name, found.agency_code) == ("DINAS Sosial", "21")
    assert (found.category_name, found.category_code) == ("PJU", None)
    assert (found.region_path, found.region_code) == (("Menteng",), None)
    assert found.reporter_name == "Budi"


def test_code_tables_give_our_codes_and_none_for_other_topics_and_places(
    any_file: MakeFile,
) -> None:
    tables = {
        "category": {"pju": "lampu"},
        "region": {"menteng": "62.71.03.1001", "luar": ""},
        "agency_code": {"21": "dinsos"},
    }
    how = mapping(PLACES, tables=tables)
    cells = {"Dinas": "x", "Kode": "21", "Topik": "PJU", "Desa": "Menteng", "Nama": ""}
    found = case(any_file, how, cells)
    assert (found.category_code, found.category_name) == ("lampu", None)
    assert (found.region_code, found.region_path) == ("62.71.03.1001", ())
    assert found.agency_code == "dinsos"
    other = case(
        any_file, how, cells | {"Kode": "22", "Topik": "Taman", "Desa": "Luar"}
    )
    assert other.category_code is other.category_name is other.region_code is None
    assert (other.agency_code, other.region_path) == ("22", ())


def test_a_constant_topic_place_and_agency_are_codes_of_ours(
    any_file: MakeFile,
) -> None:
    how = mapping(
        constants={"category": "lampu", "region": "62.71", "agency_code": "dinsos"}
    )
    found = case(any_file, how)
    assert (found.category_code, found.category_name) == ("lampu", None)
    assert (found.region_code, found.agency_code) == ("62.71", "dinsos")
