"""What desks and inspectors read of one case, from its events."""

from dataclasses import dataclass
from typing import Annotated, Generic

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import Response

from api import answers, description, history_answers
from api.cases import Opened, may_open_identity, sealed_parts
from api.found_cases import C
from api.identity import Actor
from api.installation import Installation
from api.problems import ReasonNeeded
from api.queries import CaseQuery
from api.web import CaseReader, CaseRef, Here, Json, NoQuery, may_read
from domain.complaint import Complaint

router = APIRouter(prefix="/v1", tags=["reading"])

Reason = Annotated[
    str | None,
    Header(
        alias="Tuntas-Reason",
        description="why you open an identity, or the text of a restricted case;"
        " recorded before it is shown. The reporter may read it",
        json_schema_extra={"minLength": 3},
    ),
]


@dataclass(frozen=True, slots=True)
class Seen(Generic[C]):
    """A case as it is now, and who sees it."""

    request: Request
    here: Installation
    actor: Actor
    case: C

    def opened(self, reason: str | None, *, who: bool = True) -> Opened:
        """What may be shown, the reporter only where it is asked `who` that is; why it
        is opened is committed before.

        Raises `ReasonNeeded` for an empty reason, `RoleMayNot` for a role that may not.
        """
        if reason is None:
            return Opened(texts=not self.case.restricted, identity=False)
        may_read(self.actor, "identity")
        reason = stated(reason)
        identity = who and may_open_identity(self.case, self.actor)
        if shown := sealed_parts(self.case, identity=identity):
            origin = self.here.origin(self.actor, self.request.state.request_id)
            self.here.app.record_opening(self.case, origin, shown, reason)
        return Opened(texts=True, identity=identity)


def _seen(
    request: Request, here: Here, actor: CaseReader, id: CaseRef
) -> Seen[Complaint]:
    return Seen(request, here, actor, here.cases.visible(id, actor))


Visible = Annotated[Seen[Complaint], Depends(_seen)]
"""Judged before any parameter is: 401, 403, 404, then 422."""


@router.get(
    "/complaints/{id}",
    responses=description.documented(200, answers.Case, 401, 403, 404),
)
def one(
    seen: Visible,
    query: Annotated[CaseQuery, Query()],
    tuntas_reason: Reason = None,
) -> Response:
    """The case, now or as it was; always current, for it is read from the events."""
    cases = seen.here.cases
    complaint = seen.case
    moment = query.moment()
    if moment.past or query.version is not None:
        complaint = cases.as_of(complaint, moment, query.version)
    # Whether its text is restricted is judged by what the case is now.
    view = cases.officers_view(
        complaint, seen.actor, seen.opened(tuntas_reason), seen.here.past.day(moment)
    )
    headers = {"ETag": f'"{complaint.version}"', "Cache-Control": "no-store"}
    return Json(view, headers=headers)


@router.get(
    "/complaints/{id}/history",
    responses=description.documented(200, history_answers.History, 401, 403, 404),
)
def history(seen: Visible, _: NoQuery, tuntas_reason: Reason = None) -> Response:
    """Everything that happened to the case, in order, with both times, and who could
    first have known of it."""
    items = seen.here.cases.history(seen.case, seen.actor, seen.opened(tuntas_reason))
    return Json({"items": items}, headers={"Cache-Control": "no-store"})


@router.get(
    "/complaints/{id}/clocks",
    responses=description.documented(200, answers.Clocks, 401, 403, 404),
)
def clocks(seen: Visible, _: NoQuery) -> Response:
    """Each deadline explained: rule, law, calendar, and every day counted or not."""
    case = seen.case
    return Json(
        {
            "received_at": case.received_at,
            "recorded_at": case.recorded_at,
            "items": seen.here.cases.clocks(case),
        }
    )


def stated(reason: str | None) -> str:
    """The reason as it is recorded; raises `ReasonNeeded` where it says nothing."""
    said = _as_sent(reason or "").strip()
    if len(said) < 3:
        raise ReasonNeeded
    return said[:2000]


def _as_sent(header: str) -> str:
    """Headers arrive as Latin-1; what was sent as UTF-8 is read as that."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header
