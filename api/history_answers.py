"""The shape of what happened to a case, and of who knew it when."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from domain.event import Role


class KnownBy(BaseModel):
    """A role that could read of an event since another one, recorded `at`; of one
    agency, or one officer alone, where no other of the role sees the case."""

    role: Role
    agency: str | None
    officer: str | None
    position: int
    at: datetime


class ChangeItem(BaseModel):
    position: int
    version: int
    event: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    role: Role
    data: dict[str, Any]


class HistoryItem(ChangeItem):
    """`late` happened before a change of state that was recorded earlier."""

    delay_seconds: int
    late: bool
    known_by: list[KnownBy]


class History(BaseModel):
    """Everything that happened to the case, in order. Another case is named only to
    who sees that one too; its number and id are null to all others."""

    items: list[HistoryItem]
