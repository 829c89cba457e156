"""A file is read as the table that it is; what is no table is refused with a remedy."""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import pytest

from api.importing.cells import Cell, text_of
from api.importing.comma_separated import guess_delimiter
from api.importing.first_rows import FirstRows
from api.importing.lines import LONGEST_RECORD
from api.importing.row import Rejected
from api.importing.table import open_table
from api.importing.unreadable import (
    FileBroken,
    FileEmpty,
    FileMissing,
    FileProtected,
    FileTooLarge,
    ImportRefused,
    NotAFile,
    OldWorkbook,
    WideText,
)
from domain.names import normalised

MakeFile = Callable[..., Path]


def read(path: Path, delimiter: str | None = None) -> list[tuple[int, list[Cell]]]:
    with open_table(path, delimiter) as table:
        return [
            (row.row, [f"rejected: {row.reason}", *row.values])
            if isinstance(row, Rejected)
            else (row.number, list(row.cells))
            for row in table
        ]


def read_bytes(path: Path, content: bytes) -> list[tuple[int, list[Cell]]]:
    path.write_bytes(content)
    return read(path)


def test_quoted_line_ends_stay_in_their_cell_and_count_as_one_row(
    csv_file: MakeFile,
) -> None:
    rows = [["a", "b"], ["1", 'first\r\nsecond, "third"'], ["2", "x"]]
    assert read(csv_file(rows)) == list(enumerate(rows, 1))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_may_end_in_any_way_and_empty_lines_count(
    tmp_path: Path, end: bytes
) -> None:
    content = end.join([b"a,b", b"", b"1,2"])
    rows = read_bytes(tmp_path / "t", content)
    assert rows == [(1, ["a", "b"]), (2, []), (3, ["1", "2"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_out_below_lines_of_information(
    csv_file: MakeFile, delimiter: str
) -> None:
    text = "jalan, lampu; air\ndan pohon, semua"
    rows = [["Laporan, lengkap"], ["a", "b", "c"]] + [["1", text, "x"]] * 3
    assert read(csv_file(rows, delimiter=delimiter)) == list(enumerate(rows, 1))


def test_a_named_delimiter_is_not_second_guessed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a|b,c\n1|2,3\n")
    assert read(path, "|") == [(1, ["a", "b,c"]), (2, ["1", "2,3"])]
    assert read(path) == [(1, ["a|b", "c"]), (2, ["1|2", "3"])]
    assert guess_delimiter([]) == ","


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_utf_8_and_windows_letters_are_both_read(
    csv_file: MakeFile, encoding: str
) -> None:
    rows = [["kolom", "x"], ["“Jalan” – é", "y"]]
    assert read(csv_file(rows, encoding=encoding)) == list(enumerate(rows, 1))


def test_one_damaged_byte_does_not_change_the_letters_of_other_rows(
    tmp_path: Path,
) -> None:
    content = "é,1\n".encode() + b"\x81,2\n" + "è,3\n".encode()
    rows = read_bytes(tmp_path / "t", content)
    assert [row[0] for _, row in (rows[0], rows[2])] == ["é", "è"]
    assert "neither UTF-8 nor Windows-1252" in str(rows[1][1][0])


def test_a_nul_rejects_its_row_and_no_other(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path / "t", b"a,b\n1,x\0y\n2,z\n")
    reason = "rejected: the row holds a NUL character"
    assert rows[1:] == [(2, [reason, "1", "x\0y"]), (3, ["2", "z"])]


def test_an_over_long_cell_rejects_its_row_and_no_other(tmp_path: Path) -> None:
    content = b"a,b\n1," + b"x" * 200_000 + b"\n2,z\n"
    rows = read_bytes(tmp_path / "t", content)
    assert rows[1][1][0] == "rejected: a cell is longer than 131,072 characters"
    assert rows[2] == (3, ["2", "z"])


def test_an_over_long_line_is_skipped_in_pieces(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1," * LONGEST_RECORD + b"\n2,z\n"
    rows = read_bytes(tmp_path / "t", content)
    assert rows[1][1][0] == "rejected: the row is longer than 1,048,576 characters"
    assert rows[2:] == [(3, ["2", "z"])]


def test_an_unclosed_quotation_mark_loses_one_row_and_swallows_none(
    tmp_path: Path,
) -> None:
    content = b'a,b\n1,"open\n2,y\n3,"fine"\n4,"never'
    rows = read_bytes(tmp_path / "t", content)
    assert [row[1][0] for row in rows[2:4]] == ["2", "3"]
    for number, cells in (rows[1], rows[4]):
        assert str(cells[0]).startswith("rejected: a quotation mark"), number
    assert rows[1][1][1] == '1,"open'


def test_cells_of_a_workbook_keep_their_kind(xlsx_file: MakeFile) -> None:
    noon = datetime(2024, 1, 5, 12, 30)  # noqa: DTZ001
    rows = read(
        xlsx_file([["a"], [1, 2.5, noon, time(2, 13), True, None, "x"], [], [7]])
    )
    assert rows[1] == (2, [1, 2.5, noon, time(2, 13), True, None, "x"])
    assert rows[3] == (4, [7])


def test_a_return_inside_a_workbook_cell_is_a_return(xlsx_file: MakeFile) -> None:
    assert read(xlsx_file([["one_x000D_\ntwo"]])) == [(1, ["one\r\ntwo"])]


def test_a_workbook_is_known_by_its_content_and_not_by_its_name(
    xlsx_file: MakeFile, csv_file: MakeFile, tmp_path: Path
) -> None:
    book = xlsx_file([["a", 1]]).rename(tmp_path / "book.csv")
    text = csv_file([["a", "1"]]).rename(tmp_path / "text.xlsx")
    assert read(book) == [(1, ["a", 1])]
    assert read(text) == [(1, ["a", "1"])]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (" a ", "a"), (5010653.0, "5010653"), (2.5, "2.5"), (True, "true")]
    + [(7, "7"), (time(2, 13), "02:13:00")],
)
def test_a_cell_is_read_as_a_person_reads_it(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


def test_the_part_read_grows_to_the_whole(any_file: MakeFile) -> None:
    path = any_file([["a", "b"]] + [[i, "x" * 50] for i in range(3000)])
    with open_table(path) as table:
        parts = [table.fraction() for _ in table]
        assert parts == sorted(parts)
        assert 0 <= parts[0] < 0.5
        assert table.fraction() == pytest.approx(1, abs=0.05)


def refusal_of(path: Path) -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal, open_table(path) as table:
        list(table)
    assert str(path) in str(refusal.value)
    return refusal.value


def test_a_missing_an_empty_and_no_file_are_each_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert type(refusal_of(tmp_path / "absent.csv")) is FileMissing
    assert type(refusal_of(tmp_path)) is NotAFile
    assert type(refusal_of(empty)) is FileEmpty


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("a,b\n1,2\n".encode("utf-16"), WideText),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), OldWorkbook),
        (
            bytes.fromhex("d0cf11e0a1b11ae1")
            + bytes((1 << 20) - 20)
            + "EncryptedPackage".encode("utf-16-le"),
            FileProtected,
        ),
        (b"PK\x03\x04 and nothing of a workbook", FileBroken),
        (b"PK\x05\x06" + bytes(18), FileBroken),
    ],
)
def test_what_is_no_table_is_refused_by_its_kind(
    tmp_path: Path, content: bytes, kind: type[ImportRefused]
) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    assert type(refusal_of(path)) is kind


