"""Which command may follow which state: one table, printed in the README."""

from collections.abc import Mapping

from domain.complaint import CLOSED, State

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


def allowed(state: State) -> list[str]:
    """The commands a complaint in this state takes, in the order of the table."""
    return [command for command, states in FROM.items() if state in states]
