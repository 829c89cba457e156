"""Which command may follow which state: one table a kind of case, printed in the
README."""

from collections.abc import Mapping

from domain.case import Case
from domain.complaint import CLOSED, Complaint, State
from domain.information_request import InformationRequest, RequestState

ALL: frozenset[State] = frozenset(
    (
        "received",
        "awaiting_clarification",
        "verified",
        "disposed",
        "returned",
        "in_progress",
        "answered",
        "resolved",
        "archived",
        "withdrawn",
        "merged",
    )
)
OPEN = ALL - CLOSED

UNANSWERED: frozenset[State] = frozenset(
    ("received", "awaiting_clarification", "verified", "returned")
)

FROM: Mapping[str, frozenset[State]] = {
    "verify": frozenset(("received",)),
    "request-clarification": OPEN,
    "clarify": frozenset(("awaiting_clarification",)),
    "dispose": frozenset(("verified", "returned", "disposed")),
    "return": frozenset(("disposed", "in_progress")),
    "follow-up": frozenset(("disposed", "in_progress", "answered")),
    "reply": ALL,
    "resolve": frozenset(("disposed", "in_progress", "answered")),
    "reopen": frozenset(("resolved",)),
    "rate": frozenset(("resolved",)),
    "archive": UNANSWERED,
    "hand-over": UNANSWERED,
    "withdraw": OPEN,
    "merge": OPEN,
    "reclassify": OPEN,
    "extend": OPEN,
    "escalate": OPEN,
    "amend": ALL,
    "attach": ALL,
    "note": ALL,
    "publish": ALL,
    "unpublish": ALL,
}


OF_REQUESTS: Mapping[str, frozenset[RequestState]] = {
    "notify-incomplete": frozenset(("requested",)),
    "complete": frozenset(("incomplete",)),
    "extend": frozenset(("requested",)),
    "decide": frozenset(("requested",)),
    "deliver": frozenset(("decided", "objection_answered", "ruled")),
    "object": frozenset(("requested", "decided", "delivered")),
    "answer-objection": frozenset(("objected",)),
    "dispute": frozenset(
        ("requested", "decided", "delivered", "objected", "objection_answered")
    ),
    "record-ruling": frozenset(("disputed",)),
    "withdraw": frozenset(
        (
            "requested",
            "incomplete",
            "decided",
            "objected",
            "objection_answered",
            "disputed",
        )
    ),
}

TABLES: Mapping[type[Case], Mapping[str, frozenset[str]]] = {
    Complaint: FROM,
    InformationRequest: OF_REQUESTS,
}


def allowed(state: str, table: Mapping[str, frozenset[str]] = FROM) -> list[str]:
    """The commands a case in this state takes, in the order of its table."""
    return [command for command, states in table.items() if state in states]
