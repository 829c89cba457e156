"""How the lists of public and of excluded information are changed, once under a key."""

from collections.abc import Callable, Container
from typing import Annotated, Any

from fastapi.responses import Response

from api.commands import parse
from api.information_bodies import ListInformation, RecordTest
from api.installation import Installation
from api.offices import free_code
from api.once import Write
from api.reference_changes import Change, changing
from domain.decision import Decision
from domain.event import Event, Origin
from domain.reference import Reference

InformationChanging = Annotated[Change, changing("change-public-information")]
Decide = Callable[..., Event]
"""Takes the decision's circumstances and the words of the body."""


def deciding(here: Installation, decide: Decide, **words: Any) -> Callable[..., Event]:
    """The same for the reference data, as they were read for this change, with those
    words that do not stand in the body."""

    def on(reference: Reference, origin: Origin, **said: Any) -> Event:
        at = Decision(origin, reference, here.vault, here.settings.time_zone)
        return decide(at, **words, **said)

    return on


def record_new(
    change: Change,
    model: type[ListInformation | RecordTest],
    taken: Container[str],
    title: Callable[[dict[str, Any]], str],
    decide: Decide,
    with_key: bool = False,
) -> Response:
    """Record what has a code of its own: that of the body, or one made of the title;
    and a fresh `key` of its own where it has sealed texts."""
    words = parse(model, change.given).words()
    words["code"] = words["code"] or free_code(title(words), taken)
    here, origin = change.here, change.origin()

    def once(write: Write) -> dict[str, Any]:
        shown = {"code": words["code"]}
        (key,) = here.vault.take(1) if with_key else (None,)
        more = {"key": key} if key else {}
        on = deciding(here, decide, **more)
        position = here.app.change_reference(
            lambda reference: on(reference, origin, **words), write(shown)
        )
        return {**shown, "position": position}

    return change.once(model.__name__, once)
