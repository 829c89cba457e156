"""What came after the answers: objections to the superior, disputes before the
commission, and what waits beyond its term."""

from collections import Counter
from collections.abc import Callable
from typing import get_args

from api.pages import glossary, indonesian
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.pages.indonesian import capital
from api.reports.overdue import day_cell
from api.reports.recap_tables import count, word
from api.reports.report import Section
from api.reports.request_tables import OUTCOMES, Asked
from domain.information_request import Dispute
from domain.information_request_events import ObjectionReason, Ruling, Timing
from domain.information_request_sweep import OF_THE_OFFICE
from domain.working_calendar import WorkingCalendar

RULINGS: tuple[Ruling, ...] = get_args(Ruling)
ANSWERS = ("Dikabulkan", "Dikabulkan sebagian", "Ditolak", "Belum dijawab")


def reasons(asked: Asked) -> Section:
    """An objection may have several."""
    filed = [request.objection for request in asked.requests if request.objection]
    found = Counter((reason, one.outcome) for one in filed for reason in one.reasons)
    rows = []
    for reason in get_args(ObjectionReason):
        numbers = [found[reason, outcome] for outcome in (*OUTCOMES, None)]
        told = f"Huruf {reason}: {glossary.word('objection_reason', reason)}"
        if any(numbers):
            rows.append([word(told), *map(count, (sum(numbers), *numbers))])
    return Section(
        title="Keberatan menurut alasan",
        table=Table(
            columns=("Alasan (Pasal 35 ayat 1)", "Keberatan", *ANSWERS), rows=rows
        ),
        counted="Satu keberatan dapat beralasan lebih dari satu.",
    )


def answers(asked: Asked) -> Section:
    filed = [request.objection for request in asked.requests if request.objection]
    found = Counter(one.outcome for one in filed)
    numbers = [found[outcome] for outcome in (*OUTCOMES, None)]
    return Section(
        title="Jawaban atasan PPID",
        table=Table(
            columns=("Jawaban", "Keberatan"),
            rows=[
                [word(name), count(n)] for name, n in zip(ANSWERS, numbers, strict=True)
            ],
        ),
        counted="Waktunya: jawaban atas keberatan, di Jangka waktu setiap langkah.",
    )


def disputes(asked: Asked) -> Section:
    brought = [dispute for request in asked.requests for dispute in request.disputes]
    found = Counter((one.timing, one.outcome) for one in brought)
    ends = (*RULINGS, None)
    rows = [
        [
            word(capital(glossary.word("timing", timing))),
            count(sum(found[timing, end] for end in ends)),
            *(count(found[timing, end]) for end in ends),
        ]
        for timing in get_args(Timing)
    ]
    return Section(
        title="Sengketa di Komisi Informasi",
        finding=f"{_number(brought)} sengketa dicatat.",
        table=Table(
            columns=(
                "Diajukan",
                "Sengketa",
                *(capital(glossary.word("ruling", one)) for one in RULINGS),
                "Belum diputus",
            ),
            rows=rows,
            notes=("Gugatan ke pengadilan tidak dicatat di Tuntas: diisi PPID.",),
        ),
        counted=(
            "Prematur: sebelum jangka waktu atasan PPID habis. Kedaluwarsa: sesudah"
            " jangka waktu pemohon habis. Yang menilainya Komisi Informasi."
        ),
    )


def _number(brought: list[Dispute]) -> str:
    return indonesian.number(len(brought)) if brought else "Tidak ada"


def overdue(
    asked: Asked, calendar: WorkingCalendar, agency: Callable[[str], str]
) -> Section:
    """By number, without a word of what it is about; the longest first."""
    late = sorted(
        (clock.promise.due_on, request.case_number, name, request.agency)
        for request in asked.requests
        for name, clock in request.clocks.items()
        if name in OF_THE_OFFICE and clock.status(asked.day) == "overdue"
    )
    rows: list[list[Cell]] = []
    for due_on, number, name, code in late:
        days = max(1, calendar.working_days_between(due_on, asked.day))
        rows.append(
            [
                word(number),
                word(agency(code) if code else "Tidak disebut"),
                word(glossary.word("clock", name)),
                day_cell(due_on),
                count(days),
            ]
        )
    said = f"{indonesian.number(len(rows))} jangka waktu badan publik sudah lewat."
    return Section(
        title="Lewat jangka waktu",
        finding=said if rows else "Tidak ada permohonan yang lewat jangka waktu.",
        table=Table(
            columns=(
                "Nomor pendaftaran",
                "Instansi",
                "Jangka waktu yang lewat",
                "Jatuh tempo",
                "Hari kerja lewat",
            ),
            rows=rows,
            notes=("Kendala lain tidak dicatat di Tuntas: diisi PPID.",),
        ),
    )
