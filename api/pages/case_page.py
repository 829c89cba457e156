"""One case: what it is, what is due, what was done, and what can be done now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends
from fastapi.responses import Response

from api.cases import Opened, may_open_identity
from api.pages import clock_lines, glossary, indonesian
from api.pages.acting import attempt
from api.pages.action_fields import REPORTER
from api.pages.actions import offered
from api.pages.case_rows import STATE_TONES
from api.pages.case_timeline import step, timeline
from api.pages.clock_effects import effects, next_due
from api.pages.form import Posted, numeral
from api.pages.names import Names
from api.pages.page import Page, page_router, who_reads
from api.pages.refused import Refused
from api.read_routes import Seen
from api.web import CaseRef
from domain import roles
from domain.complaint import ENDED, Complaint

router = page_router()

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class OfCase:
    """A page about a case that its reader may see."""

    page: Page
    case: Complaint
    now: Complaint | None = None
    """As it is now, where `case` is as it was."""

    @property
    def seen(self) -> Seen[Complaint]:
        now = self.now or self.case
        return Seen(self.page.request, self.page.here, self.page.actor, now)

    @property
    def address(self) -> str:
        return f"/aduan/{self.case.case_number}"

    @property
    def names(self) -> Names:
        return Names(self.page.here.app.reference())

    def view(self, opened: Opened) -> dict[str, Any]:
        return self.page.here.cases.officers_view(self.case, self.page.actor, opened)


def _of_case(page: Annotated[Page, who_reads("complaints")], id: CaseRef) -> OfCase:
    return OfCase(page, page.here.cases.visible(id, page.actor))


Visible = Annotated[OfCase, Depends(_of_case)]
"""Raises `NotYourCase` where the visitor may not see it: then it does not exist."""


@router.get("/aduan/{id}")
def case(visible: Visible, tercatat: str = "") -> Response:
    return _shown(visible, visible.seen.opened(None), recorded=tercatat[:18])


@router.post("/aduan/{id}/buka")
def open_sealed(visible: Visible, form: Posted) -> Response:
    """Answered at once, and not by another page: each showing is an opening of its
    own, and what was opened stands in no address and no history of the browser."""
    seen, reporter = visible.seen, form.ticked("identity")
    done = attempt(
        visible.page, lambda: seen.opened(form.get("reason", ""), who=reporter)
    )
    if isinstance(done, Refused):
        return _shown(visible, seen.opened(None), refused=done, typed=form)
    return _shown(visible, done, opened=True)


@router.get("/aduan/{id}/tenggat")
def deadlines(visible: Visible) -> Response:
    page, case = visible.page, visible.case
    clocks = page.here.cases.clocks(case)
    calendar, today = page.here.app.reference().calendar, page.here.today()
    told = [
        (line, _told(clock), [_counted(day) for day in clock["days"]])
        for line, clock in clock_lines.paired(clocks, calendar, today)
    ]
    return page.show(
        "case_deadlines.html",
        f"Tenggat aduan {case.case_number}",
        case=case,
        address=visible.address,
        told=told,
    )


def _shown(
    visible: OfCase,
    shown: Opened,
    *,
    opened: bool = False,
    recorded: str = "",
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    page, case, names = visible.page, visible.case, visible.names
    here, zone = page.here, page.here.settings.time_zone
    view = visible.view(shown)
    history = here.cases.history(case, page.actor, shown)
    calendar, today = names.reference.calendar, here.today()
    lines = clock_lines.lines(here.cases.clocks(case), calendar, today)
    return page.show(
        "case.html",
        f"Aduan {case.case_number}",
        refused=refused,
        typed=typed,
        case=case,
        view=view,
        address=visible.address,
        state=(glossary.word("state", case.state), STATE_TONES[case.state]),
        known=facts(case, view, names),
        flags=[_dated(flag["text"]) for flag in view["flags"]],
        clocks=lines,
        next_due=next((line for line in lines if line.running), None),
        others=list(_elsewhere(page, case)),
        story=timeline(history, names, zone, today, ended=case.state in ENDED),
        actions=offered(page, case),
        notice=_notice(case, history, names, recorded, today),
        opened=opened,
        may_open=page.actor.role in roles.READS["identity"],
        may_open_identity=may_open_identity(case, page.actor)
        and not case.has_erased("reporter"),
        reporter=_reporter(view.get("reporter") or {}),
    )


def facts(
    case: Complaint, view: Mapping[str, Any], names: Names
) -> list[tuple[str, str]]:
    """What is known of a case beside its words, in pairs."""
    place = view["location"].get("description")
    external = case.external_id
    found = [
        ("Klasifikasi", glossary.word("classification", case.classification)),
        ("Kategori", names.category(case.category)),
        ("Wilayah", names.region_path(case.region)),
        ("Tempat", place or ""),
        ("Instansi", names.agency(case.agency)),
        (
            "Usulan instansi",
            "" if case.agency else names.agency(case.suggested_agency),
        ),
        ("Saluran", glossary.word("channel", case.channel)),
        ("Tanggal kejadian", _day(case.incident_on)),
        (
            "Nomor di sistem lain",
            f"{external.system} {external.id}" if external else "",
        ),
        ("Dinaikkan kepada", _listed("escalation", case.escalated_to)),
        ("Hasil", _word("outcome", case.outcome)),
        ("Ditutup oleh", _word("closed_by", case.closed_by)),
        ("Penilaian", f"{case.stars} dari 5 bintang" if case.stars else ""),
        ("Alasan arsip", _word("archive_reason", case.archive_reason)),
        (
            "Dilimpahkan kepada",
            names.agency(case.handed_over_to) if case.handed_over_to else "",
        ),
        ("Digabung ke", view["merged_into"] or ""),
        (
            "Aduan yang digabung ke sini",
            indonesian.number(view["followers"]) if view["followers"] else "",
        ),
        ("Halaman publik", "ditampilkan" if case.published else "tidak ditampilkan"),
        ("Lampiran", ", ".join(_attachment(a) for a in view["attachments"])),
    ]
    return [(name, value) for name, value in found if value]


def _notice(
    case: Complaint,
    history: list[dict[str, Any]],
    names: Names,
    recorded: str,
    today: date,
) -> dict[str, Any] | None:
    """What was recorded as that version, and what is due now."""
    version = numeral(recorded)
    if not (isinstance(version, int) and 0 < version <= len(history)):
        return None
    item = history[version - 1]
    after = case if version == case.version else None
    return {
        "title": f"Tercatat: {step(item, names).title}",
        "effects": list(effects(item["data"], after)),
        "next": next_due(case, today),
        "position": item["position"],
    }


def _elsewhere(page: Page, case: Complaint) -> Iterator[tuple[str, str]]:
    """The same case on other pages that are there, for this reader."""
    there, number = page.request.app.state.addresses, case.case_number
    inspects = page.actor.role in roles.READS["exports"]
    if inspects and "/inspektur/aduan/{id}" in there:
        yield "Lini masa pemeriksaan", f"/inspektur/aduan/{number}"
    tells = page.actor.role in roles.COMMANDS["propose-public-text"]
    if case.answers and tells and "/aduan/{id}/teks-publik" in there:
        yield "Teks publik", f"/aduan/{number}/teks-publik"
    if case.published and "/publik/aduan/{number}" in there:
        yield "Halaman publik", f"/publik/aduan/{number}"


def _reporter(identity: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(label, identity.get(name) or "–") for name, label in REPORTER]


def _attachment(attachment: Mapping[str, Any]) -> str:
    kind = glossary.word("media_type", attachment["media_type"])
    size = f"{kind}, {indonesian.size(attachment['size'])}"
    name = attachment.get("name")
    return f"{name} ({size})" if name else size


def _told(clock: Mapping[str, Any]) -> dict[str, Any]:
    return {**clock, "legal_basis": clock_lines.law(clock["legal_basis"])}


def _counted(day: Mapping[str, Any]) -> dict[str, Any]:
    return {**day, "why": clock_lines.why(day["why"])}


def _word(kind: str, code: str | None) -> str:
    return glossary.word(kind, code) if code else ""


def _listed(kind: str, codes: tuple[str, ...]) -> str:
    return ", ".join(glossary.word(kind, code) for code in dict.fromkeys(codes))


def _day(value: date | None) -> str:
    return indonesian.day(value) if value else ""


def _dated(text: str) -> str:
    return _DAY.sub(lambda found: indonesian.day(found.group()), text)
