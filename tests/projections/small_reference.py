"""What the small office of these tests looks up."""

from datetime import UTC, date, datetime

from domain.agencies import Agency, AgencyDirectory, Kind
from domain.categories import Categories
from domain.event import Origin
from domain.reference import Reference
from domain.regions import Regions
from domain.service_standards import Rule, ServiceStandards, Unit
from domain.working_calendar import Holiday, WorkingCalendar

REGIONS = ("62", "62.03", "62.03.01", "62.03.01.2001", "62.04", "62.71")
LIMITS = {
    "C-02": 3,
    "C-03": 5,
    "C-04": 5,
    "C-05": 14,
    "C-06": 60,
    "C-07": 5,
    "C-08": 10,
}
CALENDAR_LIMITS = {"C-10": 14, "C-11": 30, "C-12": 60, "C-13": 14}
EXTENDABLE = {"C-05": 14}


def small_reference() -> Reference:
    """Two agencies, a government, two categories, six regions, three holidays."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    origin = Origin(
        actor="seed",
        role="system",
        request_id="r",
        occurred_at=when,
        recorded_at=when,
        nonce=bytes(16),
    )
    days = (date(2026, 3, 18), date(2026, 3, 19), date(2026, 4, 3))
    adopted = WorkingCalendar().adopt(
        origin,
        year=2026,
        decree="SKB",
        status="confirmed",
        holidays=tuple(Holiday(day, "national", "Libur") for day in days),
    )
    units: dict[str, tuple[int, Unit]] = {
        **{name: (days, "working_days") for name, days in LIMITS.items()},
        **{name: (days, "calendar_days") for name, days in CALENDAR_LIMITS.items()},
        "D-02": (72, "hours"),
    }
    rules = {
        name: (
            Rule(
                name,
                1,
                "",
                days,
                unit,
                "",
                "confirmed",
                date.min,
                EXTENDABLE.get(name),
            ),
        )
        for name, (days, unit) in units.items()
    }
    kinds: dict[str, Kind] = {
        "dinas-pu": "agency",
        "dinas-kesehatan": "agency",
        "kab-kapuas": "government",
    }
    return Reference(
        calendar=WorkingCalendar().apply(adopted),
        standards=ServiceStandards(len(rules), rules),
        agencies=AgencyDirectory(
            len(kinds), {code: Agency(code, code, k, None) for code, k in kinds.items()}
        ),
        categories=Categories(2, {"jalan": "Jalan", "kesehatan": "Kesehatan"}),
        regions=Regions(1, dict.fromkeys(REGIONS, "")),
    )
