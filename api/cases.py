"""One case, read from its events: what it is, was, and by whom it may be seen."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from api import instants
from api.identity import Actor
from domain import roles
from domain.application import Tuntas
from domain.case_number import parse
from domain.clock import Clock
from domain.complaint import Complaint, project
from domain.complaint_events import ComplaintEvent
from domain.event import ORIGIN_FIELDS, Event
from domain.refusals import NotYourCase
from domain.sealing import Place, SealedField, SealedText
from domain.service_standards import due_at
from projections.visibility import Visibility, visible_to
from storage.codec import encoder


def visibility(actor: Actor) -> Visibility:
    return visible_to(actor.role, actor.id, actor.agency)


class Cases:
    """Reads cases from the events alone, so that an answer is never behind."""

    def __init__(self, app: Tuntas):
        self._app = app

    def find(self, ref: str) -> Complaint:
        """By UUID or case number; raises `NotYourCase`."""
        number = parse(ref)
        try:
            found = (
                self._app.look_up.owner_of("case_number", number)
                if number
                else UUID(ref)
            )
        except ValueError:
            found = None
        if found is None:
            raise NotYourCase(case=ref)
        return self._app.complaint(found)

    def visible(self, ref: str, actor: Actor) -> Complaint:
        """The case, unless this actor may not see it: then it does not exist."""
        complaint = self.find(ref)
        if actor.role == "reporter":
            seen = actor.complaint == complaint.id
        else:
            seen = actor.role == "system" or visibility(actor).sees(complaint)
        if not seen:
            raise NotYourCase(case=ref)
        return complaint

    # -- at another time ---------------------------------------------------------

    def as_of(
        self,
        complaint: Complaint,
        version: int | None = None,
        as_of: date | None = None,
        known_at: datetime | None = None,
        position: int | None = None,
    ) -> Complaint:
        """The case as it was; raises `NotYourCase` before its first event.

        `as_of` takes the longest run of versions from the first whose `occurred_at`
        is not after the end of that day; `known_at` and `position` what was recorded
        by then; `version` any version.
        """
        run: list[ComplaintEvent] = []
        for at, event in self._app.history(complaint.id):
            if version is not None and event.originator_version > version:
                break
            if known_at is not None and event.recorded_at > known_at:
                break
            if position is not None and at > position:
                break
            if as_of is not None and self._day(event.occurred_at) > as_of:
                break
            run.append(cast("ComplaintEvent", event))
        if not run or (version is not None and len(run) < version):
            raise NotYourCase(case=complaint.case_number)
        return cast("Complaint", project(None, run))

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._app.zone).date()

    # -- what is shown -----------------------------------------------------------

    def view(
        self,
        complaint: Complaint,
        actor: Actor,
        opened: bool,
        today: date | None = None,
    ) -> dict[str, Any]:
        """The case as an answer; `opened` when a reason to open it was recorded.

        Sealed fields that may not be shown are absent. A destroyed key shows null.
        """
        shown: dict[str, SealedField | None] = {}
        if opened or not complaint.restricted:
            shown["title"] = complaint.title
            shown["description"] = complaint.description
            shown["place"] = complaint.place
        if opened and may_open_identity(complaint, actor):
            shown["reporter"] = complaint.reporter
        texts = self._texts(shown)
        view = self.state(complaint, today)
        view["location"].update(json.loads(texts.pop("place", None) or "{}"))
        if "reporter" in texts:
            texts["reporter"] = json.loads(texts["reporter"] or "null")
        return {**view, **texts}

    def state(self, complaint: Complaint, today: date | None = None) -> dict[str, Any]:
        """The case without its sealed texts."""
        return {
            "id": str(complaint.id),
            "case_number": complaint.case_number,
            "state": complaint.state,
            "version": complaint.version,
            "channel": complaint.channel,
            "classification": complaint.classification,
            "category": complaint.category,
            "location": {"region": complaint.region},
            "agency": complaint.agency,
            "suggested_agency": complaint.suggested_agency,
            "anonymous": complaint.anonymous,
            "confidential": complaint.confidential,
            "restricted": complaint.restricted,
            "incident_on": complaint.incident_on,
            "external_id": complaint.external_id
            and {
                "system": complaint.external_id.system,
                "id": complaint.external_id.id,
            },
            "received_at": complaint.received_at,
            "received_by": complaint.received_by,
            "escalated_to": list(complaint.escalated_to),
            "outcome": complaint.outcome,
            "closed_by": complaint.closed_by,
            "archive_reason": complaint.archive_reason,
            "clocks": self.clocks_in_short(complaint, today),
        }

    def reporters_view(self, complaint: Complaint) -> dict[str, Any]:
        """What a reporter sees of the own case: all but who works on it."""
        view = self.view(complaint, _OFFICE, opened=True)
        del view["received_by"]
        return view

    def events(self, complaint: Complaint) -> list[dict[str, Any]]:
        """The events that made the case what it is, without their sealed texts."""
        return [
            _item(position, event, {})
            for position, event in self._app.history(complaint.id)
            if event.originator_version <= complaint.version
        ]

    def history(
        self, complaint: Complaint, actor: Actor, opened: bool
    ) -> list[dict[str, Any]]:
        """Each event with both times, its actor and its data, texts opened."""
        identity = opened and may_open_identity(complaint, actor)
        text = opened or not complaint.restricted
        items = []
        for position, event in self._app.history(complaint.id):
            shown = {
                name: _located(complaint, event, name, sealed)
                for name, sealed in _sealed(event).items()
                if (identity if sealed.subject == "reporter" else text)
            }
            texts = self._texts(shown)
            for name in _JSON & texts.keys():
                texts[name] = json.loads(texts[name] or "null")
            items.append(_item(position, event, texts))
        return items

    def _texts(self, shown: Mapping[str, SealedField | None]) -> dict[str, Any]:
        present = {name: field for name, field in shown.items() if field is not None}
        texts = self._app.vault.open(list(present.values()))
        opened = dict(zip(present, texts, strict=True))
        return {name: opened.get(name) for name in shown}

    # -- clocks ------------------------------------------------------------------

    def clocks_in_short(
        self, complaint: Complaint, today: date | None = None
    ) -> list[dict[str, Any]]:
        today = today or self._day(instants.now())
        return [
            {
                "clock": name,
                "rule": clock.promise.rule,
                "due_on": clock.promise.due_on.isoformat(),
                "due_at": due_at(clock.promise.due_on, self._app.zone).isoformat(),
                "stopped_on": clock.stopped_on and clock.stopped_on.isoformat(),
                "status": clock.status(today),
            }
            for name, clock in complaint.clocks.items()
        ]

    def clocks(
        self, complaint: Complaint, today: date | None = None
    ) -> list[dict[str, Any]]:
        """Each deadline with its rule, law, calendar and the days counted.

        Derived by replaying the calendar and the rules at the versions that the
        promise names, so that a later decree explains nothing away.
        """
        day = today or self._day(instants.now())
        return [self._explained(clock, day) for clock in complaint.clocks.values()]

    def _explained(self, clock: Clock, today: date) -> dict[str, Any]:
        promise = clock.promise
        calendar = self._app.calendar_at(promise.calendar_version)
        rule = self._app.reference().standards.rule(promise.rule, promise.rule_version)
        return {
            "clock": promise.clock,
            "rule": promise.rule,
            "rule_version": promise.rule_version,
            "legal_basis": rule.legal_basis,
            "confirmed": rule.status == "confirmed",
            "provisional": promise.provisional,
            "started_on": promise.started_on,
            "limit": promise.limit,
            "unit": promise.unit,
            "calendar_version": promise.calendar_version,
            "due_on": promise.due_on,
            "due_at": due_at(promise.due_on, self._app.zone),
            "paused_days": 0,
            "stopped_on": clock.stopped_on,
            "working_days": clock.working_days,
            "status": clock.status(today),
            "days": [
                {"date": day.date, "counted": day.counted, "why": day.why}
                for day in calendar.explain(
                    promise.started_on, promise.due_on, promise.unit
                )
            ],
        }


def may_open_identity(complaint: Complaint, actor: Actor) -> bool:
    """An anonymous reporter is hidden from the reported side too."""
    if actor.role == "liaison" and complaint.anonymous:
        return False
    return actor.role in roles.READS["identity"]


# The reporter's own data needs no reason to be shown to the reporter.
_OFFICE = Actor("reporter", "desk")

# Keys, hashes and the envelope's own fields are not part of what happened.
_INTERNAL = frozenset(
    (
        *ORIGIN_FIELDS,
        "originator_id",
        "originator_version",
        "access_code_hash",
        "reporter_key",
        "case_key",
    )
)
_JSON = frozenset(("reporter", "place"))


def _sealed(event: Event) -> dict[str, SealedText]:
    found = {field.name: getattr(event, field.name) for field in fields(event)}
    return {n: text for n, text in found.items() if isinstance(text, SealedText)}


def _item(position: int, event: Event, texts: Mapping[str, Any]) -> dict[str, Any]:
    data = encoder(type(event), _INTERNAL | _sealed(event).keys())(event)
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


def _located(
    complaint: Complaint, event: Event, name: str, text: SealedText
) -> SealedField:
    key = complaint.reporter_key if text.subject == "reporter" else complaint.case_key
    place = Place(event.originator_id, event.TOPIC, name, event.nonce)
    return SealedField(key.id, place, text.ciphertext)
