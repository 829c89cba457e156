"""The openness self-assessment as a report: what an office says of itself, and says so.

The information commission judges by its own questionnaire, visits and interviews.
"""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from api.exporting.figures import signed_head
from api.installation import Installation
from api.pages import glossary, indonesian
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.charts import Bar, Bars
from api.pages.dashboard.told import Table
from api.pages.indonesian import number
from api.pages.names import Names
from api.reports import lines, origin
from api.reports.assessed import Assessed, Mark, areas, assessed, told
from api.reports.overdue import day_cell
from api.reports.period import Period
from api.reports.recap_tables import MOST, count, rate, word
from api.reports.report import UNLESS_SAID, Attachment, Report, Section
from api.web import dumps
from domain.self_assessment import total

NOTHING = Cell(None, "–")
LONGEST = 60
"""Characters of a name beside its bar: the chart stays on one page, and the table below
has the rest."""
NATURE = "Penilaian mandiri oleh PPID; bukan hasil penilaian Komisi Informasi."
_FORMULA = (
    "Nilai = jumlah (bobot × nilai indikator) / jumlah bobot, dibulatkan ke bawah"
    " sampai dua angka di belakang koma. Indikator yang dihitung dari catatan bernilai"
    " 100 × bagian / seluruhnya; jawaban ya 100, sebagian {partly}, tidak atau belum"
    " dijawab 0. Yang belum ada untuk dinilai tidak ikut dihitung."
)


def formula(found: Assessed) -> str:
    return _FORMULA.format(partly=found.sheet.partly if found.sheet else "–")


def points(value: int | None) -> Cell:
    """Of hundredths: 100, 66,66."""
    if value is None:
        return NOTHING
    return Cell(value / 100, number(value / 100, 0 if value % 100 == 0 else 2))


def answer(mark: Mark) -> Cell:
    measured, answered = mark.measured, mark.answered
    if measured is None:
        said = glossary.word("openness_answer", answered.answer) if answered else None
        return word(said or "belum dijawab")
    if not measured.whole:
        return word("tidak ada pada daftar" if measured.owed else "belum ada")
    return rate(measured.part, measured.whole)


def who(mark: Mark, zone: ZoneInfo) -> Cell:
    """Who says so, and when it was said."""
    if mark.measured:
        return word("dihitung dari catatan")
    if mark.answered is None:
        return NOTHING
    day = day_cell(mark.answered.recorded_at.astimezone(zone).date())
    return word(f"PPID, {day.text}")


def made(here: Installation, period: Period, day: date, agency: str | None) -> Report:
    """The report, with its data attached. Raises `NotReached` when no signed head
    speaks of it in time."""
    found = assessed(here, period, day, agency)
    head = signed_head(here, found.position)
    office, base = here.settings.tenant, here.settings.public_url or ""
    names = Names(found.reference)
    query = "&".join(f"{name}={value}" for name, value in found.query().items())
    report = Report(
        name=f"penilaian-mandiri-{period.code.lower()}",
        title="Penilaian mandiri keterbukaan informasi publik",
        office=f"{office}: {names.agency(agency)}" if agency else office,
        period=period.name,
        as_of=indonesian.day(day),
        unit=f"pertanyaan{UNLESS_SAID}",
        sections=sections(found, base),
        origin=origin.told(
            f"GET /v1/reports/self-assessment?{query}",
            zone=found.zone.key,
            position=found.position,
            head=head,
        ),
        made_of=origin.made_of(here, found.position),
    )
    data = Attachment(
        name="penilaian-mandiri.json",
        media_type="application/json",
        about="Jawaban, bukti, dan nilai, pertanyaannya, dan kepala bertanda tangan",
        text=dumps(told(found, head)),
    )
    return replace(report, attachments=[data, lines.attachment(report)])


def sections(found: Assessed, base: str) -> list[Section]:
    return [
        _result(found),
        _by_area(found),
        *(
            _area(found, base, f"Bidang {nth}, {area}", marks)
            for nth, (area, marks) in enumerate(areas(found), start=1)
        ),
        _classes(found),
    ]


def _result(found: Assessed) -> Section:
    whole, openness = found.total, found.openness
    named = glossary.word("openness_class", openness)
    said = f"Nilai {points(whole).text} dari 100: {named}."
    if found.sheet is None:
        said = "Belum ada lembar penilaian yang berlaku pada hari itu."
    elif whole is None:
        said = "Belum ada yang dapat dinilai."
    sheet = found.sheet
    sure = sheet and glossary.word("certainty", sheet.status)
    rows: list[tuple[str, Cell]] = [
        ("Sifat", word(NATURE)),
        ("Nilai", points(whole)),
        ("Kelas", word(named)),
        ("Indikator", count(len(found.marks))),
        ("Belum dijawab PPID", count(found.unanswered)),
        ("Belum ada untuk dinilai", count(found.unjudged)),
        ("Rumus", word(formula(found))),
        ("Sumber pertanyaan, bobot, dan kelas", word(sheet.source if sheet else "–")),
        ("Kepastian sumber", word(sure or "–")),
    ]
    return Section(
        title="Hasil",
        finding=f"{said} {NATURE}",
        table=Table(
            columns=("Hal", "Isi"), rows=[[word(name), cell] for name, cell in rows]
        ),
    )


def _by_area(found: Assessed) -> Section:
    """Each area by its own questions, in the same way."""
    judged = [
        (area, marks, total((m.question.weight, m.points) for m in marks))
        for area, marks in areas(found)
    ]
    return Section(
        title="Nilai menurut bidang",
        chart=Bars(
            caption="Nilai setiap bidang, dari 100",
            bars=[
                Bar(label=area[:LONGEST], text=[points(value).text], length=value / 100)
                for area, _, value in judged[:MOST]
                if value is not None
            ],
        ),
        table=Table(
            columns=("Bidang", "Indikator", "Bobot yang dinilai", "Nilai"),
            rows=[
                [
                    word(area),
                    count(len(marks)),
                    count(sum(m.question.weight for m in marks if m.judged)),
                    points(value),
                ]
                for area, marks, value in judged
            ],
        ),
    )


def _area(found: Assessed, base: str, title: str, marks: list[Mark]) -> Section:
    """`base` is where the public comes to our own addresses; without it they stay those
    of this site. The title is of no other area, as a workbook wants."""
    return Section(
        title=title,
        table=Table(
            columns=(
                "Indikator",
                "Dasar",
                "Jawaban",
                "Yang menjawab",
                "Bukti",
                "Nilai",
                "Bobot",
            ),
            rows=[
                [
                    word(mark.question.text),
                    word(mark.question.legal_basis),
                    answer(mark),
                    who(mark, found.zone),
                    _evidence(mark, base),
                    points(mark.points),
                    count(mark.question.weight),
                ]
                for mark in marks
            ],
        ),
    )


def _evidence(mark: Mark, base: str) -> Cell:
    if mark.evidence is None:
        return NOTHING
    return word(
        f"{base.rstrip('/')}{mark.evidence}" if mark.measured else mark.evidence
    )


def _classes(found: Assessed) -> Section:
    bounds = found.sheet.classes if found.sheet else ()
    return Section(
        title="Kelas",
        table=Table(
            columns=("Kelas", "Nilai sedikitnya"),
            rows=[
                [
                    word(glossary.word("openness_class", bound.name)),
                    count(bound.at_least),
                ]
                for bound in bounds
            ],
        ),
        counted="Sebuah kelas berlaku sampai batas kelas di atasnya.",
    )
