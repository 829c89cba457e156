"""Who may do and read what: the one table that `GET /v1/roles` prints."""

from collections.abc import Mapping
from typing import get_args

from domain.event import OfficerRole, Role

OFFICERS: tuple[OfficerRole, ...] = get_args(OfficerRole)
ROLES: tuple[Role, ...] = ("reporter", *OFFICERS, "system")

COMMANDS: Mapping[str, tuple[Role, ...]] = {
    "receive": ("reporter", "desk"),
    "verify": ("coordinator",),
    "request-clarification": ("coordinator", "liaison"),
    "clarify": ("reporter", "desk"),
    "dispose": ("coordinator",),
    "return": ("liaison",),
    "follow-up": ("liaison",),
    "reply": ("reporter", "desk"),
    "resolve": ("liaison", "coordinator", "reporter", "desk", "system"),
    "reopen": ("coordinator", "reporter", "desk"),
    "rate": ("reporter", "desk"),
    "archive": ("coordinator",),
    "hand-over": ("coordinator",),
    "withdraw": ("reporter", "desk", "system"),
    "merge": ("coordinator",),
    "reclassify": ("coordinator",),
    "extend": ("coordinator",),
    "escalate": ("coordinator", "inspector", "system"),
    "amend": ("desk", "coordinator"),
    "attach": ("reporter", "desk", "coordinator", "liaison", "inspector"),
    "note": ("desk", "coordinator", "liaison", "inspector"),
    "publish": ("coordinator",),
    "unpublish": ("coordinator",),
    "propose-public-text": ("coordinator", "liaison"),
    "confirm-public-text": ("coordinator", "liaison"),
    "decline-public-text": ("coordinator", "liaison"),
    "request-data": ("reporter", "desk"),
    "complete-request": ("coordinator",),
    "grant-erasure": ("coordinator",),
    "refuse-request": ("coordinator", "inspector"),
    "confirm-erasure": ("inspector",),
    "change-reference": ("administrator", "system"),
}

# A desk gives these on the reporter's behalf, and it is recorded so.
REPORTERS_OWN = frozenset(
    ("clarify", "reply", "resolve", "reopen", "rate", "withdraw", "request-data")
)

READS: Mapping[str, tuple[Role, ...]] = {
    "complaints": (
        "desk",
        "coordinator",
        "liaison",
        "supervisor",
        "inspector",
        "manager",
    ),
    "identity": ("desk", "coordinator", "liaison", "inspector"),
    "openings": ("coordinator", "inspector"),
    "access log": ("inspector",),
    "exports": ("inspector",),
    "dashboard": (
        "desk",
        "coordinator",
        "liaison",
        "supervisor",
        "inspector",
        "manager",
    ),
    "figures to publish": ("coordinator", "inspector", "manager"),
    "data requests": ("desk", "coordinator", "inspector"),
    "findings": ("coordinator", "supervisor", "inspector", "manager"),
    "own case": ("reporter",),
    "team": ("coordinator", "inspector", "manager", "administrator"),
    "reference": OFFICERS,
}


def table() -> list[dict[str, object]]:
    """One item a role: `{role, commands, reads}`."""
    return [
        {
            "role": role,
            "commands": [name for name, roles in COMMANDS.items() if role in roles],
            "reads": [name for name, roles in READS.items() if role in roles],
        }
        for role in ROLES
    ]
