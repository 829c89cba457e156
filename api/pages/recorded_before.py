"""A form of which the first answer was lost: what of it is recorded already.

A form carries the id of its case from the beginning. So it is known again whether it
comes by the page or by the queue of the device, and whoever is signed in there by then.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from api.identity import Actor
from api.installation import Installation
from api.once import First
from domain.refusals import IdTaken, NotYourCase


class RecordedBefore(IdTaken):
    """This is case {case_number} already, in other words or by another officer.
    Amend that case; what is another complaint needs another form."""

    first: First | None = None
    """The first answer, where it is that of whoever asks."""


def first(here: Installation, actor: Actor, body: Any, key: str | None) -> First | None:
    """The answer that was given to this form; None where it is not recorded. Raises
    `RecordedBefore` where it was given in other words, or is not known any more.

    Another officer than the first is given it too, for the key and the words: whoever
    has both holds the device, and the paper that waits for its access code.
    """
    id = body.get("id") if isinstance(body, Mapping) else None
    try:
        case = here.cases.find(str(id))
    except NotYourCase:
        return None
    whose = case.received_by or actor.scope
    found = here.once.first(whose, "receive", key or "", list(_ways(body)))
    if found and found.is_same:
        return found
    error = RecordedBefore(id=id, case_number=case.case_number)
    error.first = found if whose == actor.scope else None
    raise error


def _ways(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The same words as the queue says them, and as the form may have said them: it
    brings no temporary number, and not always a time."""
    yield dict(body)
    of_form = {**body}
    if isinstance(place := body.get("location"), Mapping):
        degrees = {n: _degrees(value) for n, value in place.items()}
        of_form["location"] = degrees
    if (body.get("external_id") or {}).get("system") == "luring":
        del of_form["external_id"]
    yield of_form
    yield {name: value for name, value in of_form.items() if name != "received_at"}


def _degrees(value: Any) -> Any:
    # A script writes 113 for 113.0.
    return float(value) if type(value) is int else value
