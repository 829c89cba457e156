"""What a view tells: a finding, a chart, a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.pages.dashboard.cells import Cell, Sentence
from api.pages.dashboard.charts import Chart
from projections.counted import Group
from projections.view import View

if TYPE_CHECKING:
    from api.pages.dashboard.board import Board


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The first column heads its rows. `notes` are said below it."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`finding` is the answer to the question of the view, `counted` says what is
    divided by what; `tiles` are numbers to be seen first."""

    finding: Sentence
    counted: str
    table: Table
    chart: Chart | None = None
    tiles: Sequence[tuple[str, Cell]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`first` names the figure of which the first cases are shown with it."""

    view: View
    slug: str
    question: str
    figures: Mapping[str, str]
    tell: Callable[[Sequence[Group], "Board"], Told]
    first: str | None = None
