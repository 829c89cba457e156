"""The shapes of the answers about villages."""

from datetime import date

from pydantic import BaseModel

from api.answers import Page
from domain.villages import Facility, Signal


class Waits(BaseModel):
    """Cases by how long their records were on the way, from `received_at` to when they
    were recorded: up to an hour, a day, a week, or longer. Of those that an import
    brought nothing is known."""

    within_hour: int
    within_day: int
    within_week: int
    longer: int
    imported: int


class Village(BaseModel):
    """Null is what no source tells; `source` and `surveyed_on` are of the one that was
    in force on the day asked for."""

    code: str
    name: str
    signal: Signal | None
    office: bool | None
    school: bool | None
    health_post: bool | None
    satellite: bool | None
    people: int | None
    people_without_channel: int | None
    source: str | None
    surveyed_on: date | None
    received: int
    waits: Waits


class VillageTotals(BaseModel):
    """Of all villages that are chosen, not of the page; `others` are the cases that
    name no village."""

    villages: int
    silent: int
    no_signal: int
    weak_signal: int
    not_surveyed: int
    people_without_channel: int
    received: int
    waits: Waits
    others: Waits


class PageOfVillages(Page):
    """One page of villages by code, at the end of `as_of`; `version` counts the
    surveys."""

    as_of: date
    version: int
    items: list[Village]
    totals: VillageTotals


class Planned(Village):
    """`site`: where the point may stand; null where no facility is known."""

    rank: int
    site: Facility | None


class Plan(Page):
    """One page of the plan; `uncounted` villages are not in it, as nobody told how many
    people live there."""

    as_of: date
    version: int
    formula: str
    items: list[Planned]
    uncounted: int
