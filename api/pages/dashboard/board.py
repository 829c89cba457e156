"""One reading of the dashboard: of which day, by which filters, for whom."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import Field

from api.commands import InvalidBody, parse
from api.found_cases import visibility
from api.installation import Installation
from api.pages import glossary, indonesian
from api.pages.dashboard.cells import Cell
from api.pages.page import Page
from api.queries import LAST_DAY, Chosen, Cursor, Day
from domain.reference import Reference
from projections.counted import Asked, Group, Part
from projections.visibility import Visibility

PATH = "/dasbor"


class BoardQuery(Chosen):
    """The filters of the API, and `per`, the day at whose end things are told."""

    per: Day | None = None
    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")


Piece = Annotated[str, Field(pattern=r"^[a-z_]{1,40}:[A-Za-z0-9._-]{0,60}$")]


class CasesQuery(BoardQuery):
    """`angka` names the figure, each `bagian` a part of it as `agency:dishub`; one
    without a code is of the cases that have none."""

    angka: str = Field(max_length=80)
    bagian: list[Piece] = Field(default_factory=list, max_length=5)
    cursor: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """`seen` is what its reader sees."""

    here: Installation
    query: BoardQuery
    reference: Reference
    today: date
    seen: Visibility

    @classmethod
    def of(cls, page: Page) -> "Board":
        """Raises `InvalidBody`, also for a day to come, of which nothing is known."""
        board = cls._asked(page, _given(page))
        if board.day > board.today:
            ahead = "lies in the future; correct the day."
            raise InvalidBody([{"field": "per", "problem": ahead}])
        return board

    @classmethod
    def of_today(cls, page: Page) -> "Board":
        """Of everything."""
        return cls._asked(page, {})

    @classmethod
    def _asked(cls, page: Page, given: Mapping[str, Any]) -> "Board":
        here, seen = page.here, visibility(page.actor)
        query = parse(BoardQuery, given)
        return cls(here, query, here.app.reference(), here.today(), seen)

    @property
    def day(self) -> date:
        return self.query.per or self.today

    @property
    def asked(self) -> Asked:
        return Asked(
            day=self.day,
            calendar=self.reference.calendar,
            filters=self.query.filters(self.query.first, self.query.last),
            visibility=self.seen,
            zone=self.here.settings.time_zone,
        )

    @property
    def counts_hidden(self) -> bool:
        """Whether totals count restricted cases that the reader does not see."""
        return self.asked.in_totals != self.asked.visibility

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, by the names of the form."""
        given = self.query.model_dump(mode="json", by_alias=True, exclude_none=True)
        return {name: str(given[name]) for name in _FILTERS if name in given}

    def said(self) -> list[tuple[str, str]]:
        """The filters in words."""
        return [
            (_FILTERS[name], self._word(name, v)) for name, v in self.chosen.items()
        ]

    def address(self, below: str = "", **more: Any) -> str:
        """Of a page of the dashboard with the same filters and day; `more` are put in
        the place of what is asked for, None takes it out."""
        given: dict[str, Any] = {**self.chosen}
        if self.query.per is not None:
            given["per"] = self.query.per.isoformat()
        given |= more
        left = {name: value for name, value in given.items() if value is not None}
        words = urlencode(left, doseq=True, safe=":,")
        return f"{PATH}{below}{'?' if words else ''}{words}"

    def number(self, view: str, group: Group, name: str, tone: str = "") -> Cell:
        """The number of a figure, leading to the cases that it counts."""
        number, hidden = group.numbers[name], group.hidden.get(name, 0)
        more = f"termasuk {indonesian.number(hidden)} terbatas" if hidden else ""
        address = None
        if number > hidden:
            address = self.cases(f"{view}.{name}", group.part, group.day)
        return Cell(number, indonesian.number(number), address, more, tone)

    def rate(self, view: str, group: Group, part: str, whole: str) -> Cell:
        """The share that one figure is of another, beside both."""
        n = group.numbers
        rate = n[part] / n[whole] if n[whole] else None
        of = self.number(view, group, part), self.number(view, group, whole)
        return Cell(rate, indonesian.percent(rate), of=of)

    def cases(self, figure: str, part: Part, day: date | None = None) -> str:
        """The address of the cases behind a figure."""
        per = (day or self.day).isoformat()
        pieces = [f"{name}:{code or ''}" for name, code in part.items()]
        return self.address("/aduan", per=per, angka=figure, bagian=pieces)

    def agency(self, code: str | None) -> str:
        if code is None:
            return "belum didisposisikan"
        found = self.reference.agencies.by_code.get(code)
        return found.name if found else code

    def part(self, name: str, code: str | None) -> str:
        """A part of a figure in words."""
        match name:
            case "agency" | "category" | "region":
                return self._word(name, code) if code else f"tanpa {_FILTERS[name]}"
            case "regency":
                return self._word("region", code) if code else "tanpa kabupaten/kota"
            case "district":
                return self._word("region", code) if code else "tanpa kecamatan"
            case "day":
                return indonesian.day(code) if code else ""
            case "working_days":
                return f"{code} hari kerja"
            case "up_to":
                return f"sampai {code} hari kerja" if code else "lebih lama dari itu"
            case "stars":
                return f"{code} bintang" if code else "belum dinilai"
            case "stage":
                return glossary.word("state", code)
            case "week":
                return f"pekan sejak {indonesian.day(code)}" if code else ""
            case "weekday":
                return _WEEKDAYS.get(code or "", "")
            case "hour":
                hour = (code or "").zfill(2)
                return f"pukul {hour}.00–{hour}.59"
            case "clock" | "state" | "channel" | "classification" | "archive_reason":
                return glossary.word(name, code)
            case _:
                return code or "tidak diketahui"

    def _word(self, name: str, code: str) -> str:
        match name:
            case "agency":
                return self.agency(code)
            case "category":
                return self.reference.categories.names.get(code, code)
            case "region":
                return self.reference.regions.names.get(code) or code
            case "from" | "to":
                return indonesian.day(code)
            case _:
                return glossary.word(name, code)

    @property
    def days(self) -> tuple[date, date | None]:
        """The day before, and the one after if it is not to come."""
        following = min(self.day, LAST_DAY - _DAY) + _DAY
        return self.day - _DAY, following if following <= self.today else None

    def options(self) -> Mapping[str, list[tuple[str, str]]]:
        """What each filter can be: pairs of code and word."""
        regions = self.reference.regions.names
        return {
            "agency": sorted(
                (
                    (agency.code, agency.name)
                    for agency in self.reference.agencies.by_code.values()
                    if agency.kind == "agency"
                ),
                key=lambda pair: pair[1],
            ),
            "category": sorted(
                self.reference.categories.names.items(), key=lambda pair: pair[1]
            ),
            "region": [(c, n) for c, n in sorted(regions.items()) if c.count(".") < 2],
            "channel": list(glossary.WORDS["channel"].items()),
            "classification": list(glossary.WORDS["classification"].items()),
        }


