"""One case, read from its events: what it is, was, and by whom it may be seen."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from api import case_clocks, case_history, instants
from api.found_cases import EVERYTHING, C, FoundCases, known_to
from api.identity import Actor
from api.moment import NOW, Moment
from api.past import Past
from api.who_knew import who_knew
from domain import roles
from domain.application import Tuntas
from domain.case import Case
from domain.case_event import CaseEvent
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.flags import flags
from domain.folding import project
from domain.refusals import NotThen
from domain.sealing import SealedField


@dataclass(frozen=True, slots=True)
class Opened:
    """Which sealed parts of a case an answer may show."""

    texts: bool
    identity: bool


def may_open_identity(case: Case, actor: Actor) -> bool:
    """An anonymous reporter is hidden from the reported side too."""
    if isinstance(case, Complaint) and actor.role == "liaison" and case.anonymous:
        return False
    return actor.role in roles.READS["identity"]


def sealed_parts(case: Case, *, identity: bool = True) -> list[str]:
    """What of the case is opened, in the words of the access log, when it is shown
    whole: its text counts only where it is restricted, and nothing that was erased."""
    text = case.restricted and not case.has_erased("case")
    reporter = identity and not case.has_erased("reporter")
    parts = (("text", text), ("reporter", reporter))
    return [name for name, sealed in parts if sealed]


class Cases(FoundCases):
    """Reads cases from the events alone, so that an answer is never behind."""

    def __init__(self, app: Tuntas):
        super().__init__(app)
        self._past = Past(app)

    def sees(self, actor: Actor) -> Callable[[UUID], bool]:
        """Whether an answer to this actor may name the other case of that id."""
        visible = known_to(actor)
        if visible == EVERYTHING:  # Hundreds may follow; none of them need be read.
            return lambda _: True
        return lambda id: visible.sees(self._app.complaint(id))

    def as_of(
        self,
        case: C,
        moment: Moment = NOW,
        version: int | None = None,
    ) -> C:
        """The case as it was; raises `NotThen` before its first event.

        The longest run of versions from the first that counts at that moment; none
        later than `version`.
        """
        run = list(self._past.run(self._run(case), moment))[:version]
        if not run or (version is not None and len(run) < version):
            received = case.received_at.astimezone(self._app.zone)
            raise NotThen(
                case=case.case_number,
                received=received.date(),
                versions=case.version,
            )
        then = cast("C", project(None, run))
        # Why texts of that moment do not open any more is known by now.
        return replace(then, erasures=case.erasures)

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

    def history(self, case: Case, actor: Actor, opened: Opened) -> list[dict[str, Any]]:
        """Each event with both times, its actor and its data, texts opened; and who
        could first have known of it."""
        sees, run = self.sees(actor), list(self._run(case))
        return [
            case_history.told(
                position,
                event,
                case,
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
        self, case: Case, today: date | None = None
    ) -> list[dict[str, Any]]:
        return case_clocks.in_short(case, today or self.today(), self._app.zone)

    def clocks(self, case: Case, today: date | None = None) -> list[dict[str, Any]]:
        """Each deadline with its rule, law, calendar and the days counted."""
        return case_clocks.explained(self._app, case, today or self.today())

    def _run(self, case: Case) -> Iterator[tuple[int, CaseEvent]]:
        for position, event in self._app.history(case.id):
            yield position, cast("CaseEvent", event)

    def today(self) -> date:
        return self._day(instants.now())

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._app.zone).date()
