"""The deadlines of a case as a letter tells them: each with the law it rests on."""

from collections.abc import Collection
from datetime import date

from api.case_clocks import explained
from api.installation import Installation
from api.pages import glossary, indonesian
from api.pages.clock_lines import law
from api.pages.indonesian import capital
from api.reports.letter import Deadline
from domain.case import Case


def deadlines(
    here: Installation,
    case: Case,
    today: date,
    kind: str = "clock",
    only: Collection[str] | None = None,
) -> list[Deadline]:
    """Those that are promised so far, or of these only those of these names; `kind` is
    how the glossary calls their names."""
    return [
        Deadline(
            what=capital(glossary.word(kind, clock["clock"])),
            due_on=clock["due_on"],
            limit=clock["limit"] + clock["extended"],
            unit=clock["unit"],
            since=indonesian.day(clock["started_on"]),
            rule=clock["rule"],
            legal_basis=law(clock["legal_basis"]),
            confirmed=clock["confirmed"],
            provisional=clock["provisional"],
        )
        for clock in explained(here.app, case, today)
        if only is None or clock["clock"] in only
    ]
