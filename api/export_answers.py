"""The shapes of what is told about exports."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from domain.event import Role


class Made(BaseModel):
    """A copy of cases that left. `role` is `system` on the command line, `officer`
    then the one who ran it, if that was said. `up_to`: the last position in it."""

    position: int
    made_at: datetime
    officer: UUID | None
    name: str | None
    role: Role
    what: str
    chosen: dict[str, str]
    restricted: bool
    cases: int
    events: int
    up_to: int
    reason: str | None


class ExportsMade(BaseModel):
    """The exports, the newest first."""

    items: list[Made]
