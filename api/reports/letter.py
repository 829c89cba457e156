"""A letter of the office: what was decided, until when what is due, by which law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.pages import glossary
from api.pages.indonesian import day, number
from api.reports.report import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """`what` is due by `due_on`; why by that day: `limit` of its `unit` since `since`,
    by a rule that rests on a law."""

    what: str
    due_on: date
    limit: int
    unit: str
    since: str
    rule: str
    legal_basis: str
    confirmed: bool = True
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`facts` are names and what stands beside them; `blanks` are filled in by hand, as
    what may be printed only for a reason; `rights` is what its reader may do next;
    `signs` are those who sign. `made_at` is when what it tells was recorded."""

    title: str
    office: str
    number: str
    facts: Pairs
    made_at: datetime
    addressee: str = ""
    paragraphs: Sequence[str] = ()
    deadlines: Sequence[Deadline] = ()
    rights: Sequence[str] = ()
    blanks: Sequence[str] = ()
    signs: Sequence[str] = ()

    def told(self) -> dict[str, Any]:
        """As the template reads it."""
        return {
            "title": self.title,
            "office": self.office,
            "number": self.number,
            "addressee": self.addressee,
            "facts": [list(pair) for pair in self.facts],
            "paragraphs": list(self.paragraphs),
            "deadlines": [_told(one) for one in self.deadlines],
            "rights": list(self.rights),
            "blanks": list(self.blanks),
            "signs": list(self.signs),
        }


def _told(deadline: Deadline) -> dict[str, str]:
    unit = glossary.word("unit", deadline.unit)
    doubts = [
        text
        for said, text in (
            (not deadline.confirmed, "aturannya belum dipastikan"),
            (
                deadline.provisional,
                "tanggal sementara: kalender kerja tahunnya belum ditetapkan",
            ),
        )
        if said
    ]
    why = f"{number(deadline.limit)} {unit} sejak {deadline.since}"
    return {
        "what": deadline.what,
        "due": day(deadline.due_on),
        "why": f"{why}, aturan {deadline.rule}",
        "basis": deadline.legal_basis,
        "doubts": "; ".join(doubts),
    }
