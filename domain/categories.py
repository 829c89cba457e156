"""The categories of complaints, by code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import ClassVar, Self
from uuid import uuid5

from domain.event import Event, Origin, stamped
from domain.names import normalised
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION

CATEGORIES_ID = uuid5(INSTALLATION, "categories")
CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,39}\Z")


@dataclass(frozen=True, kw_only=True)
class CategoryAdded(Event):
    TOPIC: ClassVar[str] = "category.added"
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CategoryRenamed(Event):
    TOPIC: ClassVar[str] = "category.renamed"
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Categories:
    version: int = 0
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __contains__(self, code: object) -> bool:
        return code in self.names

    def find(self, name: str) -> str | None:
        """The code of a category, by its name in whatever case and spacing."""
        wanted = normalised(name)
        matches = (c for c, n in self.names.items() if normalised(n) == wanted)
        return next(matches, None)

    def apply(self, event: CategoryAdded | CategoryRenamed) -> Self:
        names = MappingProxyType({**self.names, event.code: event.name})
        return replace(self, version=event.originator_version, names=names)

    def add(self, origin: Origin, *, code: str, name: str) -> CategoryAdded:
        if not CODE.match(code):
            raise InvalidField(
                field="code", problem="2 to 40 lower-case letters, digits and hyphens."
            )
        if code in self:
            raise InvalidField(field="code", problem=f"'{code}' is taken.")
        if taken := self.find(name):
            raise InvalidField(field="name", problem=f"'{name}' is '{taken}' already.")
        return CategoryAdded(
            **stamped(origin, CATEGORIES_ID, self.version + 1), code=code, name=name
        )

    def rename(self, origin: Origin, *, code: str, name: str) -> CategoryRenamed:
        if code not in self:
            raise InvalidField(field="code", problem=f"there is no category '{code}'.")
        if (taken := self.find(name)) and taken != code:
            raise InvalidField(field="name", problem=f"'{name}' is '{taken}' already.")
        return CategoryRenamed(
            **stamped(origin, CATEGORIES_ID, self.version + 1), code=code, name=name
        )
