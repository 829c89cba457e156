"""A mapping file that cannot be followed is refused by the key that is wrong."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from api.importing.mapping import ColumnMapping
from api.importing.mapping_file import load_mapping
from api.importing.unreadable import FileMissing, FileNotOpened, MappingInvalid

GOOD = """
system = "kota"
zone = "Asia/Jakarta"
delimiter = ";"

[columns]
external_id = "No"
received_at = "Masuk"
channel = "Kanal"
title = "Perihal"

[constants]
classification = "complaint"
description = "Teks ada di buku."
title = "(tanpa judul)"
confidential = true

[tables.channel]
"  WA " = "whatsapp"
"*" = "other"
"""


def load(tmp_path: Path, text: str) -> ColumnMapping:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(path)


def test_a_mapping_is_read_with_all_its_parts(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD) == load(tmp_path, "\ufeff" + GOOD)
    assert load(tmp_path, GOOD) == ColumnMapping(
        system="kota",
        zone=ZoneInfo("Asia/Jakarta"),
        delimiter=";",
        columns={
            "external_id": "No",
            "received_at": "Masuk",
            "channel": "Kanal",
            "title": "Perihal",
        },
        constants={
            "classification": "complaint",
            "description": "Teks ada di buku.",
            "title": "(tanpa judul)",
            "confidential": True,
        },
        tables={"channel": {"wa": "whatsapp", "*": "other"}},
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('system = "kota"', "", "system is missing"),
        ('system = "kota"', "system = 7", "system is not a text"),
        ('system = "kota"', 'system = "LAPOR Kota"', "system is no code"),
        ('system = "kota"', 'system = "kota"\nlimit = 3', "limit is unknown"),
        ('zone = "Asia/Jakarta"', "", "zone is missing"),
        ("Asia/Jakarta", "WIB", "zone is 'WIB'"),
        ("Asia/Jakarta", "Asia", "zone is 'Asia'"),
        ("Asia/Jakarta", "../passwd", "zone is '../passwd'"),
        ('";"', '";;"', "delimiter is not a single character"),
        ('external_id = "No"', "", "columns.external_id is missing"),
        ('received_at = "Masuk"', "", "columns.received_at is missing"),
        ('received_at = "Masuk"', "received_at = 2", "columns.received_at is not"),
        ('title = "Perihal"', 'titel = "Perihal"', "columns.titel is unknown"),
        ('channel = "Kanal"', "", "channel needs columns.channel or constants.channel"),
        ('classification = "complaint"', "", "classification needs"),
        ('description = "Teks ada di buku."', "", "description needs"),
        ('"complaint"', '"Pengaduan"', "constants.classification is 'Pengaduan'"),
        ("confidential = true", 'confidential = "ya"', "constants.confidential is"),
        (
            "confidential = true",
            'received_at = "x"',
            "constants.received_at is",
        ),
        ("confidential = true", 'channel = "app"', "constants.channel stands beside"),
        ('"whatsapp"', '"wa"', "tables.channel.'  WA ' is 'wa'; allowed: walk_in"),
        ('"*" =', '"wa" = "app"\n"*" =', "tables.channel.'wa' stands twice"),
        ("[tables.channel]", "[tables.title]", "tables.title is unknown"),
        ("[tables.channel]", "[tables.category]", "tables.category has no use"),
        ("[tables.channel]", "[tables.channel.x]", "tables.channel.'x' is not a text"),
        ("[constants]", "[[constants]]", "constants is not a table"),
        ("[columns]", "[columns", "the text is not TOML"),
    ],
)
def test_a_wrong_key_is_refused_by_its_name_and_file(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    assert old in GOOD
    with pytest.raises(MappingInvalid) as refusal:
        load(tmp_path, GOOD.replace(old, new))
    assert f"mapping.toml, {key}" in str(refusal.value)


def test_a_mapping_that_is_absent_or_no_file_or_no_text_is_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(FileMissing):
        load_mapping(tmp_path / "absent.toml")
    with pytest.raises(FileNotOpened):
        load_mapping(tmp_path)
    path = tmp_path / "mapping.toml"
    for content in (b"\xff\xfe", b"x = " + b"[" * 5000):
        path.write_bytes(content)
        with pytest.raises(MappingInvalid):
            load_mapping(path)
