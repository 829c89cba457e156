"""The report on the service of public information (PPID), of any period as of any day.

Its chapters are those of the yearly report that the law wants by 31 March (Perki 1/2010
article 36, kept in Perki 1/2021): policy, means, requests, objections and disputes,
obstacles, recommendations. It is of the requests in the register book that came in
within the period, each as its own events had made it by the end of the day; so nothing
is counted twice, and what is not in the record is said to be missing. It names nobody.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.exporting.figures import reference_at, signed_head
from api.installation import Installation
from api.moment import Moment
from api.pages import glossary, indonesian
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.pages.indonesian import capital, number
from api.pages.names import Names
from api.pages.request_words import CLOCKS
from api.reports import lines, objection_tables, origin
from api.reports import request_tables as tables
from api.reports.period import Period
from api.reports.recap_tables import count, rate, word
from api.reports.report import UNLESS_SAID, Report, Section
from api.reports.request_tables import NOTICE, Asked
from domain.information_request import InformationRequest
from domain.information_request_decisions import EXTENSION
from domain.reference import Reference
from domain.service_standards import REQUEST_RULES
from projections.information_list import entries
from projections.information_register import InformationRegister, next_due_on
from projections.information_register import received as received_in
from storage.read_model import snapshot

BY_HAND = "Tidak dicatat di Tuntas: diisi PPID."


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that a report is made of, at one position."""

    asked: Asked
    reference: Reference
    position: int
    agency: str | None


def gathered(
    here: Installation, period: Period, day: date, agency: str | None
) -> Gathered:
    """`agency` leaves out requests about the information of others."""
    with snapshot(here.pool, InformationRegister.name) as (connection, position):
        ids = received_in(connection, period.first, period.last, agency)
    then = here.past.cases_of(InformationRequest, ids, Moment(as_of=day), position)
    return Gathered(
        asked=Asked(
            requests=[then[id] for id in ids if id in then],
            day=day,
            zone=here.settings.time_zone,
        ),
        reference=reference_at(here, position),
        position=position,
        agency=agency,
    )


def at_a_glance(
    here: Installation, period: Period, day: date, agency: str | None
) -> Mapping[str, int]:
    """How many requests a report would be of."""
    asked = gathered(here, period, day, agency).asked
    return {
        "received": len(asked.requests),
        "open": sum(request.open for request in asked.requests),
        "overdue": sum(_overdue(request, day) for request in asked.requests),
        "objected": sum(request.objection is not None for request in asked.requests),
    }


def _overdue(request: InformationRequest, day: date) -> bool:
    due_on = next_due_on(request)
    return due_on is not None and due_on < day


def made(here: Installation, period: Period, day: date, agency: str | None) -> Report:
    """The report, with its data attached. Raises `NotReached` when no signed head
    speaks of it in time."""
    told = gathered(here, period, day, agency)
    names, office = Names(told.reference), here.settings.tenant
    question = f"period={period.code}&as_of={day}"
    question += f"&agency={agency}" if agency else ""
    report = Report(
        name=f"laporan-ppid-{period.code.lower()}",
        title="Laporan layanan informasi publik",
        office=f"{office}: {names.agency(agency)}" if agency else office,
        period=period.name,
        as_of=indonesian.day(day),
        unit=f"permohonan informasi{UNLESS_SAID}",
        sections=_sections(told, names.agency),
        origin=origin.told(
            f"GET /v1/reports/information-service?{question}",
            zone=here.settings.zone,
            position=told.position,
            head=signed_head(here, told.position),
        ),
        made_of=origin.made_of(here, told.position),
    )
    return replace(report, attachments=[lines.attachment(report)])


def _sections(told: Gathered, agency: Callable[[str], str]) -> list[Section]:
    asked, reference = told.asked, told.reference
    after = objection_tables
    return [
        _chapter("Gambaran umum kebijakan", _rules(reference, asked.day)),
        _chapter("Sarana dan prasarana", _means(told)),
        _chapter("Permohonan informasi", _summary(asked)),
        tables.states(asked),
        tables.months(asked),
        tables.decisions(asked),
        tables.grounds(asked),
        tables.notices(asked),
        tables.clocks(asked),
        tables.agencies(asked, agency),
        tables.channels(asked),
        tables.applicants(asked),
        _chapter("Keberatan dan sengketa", after.answers(asked)),
        after.reasons(asked),
        after.disputes(asked),
        _chapter("Kendala", after.overdue(asked, reference.calendar, agency)),
        _chapter("Rekomendasi dan rencana tindak lanjut", _plan()),
    ]


def _chapter(name: str, section: Section) -> Section:
    return replace(section, chapter=name)


def _rules(reference: Reference, day: date) -> Section:
    """The terms in force on the day, each with its law."""
    named = [
        (CLOCKS[clock], rule)
        for clock in CLOCKS
        for rule in dict.fromkeys(REQUEST_RULES[clock].values())
    ]
    rows: list[list[Cell]] = []
    for name, id in (*named, ("perpanjangan pemberitahuan tertulis", EXTENSION)):
        rule = id and reference.standards.rule_on(id, day)
        if not rule:
            continue
        term = "–"
        if rule.limit is not None and rule.unit is not None:
            term = f"{number(rule.limit)} {glossary.word('unit', rule.unit)}"
        sure = "sudah dipastikan" if rule.status == "confirmed" else "belum dipastikan"
        said = (f"{capital(name)} ({rule.id})", term, rule.legal_basis, sure)
        rows.append([word(text) for text in said])
    return Section(
        title="Jangka waktu yang berlaku",
        table=Table(
            columns=("Langkah", "Jangka waktu", "Dasar hukum", "Aturannya"),
            rows=rows,
            notes=(f"Kebijakan dan peraturan daerah: {BY_HAND.lower()}",),
        ),
    )


