"""What a report holds, whatever it is written as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Bars
from api.pages.dashboard.told import Table, Told

UNLESS_SAID = ", kecuali baris atau kolom yang menyebut satuan lain"
Pairs = Sequence[tuple[str, str]]
"""Names, and what stands beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`finding` is what it says as a sentence, `counted` what is divided by what. A
    `chapter` begins with it where it names one; a report has several or none."""

    title: str
    table: Table
    finding: str = ""
    counted: str = ""
    chart: Bars | None = None
    chapter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Data that a PDF holds beside what is printed of it."""

    name: str
    media_type: str
    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`name` begins the names of its files. `unit` is what its numbers count. `origin`
    says by which question, up to which event, and by which signed head of the log it
    can be checked; `made_of` is when that event was recorded, so that the same events
    give the same file."""

    name: str
    title: str
    office: str
    period: str
    as_of: str
    unit: str
    sections: Sequence[Section]
    origin: Pairs
    made_of: datetime
    attachments: Sequence[Attachment] = ()


def section(title: str, told: Told) -> Section:
    """A view of the dashboard, as it is told there."""
    chart = told.chart if isinstance(told.chart, Bars) else None
    return Section(
        title=title,
        finding=sentence(told.finding),
        chart=chart,
        table=told.table,
        counted=told.counted,
    )


def sentence(said: Sentence) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in said)


def printed(cell: Cell) -> str:
    """A cell as it stands on paper: a rate beside its two numbers."""
    text = cell.text
    if cell.of is not None and cell.value is not None:
        part, whole = cell.of
        text = f"{text} ({part.text}/{whole.text})"
    return f"{text}, {cell.more}" if cell.more else text
