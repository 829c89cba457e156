"""The tables of requests for public information: each counts requests as they were, by
what stands in the register book and by their clocks."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from api.pages import glossary
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.pages.indonesian import capital, month_name
from api.pages.request_words import CLOCKS
from api.reports.clock_table import ON_TIME, clock_table
from api.reports.recap_tables import bars, count, word
from api.reports.report import Section
from domain.clock import Clock, RequestClockName
from domain.exclusions import ExclusionGround
from domain.information_request import InformationRequest, RequestState
from domain.information_request_events import Outcome, Possession
from projections.figures import ClockFigures

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
ON_NOTICE = "Putusan menurut pemberitahuan tertulis PPID, sebelum keberatan."
NOTICE: Literal["written_notice"] = "written_notice"
OWED: tuple[RequestClockName, ...] = (
    "completeness_notice",
    NOTICE,
    "objection_answer",
    "commission_start",
    "commission_ruling",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The requests of a period as they were at the end of `day`."""

    requests: Sequence[InformationRequest]
    day: date
    zone: ZoneInfo

    def local(self, request: InformationRequest) -> date:
        return request.received_at.astimezone(self.zone).date()


def outcome(request: InformationRequest) -> Outcome | None:
    """Of the written notice."""
    return request.notice.outcome if request.notice else None


def outcomes(requests: Iterable[InformationRequest]) -> Counter[Outcome | None]:
    return Counter(map(outcome, requests))


def registered_at_once(asked: Asked) -> int:
    """Those that got their number on the day on which they came (P-01)."""
    return sum(
        request.recorded_at.astimezone(asked.zone).date() <= asked.local(request)
        for request in asked.requests
    )


def states(asked: Asked) -> Section:
    found = Counter(request.state for request in asked.requests)
    named = {
        capital(glossary.word("information_state", state)): found[state]
        for state in get_args(RequestState)
    }
    return Section(
        title="Keadaan permohonan",
        chart=bars("Permohonan menurut keadaannya", named),
        table=Table(
            columns=("Keadaan", "Permohonan"),
            rows=[[word(name), count(n)] for name, n in named.items()],
        ),
    )


def months(asked: Asked) -> Section:
    def month(request: InformationRequest) -> str:
        return asked.local(request).isoformat()[:7]

    named = {key: month_name(key) for key in sorted(map(month, asked.requests))}
    return _by("Bulan", asked, month, named, drawn=False)


def channels(asked: Asked) -> Section:
    words = glossary.WORDS["channel"]
    return _by("Saluran", asked, lambda request: request.channel, words)


def applicants(asked: Asked) -> Section:
    words = glossary.WORDS["applicant_kind"]
    return _by("Pemohon", asked, lambda request: request.applicant_kind, words)


def agencies(asked: Asked, name: Callable[[str], str]) -> Section:
    """`name` tells an agency by its code."""
    codes = dict.fromkeys(request.agency for request in asked.requests)
    named = {code or "": name(code) if code else "Tidak disebut" for code in codes}
    return _by("Instansi", asked, lambda request: request.agency or "", named)


def _by(
    title: str,
    asked: Asked,
    of: Callable[[InformationRequest], str],
    named: Mapping[str, str],
    *,
    drawn: bool = True,
) -> Section:
    """A row for each name that has a request; charts and rows longest first, or in the
    order of the names where nothing is drawn."""
    groups: dict[str, list[InformationRequest]] = {code: [] for code in named}
    for request in asked.requests:
        groups[of(request)].append(request)
    found = [(capital(named[code]), of_it) for code, of_it in groups.items() if of_it]
    if drawn:
        found.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    chart = bars(
        f"Permohonan diterima menurut {title.lower()}",
        {name: len(of_it) for name, of_it in found},
    )
    return Section(
        title=title,
        chart=chart if drawn else None,
        table=Table(
            columns=(
                title,
                "Diterima",
                "Dikabulkan",
                "Dikabulkan sebagian",
                "Ditolak",
                "Tanpa pemberitahuan",
            ),
            rows=[[word(name), *_outcome_cells(of_it)] for name, of_it in found],
        ),
        counted=ON_NOTICE,
    )


