"""What a command would do to a case now: the very decision, recorded nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from api import case_history
from api.commands import ALL_COMMANDS, REQUESTS
from api.intake import Request as Command
from api.once import Conditions
from api.pages.clock_effects import effects, next_due
from api.pages.page import Page
from domain.case import Case
from domain.case_event import CaseEvent
from domain.decision import Decision
from domain.folding import apply
from domain.refusals import Refusal, TextErased
from domain.sealing import KeyRef, Place, SealedField

_OTHER = UUID(int=0)
_WORD = "…"
HANGS_ON_A_CHOICE = ("reclassify", "extend", f"{REQUESTS}/record-ruling")
OF_REQUESTS: Mapping[str, Mapping[str, Any]] = {
    f"{REQUESTS}/notify-incomplete": {"missing": _WORD},
    f"{REQUESTS}/complete": {"answer": _WORD},
    f"{REQUESTS}/extend": {"reason": _WORD},
    f"{REQUESTS}/decide": {
        "possession": "not_held",
        "outcome": "refused",
        "message": _WORD,
    },
    f"{REQUESTS}/deliver": {"form": "softcopy"},
    f"{REQUESTS}/object": {"reasons": ("b",), "statement": _WORD},
    f"{REQUESTS}/answer-objection": {"outcome": "granted", "message": _WORD},
    f"{REQUESTS}/dispute": {},
    f"{REQUESTS}/record-ruling": {"step": "hearing"},
    f"{REQUESTS}/withdraw": {"reason": _WORD},
}
"""The least that each decision needs; none of it matters for the clocks, but the step
of the commission."""


class _Nothing:
    """A vault that seals and opens nothing: a preview has no words."""

    def take(self, count: int) -> tuple[KeyRef, ...]:
        raise AssertionError

    def seal(self, key: UUID, place: Place, text: str) -> bytes:
        return b""

    def open(self, fields: Sequence[SealedField]) -> list[str | None]:
        raise AssertionError


@dataclass(frozen=True, slots=True)
class Preview:
    """`effects` on the clocks and what is `next` due, in sentences; both empty where it
    depends on what is chosen. `moves` where the case goes to another state."""

    effects: tuple[str, ...] = ()
    next: str = ""
    moves: bool = False


def preview(page: Page, case: Case, command: str, **chosen: Any) -> Preview | Refusal:
    """Of a command given now by who is signed in; `chosen` are words that matter for
    the clocks. The refusal where it is not to be had, whatever is said."""
    words = _words(page, case, command)
    hangs = command in HANGS_ON_A_CHOICE and not chosen
    if words is None or (hangs and command not in OF_REQUESTS):
        return Preview()
    asked = Command(page.actor, command, str(case.id), {}, "", Conditions)
    origin = page.here.intake.origin(asked, None, "occurred_at")
    if origin.occurred_at < case.received_at:
        origin = replace(origin, occurred_at=case.received_at)
    reference, zone = page.here.app.reference(), page.here.settings.time_zone
    at = Decision(origin, reference, _Nothing(), zone)
    try:
        decided = ALL_COMMANDS[command].decide(case, at, **{**words, **chosen})
    except TextErased:
        return Preview()
    except Refusal as error:
        return error
    if hangs:
        return Preview()
    event = decided[0] if isinstance(decided, tuple) else decided
    assert isinstance(event, CaseEvent)
    after = apply(case, event)
    data = case_history.item(0, event, {})["data"]
    told = (
        *effects(data, after),
        *_ended(case, after, event.voided),
    )
    return Preview(told, next_due(after, page.here.today()), after.state != case.state)


def _words(page: Page, case: Case, command: str) -> Mapping[str, Any] | None:
    """The least that the decision needs; None where its effect hangs on a choice."""
    if command in OF_REQUESTS:
        return OF_REQUESTS[command]
    reference = page.here.app.reference()
    match command:
        case "dispose" | "hand-over":
            kind = "agency" if command == "dispose" else "government"
            found = reference.agencies.by_code.values()
            codes = [a.code for a in found if a.kind == kind and not a.merger]
            name = "agency" if command == "dispose" else "government"
            return {name: codes[0]} if codes else None
        case "merge":
            return {"original": replace(case, id=_OTHER)}
        case "archive":
            return {"reason": "incomplete"}
        case "resolve":
            return {"outcome": "noted"}
        case "rate":
            return {"stars": 5}
        case "escalate":
            return {"to": "agency_head", "reason": _WORD}
        case "amend":
            return {"changed": (), "reason": _WORD}
        case "follow-up" | "reply" | "note":
            return {"message": _WORD}
        case "request-clarification":
            return {"question": _WORD}
        case "clarify":
            return {"answer": _WORD}
        case "return" | "reopen" | "withdraw" | "unpublish":
            return {"reason": _WORD}
        case "verify" | "publish":
            return {}
        case "reclassify":
            return {"reason": _WORD}
        case _:
            return None


def _ended(before: Case, after: Case, named: tuple[str, ...]) -> list[str]:
    """What ends without judgement, and is not named by the event."""
    void = [
        name
        for name, clock in after.clocks.items()
        if clock.ending == "void"
        and name not in named
        and name in before.clocks
        and before.clocks[name].ending is None
    ]
    if not void:
        return []
    return ["Tenggat yang masih berjalan berakhir tanpa penilaian."]
