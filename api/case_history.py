"""What happened to a case, event by event, with the texts that may be shown."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from domain.case import Case
from domain.complaint_events import Archived
from domain.complaint_side_ways import Joined, Merged
from domain.event import ORIGIN_FIELDS, Event
from domain.information_request_events import Requested
from domain.sealing import Place, SealedField, SealedText, Vault
from storage.codec import as_values, encoder

# Keys, hashes and the envelope's own fields are not part of what happened.
_INTERNAL = frozenset(
    (
        *ORIGIN_FIELDS,
        "originator_id",
        "originator_version",
        "access_code_hash",
        "reporter_key",
        "case_key",
        "key",
    )
)
_JSON = frozenset(("reporter", "place", "applicant", "proxy", "flags"))


def told(
    position: int,
    event: Event,
    case: Case,
    vault: Vault,
    *,
    texts: bool,
    identity: bool,
    sees: Callable[[UUID], bool],
) -> dict[str, Any]:
    """One event; `texts` and `identity` say which of its sealed fields are opened, and
    `sees` which other cases it may name."""
    plain = sealed_texts(event, case, vault, texts=texts, identity=identity)
    for name in _JSON & plain.keys():
        plain[name] = json.loads(plain[name] or "null")
    return item(position, event, {**plain, **_unnamed(event, sees)})


def sealed_texts(
    event: Event, case: Case, vault: Vault, *, texts: bool, identity: bool
) -> dict[str, Any]:
    """Those of its sealed fields that may be opened, as they were sealed."""
    shown = {
        name: _located(case, event, name, sealed)
        for name, sealed in _sealed(event).items()
        if (identity if sealed.subject == "reporter" else texts)
    }
    return opened(vault, shown)


def item(position: int, event: Event, texts: Mapping[str, Any]) -> dict[str, Any]:
    """One event with both times, its actor, and its data with these `texts`."""
    data = as_values(encoder(type(event), _INTERNAL | _sealed(event).keys())(event))
    for name in ("device_at", "time", "on_behalf_of", "run_by"):
        if (value := getattr(event, name)) is not None:
            data[name] = value
    return {
        "position": position,
        "version": event.originator_version,
        "event": event.TOPIC,
        "occurred_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "actor": event.actor,
        "role": event.role,
        "data": {**data, **texts},
    }


def opened(vault: Vault, shown: Mapping[str, SealedField | None]) -> dict[str, Any]:
    """Each text by its name; None where there is none, or its key was destroyed."""
    present = {name: field for name, field in shown.items() if field is not None}
    texts = vault.open(list(present.values()))
    found = dict(zip(present, texts, strict=True))
    return {name: found.get(name) for name in shown}


def _unnamed(event: Event, sees: Callable[[UUID], bool]) -> dict[str, Any]:
    """What stands in place of the names of joined cases that are not seen."""
    match event:
        case Merged() if not sees(event.into):
            return {"into": None, "into_case_number": None}
        case Archived(original=UUID() as original) if not sees(original):
            return {"original": None}
        case Requested(complaint=UUID() as complaint) if not sees(complaint):
            return {"complaint": None}
        case Joined():
            names = ("duplicate", "duplicate_case_number")
            hidden = {} if sees(event.duplicate) else dict.fromkeys(names)
            if event.followers:
                hidden["followers"] = [id for id in event.followers if sees(id)]
            return hidden
    return {}


def _sealed(event: Event) -> dict[str, SealedText]:
    found = {field.name: getattr(event, field.name) for field in fields(event)}
    return {n: text for n, text in found.items() if isinstance(text, SealedText)}


def _located(case: Case, event: Event, name: str, text: SealedText) -> SealedField:
    key = case.reporter_key if text.subject == "reporter" else case.case_key
    place = Place(event.originator_id, event.TOPIC, name, event.nonce)
    return SealedField(key.id, place, text.ciphertext)
