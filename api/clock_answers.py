"""The shapes in which the deadlines of a case are told, of whichever kind it is."""

from datetime import date, datetime

from pydantic import BaseModel

from domain.clock import Status


class Deadline(BaseModel):
    rule: str
    due_on: date
    due_at: datetime
    stopped_on: date | None
    status: Status


class ExplainedDay(BaseModel):
    date: date
    counted: bool
    why: str


class ExplainedDeadline(Deadline):
    rule_version: int
    legal_basis: str
    confirmed: bool
    provisional: bool
    started_on: date
    limit: int
    extended: int
    unit: str
    calendar_version: int
    paused_days: int
    working_days: int | None
    days: list[ExplainedDay]


class Explained(BaseModel):
    """`items` are those of the kind of case."""

    received_at: datetime
    recorded_at: datetime
