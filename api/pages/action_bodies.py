"""What was typed for an action, as the body that the HTTP API would be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.pages import problem_words
from api.pages.action_field import Field
from api.pages.action_fields import REPORTER
from api.pages.form import Form
from api.pages.refused import Refused

WITHHELD = 3
"""How many grounds of exclusion a form takes."""
_UNREAD = frozenset(
    problem_words.told(problem)
    for problem in ("String should match pattern ''", "Input should be 'a'")
)
"""What is told of a part of a ground that is empty, or is nothing of the kind."""
_PARTS: Mapping[str, str] = {
    "exclusion": "Pilih kode pengecualian (DIK) untuk setiap alasan yang dipilih:"
    " uji konsekuensinya dimuat di sana (Pasal 19).",
    "ground": "Pilih alasan Pasal 17 untuk setiap kode pengecualian.",
}


def body(
    command: str,
    form: Form,
    fields: Sequence[Field],
    view: Mapping[str, Any],
    zone: ZoneInfo,
) -> dict[str, Any]:
    """What the HTTP API would be sent. What cannot be read is sent as it was typed, to
    be refused there by its name."""
    if command == "amend":
        given = _amended(form, view)
    else:
        given = dict(form.chosen(*(field.name for field in fields)))
        given |= _several(form, fields)
    for name in ("units", "stars", "cost"):
        if name in given:
            given[name] = _whole(given[name])
    for name in ("public", "blacked_out"):
        if name in given:
            given[name] = form.ticked(name)
    if proxy := {name: given.pop(name) for name in list(given) if _of_proxy(name)}:
        given["proxy"] = {n.removeprefix("proxy_"): text for n, text in proxy.items()}
    if command == "reclassify":
        # Of two of which one stays as it was, only the other one is meant.
        for name in ("classification", "category"):
            if given.get(name) == view[name] and len(given) > 2:
                del given[name]
    if note := form.said("note"):
        given["note"] = note
    if (when := _when(form, zone)) is not None:
        given["occurred_at"] = when
    return given


def _several(form: Form, fields: Sequence[Field]) -> dict[str, Any]:
    """Of the fields that take more than one."""
    given: dict[str, Any] = {}
    for field in fields:
        if field.kind == "ticks" and field.name in form:
            given[field.name] = form.all(field.name)
        elif field.kind == "withheld" and (found := _withheld(form)):
            given[field.name] = found
    return given


def _withheld(form: Form) -> list[dict[str, str]]:
    rows = (
        (form.get(f"ground-{n}", ""), form.get(f"exclusion-{n}", ""))
        for n in range(1, WITHHELD + 1)
    )
    return [
        {"ground": ground, "exclusion": exclusion}
        for ground, exclusion in rows
        if ground or exclusion
    ]


def _of_proxy(name: str) -> bool:
    return name.startswith("proxy_")


def typed(form: Form, fields: Sequence[Field]) -> dict[str, str]:
    """What was typed, of what takes more than one all of it."""
    return form.joined(*(field.name for field in fields if field.kind == "ticks"))


def at_its_fields(refused: Refused) -> Refused:
    """The refusal with the names that the forms have for their fields."""
    fields: dict[str, str] = {}
    for name, text in refused.fields.items():
        first, _, rest = name.partition(".")
        if first == "proxy":
            name = f"proxy_{rest}"
        if first == "withheld" and text in _UNREAD:
            text = _PARTS.get(rest.rpartition(".")[2], text)
        fields[first if first in ("withheld", "reasons") else name] = text
    return replace(refused, fields=fields)


def _amended(form: Form, view: Mapping[str, Any]) -> dict[str, Any]:
    """Only what differs from what was shown, and the reason."""
    given: dict[str, Any] = dict(form.chosen("reason"))
    for name in ("title", "description"):
        text = form.said(name)
        if text and text != (view.get(name) or "").replace("\r\n", "\n"):
            given[name] = text
    for name, before in (
        ("category", view["category"]),
        ("incident_on", view["incident_on"] and view["incident_on"].isoformat()),
    ):
        if form.said(name) != before:
            given[name] = form.said(name)
    stood = view["location"]
    place = {"region": form.said("region"), "description": form.said("place")}
    if other := {n: text for n, text in place.items() if text != stood.get(n)}:
        given["location"] = other
    if reporter := form.chosen(*(name for name, _ in REPORTER)):
        given["reporter"] = reporter
    return given


def _whole(text: str) -> Any:
    try:
        return int(text)
    except ValueError:
        return text


def _when(form: Form, zone: ZoneInfo) -> str | None:
    """The moment that was typed as a day and an hour; None for now."""
    day, hour = form.said("occurred_day"), form.said("occurred_hour")
    if day is None and hour is None:
        return None
    typed = f"{day or ''} {(hour or '').replace(':', '.')}"
    try:
        at = datetime.strptime(typed, "%Y-%m-%d %H.%M").replace(tzinfo=zone)
    except ValueError:
        return typed
    return at.isoformat()
