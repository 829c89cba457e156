"""One case for evidence, stepped through by event; and its sealed texts, for a
reason."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any, cast

from fastapi.responses import Response

from api.cases import Opened
from api.comparing import changes
from api.moment import Moment
from api.openings import of_case
from api.pages import chain, clock_days, clock_lines, timeline
from api.pages.acting import REFUSALS, attempt
from api.pages.form import Posted
from api.pages.names import Names
from api.pages.page import Page, page_router, who_reads
from api.pages.refused import Refused
from api.pages.told_changes import Words
from api.read_routes import Seen
from api.web import CaseRef, dumps
from api.who_knew import states_of
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent

router = page_router()

Inspecting = Annotated[Page, who_reads("openings")]


@dataclass(frozen=True, slots=True)
class Clock:
    line: clock_lines.ClockLine
    days: clock_days.Explained


@router.get("/inspektur/aduan/{id}")
def one(page: Inspecting, id: CaseRef) -> Response:
    """With `ke` at that event, with `posisi` at the event of that position; else at
    the newest."""
    return _shown(page, id, page.request.query_params)


@router.post("/inspektur/aduan/{id}/buka")
def opened(page: Inspecting, form: Posted, id: CaseRef) -> Response:
    """All texts of the case and its reporter, this once: why is recorded before."""
    return _shown(page, id, form, opening=True)


def _shown(
    page: Page, ref: str, asked: Mapping[str, str], *, opening: bool = False
) -> Response:
    here = page.here
    known = here.cases.id_of(ref)
    verdict = chain.judged(here, known) if known else None
    try:
        case = here.cases.visible(ref, page.actor)
        may: Opened | Refused = Opened(texts=not case.restricted, identity=False)
        if opening:
            reason = asked.get("reason", "")
            seen = Seen(page.request, here, page.actor, case)
            may = attempt(page, lambda: seen.opened(reason))
        told = _told(page, case, may, asked)
    except REFUSALS:
        raise
    except Exception:
        # What was tampered with may be unreadable: then the verdict is the page.
        if verdict is None or verdict.holds:
            raise
        return page.show(
            "timeline_broken.html", f"Aduan {ref}", chain=verdict, case_id=known
        )
    return page.show(
        "timeline.html",
        f"Lini masa aduan {case.case_number}",
        refused=may if isinstance(may, Refused) else None,
        typed=asked if opening else None,
        chain=verdict,
        case=case,
        opened=opening and isinstance(may, Opened),
        **told,
    )


def _told(
    page: Page, case: Complaint, may: Opened | Refused, asked: Mapping[str, str]
) -> dict[str, Any]:
    here = page.here
    shown = may if isinstance(may, Opened) else Opened(not case.restricted, False)
    history = [(at, cast("ComplaintEvent", e)) for at, e in here.app.history(case.id)]
    states = cast("list[Complaint]", list(states_of(history)))
    items = here.cases.history(case, page.actor, shown)
    entries = timeline.entries(page, items, states)
    number = _number(asked, entries)
    entry, state = entries[number - 1], states[number - 1]
    zone = here.settings.time_zone
    day = state.effective_at.astimezone(zone).date()
    calendar = here.past.calendar(Moment(position=entry.position))
    words = Words(Names(here.app.reference()), zone)

    def view(of: int) -> dict[str, Any]:
        # As on the day on which it counted: what came later says nothing of it.
        then = here.cases.as_of(case, version=of)
        on = then.effective_at.astimezone(zone).date()
        told = here.cases.officers_view(then, page.actor, shown, on)
        return {**told, "erased": [asdict(e) for e in states[of - 1].erasures]}

    now = view(number)
    before = view(number - 1) if number > 1 else None
    return {
        "entries": entries,
        "entry": entry,
        "before": entries[number - 2] if number > 1 else None,
        "after": entries[number] if number < len(entries) else None,
        "changes": words.changes(changes(before, now)) if before else None,
        "standing": words.all_of(now),
        "judged_on": day,
        "clocks": [
            Clock(clock_lines.lines([c], calendar, day)[0], clock_days.explained(c))
            for c in here.cases.clocks(state, day)
        ],
        "payload": _payload(entry.data),
        "openings": of_case(here, case, reasons=shown.texts),
    }


_DIGITS = 18
"""More than any number of ours; of thousands the language makes none."""


def _number(asked: Mapping[str, str], entries: list[timeline.Entry]) -> int:
    position, number = asked.get("posisi") or "", asked.get("ke") or ""
    position, number = position[:_DIGITS], number[:_DIGITS]
    if position.isdecimal() and (at := timeline.number_at(entries, int(position))):
        return at
    if number.isdecimal() and 1 <= int(number) <= len(entries):
        return int(number)
    return len(entries)


def _payload(item: Mapping[str, Any]) -> str:
    """As the HTTP API tells it, without what is told beside it."""
    kept = {name: value for name, value in item.items() if name not in _BESIDE}
    return json.dumps(json.loads(dumps(kept)), ensure_ascii=False, indent=1)


_BESIDE = frozenset(("delay_seconds", "late", "known_by"))
