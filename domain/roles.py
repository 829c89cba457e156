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
    "complete-request": ("coordinator", "information_officer"),
    "grant-erasure": ("coordinator", "information_officer"),
    "refuse-request": ("coordinator", "inspector", "information_officer"),
    "confirm-erasure": ("inspector",),
    "change-reference": ("administrator", "system"),
    "change-public-information": ("information_officer", "system"),
    "assess-openness": ("information_officer",),
}

REQUEST_COMMANDS: Mapping[str, tuple[Role, ...]] = {
    "information-requests": ("reporter", "desk", "information_officer"),
    "information-requests/notify-incomplete": ("information_officer",),
    "information-requests/complete": ("reporter", "desk", "information_officer"),
    "information-requests/extend": ("information_officer",),
    "information-requests/decide": ("information_officer",),
    "information-requests/deliver": ("information_officer",),
    "information-requests/object": ("reporter", "desk", "information_officer"),
    "information-requests/answer-objection": ("information_superior",),
    "information-requests/dispute": ("reporter", "desk", "information_officer"),
    "information-requests/record-ruling": ("information_officer",),
    "information-requests/withdraw": ("reporter", "desk", "information_officer"),
}
"""Of requests for public information, named as in their addresses."""
ALL_COMMANDS = {**COMMANDS, **REQUEST_COMMANDS}

# A desk gives these on the reporter's behalf, and it is recorded so; those about a
# request for information an information officer too.
REPORTERS_OWN = frozenset(
    (
        "clarify",
        "reply",
        "resolve",
        "reopen",
        "rate",
        "withdraw",
        "request-data",
        "information-requests/complete",
        "information-requests/object",
        "information-requests/dispute",
        "information-requests/withdraw",
    )
)
SPEAKERS: frozenset[Role] = frozenset(("desk", "information_officer"))

READS: Mapping[str, tuple[Role, ...]] = {
    "complaints": (
        "desk",
        "coordinator",
        "liaison",
        "supervisor",
        "inspector",
        "manager",
    ),
    "information requests": (
        "desk",
        "information_officer",
        "information_superior",
        "inspector",
    ),
    "identity": (
        "desk",
        "coordinator",
        "liaison",
        "inspector",
        "information_officer",
        "information_superior",
    ),
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
    "data requests": ("desk", "coordinator", "inspector", "information_officer"),
    "consequence tests": (
        "inspector",
        "information_officer",
        "information_superior",
    ),
    "reports": (
        "coordinator",
        "liaison",
        "supervisor",
        "inspector",
        "manager",
        "information_officer",
        "information_superior",
    ),
    "findings": ("coordinator", "supervisor", "inspector", "manager"),
    "villages": ("coordinator", "inspector", "manager"),
    "own case": ("reporter",),
    "team": ("coordinator", "inspector", "manager", "administrator"),
    "reference": OFFICERS,
}


def table() -> list[dict[str, object]]:
    """One item a role: `{role, commands, reads}`."""
    return [
        {
            "role": role,
            "commands": [name for name, roles in ALL_COMMANDS.items() if role in roles],
            "reads": [name for name, roles in READS.items() if role in roles],
        }
        for role in ROLES
    ]
