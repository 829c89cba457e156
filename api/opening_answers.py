"""The shapes of the access log."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from api.answers import Page
from domain.event import Role

Part = Literal["text", "reporter"]


class Opening(BaseModel):
    """Sealed parts of a case that were shown. `officer` and `name` are null where the
    reporter's own token was given out; an officer who was dismissed is still named.
    `agency`: for which the officer acted. `reason` is null too where it may not be
    shown."""

    position: int
    opened_at: datetime
    officer: UUID | None
    name: str | None
    role: Role
    agency: str | None
    opened: list[Part]
    reason: str | None


class OpeningsOfCase(BaseModel):
    """Who looked at the case, the newest first."""

    items: list[Opening]


class OpeningOfAll(Opening):
    """The case is told as it is now; of a restricted one the reason is null."""

    id: UUID
    case_number: str
    restricted: bool


class PageOfOpenings(Page):
    """One page of openings, the newest first."""

    items: list[OpeningOfAll]
