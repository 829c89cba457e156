"""The shapes of what is told about exports."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from api.figures_answers import Dashboard
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


class Figures(BaseModel):
    """The dashboard as of `position`, its question, and a signed head that speaks of
    it; `query` has the filters of the dashboard, null where one was not set."""

    format: Literal["tuntas-figures/v1"]
    origin: str
    zone: str
    query: dict[str, str | None]
    position: int
    figures: Dashboard
    head: str
