"""One fixed example of every event, and of what may be left out of it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain import complaint_events as c
from domain import officers
from domain.agencies import AGENCIES_ID, AgencyMerged, AgencyRegistered, AgencyRenamed
from domain.categories import CATEGORIES_ID, CategoryAdded, CategoryRenamed
from domain.event import Event
from domain.ladder import LADDER_ID, LadderAdopted, OfficeHoursAdopted, Step
from domain.regions import REGIONS_ID, Region, RegionsAdopted
from domain.service_standards import STANDARDS_ID, RuleAdopted
from domain.working_calendar import CALENDAR_ID, Holiday, YearAdopted
from tests.golden.parts import (
    CASE,
    CASE_KEY,
    FULL,
    OFFICER,
    PROMISES,
    REPORTER_KEY,
    VERIFICATION,
    of,
    sealed,
    stop,
)
from tests.golden.side_ways import SIDE_WAYS

RECEIVED: dict[str, Any] = {
    "case_number": "KQ7M-4XPR-H",
    "channel": "walk_in",
    "classification": "complaint",
    "title": sealed("title"),
    "description": sealed("description"),
    "category": None,
    "incident_on": None,
    "region": None,
    "place": None,
    "suggested_agency": None,
    "reporter": None,
    "anonymous": False,
    "confidential": False,
    "external_id": None,
    "access_code_hash": bytes(range(64, 96)),
    "reporter_key": REPORTER_KEY,
    "case_key": CASE_KEY,
}
AMENDED: dict[str, Any] = {
    "changed": ("title", "description", "category", "location", "reporter"),
    "reason": sealed("reason"),
    "title": sealed("title"),
    "description": sealed("description"),
    "category": "kesehatan",
    "region": "62.03",
    "place": sealed("place"),
    "reporter": sealed("reporter", "reporter"),
}
NOTE = {"note": sealed("note")}
STOPPED = (stop("first_follow_up"), stop("completion"))

# By the name of its golden file: the topic, and a word for what is special.
EXAMPLES: dict[str, Event] = {
    **SIDE_WAYS,
    "complaint.received": c.Received(
        **of(CASE, 1, started=(VERIFICATION,), **NOTE),
        **{
            **RECEIVED,
            "category": "perhubungan",
            "incident_on": date(2026, 11, 19),
            "region": "62.03.01.2001",
            "place": sealed("place"),
            "suggested_agency": "dishub",
            "reporter": sealed("reporter", "reporter"),
            "anonymous": True,
            "confidential": True,
            "external_id": c.ExternalId("sp4n", "5010653"),
        },
    ),
    "complaint.received.least": c.Received(**of(CASE, 1), **RECEIVED),
    "complaint.verified": c.Verified(
        **of(CASE, 2, **NOTE), classification="information", category="perhubungan"
    ),
    "complaint.verified.full_envelope": c.Verified(
        **{**of(CASE, 2), **FULL}, classification="complaint", category=None
    ),
    "complaint.disposed": c.Disposed(
        **of(CASE, 3, started=PROMISES, stopped=(stop("verification", 0),)),
        agency="dishub",
        instruction=sealed("instruction"),
    ),
    "complaint.disposed.least": c.Disposed(
        **of(CASE, 3), agency="dishub", instruction=None
    ),
    "complaint.returned": c.Returned(
        **of(CASE, 4), agency="dishub", reason=sealed("reason")
    ),
    "complaint.followed_up": c.FollowedUp(
        **of(CASE, 5, stopped=STOPPED), message=sealed("message"), public=True
    ),
    "complaint.reporter_replied": c.ReporterReplied(
        **of(CASE, 6, resumed=("completion",)), message=sealed("message"), reopens=True
    ),
    "complaint.reporter_replied.least": c.ReporterReplied(
        **of(CASE, 6), message=sealed("message"), reopens=False
    ),
    "complaint.resolved": c.Resolved(
        **of(CASE, 7, stopped=STOPPED),
        outcome="partly_substantiated",
        closed_by="officer",
        message=sealed("message"),
    ),
    "complaint.resolved.reopenable": c.Resolved(
        **of(CASE, 7, stopped=STOPPED),
        outcome="unsubstantiated",
        closed_by="reporter",
        message=None,
        reopen_until=date(2026, 12, 10),
    ),
    "complaint.resolved.time_unknown": c.Resolved(
        **of(CASE, 7),
        outcome="not_recorded",
        closed_by="system",
        message=None,
        time_known=False,
    ),
    "complaint.archived": c.Archived(
        **of(CASE, 2, stopped=(stop("verification"),)),
        reason="too_general",
        message=sealed("message"),
    ),
    "complaint.archived.duplicate": c.Archived(
        **of(CASE, 2), reason="duplicate", message=None, original=UUID(int=4)
    ),
    "complaint.archived.time_unknown": c.Archived(
        **of(CASE, 2), reason="not_recorded", message=None, time_known=False
    ),
    "complaint.amended": c.Amended(**of(CASE, 8), **AMENDED),
    "complaint.amended.incident_day": c.Amended(
        **of(CASE, 8),
        changed=("incident_on",),
        reason=sealed("reason"),
        incident_on=date(2026, 11, 18),
    ),
    "complaint.amended.removed": c.Amended(
        **of(CASE, 8), changed=("location", "reporter"), reason=sealed("reason")
    ),
    "complaint.escalated": c.Escalated(
        **of(CASE, 9), to="regional_secretary", reason=sealed("reason")
    ),
    "complaint.escalated.by_the_ladder": c.Escalated(
        **of(CASE, 9),
        to="agency_head",
        reason=sealed("reason"),
        clock="completion",
        due_on=date(2026, 12, 10),
        step_on=date(2026, 12, 14),
    ),
    "complaint.noted.late": c.Noted(
        **of(CASE, 10), message=sealed("message"), late="follow-up"
    ),
    "complaint.noted": c.Noted(**of(CASE, 10), message=sealed("message")),
    "complaint.identity_opened": c.IdentityOpened(
        **of(UUID(int=3)),
        complaint=CASE,
        fields=("reporter", "place"),
        reason=sealed("reason"),
    ),
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
    "regions.adopted": RegionsAdopted(
        **of(REGIONS_ID),
        source="Kepmendagri 300.2.2-2430/2025",
        regions=(Region("62", "Kalimantan Tengah"), Region("62.03", "Kapuas")),
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
