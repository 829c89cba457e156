"""One fixed example of every event, and of what may be left out of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain import officers
from domain.agencies import AGENCIES_ID, AgencyMerged, AgencyRegistered, AgencyRenamed
from domain.categories import CATEGORIES_ID, CategoryAdded, CategoryRenamed
from domain.event import Event
from domain.ladder import LADDER_ID, LadderAdopted, OfficeHoursAdopted, Step
from domain.ledger_log import (
    LEDGER_ID,
    LedgerKeyRotated,
    LedgerOpened,
    LedgerReopened,
)
from domain.regions import REGIONS_ID, Region, RegionsAdopted
from domain.service_standards import STANDARDS_ID, RuleAdopted
from domain.villages import VILLAGES_ID, Village, VillagesSurveyed
from domain.working_calendar import CALENDAR_ID, Holiday, YearAdopted
from tests.golden.access import ACCESS
from tests.golden.assessment import ASSESSMENT
from tests.golden.complaints import COMPLAINTS
from tests.golden.data_requests import DATA_REQUESTS
from tests.golden.information import INFORMATION
from tests.golden.information_requests import INFORMATION_REQUESTS
from tests.golden.parts import (
    OFFICER,
    REPORTER_KEY,
    of,
    sealed,
)
from tests.golden.side_ways import SIDE_WAYS

VERIFIER = "kalteng/tuntas+1c0818b4+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
NOTICE = "tuntas-key/v1\nkey\n\n\u2014 kalteng/tuntas AAAA\n"

# By the name of its golden file: the topic, and a word for what is special.
EXAMPLES: dict[str, Event] = {
    **ACCESS,
    **COMPLAINTS,
    **SIDE_WAYS,
    **DATA_REQUESTS,
    **INFORMATION_REQUESTS,
    **INFORMATION,
    **ASSESSMENT,
    "agency.registered": AgencyRegistered(
        **of(AGENCIES_ID),
        code="dishub",
        name="Dinas Perhubungan",
        kind="agency",
        region="62",
    ),
    "agency.registered.without_region": AgencyRegistered(
        **of(AGENCIES_ID), code="kedutaan", name="Kedutaan", kind="agency", region=None
    ),
    "agency.renamed": AgencyRenamed(
        **of(AGENCIES_ID, 2),
        code="dishub",
        name="Dishub",
        reason='"Pergub" 1/2026 \\ é',
    ),
    "agency.merged": AgencyMerged(
        **of(AGENCIES_ID, 3),
        code="dishut",
        into="dlh",
        reason="Perda 1/2027",
        valid_from=date(2027, 1, 4),
    ),
    "category.added": CategoryAdded(**of(CATEGORIES_ID), code="tik", name="TIK & Data"),
    "category.renamed": CategoryRenamed(**of(CATEGORIES_ID, 2), code="tik", name="TIK"),
    "officer.appointed": officers.OfficerAppointed(
        **of(officers.OFFICERS_ID),
        officer=OFFICER,
        in_role="liaison",
        agency="dishub",
        key=REPORTER_KEY,
        name=sealed("name", "officer"),
    ),
    "officer.appointed.nameless": officers.OfficerAppointed(
        **of(officers.OFFICERS_ID),
        officer=OFFICER,
        in_role="inspector",
        agency=None,
        key=REPORTER_KEY,
        name=None,
    ),
    "officer.changed": officers.OfficerChanged(
        **of(officers.OFFICERS_ID, 2),
        officer=OFFICER,
        in_role="supervisor",
        agency="dishub",
    ),
    "officer.dismissed": officers.OfficerDismissed(
        **of(officers.OFFICERS_ID, 3), officer=OFFICER
    ),
    "officer.invited": officers.OfficerInvited(
        **of(officers.OFFICERS_ID, 2), officer=OFFICER
    ),
    "regions.adopted": RegionsAdopted(
        **of(REGIONS_ID),
        source="Kepmendagri 300.2.2-2430/2025",
        regions=(Region("62", "Kalimantan Tengah"), Region("62.03", "Kapuas")),
    ),
    "villages.surveyed": VillagesSurveyed(
        **of(VILLAGES_ID) | {"run_by": str(OFFICER)},
        source="Surat 500.14/456",
        surveyed_on=date(2025, 5, 12),
        villages=(
            Village(
                "62.03.10.2001",
                "none",
                office=True,
                school=True,
                health_post=False,
                satellite=False,
                people=812,
            ),
            Village("62.03.10.2002", "weak"),
        ),
    ),
    "standard.rule_adopted": RuleAdopted(
        **of(STANDARDS_ID),
        rule="C-02",
        description="received to verified",
        limit=3,
        unit="working_days",
        legal_basis="PermenPANRB 62/2018",
        status="provisional",
        valid_from=date(2019, 1, 1),
    ),
    "standard.rule_adopted.without_limit": RuleAdopted(
        **of(STANDARDS_ID, 2),
        rule="C-01",
        description="receipt at once",
        limit=None,
        unit=None,
        legal_basis="UU 25/2009 Pasal 43",
        status="confirmed",
        valid_from=date(2009, 7, 18),
    ),
    "standard.rule_adopted.extendable": RuleAdopted(
        **of(STANDARDS_ID, 3),
        rule="C-05",
        description="disposed to complete",
        limit=14,
        unit="working_days",
        legal_basis="PermenPANRB 62/2018",
        status="provisional",
        valid_from=date(2019, 1, 1),
        extendable_by=14,
    ),
    "ladder.adopted": LadderAdopted(
        **of(LADDER_ID),
        clock="clarification",
        steps=(Step("remind", 10, "start"), Step("alarm", 1)),
        valid_from=date(2019, 1, 1),
    ),
    "ladder.office_hours_adopted": OfficeHoursAdopted(
        **of(LADDER_ID, 2),
        opens="07:30",
        closes="16:00",
        legal_basis="Perpres 21/2023",
        valid_from=date(2019, 1, 1),
    ),
    "ledger.opened": LedgerOpened(
        **of(LEDGER_ID), origin="kalteng/tuntas", key=VERIFIER
    ),
    "ledger.key_rotated": LedgerKeyRotated(
        **of(LEDGER_ID, 2), key=VERIFIER, notice=NOTICE, reason="Pergantian pejabat"
    ),
    "ledger.reopened": LedgerReopened(
        **of(LEDGER_ID, 3),
        origin="kalteng/tuntas/2",
        key=VERIFIER,
        notice=NOTICE,
        head="kalteng/tuntas\n1\nAAAA\n\n\u2014 kalteng/tuntas AAAA\n",
        statement="Cakram rusak; 12 kejadian hilang",
    ),
    "calendar.year_adopted": YearAdopted(
        **of(CALENDAR_ID),
        year=2026,
        decree="SKB 3 Menteri",
        status="confirmed",
        holidays=(
            Holiday(date(2026, 3, 18), "joint_leave", "Cuti Bersama Nyepi"),
            Holiday(date(2026, 3, 19), "national", "Hari Suci Nyepi"),
        ),
    ),
    "calendar.year_adopted.valid_from": YearAdopted(
        **of(CALENDAR_ID, 3),
        year=2025,
        decree="SKB 3 Menteri 933/2025",
        status="confirmed",
        holidays=(Holiday(date(2025, 8, 18), "joint_leave", "Cuti Bersama"),),
        valid_from=date(2025, 8, 18),
    ),
    "calendar.year_adopted.empty": YearAdopted(
        **of(CALENDAR_ID, 2), year=2031, decree=None, status="provisional", holidays=()
    ),
}
TENURE: dict[str, Any] = {"valid_from": date(2027, 1, 4), "valid_to": date(2027, 6, 30)}
EXAMPLES |= {
    f"{name}.for_a_time": replace(EXAMPLES[name], **TENURE)
    for name in ("officer.appointed", "officer.changed")
}


@pytest.fixture(scope="session", params=EXAMPLES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def examples() -> dict[str, Event]:
    return EXAMPLES


@pytest.fixture(scope="session")
def example(name: str) -> Event:
    return EXAMPLES[name]
