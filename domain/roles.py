"""Who may do and read what: the one table that `GET /v1/roles` prints."""

from collections.abc import Mapping
from typing import get_args

from domain.event import OfficerRole, Role

OFFICERS: tuple[OfficerRole, ...] = get_args(OfficerRole)
ROLES: tuple[Role, ...] = ("reporter", *OFFICERS, "system")

COMMANDS: Mapping[str, tuple[Role, ...]] = {
    "receive": ("reporter", "desk"),
    "verify": ("coordinator",),
    "dispose": ("coordinator",),
    "return": ("liaison",),
    "follow-up": ("liaison",),
    "reply": ("reporter", "desk"),
    "resolve": ("liaison", "coordinator", "reporter", "desk", "system"),
    "archive": ("coordinator",),
    "amend": ("desk", "coordinator"),
    "escalate": ("coordinator", "inspector", "system"),
    "note": ("desk", "coordinator", "liaison", "inspector"),
    "change-reference": ("administrator", "system"),
}

# A desk gives these on the reporter's behalf, and it is recorded so.
REPORTERS_OWN = frozenset(("reply", "resolve"))

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
    "dashboard": (
        "desk",
        "coordinator",
        "liaison",
        "supervisor",
        "inspector",
        "manager",
    ),
    "own case": ("reporter",),
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
