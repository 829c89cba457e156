"""What differs between two views of a case: before and after, in words."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api import words
from api.pages import glossary, indonesian
from api.pages.names import Names

NONE = "belum ada"
_LABELS: Mapping[str, str] = {
    **words.LABELS,
    "channel": "Saluran",
    "erased": "Yang dihapus",
    "external_id": "Nomor di sistem lain",
    "received_at": "Diterima",
    "recorded_at": "Dicatat",
}
_CODES: Mapping[str, str] = {
    "state": "state",
    "classification": "classification",
    "channel": "channel",
    "outcome": "outcome",
    "closed_by": "closed_by",
    "archive_reason": "archive_reason",
}
"""Fields that hold a code, by its kind in the glossary."""


@dataclass(frozen=True, slots=True)
class Changed:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Words:
    """Says the values of a case's fields."""

    names: Names
    zone: ZoneInfo

    def changes(self, found: Iterable[Mapping[str, Any]]) -> list[Changed]:
        """Of `comparing.changes`; what no one reads is left out."""
        return [
            Changed(
                _LABELS[change["what"]],
                self.value(change["what"], change["from"]),
                self.value(change["what"], change["to"]),
            )
            for change in found
            if change["what"] in _LABELS
        ]

    def all_of(self, view: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Pairs of label and value of what a case has, in the order of the view."""
        told = [
            (_LABELS[name], self.value(name, value))
            for name, value in view.items()
            if name in _LABELS and value not in (False, 0)
        ]
        return [(label, value) for label, value in told if value != NONE]

    def value(self, name: str, value: Any) -> str:
        """One value of that field, in words."""
        if value is None or value == [] or value == "":
            return NONE
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        if kind := _CODES.get(name):
            return glossary.word(kind, value)
        if name in _CLOCKS:
            return self._clock(value)
        if told := self._of(name):
            return told(value)
        if isinstance(value, datetime):
            return indonesian.moment(value, self.zone)
        if isinstance(value, date):
            return indonesian.day(value)
        if isinstance(value, int):
            return indonesian.number(value)
        return str(value)

    def _of(self, name: str) -> Callable[[Any], str] | None:
        of: Mapping[str, Callable[[Any], str]] = {
            "agency": self.names.agency,
            "suggested_agency": self.names.agency,
            "handed_over_to": self.names.agency,
            "category": self.names.category,
            "location": self._place,
            "reporter": _listed,
            "external_id": _listed,
            "stars": "{} dari 5 bintang".format,
            "escalated_to": lambda codes: _words("escalation", codes),
            "attachments": lambda files: f"{indonesian.number(len(files))} berkas",
            "followers": "{} aduan".format,
            "flags": lambda flags: " ".join(flag["text"] for flag in flags),
            "erased": lambda made: _words("erasure_scope", (e["scope"] for e in made)),
        }
        return of.get(name)

    def _place(self, place: Mapping[str, Any]) -> str:
        region = place.get("region")
        parts = [
            self.names.region_path(region) if region else None,
            place.get("description"),
            _coordinates(place),
        ]
        return "; ".join(filter(None, parts)) or NONE

    def _clock(self, clock: Mapping[str, Any]) -> str:
        due = indonesian.day(clock["due_on"])
        status = glossary.word("clock_status", clock["status"])
        text = f"{status}, jatuh tempo {due}"
        if stopped := clock["stopped_on"]:
            text += f", berhenti {indonesian.day(stopped)}"
        return text


_CLOCKS = glossary.WORDS["clock"]


def _words(kind: str, codes: Iterable[str]) -> str:
    return ", ".join(glossary.word(kind, code) for code in codes)


def _listed(fields: Mapping[str, Any]) -> str:
    return ", ".join(str(value) for value in fields.values() if value) or NONE


def _coordinates(place: Mapping[str, Any]) -> str | None:
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if latitude is None or longitude is None:
        return None
    return json.dumps([latitude, longitude])[1:-1]
