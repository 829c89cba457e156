"""One case, read from its events: what it is, was, and by whom it may be seen."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from api import case_clocks, case_history, instants
from api.identity import Actor
from api.moment import NOW, Moment
from api.past import Past
from api.who_knew import who_knew
from domain import roles
from domain.application import Tuntas
from domain.case_number import parse
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.flags import flags
from domain.refusals import NotThen, NotYourCase
from domain.sealing import SealedField
from projections.visibility import Visibility, visible_to


@dataclass(frozen=True, slots=True)
class Opened:
    """Which sealed parts of a case an answer may show."""

    texts: bool
    identity: bool


_EVERYTHING = Visibility(restricted=True)


def visibility(actor: Actor) -> Visibility:
    return visible_to(actor.role, actor.id, actor.agencies)


def _known_to(actor: Actor) -> Visibility:
    """The same, and of those who read no lists: the system sees all, and a reporter may
    know the number of an unrestricted case that the own was joined with."""
    if actor.role == "system":
        return _EVERYTHING
    return Visibility() if actor.role == "reporter" else visibility(actor)


def may_open_identity(complaint: Complaint, actor: Actor) -> bool:
    """An anonymous reporter is hidden from the reported side too."""
    if actor.role == "liaison" and complaint.anonymous:
        return False
    return actor.role in roles.READS["identity"]


def sealed_parts(complaint: Complaint, *, identity: bool = True) -> list[str]:
    """What of the case is opened, in the words of the access log, when it is shown
    whole: its text counts only where it is restricted, and nothing that was erased."""
    text = complaint.restricted and not complaint.has_erased("case")
    reporter = identity and not complaint.has_erased("reporter")
    parts = (("text", text), ("reporter", reporter))
    return [name for name, sealed in parts if sealed]


class Cases:
    """Reads cases from the events alone, so that an answer is never behind."""

    def __init__(self, app: Tuntas):
        self._app = app
        self._past = Past(app)

    def find(self, ref: str) -> Complaint:
        """By UUID or case number; raises `NotYourCase`."""
        found = self.id_of(ref)
        if found is None:
            raise NotYourCase(case=ref)
        return self._app.complaint(found)

    def id_of(self, ref: str) -> UUID | None:
        """Of the case of that number, or that UUID; no event is read."""
        if number := parse(ref):
            return self._app.look_up.owner_of("case_number", number)
        try:
            return UUID(ref)
        except ValueError:
            return None

    def last_seen(self, ref: str) -> Complaint | None:
        """As last seen, which may not be what it is now; None where it was not."""
        if number := parse(ref):
            return self._app.known.last_seen_as(number)
        try:
            return self._app.known.last_seen(UUID(ref))
        except ValueError:
            return None

    def visible(self, ref: str, actor: Actor) -> Complaint:
        """The case, unless this actor may not see it: then it does not exist."""
        complaint = self.find(ref)
        self.check_visible(complaint, actor, ref)
        return complaint

    def check_visible(self, complaint: Complaint, actor: Actor, ref: str) -> None:
        """Raises `NotYourCase`, naming no more than the `ref` that was asked for."""
        if actor.role == "reporter":
            seen = actor.complaint == complaint.id
        else:
            seen = _known_to(actor).sees(complaint)
        if not seen:
            raise NotYourCase(case=ref)

    def sees(self, actor: Actor) -> Callable[[UUID], bool]:
        """Whether an answer to this actor may name the other case of that id."""
        visible = _known_to(actor)
        if visible == _EVERYTHING:  # Hundreds may follow; none of them need be read.
            return lambda _: True
        return lambda id: visible.sees(self._app.complaint(id))

    def as_of(
        self,
        complaint: Complaint,
        moment: Moment = NOW,
        version: int | None = None,
    ) -> Complaint:
        """The case as it was; raises `NotThen` before its first event.

        The longest run of versions from the first that counts at that moment; none
        later than `version`.
        """
        run = list(self._past.run(self._run(complaint), moment))[:version]
        if not run or (version is not None and len(run) < version):
            received = complaint.received_at.astimezone(self._app.zone)
            raise NotThen(
                case=complaint.case_number,
                received=received.date(),
                versions=complaint.version,
            )
        then = cast("Complaint", project(None, run))
        # Why texts of that moment do not open any more is known by now.
        return replace(then, erasures=complaint.erasures)

    def view(
        self,
        complaint: Complaint,
        actor: Actor,
        opened: Opened,
        today: date | None = None,
    ) -> dict[str, Any]:
        """The case as an answer. Sealed parts that may not be shown are absent; those
        whose key was destroyed are null."""
        shown: dict[str, SealedField | None] = {}
        if opened.texts:
            shown["title"] = complaint.title
            shown["description"] = complaint.description
            shown["place"] = complaint.place
            files = {f"file {n}": a.file for n, a in enumerate(complaint.attachments)}
            shown.update(files)
        if opened.identity:
            shown["reporter"] = complaint.reporter
        texts = self.texts(shown)
        view = self.state(complaint, actor, today)
        for n, attachment in enumerate(view["attachments"]):
            attachment.update(json.loads(texts.pop(f"file {n}", None) or "{}"))
        view["location"].update(json.loads(texts.pop("place", None) or "{}"))
        if "reporter" in texts:
            texts["reporter"] = json.loads(texts["reporter"] or "null")
        return {**view, **texts}

    def texts(self, shown: Mapping[str, SealedField | None]) -> dict[str, Any]:
        """Each text by its name; None where its key was destroyed."""
        return case_history.opened(self._app.vault, shown)

    def state(
        self, complaint: Complaint, actor: Actor, today: date | None = None
    ) -> dict[str, Any]:
        """The case without its sealed texts; of the cases joined with it those that
        the actor sees now."""
        sees, original = self.sees(actor), complaint.merged_into
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
            "recorded_at": complaint.recorded_at,
            "paused_on": complaint.paused_on,
            "escalated_to": list(complaint.escalated_to),
            "outcome": complaint.outcome,
            "closed_by": complaint.closed_by,
            "reopen_until": complaint.reopen_until,
            "stars": complaint.stars,
            "archive_reason": complaint.archive_reason,
            "handed_over_to": complaint.handed_over_to,
            "merged_into": self._app.complaint(original).case_number
            if original and sees(original)
            else None,
            "followers": sum(map(sees, complaint.followers)),
            "published": complaint.published,
            "attachments": [
                {"number": a.number, "media_type": a.media_type, "size": a.size}
                for a in complaint.attachments
            ],
            "erased": [asdict(erasure) for erasure in complaint.erasures],
            "clocks": self.clocks_in_short(complaint, today),
        }

    def officers_view(
        self,
        complaint: Complaint,
        actor: Actor,
        opened: Opened,
        today: date | None = None,
    ) -> dict[str, Any]:
        """The same with who received it, and what officers are warned of."""
        found = flags(
            complaint, self._app.reference(), today or self.today(), self._app.zone
        )
        return {
            **self.view(complaint, actor, opened, today),
            "received_by": complaint.received_by,
            "flags": [asdict(flag) for flag in found],
        }

    def events(self, complaint: Complaint) -> list[dict[str, Any]]:
        """The events that made the case what it is, without their sealed texts."""
        run = list(self._run(complaint))[: complaint.version]
        return [
            {**case_history.item(position, event, {}), **known}
            for (position, event), known in zip(run, who_knew(run), strict=True)
        ]

    def history(
        self, complaint: Complaint, actor: Actor, opened: Opened
    ) -> list[dict[str, Any]]:
        """Each event with both times, its actor and its data, texts opened; and who
        could first have known of it."""
        sees, run = self.sees(actor), list(self._run(complaint))
        return [
            case_history.told(
                position,
                event,
                complaint,
                self._app.vault,
                texts=opened.texts,
                identity=opened.identity,
                sees=sees,
            )
            | known
            for (position, event), known in zip(run, who_knew(run), strict=True)
        ]

    def several(
        self, ids: Iterable[UUID], up_to: int | None = None
    ) -> Iterator[list[tuple[int, ComplaintEvent]]]:
        """Of each case its events with their positions, none behind `up_to`."""
        rows = self._app.look_up.select_newer(dict.fromkeys(ids, 0), up_to)
        for _, own in groupby(rows, key=lambda row: row.originator_id):
            yield [
                (row.id, cast("ComplaintEvent", self._app.event(row))) for row in own
            ]

    def clocks_in_short(
        self, complaint: Complaint, today: date | None = None
    ) -> list[dict[str, Any]]:
        return case_clocks.in_short(complaint, today or self.today(), self._app.zone)

    def clocks(
        self, complaint: Complaint, today: date | None = None
    ) -> list[dict[str, Any]]:
        """Each deadline with its rule, law, calendar and the days counted."""
        return case_clocks.explained(self._app, complaint, today or self.today())

    def _run(self, complaint: Complaint) -> Iterator[tuple[int, ComplaintEvent]]:
        for position, event in self._app.history(complaint.id):
            yield position, cast("ComplaintEvent", event)

    def today(self) -> date:
        return self._day(instants.now())

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._app.zone).date()