def test_a_workbook_that_ends_too_early_is_refused(xlsx_file: MakeFile) -> None:
    path = xlsx_file([["a", "b"]] * 100)
    path.write_bytes(path.read_bytes()[:-200])
    assert type(refusal_of(path)) is FileBroken


def test_a_workbook_with_an_encrypted_part_is_refused(xlsx_file: MakeFile) -> None:
    path = xlsx_file([["a"]])
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert type(refusal_of(path)) is FileProtected


def test_a_workbook_that_unpacks_without_end_is_refused(xlsx_file: MakeFile) -> None:
    path = xlsx_file([["a"]])
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (4_000_000_000).to_bytes(4, "little")
    path.write_bytes(content)
    assert type(refusal_of(path)) is FileTooLarge


def test_the_row_that_showed_an_id_first_is_remembered_over_growth() -> None:
    rows = FirstRows()
    ids = [str(number) for number in range(5000)]
    assert [rows.first(each, n) for n, each in enumerate(ids)] == list(range(5000))
    assert [rows.first(each, 9999) for each in ids] == list(range(5000))


def test_names_are_equal_but_for_letter_case_width_and_spaces() -> None:
    assert normalised("  DINAS\u00a0 Ｋesehatan\n") == normalised("Dinas kesehatan")
    assert normalised("Dinas Kesehatan") != normalised("Dinas-Kesehatan")
