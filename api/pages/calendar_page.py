"""The working calendar: a year at a glance, adopted as a decree gives it."""

import calendar
from datetime import date
from typing import Annotated, Any

from fastapi import Path
from fastapi.responses import Response

from api import deadline_routes
from api.cli_calendar import proposal
from api.pages import administration, glossary
from api.pages.form import Posted
from api.pages.indonesian import MONTHS
from api.pages.page import Page, page_router, who_commands
from api.pages.refused import Refused
from domain.working_calendar import Holiday, WorkingCalendar

router = page_router()

Administrator = Annotated[Page, who_commands("change-reference")]
Year = Annotated[int, Path(ge=1990, le=2200)]
AT = "/pengurus/kalender"
_KINDS = {word: code for code, word in glossary.WORDS["holiday_kind"].items()}


@router.get(AT)
def this_year(page: Administrator) -> Response:
    return page.go(f"{AT}/{page.here.today().year}")


@router.get(f"{AT}/{{year}}")
def year(page: Administrator, year: Year) -> Response:
    return _year(page, year)


@router.post(f"{AT}/{{year}}/hari")
def add_day(page: Administrator, year: Year, form: Posted) -> Response:
    """One more day off: the year adopted anew, with all its days and this one."""
    known = page.here.app.reference().calendar.years.get(year)
    days = [_body(h) for h in known.holidays.values()] if known else []
    status = known.status if known else "provisional"
    body = {
        "holidays": [*days, form.chosen("day", "kind", "name")],
        "status": status,
        **form.chosen("decree"),
    }
    return _adopted(page, year, form, body, one=True)


@router.post(f"{AT}/{{year}}")
def adopt(page: Administrator, year: Year, form: Posted) -> Response:
    lines = [line for line in form.get("holidays", "").splitlines() if line.strip()]
    days = [_read(line) for line in lines]
    body = {"holidays": days, **form.chosen("status", "decree", "valid_from")}
    return _adopted(page, year, form, body)


def _adopted(
    page: Page, year: int, form: Posted, body: dict[str, Any], one: bool = False
) -> Response:
    done = administration.change(page, form, deadline_routes.adopt_year, body, year)
    if isinstance(done, Refused):
        told = _in_lines(done, None if one else body["holidays"])
        return _year(page, year, refused=told, typed=form)
    return page.go(f"{AT}/{year}")


def _read(line: str) -> dict[str, str]:
    """`2027-01-01; libur nasional; Tahun Baru`."""
    day, _, rest = line.partition(";")
    kind, _, name = rest.partition(";")
    word = kind.strip().casefold()
    return {"day": day.strip(), "kind": _KINDS.get(word, word), "name": name.strip()}


def _body(holiday: Holiday) -> dict[str, str]:
    day = holiday.day.isoformat()
    return {"day": day, "kind": holiday.kind, "name": holiday.name}


def _written(days: list[dict[str, Any]]) -> str:
    kinds = glossary.WORDS["holiday_kind"]
    return "\n".join(f"{d['day']}; {kinds[d['kind']]}; {d['name']}" for d in days)


def _in_lines(refused: Refused, days: list[dict[str, Any]] | None) -> Refused:
    """What is wrong with a day is told at the list, by its line; of one day alone at
    its own fields."""
    fields: dict[str, str] = {}
    for name, text in refused.fields.items():
        first, _, rest = name.partition(".")
        number, _, last = rest.partition(".")
        if first != "holidays":
            fields[name] = text
        elif days is None:
            fields[last or "day"] = text
        elif number.isdecimal() and "holidays" not in fields:
            fields["holidays"] = f"Baris {int(number) + 1}: {text}"
        else:
            fields.setdefault("holidays", text)
    return Refused(refused.status, refused.title, refused.text, fields, refused.headers)


def _year(page: Page, year: int, **more: Any) -> Response:
    working = page.here.app.reference().calendar
    known = working.years.get(year)
    days = [_body(h) for h in known.holidays.values()] if known else proposal(year)
    return administration.show(
        page,
        "calendar.html",
        f"Kalender kerja {year}",
        year=year,
        known=known,
        months=[_month(working, year, number) for number in range(1, 13)],
        holidays=list(known.holidays.values()) if known else [],
        working_days=sum(
            working.is_working_day(date.fromordinal(n))
            for n in range(
                date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
            )
        ),
        written=_written(days),
        version=working.version,
        years=sorted({*working.years, year - 1, year + 1}),
        today=page.here.today(),
        **more,
    )


def _month(working: WorkingCalendar, year: int, number: int) -> dict[str, Any]:
    """Weeks of days: None, or the day, whether it is worked, and why it is not."""
    known = working.years.get(year)
    off = known.holidays if known else {}
    weeks = [
        [
            d
            and {
                "day": d,
                "off": not working.is_working_day(date(year, number, d)),
                "holiday": off.get(date(year, number, d)),
            }
            for d in week
        ]
        for week in calendar.Calendar().monthdayscalendar(year, number)
    ]
    return {"name": MONTHS[number - 1], "weeks": weeks}
