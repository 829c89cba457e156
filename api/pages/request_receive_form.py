"""The form that takes a request for public information, and what it says to the API."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from api.installation import Installation
from api.pages import action_bodies, glossary
from api.pages.action_field import words
from api.pages.form import Form
from api.pages.names import Names
from api.pages.receive_form import instant
from api.pages.refused import Refused
from api.pages.request_facts import APPLICANT
from api.pages.request_fields import ACCESS, FORMS_OF_INFORMATION, PROXY

_RENAMED = {"received_at": "received_on", "body": "complaint"}
"""Fields of the body that the form calls otherwise; of the whole body it is only about
the complaint that is converted that something can be wrong."""


def offered(here: Installation) -> dict[str, Any]:
    """What the template of the form is given: the choices of its fields."""
    return {
        "channels": list(glossary.WORDS["channel"].items()),
        "kinds": words("applicant_kind", list(glossary.WORDS["applicant_kind"])),
        "access": ACCESS,
        "forms": FORMS_OF_INFORMATION,
        "agencies": Names(here.app.reference()).agencies_at_work(),
    }


def body(form: Form, zone: ZoneInfo, today: date, *, officer: bool) -> dict[str, Any]:
    """The body that `POST /v1/information-requests` takes. What cannot be read goes
    along as it was typed, to be refused there."""
    said: dict[str, Any] = form.chosen(
        "applicant_kind", "information", "purpose", "access", "form", "agency"
    )
    said["channel"] = form.get("channel", "") if officer else "web"
    said["applicant"] = form.chosen(*(name for name, _ in APPLICANT))
    if proxy := form.chosen(*(name for name, _ in PROXY)):
        said["proxy"] = {n.removeprefix("proxy_"): text for n, text in proxy.items()}
    if officer:
        day, hour = form.get("received_on", ""), form.get("received_time", "")
        if day or hour:
            said["received_at"] = instant(day or today.isoformat(), hour, zone)
        said |= form.chosen("complaint")
        if form.ticked("consent"):
            said["consent"] = True
    return said


def at_its_fields(refused: Refused) -> Refused:
    """The refusal with the names that the form has for its fields."""
    found = action_bodies.at_its_fields(refused)
    fields = {_RENAMED.get(name, name): text for name, text in found.fields.items()}
    return replace(found, fields=fields)
