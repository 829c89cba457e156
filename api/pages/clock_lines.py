"""The deadlines of a case in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.pages import glossary
from api.pages.indonesian import day, left, number
from domain.working_calendar import WorkingCalendar

TONES: Mapping[str, str] = {
    "running": "info",
    "paused": "wait",
    "overdue": "bad",
    "met": "good",
    "late": "bad",
    "void": "",
    "unknown": "",
}
WINDOWS = frozenset(("objection_window", "dispute_window", "court_window"))
"""Within them an applicant may do something, and owes nothing to anybody."""
_OF_WINDOWS: Mapping[str, tuple[str, str]] = {
    "running": ("terbuka", "info"),
    "overdue": ("sudah lewat", ""),
    "met": ("dipakai", "good"),
    "late": ("dipakai terlambat", "wait"),
}
_ORDER = ("overdue", "running", "paused", "late", "met", "unknown", "void")


@dataclass(frozen=True, slots=True)
class ClockLine:
    """`text` says what is due and how it stands, `ground` by which rule and law."""

    name: str
    text: str
    status: str
    tone: str
    ground: str
    due_on: date
    limit: str
    running: bool


def lines(
    clocks: list[dict[str, Any]], calendar: WorkingCalendar, today: date
) -> list[ClockLine]:
    """Of the clocks as `/clocks` explains them: what runs first, the soonest due."""
    return [line for line, _ in paired(clocks, calendar, today)]


def paired(
    clocks: list[dict[str, Any]], calendar: WorkingCalendar, today: date
) -> list[tuple[ClockLine, dict[str, Any]]]:
    """The same, each with the clock of which it tells."""
    ordered = sorted(clocks, key=lambda c: (_ORDER.index(c["status"]), c["due_on"]))
    return [(_line(clock, calendar, today), clock) for clock in ordered]


_WHY: Mapping[str, str] = {
    "calendar day": "hari kalender",
    "working day": "hari kerja",
    "working day (year not adopted)": "hari kerja (kalender belum ditetapkan)",
    "Saturday": "Sabtu",
    "Sunday": "Minggu",
}


def why(reason: str, clock: str) -> str:
    """Why a day of that clock is counted or not; a holiday keeps the name that its
    decree gives."""
    if reason == "paused":
        return f"ditunda, menunggu {glossary.asker(clock)}"
    return _WHY.get(reason, reason)


def time_left(
    due_on: date, today: date, calendar: WorkingCalendar, unit: str = "working_days"
) -> str:
    """`2 hari kerja lagi`; on the last day, and for a day off before it, that too."""
    between = calendar.days_between
    if due_on < today:
        late = between(due_on, today, unit)
        # Since the due day there was no day of the unit: it is over all the same.
        return left(-late, _unit(unit)) if late else "lewat tenggat"
    if due_on == today:
        return left(0)
    days = between(today, due_on, unit)
    return left(days, _unit(unit)) if days else "sebelum hari kerja berikutnya"


def limit(clock: Mapping[str, Any]) -> str:
    """`5 hari kerja`, with an extension apart."""
    unit = _unit(clock["unit"])
    text = f"{number(clock['limit'])} {unit}"
    more = clock.get("extended")
    return f"{text}, diperpanjang {number(more)} {unit}" if more else text


_PHRASES = (
    ("replaced by", "diganti dengan"),
    ("store text", "keterangan aplikasi"),
    ("PermenPANRB 62/2018 practice", "praktik PermenPANRB 62/2018"),
    ("LAPOR! practice", "praktik LAPOR!"),
    ("practice of KemenPANRB and Kemendagri", "praktik KemenPANRB dan Kemendagri"),
    ("as C-03; no term of its own found", "seperti C-03; tidak ada batas tersendiri"),
    (
        "proposal inside C-02 and C-03; no term found",
        "usul di dalam C-02 dan C-03; batasnya tidak ditemukan",
    ),
    ("derived from", "diturunkan dari"),
    ("follows", "mengikuti"),
    ("practice", "praktik"),
)
"""What the seeds of the rules say beside the names of laws."""


def law(legal_basis: str) -> str:
    """The legal basis of a rule, as far as we wrote it ourselves in our words."""
    for phrase, words in _PHRASES:
        legal_basis = legal_basis.replace(phrase, words)
    return legal_basis


def ground(clock: Mapping[str, Any]) -> str:
    """`Aturan C-03 (5 hari kerja); dasar hukum ...`, and what of it is not certain."""
    text = f"Aturan {clock['rule']}: {limit(clock)}; dasar: {law(clock['legal_basis'])}"
    if not clock["confirmed"]:
        text += " (belum dipastikan)"
    if clock["provisional"]:
        text += "; tanggal sementara karena kalender tahunnya belum dipastikan"
    return text


def _unit(unit: str) -> str:
    return glossary.word("unit", unit)


def _line(clock: dict[str, Any], calendar: WorkingCalendar, today: date) -> ClockLine:
    status = clock["status"]
    word, tone = glossary.word("clock_status", status), TONES[status]
    running = status in ("running", "overdue", "paused")
    if clock["clock"] in WINDOWS:
        word, tone = _OF_WINDOWS.get(status, (word, tone))
        running = status == "running"
    return ClockLine(
        name=glossary.word("clock", clock["clock"]),
        text=_text(clock, calendar, today),
        status=word,
        tone=tone,
        ground=ground(clock),
        due_on=clock["due_on"],
        limit=limit(clock),
        running=running,
    )


def _text(clock: dict[str, Any], calendar: WorkingCalendar, today: date) -> str:
    due, due_on, unit = day(clock["due_on"]), clock["due_on"], clock["unit"]
    if clock["clock"] in WINDOWS and clock["stopped_on"]:
        return f"Dipakai {day(clock['stopped_on'])}; batasnya {due}"
    if clock["clock"] in WINDOWS and clock["status"] == "overdue":
        return f"Berakhir {due} tanpa dipakai"
    match clock["status"]:
        case "running" | "overdue":
            return f"Tenggat {due}, {time_left(due_on, today, calendar, unit)}"
        case "paused":
            asker = glossary.asker(clock["clock"])
            return (
                f"Ditunda, menunggu {asker}; bila berlanjut hari ini, tenggatnya {due}"
            )
        case "met":
            return f"Terpenuhi {day(clock['stopped_on'])}{_took(clock)}; tenggat {due}"
        case "late":
            late = calendar.days_between(due_on, clock["stopped_on"], unit)
            by = f", terlambat {number(late)} {_unit(unit)}" if late else ", terlambat"
            return f"Terpenuhi {day(clock['stopped_on'])}{by}; tenggat {due}"
        case "unknown":
            return f"Selesai pada hari yang tidak diketahui; tenggat {due}"
        case _:
            return f"Berakhir tanpa penilaian; tenggat semula {due}"


def _took(clock: dict[str, Any]) -> str:
    days = clock["working_days"]
    return "" if days is None else f", dalam {number(days)} hari kerja"
