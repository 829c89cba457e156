"""The form that receives a complaint: its choices, and what it says to the API."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from api import instants
from api.installation import Installation
from api.pages import glossary
from api.pages.form import Form
from api.pages.refused import Refused
from domain.reference import Reference

_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)\Z")
_RENAMED = {
    "location.description": "place",
    "external_id": "external_number",
    "external_id.id": "external_number",
    "external_id.system": "external_system",
    "received_at": "received_on",
}
"""Fields of the body that the form calls otherwise."""
MOST_REGIONS = 400
"""Beyond this villages are left out: the page is to be light, and they can be told."""


def offered(here: Installation) -> dict[str, Any]:
    """What the template of the form is given: the choices of its fields, and the zone
    in which its times are typed."""
    zone = here.settings.time_zone
    offset = instants.now().astimezone(zone).isoformat()[-6:]
    return {"zone": zone.key, "offset": offset, **_choices(here.app.reference())}


def _choices(reference: Reference) -> dict[str, Any]:
    """Pairs of code and word for each field that is chosen."""
    words = glossary.WORDS
    regions = sorted(reference.regions.names.items())
    for longest in (len("62.03.01"), len("62.03")):
        if len(regions) > MOST_REGIONS:
            regions = [(code, name) for code, name in regions if len(code) <= longest]
    agencies = [
        (agency.code, agency.name)
        for agency in reference.agencies.by_code.values()
        if agency.kind == "agency" and agency.merger is None
    ]
    return {
        "channels": list(words["channel"].items()),
        "classifications": [
            (code, text.capitalize()) for code, text in words["classification"].items()
        ],
        "categories": _by_name(reference.categories.names.items()),
        "regions": regions,
        "agencies": _by_name(agencies),
    }


def _by_name(pairs: Any) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: str(pair[1]).casefold())


def body(form: Form, zone: ZoneInfo, today: date, *, desk: bool) -> dict[str, Any]:
    """The body that `POST /v1/complaints` takes. What cannot be read goes along as it
    was typed, to be refused there."""
    said: dict[str, Any] = form.chosen(
        "classification", "title", "description", "category", "incident_on", "agency"
    )
    said["channel"] = form.get("channel", "") if desk else "web"
    location: dict[str, Any] = form.chosen("region")
    if place := form.said("place"):
        location["description"] = place
    for name, text in form.chosen("latitude", "longitude").items():
        location[name] = _degrees(text)
    reporter = form.chosen("name", "national_id", "phone", "email", "address")
    said |= {k: v for k, v in (("location", location), ("reporter", reporter)) if v}
    said |= {name: True for name in ("anonymous", "confidential") if form.ticked(name)}
    if desk:
        said |= _of_the_desk(form, zone, today)
    return said


def _of_the_desk(form: Form, zone: ZoneInfo, today: date) -> dict[str, Any]:
    said: dict[str, Any] = form.chosen("id")
    day, hour = form.get("received_on", ""), form.get("received_time", "")
    if day or hour:
        said["received_at"] = instant(day or today.isoformat(), hour, zone)
    given = form.chosen("external_system", "external_number")
    if given:
        names = {"external_system": "system", "external_number": "id"}
        said["external_id"] = {names[name]: text for name, text in given.items()}
    return said


def instant(day: str, hour: str, zone: ZoneInfo) -> str:
    """RFC 3339 of what was typed; as it was typed where that is no moment."""
    found = _TIME.match(hour)
    try:
        that_day = date.fromisoformat(day)
    except ValueError:
        found = None
    if found is None:
        return f"{day} {hour}"
    at = time(int(found[1]), int(found[2]))
    return datetime.combine(that_day, at, zone).isoformat()


def _degrees(text: str) -> float | str:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def at_its_fields(refused: Refused) -> Refused:
    """The refusal with the names that the form has for its fields."""
    fields: Mapping[str, str] = {
        _RENAMED.get(name, name): text for name, text in refused.fields.items()
    }
    return replace(refused, fields=fields)
