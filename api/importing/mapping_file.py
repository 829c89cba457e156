"""Reads a mapping file and says which key of it cannot be followed, and why."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from api.importing.mapping import (
    ANY,
    CODED,
    COLUMNS,
    CONSTANT,
    FLAGS,
    NEEDED,
    NEEDED_COLUMNS,
    REFERENCES,
    TEXTS,
    WORDS,
    ColumnMapping,
    Value,
)
from api.importing.unreadable import FileMissing, FileNotOpened, MappingInvalid
from domain.names import normalised

KEYS = ("system", "zone", "delimiter", "columns", "constants", "tables")


def load_mapping(path: Path) -> ColumnMapping:
    """Raises MappingInvalid, which names the key and the file; FileMissing,
    FileNotOpened."""
    try:
        root = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise FileMissing(file=str(path)) from None
    except OSError as error:
        raise FileNotOpened(file=str(path), problem=error.strerror) from error
    except (ValueError, RecursionError) as error:
        raise MappingInvalid(
            file=str(path), key="the text", problem=f"is not TOML in UTF-8: {error}"
        ) from error
    return _Checker(str(path)).mapping(root)


_SYSTEM = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")


@dataclass(frozen=True, slots=True)
class _Checker:
    file: str

    def mapping(self, root: dict[str, Any]) -> ColumnMapping:
        self.only("", root, KEYS)
        columns = {
            field: self.text(f"columns.{field}", name)
            for field, name in self.section("columns", root, COLUMNS).items()
        }
        constants = {
            field: self.value(f"constants.{field}", field, value)
            for field, value in self.section("constants", root, CONSTANT).items()
        }
        self.complete(columns, constants)
        tables = {
            field: self.table(field, table, columns)
            for field, table in self.section("tables", root, CODED).items()
        }
        return ColumnMapping(
            system=self.system(root.get("system")),
            zone=self.zone(self.text("zone", root.get("zone"))),
            delimiter=self.delimiter(root.get("delimiter")),
            columns=columns,
            constants=constants,
            tables=tables,
        )

    def system(self, value: object) -> str:
        system = self.text("system", value)
        if not _SYSTEM.match(system):
            self.refuse("system", "is no code: lower-case letters, digits and hyphens")
        return system

    def complete(self, columns: dict[str, str], constants: dict[str, Value]) -> None:
        for field in NEEDED_COLUMNS:
            if field not in columns:
                self.refuse(f"columns.{field}", "is missing")
        for field in NEEDED:
            if field not in columns and field not in constants:
                self.refuse(field, f"needs columns.{field} or constants.{field}")
        for field in constants:
            if field in columns and field not in TEXTS:
                self.refuse(
                    f"constants.{field}",
                    f"stands beside columns.{field}; for empty cells and other values "
                    f"give tables.{field} the keys '' and '{ANY}'",
                )

    def refuse(self, key: str, problem: str) -> NoReturn:
        raise MappingInvalid(file=self.file, key=key, problem=problem)

    def only(self, name: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in given:
            if key not in known:
                self.refuse(f"{name}{key}", f"is unknown; known: {', '.join(known)}")

    def section(
        self, name: str, root: dict[str, Any], known: tuple[str, ...]
    ) -> dict[str, Any]:
        given: object = root.get(name, {})
        if not isinstance(given, dict):
            self.refuse(name, "is not a table")
        self.only(f"{name}.", given, known)
        return given

    def text(self, key: str, value: object) -> str:
        if value is None:
            self.refuse(key, "is missing")
        if not isinstance(value, str) or not value.strip():
            self.refuse(key, "is not a text")
        return value.strip()

    def value(self, key: str, field: str, value: object) -> Value:
        if field in FLAGS:
            if not isinstance(value, bool):
                self.refuse(key, "is neither true nor false")
            return value
        text = self.text(key, value)
        if field in WORDS and text not in WORDS[field]:
            self.refuse(key, f"is '{text}'; allowed: {', '.join(WORDS[field])}")
        return text

    def table(
        self, field: str, given: object, columns: dict[str, str]
    ) -> dict[str, Value]:
        name = f"tables.{field}"
        if field not in columns:
            self.refuse(name, f"has no use without columns.{field}")
        if not isinstance(given, dict) or not given:
            self.refuse(name, "is not a table with entries")
        table: dict[str, Value] = {}
        for written, value in given.items():
            key, spelling = f"{name}.'{written}'", normalised(written)
            if spelling in table:
                self.refuse(key, "stands twice but for its spelling")
            none = field in REFERENCES and value == ""
            table[spelling] = "" if none else self.value(key, field, value)
        return table

    def zone(self, name: str) -> ZoneInfo:
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            self.refuse(
                "zone",
                f"is '{name}', which is no time zone; those of Indonesia: Asia/Jakarta,"
                " Asia/Pontianak, Asia/Makassar, Asia/Jayapura",
            )

    def delimiter(self, value: object) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or len(value) != 1 or value in '"\r\n\0':
            self.refuse("delimiter", "is not a single character")
        return value
