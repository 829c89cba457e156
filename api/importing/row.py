"""What one row of an import file says, whatever the file was."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from domain.complaint_events import (
    ArchiveReason,
    Channel,
    Classification,
    ClosedBy,
)

Closing = Literal["resolved", "archived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCase:
    """A case as its file tells it; every instant is aware.

    `row` counts from 1 as a spreadsheet does, header included. Codes and names of
    agencies, categories and regions are those of the file unless a code table of the
    mapping turned them into ours; finding ours is the importer's work.
    """

    row: int
    external_system: str
    external_id: str
    received_at: datetime
    classification: Classification
    channel: Channel
    title: str
    description: str
    anonymous: bool
    confidential: bool
    answered_at: datetime | None = None
    closing: Closing | None = None
    closed_at: datetime | None = None
    closed_by: ClosedBy | None = None
    closing_time_known: bool = False
    """False also for an open case; with a closing: `closed_at` is only a stand-in."""
    archive_reason: ArchiveReason | None = None
    archive_message: str | None = None
    """The file's own words for the archiving, of which `archive_reason` is the code."""
    pending_reason: str | None = None
    """What the reporter is asked for; None when the case waits for nobody."""
    final_description: str | None = None
    """The text as an officer edited it; None when it was left as it came in."""
    reporter_name: str | None = None
    agency_code: str | None = None
    agency_name: str | None = None
    category_code: str | None = None
    category_name: str | None = None
    region_code: str | None = None
    region_path: tuple[str, ...] = ()
    """Names: province, city or regency, district, village; ends at the first gap."""
    national_status: str | None = None
    values: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The original cells, should the row have to be rejected after all."""


@dataclass(slots=True)
class Rejected:
    """A row that cannot be taken over, with its original cells."""

    row: int
    reason: str
    values: tuple[str, ...]


class BadRow(ValueError):
    """Says why the row at hand cannot be taken over; never leaves a reader."""
