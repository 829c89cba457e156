"""Templates into text: what each of them can say without being given it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.operations import positions
from api.pages import (
    assets,
    clock_lines,
    field_names,
    glossary,
    indonesian,
    navigation,
    role_buttons,
    rule_words,
)
from api.release import VERSION
from ledger.note import NoteError
from storage.database import DatabaseUnavailable

if TYPE_CHECKING:
    from api.pages.page import Page

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
# That of Jinja takes the capitals of names away.
ENVIRONMENT.filters["capitalize"] = indonesian.capital
ENVIRONMENT.globals.update(
    asset=assets.address,
    first_style=assets.FIRST_STYLE,
    word=glossary.word,
    purpose=glossary.PURPOSES.__getitem__,
    field_name=field_names.field,
    day=indonesian.day,
    number=indonesian.number,
    percent=indonesian.percent,
    size=indonesian.size,
    left=indonesian.left,
    law=clock_lines.law,
    about_rule=rule_words.about,
    release=VERSION,
)


def rendered(page: "Page", template: str, **values: Any) -> str:
    """The text of a page; `values` go before what all pages are given."""
    zone = page.here.settings.time_zone
    given: dict[str, Any] = {
        "page": page,
        "tenant": page.here.settings.tenant,
        "moment": partial(indonesian.moment, zone=zone),
        "links": navigation.links(page),
        "officer": _officer(page),
        "facts": _quietly(lambda: _facts(page)),
        "csrf": page.form_token,
        "new_key": lambda: uuid4().hex,
        "labels": {},
        "role_buttons": lambda: role_buttons.buttons(page),
        "demo": page.request.app.state.demo is not None,
    }
    return ENVIRONMENT.get_template(template).render(given | values)


def _officer(page: "Page") -> dict[str, str | None] | None:
    """Role and agency of who is signed in, in words."""
    if page.session is None:
        return None
    reference = page.here.app.reference()
    officer = page.session.holder.officer
    found = reference.officers.get(officer) if isinstance(officer, UUID) else None
    agency = found and found.agency and reference.agencies.by_code[found.agency]
    return {
        "role": glossary.word("role", page.actor.role),
        "agency": agency.name if agency else None,
    }


def _facts(page: "Page") -> dict[str, Any]:
    """On what the figures of a page rest."""
    here = page.here
    position, lags = positions(here)
    reference = here.app.reference()
    head = here.ledger.head()
    return {
        "position": position,
        "lag": max(lags.values(), default=0),
        "calendar": reference.calendar.version,
        "rules": reference.standards.version,
        "head": head and head.splitlines()[1:3],
    }


def _quietly(ask: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    """None where the database does not answer: a page can still say so."""
    try:
        return ask()
    except (DatabaseUnavailable, NoteError):
        return None
