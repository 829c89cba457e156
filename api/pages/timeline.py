"""The timeline of a case for evidence: each event with both its times, and the time
between two of them, in which nothing was recorded or the deadlines stood still."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from api.openings import officers_names
from api.pages import glossary, indonesian
from api.pages.case_timeline import Entry as Step
from api.pages.case_timeline import step
from api.pages.names import Names
from api.pages.page import Page
from domain.complaint import Complaint

MINUTE, HOUR, DAY = 60, 3600, 86_400
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Between:
    """Time between two events: a `gap`, or a `pause` of the deadlines."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Knowing:
    """Who could have read of an event, and since when."""

    who: str
    since: datetime
    at_once: bool
    position: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An event, the `number`-th of the case; `after` is the time until the next one."""

    number: int
    position: int
    title: str
    actor: str
    occurred_at: datetime
    recorded_at: datetime
    delay: str
    late: bool
    texts: Sequence[tuple[str, str]]
    facts: Sequence[str]
    known: list[Knowing]
    data: Mapping[str, Any]
    after: Between | None


def entries(
    page: Page,
    items: Sequence[Mapping[str, Any]],
    states: Sequence[Complaint],
) -> list[Entry]:
    """Of the items of a case's history and the case after each of them."""
    names = Names(page.here.app.reference())
    actors = officers_names(page.here, {item["actor"] for item in items})
    nexts: list[Mapping[str, Any] | None] = [*items[1:], None]
    told = [step(item, names) for item in items]
    return [
        Entry(
            number=item["version"],
            position=item["position"],
            title=one.title,
            actor=_actor(one, actors[item["actor"]]["name"]),
            occurred_at=item["occurred_at"],
            recorded_at=item["recorded_at"],
            delay=lasting(item["delay_seconds"]),
            late=item["late"],
            texts=_texts(one, item["data"]),
            facts=one.facts,
            known=list(_known(item, names)),
            data=item,
            after=_between(page, state, following),
        )
        for item, one, state, following in zip(items, told, states, nexts, strict=True)
    ]


def lasting(seconds: int) -> str:
    """How long, roughly: `3 hari`, `5 jam`, `12 menit`; empty below a minute."""
    for size, word in ((DAY, "hari"), (HOUR, "jam"), (MINUTE, "menit")):
        if seconds >= size:
            return f"{indonesian.number(seconds // size)} {word}"
    return ""


def _actor(told: Step, name: str | None) -> str:
    return f"{name} ({told.who})" if name else _sentence(told.who)


def _sentence(text: str) -> str:
    """With a large first letter; `capitalize` would make names small."""
    return text[:1].upper() + text[1:]


def _texts(told: Step, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What people wrote, as far as it may be shown; what was erased says so."""
    found = list(told.words)
    if reporter := data.get("reporter"):
        found.append(("Pelapor", ", ".join(v for v in reporter.values() if v)))
    found += [
        (label, "(sudah dihapus untuk selamanya)")
        for name, label in (("title", "Judul"), ("description", "Uraian"))
        if data.get(name, "") is None and "changed" not in data
    ]
    return found


def _known(item: Mapping[str, Any], names: Names) -> Iterator[Knowing]:
    def since(by: Mapping[str, Any]) -> tuple[int, datetime]:
        return by["position"], by["at"]

    for (position, at), readers in groupby(
        sorted(item["known_by"], key=since), key=since
    ):
        who = dict.fromkeys(_reader(by, names) for by in readers)
        yield Knowing(
            _sentence(", ".join(who)), at, position == item["position"], position
        )


def _reader(by: Mapping[str, Any], names: Names) -> str:
    role = glossary.word("role", by["role"])
    if by["agency"]:
        return f"{role} {names.agency(by['agency'])}"
    return f"{role} penerima" if by["officer"] else role


def _between(
    page: Page, case: Complaint, following: Mapping[str, Any] | None
) -> Between | None:
    """What lies between the event after which the case was so, and the next one; or
    today, while it is open. Judged by when things happened."""
    zone, today = page.here.settings.time_zone, page.here.today()
    begin = case.effective_at.astimezone(zone).date()
    if following is not None:
        end = following["occurred_at"].astimezone(zone).date()
        last, span = end - _DAY, f"sampai {indonesian.day(end)}"
    elif case.open:
        last, span = today, "sampai hari ini"
    else:
        return None
    days = (last - begin).days
    working = page.here.app.reference().calendar.working_days_between(begin, last)
    length = f"{indonesian.number(days)} hari ({indonesian.number(working)} hari kerja)"
    if case.paused_on is not None:
        since = indonesian.day(case.paused_on)
        text = f"Sejak {since} tenggat berhenti, menunggu pelapor"
        lasted = f", {length}" if days > 0 else ""
        return Between("pause", "Tenggat ditunda", f"{text}, {span}{lasted}.")
    if working < 1:
        return None
    text = f"Dari {indonesian.day(begin)} {span}."
    return Between("gap", f"Tidak ada peristiwa selama {length}", text)


def number_at(items: Iterable[Entry], position: int) -> int | None:
    """Which event of the case has that position in the record."""
    return next((entry.number for entry in items if entry.position == position), None)