def _outcome_cells(requests: Sequence[InformationRequest]) -> list[Cell]:
    found = outcomes(requests)
    return [count(len(requests)), *(count(found[o]) for o in (*OUTCOMES, None))]


def decisions(asked: Asked) -> Section:
    found = Counter(
        (request.notice.outcome, request.notice.possession)
        for request in asked.requests
        if request.notice
    )
    possessions: tuple[Possession, ...] = get_args(Possession)
    rows = [
        [
            word(capital(glossary.word("information_outcome", outcome))),
            count(sum(found[outcome, possession] for possession in possessions)),
            *(count(found[outcome, possession]) for possession in possessions),
        ]
        for outcome in OUTCOMES
    ]
    return Section(
        title="Putusan PPID",
        table=Table(
            columns=(
                "Putusan",
                "Permohonan",
                *(capital(glossary.word("possession", one)) for one in possessions),
            ),
            rows=rows,
        ),
        counted=ON_NOTICE,
    )


def grounds(asked: Asked) -> Section:
    """Why something was kept back, by the article; a request may have several."""
    found = Counter(
        (ground, request.notice.outcome)
        for request in asked.requests
        if request.notice
        for ground in {one.ground for one in request.notice.withheld}
    )
    bare = Counter(
        request.notice.possession
        for request in asked.requests
        if request.notice and request.notice.outcome == "refused"
        if not request.notice.withheld
    )
    rows = [
        [
            word(f"Pasal 17 huruf {one}: {glossary.word('exclusion_ground', one)}"),
            count(found[one, "refused"]),
            count(found[one, "partly_granted"]),
        ]
        for one in get_args(ExclusionGround)
        if found[one, "refused"] or found[one, "partly_granted"]
    ]
    rows += [
        [word(f"Informasi {glossary.word('possession', one)}"), count(n), count(0)]
        for one, n in sorted(bare.items())
    ]
    return Section(
        title="Alasan penolakan",
        table=Table(columns=("Alasan", "Ditolak", "Dikabulkan sebagian"), rows=rows),
        counted="Satu permohonan dapat ditolak dengan beberapa alasan.",
    )


def notices(asked: Asked) -> Section:
    """How long the written notice took, against its limit, extended and not."""
    parts = (
        ("Tanpa perpanjangan", [r for r in asked.requests if not r.extended]),
        ("Diperpanjang", [r for r in asked.requests if r.extended]),
        ("Semua permohonan", asked.requests),
    )
    return clock_table(
        "Waktu pemberitahuan tertulis",
        "Permohonan",
        [(name, figures(NOTICE, of_it, asked.day)) for name, of_it in parts],
        f"{ON_TIME}bagian pertama. Hari kerja sejak diterima, tanpa hari menunggu"
        " kelengkapan dari pemohon. Yang dicabut tidak dinilai.",
    )


def clocks(asked: Asked) -> Section:
    """Of those who owe something: a right that its holder lets pass is no delay."""
    return clock_table(
        "Jangka waktu setiap langkah",
        "Jangka waktu",
        [(CLOCKS[one], figures(one, asked.requests, asked.day)) for one in OWED],
        f"{ON_TIME}bagian pertama. Hanya yang mengikat badan publik dan Komisi"
        " Informasi.",
    )


def figures(
    name: str, requests: Iterable[InformationRequest], day: date
) -> ClockFigures:
    """Of one clock; percentiles as the dashboard's, the least that so many reached."""
    clocks = [request.clocks[name] for request in requests if name in request.clocks]
    found = Counter(clock.status(day) for clock in clocks)
    met, judged = found["met"], found["met"] + found["late"] + found["overdue"]
    taken = sorted(days for days in map(_taken, clocks) if days is not None)
    return ClockFigures(
        clock=name,
        running=found["running"],
        paused=found["paused"],
        overdue=found["overdue"],
        met=met,
        late=found["late"],
        on_time_rate=met / judged if judged else None,
        median_working_days=_percentile(taken, 0.5),
        p90_working_days=_percentile(taken, 0.9),
    )


def _taken(clock: Clock) -> int | None:
    return clock.working_days if clock.ending is None else None


def _percentile(ordered: Sequence[int], part: float) -> int | None:
    return ordered[math.ceil(part * len(ordered)) - 1] if ordered else None
