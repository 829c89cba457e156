"""A request for public information as an answer shows it."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from api.case_history import opened as texts_of
from api.cases import Opened
from api.identity import Actor
from api.installation import Installation
from domain.information_request import Dispute, InformationRequest, Notice, Objection
from domain.information_request_rights import lapses, rights
from domain.sealing import SealedField


def view(
    here: Installation,
    case: InformationRequest,
    actor: Actor,
    opened: Opened,
    today: date,
) -> dict[str, Any]:
    """Applicant and proxies are absent where they may not be shown; a text whose key
    was destroyed is null."""
    texts = texts_of(here.vault, _sealed(case, opened))
    for name in texts:
        if name.endswith(("applicant", "proxy")):
            texts[name] = json.loads(texts[name] or "null")

    def said(part: str) -> dict[str, Any]:
        return {
            name.removeprefix(f"{part}."): text
            for name, text in texts.items()
            if name.startswith(f"{part}.")
        }

    known = case.complaint is not None and here.cases.sees(actor)(case.complaint)
    zone, reference = here.app.zone, here.app.reference()
    received_on, registered_on = (
        at.astimezone(zone).date() for at in (case.received_at, case.recorded_at)
    )
    return {
        "id": str(case.id),
        "case_number": case.case_number,
        "state": case.state,
        "version": case.version,
        "channel": case.channel,
        "applicant_kind": case.applicant_kind,
        "access": case.access,
        "form": case.form,
        "agency": case.agency,
        "complaint": case.complaint if known else None,
        "received_at": case.received_at,
        "recorded_at": case.recorded_at,
        "registered_late": registered_on > received_on,
        "awaits": case.awaits,
        "extended": case.extended,
        "outcome": case.outcome,
        "notice": case.notice and {**_notice(case.notice), **said("notice")},
        "delivered_at": case.delivered_at,
        "delivered_as": case.delivered_as,
        "objection": case.objection
        and {**_objection(case.objection), **said("objection")},
        "disputes": [
            {**_dispute(dispute), **said(f"dispute {number}")}
            for number, dispute in enumerate(case.disputes)
        ],
        "paused_on": case.paused_on,
        "erased": [asdict(erasure) for erasure in case.erasures],
        "clocks": here.cases.clocks_in_short(case, today),
        "lapses": [asdict(lapse) for lapse in lapses(case, reference, today)],
        "rights": [asdict(right) for right in rights(case, reference, today, zone)],
        **{name: text for name, text in texts.items() if "." not in name},
    }


def _sealed(case: InformationRequest, opened: Opened) -> dict[str, SealedField | None]:
    """By the place in the answer at which each is shown."""
    shown: dict[str, SealedField | None] = {}
    if opened.texts:
        names = (
            "information",
            "purpose",
            "missing",
            "extension_reason",
            "delivery_message",
        )
        shown |= {name: getattr(case, name) for name in names}
        if case.notice:
            shown["notice.message"] = case.notice.message
            shown["notice.holder"] = case.notice.holder
        if case.objection:
            shown["objection.statement"] = case.objection.statement
            shown["objection.answer"] = case.objection.answer
            shown["objection.holder"] = case.objection.holder
        for number, dispute in enumerate(case.disputes):
            shown[f"dispute {number}.number"] = dispute.number
            shown[f"dispute {number}.message"] = dispute.message
    if opened.identity:
        shown |= {"applicant": case.applicant, "proxy": case.proxy}
        if case.objection:
            shown["objection.proxy"] = case.objection.proxy
    return shown


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "decided_at": notice.decided_at,
        "possession": notice.possession,
        "outcome": notice.outcome,
        "withheld": [asdict(one) for one in notice.withheld],
        "blacked_out": notice.blacked_out,
        "access": notice.access,
        "form": notice.form,
        "cost": notice.cost,
        "payment": notice.payment,
    }


def _objection(objection: Objection) -> dict[str, Any]:
    return {
        "filed_at": objection.filed_at,
        "reasons": objection.reasons,
        "answered_at": objection.answered_at,
        "answered_by": objection.answered_by,
        "outcome": objection.outcome,
        "possession": objection.possession,
        "withheld": [asdict(one) for one in objection.withheld],
    }


def _dispute(dispute: Dispute) -> dict[str, Any]:
    return {
        "filed_at": dispute.filed_at,
        "timing": dispute.timing,
        "steps": dispute.steps,
        "ruled_at": dispute.ruled_at,
        "outcome": dispute.outcome,
    }