@dataclass(frozen=True, slots=True)
class CasesAsked:
    """Which cases are asked for."""

    figure: str
    part: Part
    cursor: str | None

    @classmethod
    def of(cls, page: Page) -> "CasesAsked":
        """Raises `InvalidBody`."""
        given = _given(page, "angka", "bagian", "cursor")
        given["bagian"] = page.request.query_params.getlist("bagian")
        query = parse(CasesQuery, given)
        pieces = [piece.partition(":") for piece in query.bagian]
        part = {name: code or None for name, _, code in pieces}
        for name, code in part.items():
            if code and not _is_known(name, code):
                raise InvalidBody([{"field": "bagian", "problem": "is not known here"}])
        return cls(query.angka, part, query.cursor)


def _is_known(name: str, code: str) -> bool:
    """Where a part's codes are ours, or days; others may be of any name."""
    if name in ("day", "week"):
        with suppress(ValueError):
            return bool(date.fromisoformat(code))
        return False
    return name not in glossary.WORDS or code in glossary.WORDS[name]


def _given(page: Page, *more: str) -> dict[str, Any]:
    """What stands in the address; a field of the form that was left empty does not."""
    given = page.request.query_params
    known = {*_FILTERS, "per", *more}
    strange = [name for name in given if name not in {*known, *_OF_CASES}]
    if strange:
        raise InvalidBody([{"field": strange[0], "problem": "is not known here"}])
    return {name: given[name] for name in known if given.get(name)}


_DAY = timedelta(days=1)
_WEEKDAYS = {str(n): name for n, name in enumerate(indonesian.DAYS, start=1)}
_OF_CASES = ("angka", "bagian", "cursor")
_FILTERS = {
    "agency": "instansi",
    "category": "kategori",
    "region": "wilayah",
    "channel": "saluran",
    "classification": "klasifikasi",
    "from": "diterima sejak",
    "to": "diterima sampai",
}
