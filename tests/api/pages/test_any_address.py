"""Whatever stands in the address of a page, a person is answered with a page."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from fastapi.routing import APIRoute

from api import queries
from api.app import PAGES
from api.identity import Holder
from api.pages.sessions import COOKIE
from domain.roles import OFFICERS
from tests.api.pages.conftest import ITS_OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from api.installation import Installation
    from domain.event import Role
    from tests.api.pages.conftest import Person

ODD = (
    *(
        "99999999999999999999",
        "9223372036854775808",
        "2147483648",
        "-1",
        "0",
        "9" * 5000,
    ),
    *("1e400", "nan", "٣", "²", "\x00", "\ufffe", "💥", "a" * 3000, "../x", "--", "[]"),
    *("9999-99-99", "0001-01-01", "9999-12-31", "2026-02-30", "2200-12-31"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-02T00:00:00Z"),
)
TRIES = 60
"""In `make test`; 25 times as many in `make prove`."""
READS = {**ITS_OWN, "accept": "text/html"}
LEFT_OUT = {"/luring/kunci", "/luring/kirim", "/keluar", "/tur/ubah", "/lacak"}
"""Of what a script asks, what ends the session, or has its own tests."""
_ASKED = re.compile(r"""\.(?:get|said)\(\s*f?"(?:\{side\})?_?(\w+)""")


def names() -> list[str]:
    """What any list, figure or case may be asked."""
    models = [
        one
        for one in vars(queries).values()
        if isinstance(one, type) and issubclass(one, queries.Reading)
    ]
    found = {f.alias or n for model in models for n, f in model.model_fields.items()}
    return sorted(found)


def addresses() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each page that is read or sent to, and what it is asked beside `names`."""
    for module in PAGES:
        for route in module.router.routes:
            if isinstance(route, APIRoute) and route.path not in LEFT_OUT:
                found = {p.alias for p in route.dependant.query_params}
                found |= set(_ASKED.findall(Path(module.__file__ or "").read_text()))
                for method in route.methods or ():
                    yield method, route.path, tuple(sorted(found))


@pytest.fixture
def readers(
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    installed: Installation,
) -> dict[Role, Person]:
    found: dict[Role, Person] = {}
    for role in OFFICERS:
        agency = "dinkes" if role in ("liaison", "supervisor") else None
        found[role] = person()
        session = installed.sessions.begin(Holder(appointed(role, agency), None))
        found[role].cookies.set(COOKIE, session.secret)
    return found


@pytest.fixture
def case(person: Callable[..., Person], installed: Installation) -> str:
    words = {"classification": "complaint", "description": "Patah."}
    sent = person().send("/aduan/baru", title=f"Titian {uuid4().hex}", **words)
    return installed.cases.find(sent.headers["location"].split("/")[2]).case_number


def test_each_address_is_answered_with_a_page(
    readers: dict[Role, Person], case: str, scale: int
) -> None:
    chance, broken = Random(7), []
    pages, asked = list(addresses()), names()
    forms: dict[Role, dict[str, str]] = {}
    for _ in range(TRIES * scale):
        method, path, own = chance.choice(pages)
        role = _reader(path)
        holes = re.findall(r"\{(\w+)(?::\w+)?\}", path)
        odd = chance.choice([*holes, *own, *chance.choices(asked, k=3)])
        value = chance.choice(ODD)
        given = {hole: case if hole == "id" else "1" for hole in holes}
        said = {odd: value} if odd not in holes else {}
        path = filled(path, given if said else {**given, odd: value})
        reader = readers[role]
        if method == "GET":
            answer = reader.ask("GET", f"{path}?{urlencode(said)}", headers=READS)
        else:
            csrf = forms.setdefault(role, reader.form("/", "/keluar"))
            answer = reader.post(path, {"key": uuid4().hex, **said, **csrf}, READS)
        if answer.status_code >= 500:
            broken.append((role, method, path[:200], odd, value[:30]))
        elif answer.status_code >= 400:
            assert "text/html" in answer.headers["content-type"], path
    assert broken == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/aduan/{id}?tercatat=" + "9" * 5_000, 200),
        ("GET", "/inspektur/aduan/{id}?ke=" + "9" * 5_000, 200),
        ("GET", "/aduan?position=99999999999999999999", 422),
        ("GET", "/inspektur/bandingkan?from_position=99999999999999999999", 422),
        ("POST", "/inspektur/aduan/" + "1" * 41 + "/bundel", 404),
    ],
)
def test_a_number_beyond_all_of_ours_is_no_fault(
    readers: dict[Role, Person], case: str, method: str, path: str, status: int
) -> None:
    reader = readers["inspector"]
    csrf = reader.form("/", "/keluar")
    at = path.replace("{id}", case)
    sent = {"data": {**csrf, "reason": "Periksa."}} if method == "POST" else {}
    answer = reader.ask(method, at, headers=READS, **sent)
    assert answer.status_code == status
    assert "<h1" in answer.text


def filled(path: str, given: dict[str, str]) -> str:
    """The path with each of its holes filled."""
    for hole, value in given.items():
        path = re.sub(rf"\{{{hole}(:\w+)?\}}", quote(value, "").replace("\\", ""), path)
    return path


def _reader(path: str) -> Role:
    if path.startswith("/pengurus"):
        return "administrator"
    if path.startswith("/dasbor"):
        return "manager"
    return "inspector" if path.startswith("/inspektur") else "coordinator"
