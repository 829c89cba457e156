"""What a form does: the command that the HTTP API would take, or why it is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from eventsourcing.persistence import PersistenceError, RecordConflictError

from api import command_routes
from api.commands import InvalidBody
from api.intake import Request as Command
from api.limits import TooMany
from api.once import Answer, KeyConflict
from api.pages.form import Form
from api.pages.page import Page
from api.pages.refused import Refused, refused
from api.problems import NotInTheLog, ReasonNeeded
from domain.refusals import Refusal
from storage.database import DatabaseUnavailable

T = TypeVar("T")

REFUSALS = (
    Refusal,
    InvalidBody,
    KeyConflict,
    NotInTheLog,
    ReasonNeeded,
    TooMany,
    DatabaseUnavailable,
    PersistenceError,
    RecordConflictError,
)


def act(
    page: Page, form: Form, command: str, body: dict[str, Any], case: str | None = None
) -> Answer | Refused:
    """Give a command on a case (`receive`: on none) for who is signed in, or for an
    unnamed reporter. `body` is that of the HTTP API; the key and the version come from
    the form. The rules are those of `api.desk`: a page has none of its own."""
    given = Command(
        actor=page.actor,
        command=command,
        case=case,
        given=body,
        request_id=page.request.state.request_id,
        conditions=form.conditions,
    )
    # `Desk.handle`, not `answered`: we are in a thread already, and one that waits for
    # another of the same few threads could wait for ever.
    admit = command_routes.admission(page.request, page.here, given)
    done = attempt(page, lambda: page.here.desk.handle(given, admit))
    if isinstance(done, Answer):
        page.request.state.position = done.body["position"]
    return done


def attempt(page: Page, do: Callable[[], T]) -> T | Refused:
    """What `do` gives, or its refusal in words: to be shown with the form again."""
    try:
        return do()
    except REFUSALS as error:
        return refused(error, page.here.settings.time_zone)
