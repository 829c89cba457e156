"""The commands on a case: each with its body and its decision."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from pydantic import BaseModel, ValidationError

from api import bodies, side_way_bodies
from api import information_request_bodies as requests
from domain import complaint_decisions as decisions
from domain import information_request_decisions as of_requests
from domain import information_request_objections as objections
from domain.case import Case
from domain.complaint import Complaint
from domain.information_request import InformationRequest
from domain.making import Decided, Receive
from domain.refusals import InvalidField

B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Command:
    """`decide` takes the case, the decision's means, and the words of the body.

    `original` is the word that names another case; `decide` takes that case itself.
    One that `opens` sealed texts may wait for their keys.
    """

    name: str
    body: type[bodies.Command]
    decide: Callable[..., Decided]
    original: str | None = None
    opens: bool = False
    of: type[Case] = Complaint


@dataclass(frozen=True, slots=True)
class Reception:
    """The command that begins a case; `decide` takes the decision's means and the words
    of the body."""

    name: str
    body: type[bodies.Receipt]
    decide: Receive
    another: str | None = None
    """The word that names another case; `decide` takes that case itself."""


COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command("verify", bodies.Verify, decisions.verify),
        Command("dispose", bodies.Dispose, decisions.dispose),
        Command("return", bodies.Return, decisions.return_),
        Command("follow-up", bodies.FollowUp, decisions.follow_up),
        Command("reply", bodies.Reply, decisions.reply),
        Command("resolve", bodies.Resolve, decisions.resolve),
        Command("archive", bodies.Archive, decisions.archive, original="original"),
        Command("amend", bodies.Amend, decisions.amend),
        Command("escalate", bodies.Escalate, decisions.escalate),
        Command("note", bodies.Note, decisions.note),
        Command(
            "request-clarification",
            side_way_bodies.RequestClarification,
            decisions.request_clarification,
        ),
        Command("clarify", side_way_bodies.Clarify, decisions.clarify),
        Command("hand-over", side_way_bodies.HandOver, decisions.hand_over),
        Command("withdraw", side_way_bodies.Withdraw, decisions.withdraw),
        Command("merge", side_way_bodies.Merge, decisions.merge, original="into"),
        Command("reclassify", side_way_bodies.Reclassify, decisions.reclassify),
        Command("extend", side_way_bodies.Extend, decisions.extend),
        Command("reopen", side_way_bodies.Reopen, decisions.reopen),
        Command("rate", side_way_bodies.Rate, decisions.rate),
        Command("attach", side_way_bodies.Attach, decisions.attach),
        Command("publish", side_way_bodies.Publish, decisions.publish),
        Command("unpublish", side_way_bodies.Unpublish, decisions.unpublish),
        Command(
            "propose-public-text",
            side_way_bodies.ProposePublicText,
            decisions.propose_public_text,
            opens=True,
        ),
        Command(
            "confirm-public-text",
            side_way_bodies.ConfirmPublicText,
            decisions.confirm_public_text,
        ),
        Command(
            "decline-public-text",
            side_way_bodies.DeclinePublicText,
            decisions.decline_public_text,
        ),
    )
}
REQUESTS = "information-requests"
"""Before the name of each command on a request, as in its address."""
REQUEST_COMMANDS: Mapping[str, Command] = {
    f"{REQUESTS}/{name}": Command(
        f"{REQUESTS}/{name}", body, decide, of=InformationRequest
    )
    for name, body, decide in (
        ("notify-incomplete", requests.NotifyIncomplete, of_requests.notify_incomplete),
        ("complete", requests.CompleteInformation, of_requests.complete),
        ("extend", requests.ExtendNotice, of_requests.extend),
        ("decide", requests.GiveNotice, of_requests.decide),
        ("deliver", requests.DeliverInformation, of_requests.deliver),
        ("object", requests.ObjectToNotice, objections.object_),
        ("answer-objection", requests.AnswerObjection, objections.answer_objection),
        ("dispute", requests.RecordDispute, objections.dispute),
        ("record-ruling", requests.RecordRuling, objections.record_ruling),
        ("withdraw", requests.WithdrawRequest, of_requests.withdraw),
    )
}
ALL_COMMANDS = {**COMMANDS, **REQUEST_COMMANDS}
RECEPTIONS: Mapping[str, Reception] = {
    "receive": Reception("receive", bodies.Receive, decisions.receive),
    REQUESTS: Reception(
        REQUESTS, requests.RequestInformation, of_requests.request, "complaint"
    ),
}


class InvalidBody(Exception):
    """The body does not fit; `errors` are `{field, problem}` each."""

    def __init__(self, errors: list[dict[str, str]]):
        super().__init__("; ".join(f"{e['field']}: {e['problem']}" for e in errors))
        self.errors = errors


def parse(model: type[B], given: Any) -> B:
    """The typed body; raises `InvalidBody` naming each field."""
    try:
        return model.model_validate_json(_as_text(given))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise InvalidBody([named(e["loc"], e["type"], e["msg"]) for e in found]) from (
            None
        )


def named(place: Sequence[int | str], kind: str, message: str) -> dict[str, str]:
    """`{field, problem}` of one error that the validation found."""
    return {
        "field": ".".join(map(str, place)) or "body",
        "problem": _PLAIN.get(kind, message.removeprefix("Value error, ")),
    }


def _as_text(given: Any) -> bytes | str:
    try:
        text = msgspec.json.encode(given)
    except UnicodeEncodeError:
        return _escaped(given)  # half a character: for the validation to refuse
    # A number without end would be written as null.
    return _escaped(given) if b"null" in text else text


_escaped = json.JSONEncoder().encode
_PLAIN = {"missing": "is needed", "extra_forbidden": "is not known here"}


def invalid_field(error: InvalidField) -> InvalidBody:
    details = {name: str(value) for name, value in error.details.items()}
    return InvalidBody([{"field": details["field"], "problem": details["problem"]}])
