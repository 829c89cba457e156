"""What a step does to the clocks, in sentences: of what happened, or would happen."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from api.pages import glossary
from api.pages.clock_lines import WINDOWS
from api.pages.indonesian import day, number
from domain.case import Case
from domain.complaint import Complaint


def effects(data: Mapping[str, Any], after: Case | None = None) -> Iterator[str]:
    """Of an event's data as `/history` tells it. `after` is the case after it, where
    it is at hand: it knows until when a clock runs again."""
    for stop in data.get("stopped", ()):
        days = stop["working_days"]
        after_days = (
            f"setelah {number(days)} hari kerja" if days else "pada hari itu juga"
        )
        yield f"Tenggat {_name(stop)} berhenti {after_days}."
    for promise in data.get("started", ()):
        if not _stopped_at_once(data, promise["clock"]):
            yield f"Tenggat {_name(promise)} mulai: {_until(promise)}."
    moved = {move["promise"]["clock"]: move for move in data.get("moved", ())}
    for name in data.get("resumed", ()):
        due_on = _due_on(name, moved, after)
        until = f" dengan tenggat {day(due_on)}" if due_on else ""
        yield f"Tenggat {glossary.word('clock', name)} berjalan lagi{until}."
    for name, move in moved.items():
        if name not in data.get("resumed", ()):
            yield _moved(name, move)
    for name in data.get("voided", ()):
        yield f"Tenggat {glossary.word('clock', name)} gugur."
    if data.get("paused_on"):
        waited = [promise["clock"] for promise in data.get("started", ())]
        asker = glossary.asker(waited[0] if waited else "clarification")
        yield f"Tenggat instansi ditunda selama menunggu {asker}."
    if data.get("resumed_on"):
        yield "Masa tunda berakhir; hari menunggu tidak dihitung."


def next_due(case: Case, today: date) -> str:
    """`Berikutnya jatuh tempo: verifikasi, Senin, 23 November 2026.`"""
    going = [
        clock
        for clock in case.running_clocks
        if not clock.paused
        and (clock.promise.clock not in WINDOWS or clock.promise.due_on >= today)
    ]
    complaint = case if isinstance(case, Complaint) else None
    is_open = complaint.open if complaint else case.closed_at is None
    # What an applicant may still do runs on when nobody owes anything.
    if going and (is_open or complaint is None):
        first = min(going, key=lambda clock: clock.promise.due_on).promise
        name = glossary.word("clock", first.clock)
        over = first.due_on < today
        told = "Sudah lewat tenggat" if over else "Berikutnya jatuh tempo"
        return f"{told}: {name}, {day(first.due_on)}."
    if is_open:
        return "Tidak ada tenggat yang sedang berjalan."
    if complaint and complaint.reopen_until:
        return f"Pelapor dapat membuka kembali sampai {day(complaint.reopen_until)}."
    return "Tidak ada lagi tenggat yang berjalan."


def _moved(name: str, move: Mapping[str, Any]) -> str:
    """Another class may have another rule and the same due day."""
    clock, promise = glossary.word("clock", name), move["promise"]
    before, now = day(move["due_before"]), day(promise["due_on"])
    if before == now:
        return f"Tenggat {clock} tetap {now}, menurut aturan {promise['rule']}."
    return f"Tenggat {clock} bergeser dari {before} menjadi {now}."


def _stopped_at_once(data: Mapping[str, Any], clock: str) -> bool:
    return any(stop["clock"] == clock for stop in data.get("stopped", ()))


def _until(promise: Mapping[str, Any]) -> str:
    unit = glossary.word("unit", promise["unit"])
    return (
        f"jatuh tempo {day(promise['due_on'])} (aturan {promise['rule']},"
        f" {number(promise['limit'])} {unit})"
    )


def _due_on(
    name: str, moved: Mapping[str, Any], after: Case | None
) -> date | str | None:
    if name in moved:
        found: date | str = moved[name]["promise"]["due_on"]
        return found
    return after.clocks[name].promise.due_on if after else None


def _name(of: Mapping[str, Any]) -> str:
    return glossary.word("clock", of["clock"])
