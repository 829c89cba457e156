"""What a complaint answers to each command: an event, or a refusal and none."""

from domain.complaint_deadlines import (
    clarify,
    extend,
    reclassify,
    request_clarification,
)
from domain.complaint_handling import (
    dispose,
    follow_up,
    reopen,
    reply,
    resolve,
    return_,
)
from domain.complaint_intake import (
    archive,
    hand_over,
    merge,
    receive,
    verify,
    withdraw,
)
from domain.complaint_record import (
    amend,
    attach,
    escalate,
    note,
    publish,
    rate,
    unpublish,
)
from domain.public_texts import (
    confirm_public_text,
    decline_public_text,
    propose_public_text,
)

__all__ = [
    "amend",
    "archive",
    "attach",
    "clarify",
    "confirm_public_text",
    "decline_public_text",
    "dispose",
    "escalate",
    "extend",
    "follow_up",
    "hand_over",
    "merge",
    "note",
    "propose_public_text",
    "publish",
    "rate",
    "receive",
    "reclassify",
    "reopen",
    "reply",
    "request_clarification",
    "resolve",
    "return_",
    "unpublish",
    "verify",
    "withdraw",
]
