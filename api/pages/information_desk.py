"""The pages on which the information officer (PPID) keeps both lists."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi.responses import Response

from api.pages import glossary
from api.pages.indonesian import capital
from api.pages.names import Names
from api.pages.page import Page, who_commands, who_reads
from domain import roles

AT = "/informasi/kelola"
PLACES = (
    (AT, "Jatuh tempo"),
    (f"{AT}/dip", "Informasi publik"),
    (f"{AT}/uji", "Informasi dikecualikan"),
)
"""Address and name of what is kept."""
COMMAND = "change-public-information"
Keeper = Annotated[Page, who_commands(COMMAND)]
Reader = Annotated[Page, who_reads("consequence tests")]


def show(page: Page, template: str, title: str, **values: Any) -> Response:
    """One of these pages, with the way to the others; `may` says whether its forms are
    for the visitor."""
    path = page.request.url.path
    fitting = [a for a, _ in PLACES if path == a or path.startswith((f"{a}/", f"{a}-"))]
    return page.show(
        template,
        title,
        places=PLACES,
        current=max(fitting, key=len),
        may=page.actor.role in roles.COMMANDS[COMMAND],
        today=page.here.today(),
        **values,
    )


def agencies(page: Page) -> list[tuple[str, str]]:
    return Names(page.here.app.reference()).agencies_at_work()


def words(kind: str, but: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Pairs of code and word of all codes but some, for a choice."""
    return [
        (code, capital(text))
        for code, text in glossary.WORDS[kind].items()
        if code not in but
    ]


def recorded(page: Page, stream: UUID, code: str) -> list[dict[str, Any]]:
    """What was recorded under a code of that stream, the newest first."""
    return [
        {"event": event.TOPIC, "at": event.recorded_at, "role": event.role}
        for _, event in reversed(page.here.app.history(stream))
        if getattr(event, "code", None) == code
    ]
