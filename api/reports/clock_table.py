"""The table of how deadlines were kept, of whichever cases."""

from collections.abc import Sequence

from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.pages.indonesian import capital, number
from api.reports.recap_tables import count, rate, word
from api.reports.report import Section
from projections.figures import ClockFigures

ON_TIME = (
    "Tepat waktu: ditepati, dibagi yang ditepati, terlambat, atau lewat tenggat."
    " Aturan dan dasar hukumnya: "
)


def clock_table(
    title: str, head: str, named: Sequence[tuple[str, ClockFigures]], counted: str
) -> Section:
    """A row for each name."""
    return Section(
        title=title,
        table=Table(
            columns=(
                head,
                "Berjalan",
                "Ditunda",
                "Lewat tenggat",
                "Ditepati",
                "Terlambat",
                "Tepat waktu",
                "Median hari kerja",
                "90 persen dalam",
            ),
            rows=[[word(capital(name)), *_cells(one)] for name, one in named],
        ),
        counted=counted,
    )


def _cells(clock: ClockFigures) -> list[Cell]:
    return [
        count(clock.running),
        count(clock.paused),
        count(clock.overdue),
        count(clock.met),
        count(clock.late),
        rate(clock.met, clock.met + clock.late + clock.overdue),
        Cell(clock.median_working_days, number(clock.median_working_days)),
        Cell(clock.p90_working_days, number(clock.p90_working_days)),
    ]
