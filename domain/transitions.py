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

FROM: Mapping[str, frozenset[State]] = {
    "verify": frozenset(("received",)),
    "dispose": frozenset(("verified", "returned", "disposed")),
    "return": frozenset(("disposed", "in_progress")),
    "follow-up": frozenset(("disposed", "in_progress", "answered")),
    "reply": ALL,
    "resolve": frozenset(("disposed", "in_progress", "answered")),
    "archive": frozenset(
        ("received", "awaiting_clarification", "verified", "returned")
    ),
    "escalate": OPEN,
    "amend": ALL,
    "note": ALL,
}


def allowed(state: State) -> list[str]:
    """The commands a complaint in this state takes, in the order of the table."""
    return [command for command, states in FROM.items() if state in states]