def _means(told: Gathered) -> Section:
    """Of an agency its own lists, and who serves it: its officers, and those of all."""
    asked, agency = told.asked, told.agency
    known = told.reference.officers.by_id.values()
    officers = [o for o in known if agency is None or o.agency in (None, agency)]

    def serving(role: str) -> Cell:
        return count(
            sum(one.role == role and one.serves_on(asked.day) for one in officers)
        )

    channels = {request.channel for request in asked.requests}
    rows = [
        [
            word("Pejabat PPID"),
            serving("information_officer"),
            word("bertugas di Tuntas"),
        ],
        [
            word("Atasan PPID"),
            serving("information_superior"),
            word("bertugas di Tuntas"),
        ],
        [word("Saluran"), count(len(channels)), word("yang dipakai pemohon")],
        *_lists(told),
        [word("Sarana dan prasarana"), Cell(None, "–"), word(BY_HAND)],
        [word("Anggaran dan realisasinya"), Cell(None, "–"), word(BY_HAND)],
    ]
    return Section(
        title="Petugas dan sarana",
        table=Table(columns=("Hal", "Jumlah", "Keterangan"), rows=rows),
    )


def _lists(told: Gathered) -> list[list[Cell]]:
    """Of the lists as they are by the position of the report: an item keeps no day on
    which it left them."""
    listed = entries(told.reference, told.asked.day)
    found = Counter[str](e.category for e in listed if told.agency in (None, e.agency))
    return [
        [
            word(f"Daftar informasi: {name}"),
            count(found[category]),
            word("pada daftar saat laporan ini dibuat"),
        ]
        for category, name in glossary.WORDS["information_category"].items()
    ]


def _summary(asked: Asked) -> Section:
    requests, day = asked.requests, asked.day
    whole = len(requests)
    outcomes = tables.outcomes(requests)
    noticed = whole - outcomes[None]
    clock = tables.figures(NOTICE, requests, day)
    delivered = sum(request.delivered_at is not None for request in requests)
    objected = sum(request.objection is not None for request in requests)
    disputed = sum(bool(request.disputes) for request in requests)
    extended = sum(request.extended for request in requests)
    judged = clock.met + clock.late + clock.overdue
    lapsed = sum(
        request.state == "incomplete"
        and "applicant_completion" in request.clocks
        and request.clocks["applicant_completion"].status(day) == "overdue"
        for request in requests
    )
    withdrawn = sum(request.state == "withdrawn" for request in requests)
    median = clock.median_working_days
    rows = [
        ("Diterima", count(whole), "semua permohonan periode ini"),
        (
            "Didaftarkan pada hari diterima",
            rate(tables.registered_at_once(asked), whole),
            "nomor pendaftaran pada hari yang sama / semua (P-01)",
        ),
        ("Diberi pemberitahuan tertulis", rate(noticed, whole), "dijawab / semua"),
        (
            "Dikabulkan seluruhnya",
            rate(outcomes["granted"], noticed),
            "dikabulkan / dijawab",
        ),
        (
            "Dikabulkan sebagian",
            rate(outcomes["partly_granted"], noticed),
            "dikabulkan sebagian / dijawab",
        ),
        ("Ditolak", rate(outcomes["refused"], noticed), "ditolak / dijawab"),
        ("Tepat waktu", rate(clock.met, judged), "ditepati / yang dapat dinilai"),
        (
            "Lama pemberitahuan tertulis",
            Cell(median, "–" if median is None else f"{number(median)} hari kerja"),
            "median hari kerja",
        ),
        ("Diperpanjang", rate(extended, whole), "diperpanjang / semua"),
        ("Informasi diberikan", count(delivered), "sudah diserahkan"),
        ("Tidak dilengkapi pemohon", count(lapsed), "tidak diproses (P-02)"),
        ("Dicabut", count(withdrawn), "dicabut pemohon"),
        ("Keberatan", rate(objected, whole), "permohonan yang dikeberati / semua"),
        ("Sengketa", rate(disputed, whole), "permohonan yang disengketakan / semua"),
    ]
    return Section(
        title="Ringkasan permohonan",
        table=Table(
            columns=("Indikator", "Hasil", "Cara menghitung"),
            rows=[[word(name), cell, word(how)] for name, cell, how in rows],
        ),
        counted=(
            "Permohonan yang diterima dalam periode ini, seperti pada akhir hari itu."
            f" {tables.ON_NOTICE}"
        ),
    )


def _plan() -> Section:
    hand = ("Rekomendasi", "Rencana tindak lanjut")
    return Section(
        title="Rekomendasi dan rencana",
        table=Table(
            columns=("Hal", "Isi"),
            rows=[[word(name), word(BY_HAND)] for name in hand],
        ),
    )
