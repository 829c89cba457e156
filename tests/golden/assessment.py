"""Examples of the openness self-assessment: a sheet, and answers to it."""

from datetime import date

from domain import self_assessment as s
from domain.event import Event
from tests.golden.parts import of

STREAM = s.SELF_ASSESSMENT_ID

ASSESSMENT: dict[str, Event] = {
    "self_assessment.sheet_adopted": s.SheetAdopted(
        **of(STREAM),
        source="Perki 1/2022",
        status="provisional",
        valid_from=date(2022, 1, 1),
        partly=50,
        questions=(
            s.Question(
                code="laporan-tahunan",
                area="Pengumuman",
                text="Laporan tahunan diumumkan",
                weight=2,
                legal_basis="Perki 1/2021",
                measure="yearly_report",
                item="laporan-layanan-informasi",
            ),
            s.Question(
                code="sop",
                area="Kelembagaan",
                text="SOP ditetapkan",
                weight=1,
                legal_basis="Perki 1/2021",
            ),
        ),
        classes=(
            s.ClassBound("informative", 90),
            s.ClassBound("toward_informative", 80),
            s.ClassBound("fairly_informative", 60),
            s.ClassBound("less_informative", 40),
            s.ClassBound("not_informative", 0),
        ),
    ),
    "self_assessment.question_answered": s.QuestionAnswered(
        **of(STREAM, 2),
        year=2026,
        as_of=date(2026, 11, 23),
        agency="dishub",
        question="sop",
        answer="partly",
        evidence="https://dishub.example/sop.pdf",
    ),
    "self_assessment.question_answered.least": s.QuestionAnswered(
        **of(STREAM, 3),
        year=2025,
        as_of=date(2025, 12, 31),
        agency=None,
        question="sop",
        answer="no",
        evidence=None,
    ),
}
