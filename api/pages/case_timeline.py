"""What happened to a case as a story: each step, and the time in which nothing came."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from api.pages import field_names, glossary, request_facts
from api.pages.clock_effects import effects
from api.pages.indonesian import day, number
from api.pages.names import Names

SILENCE = 5
"""Working days without a step from which on the silence is an entry of its own: the
term within which an agency first follows up (rule C-03)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A step, or the time between two. `recorded_at` is None where it was recorded as
    it happened; `words` are what people wrote, each under its label; `facts` and, of
    the clocks, `effects` are sentences of ours."""

    kind: Literal["step", "gap", "pause"]
    title: str
    who: str = ""
    occurred_at: datetime | None = None
    recorded_at: datetime | None = None
    late: bool = False
    words: Sequence[tuple[str, str]] = ()
    facts: Sequence[str] = ()
    effects: Sequence[str] = ()
    folded: bool = False
    """Its words stand elsewhere on the page of the case, as far as they still hold."""
    version: int = 0
    position: int = 0


def timeline(
    history: Sequence[Mapping[str, Any]],
    names: Names,
    zone: ZoneInfo,
    today: date,
    *,
    ended: bool,
) -> list[Entry]:
    """The entries of what `/history` tells, the oldest first. Of a case that has not
    `ended` the last silence lasts until today."""
    found: list[Entry] = []
    before: date | None = None
    paused, asker = False, ""
    for item in history:
        on = item["occurred_at"].astimezone(zone).date()
        asker = _asker(item)
        if before is not None:
            found += _between(before, on, paused, names, asker)
        found.append(step(item, names))
        before = max(before, on) if before else on
        data = item["data"]
        paused = bool(data.get("paused_on")) or (paused and not data.get("resumed_on"))
    if before is not None and not ended:
        found += _between(before, today, paused, names, asker, until_now=True)
    return found


def step(item: Mapping[str, Any], names: Names) -> Entry:
    """One event of `/history`."""
    data = item["data"]
    recorded = item["recorded_at"] if item.get("delay_seconds", 0) >= 60 else None
    return Entry(
        kind="step",
        title=_title(item),
        who=_who(item, names),
        occurred_at=item["occurred_at"],
        recorded_at=recorded,
        late=item.get("late", False),
        words=list(_words(data)),
        folded=item["event"] in _RECEIPTS,
        facts=list(_facts_of(item["event"], data, names)),
        effects=list(effects(data)),
        version=item["version"],
        position=item["position"],
    )


def _between(
    since: date,
    until: date,
    paused: bool,
    names: Names,
    asker: str,
    *,
    until_now: bool = False,
) -> Iterator[Entry]:
    calendar = names.reference.calendar
    if paused and until > since:
        waited = number((until - since).days)
        end = "sampai hari ini" if until_now else f"sampai {day(until)}"
        yield Entry("pause", f"Ditunda {waited} hari, menunggu {asker} ({end})")
    elif (days := calendar.working_days_between(since, until)) > SILENCE:
        end = ", sampai hari ini" if until_now else ""
        yield Entry("gap", f"{number(days)} hari kerja tanpa langkah{end}")


def _title(item: Mapping[str, Any]) -> str:
    return glossary.word("event", item["event"])


def _who(item: Mapping[str, Any], names: Names) -> str:
    """The role, with the agency for which it acts, and for whom it spoke."""
    data = item["data"]
    asker, role = _asker(item), item["role"]
    who = asker if role == "reporter" else glossary.word("role", role)
    try:
        officer = names.reference.officers.by_id.get(UUID(item["actor"]))
    except ValueError:
        officer = None
    if officer and officer.agency:
        who += f", {names.agency(officer.agency)}"
    if data.get("on_behalf_of"):
        who += f", atas nama {asker}"
    return who


_RECEIPTS = ("complaint.received", "information_request.requested")


def _asker(item: Mapping[str, Any]) -> str:
    return "pemohon" if _of_request(item["event"]) else "pelapor"


def _of_request(event: str) -> bool:
    return event.startswith("information_request.")


def _facts_of(event: str, data: Mapping[str, Any], names: Names) -> Iterator[str]:
    facts = request_facts.facts if _of_request(event) else _facts
    return facts(event, data, names)


_LABELS = {
    "information": "Informasi yang diminta",
    "purpose": "Tujuan penggunaan",
    "missing": "Yang belum lengkap",
    "statement": "Kasus posisi",
    "holder": "Yang menguasai informasi",
    "number": "Nomor register",
    "title": "Judul",
    "description": "Uraian",
    "instruction": "Petunjuk",
    "message": "Pesan",
    "question": "Pertanyaan",
    "answer": "Jawaban",
    "reason": "Alasan",
    "comment": "Komentar",
    "reference": "Nomor rujukan",
    "text": "Teks publik",
    "note": "Catatan",
}
_OF_THE_CODES = ("reason",)


def _words(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, label in _LABELS.items():
        text = data.get(name)
        if name in _OF_THE_CODES and text in glossary.WORDS["archive_reason"]:
            continue
        if isinstance(text, str) and text:
            yield label, text
    place = data.get("place")
    if isinstance(place, Mapping) and place.get("description"):
        yield "Tempat", place["description"]


def _facts(event: str, data: Mapping[str, Any], names: Names) -> Iterator[str]:
    """What is said by codes and numbers."""
    if event == "complaint.archived":
        yield f"Alasan: {glossary.word('archive_reason', data['reason'])}."
    if "channel" in data:
        yield f"Saluran: {glossary.word('channel', data['channel'])}."
    if data.get("classification"):
        word = glossary.word("classification", data["classification"])
        yield f"Klasifikasi: {word}."
    if data.get("category"):
        yield f"Kategori: {names.category(data['category'])}."
    if data.get("region"):
        yield f"Wilayah: {names.region_path(data['region'])}."
    if data.get("agency"):
        yield f"Instansi: {names.agency(data['agency'])}."
    if data.get("government"):
        yield f"Kepada: {names.agency(data['government'])}."
    if data.get("outcome"):
        yield f"Hasil: {glossary.word('outcome', data['outcome'])}."
    if data.get("closed_by"):
        yield f"Ditutup oleh {glossary.word('closed_by', data['closed_by'])}."
    if "stars" in data:
        yield f"Penilaian: {data['stars']} dari 5 bintang."
    if data.get("to") and event == "complaint.escalated":
        yield f"Kepada {glossary.word('escalation', data['to'])}."
    if data.get("clock") and data.get("due_on"):
        clock = glossary.word("clock", data["clock"])
        yield f"Karena tenggat {clock} pada {day(data['due_on'])}."
    if data.get("step"):
        yield f"Jenis: {glossary.word('step', data['step'])}."
    if data.get("public"):
        yield "Diminta tampil pada halaman publik."
    if data.get("reopens"):
        yield "Aduan kembali ditindaklanjuti."
    if data.get("deemed"):
        yield "Dianggap dicabut karena tidak dilengkapi sampai batas waktunya."
    if data.get("late"):
        command = glossary.word("command", data["late"])
        yield f"Datang terlambat untuk: {command}; disimpan sebagai catatan."
    if data.get("changed"):
        changed = ", ".join(field_names.field(name) for name in data["changed"])
        yield f"Yang diperbaiki: {changed}."
    for name in ("into_case_number", "duplicate_case_number"):
        if data.get(name):
            yield f"Aduan {data[name]}."
    if data.get("media_type"):
        kind = glossary.word("media_type", data["media_type"])
        yield f"Berkas {kind}, {number(data['size'] / 1000)} KB."
    if data.get("reopen_until"):
        yield f"Dapat dibuka kembali sampai {day(data['reopen_until'])}."
    if data.get("scope") and event == "complaint.erased":
        yield f"Cakupan: {glossary.word('erasure_scope', data['scope'])}."
    if data.get("time") == "derived":
        yield "Waktunya diturunkan dari berkas impor."
