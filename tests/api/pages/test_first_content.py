"""How much must come over a slow link before the intake page shows something."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING
from uuid import uuid4

from api.pages.assets import ASSETS
from tests.api.pages.conftest import HERE, choose, enter

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    import httpx
    from fastapi import FastAPI

    from tests.api.pages.conftest import Person

BYTES_A_SECOND = 50_000 / 8
DELAY = 0.6
SECONDS = 2.0
AT_MOST = 15_000
FRAME = 400
"""Bytes around the headers that we do not see here: status line, date, server."""


def head(answer: httpx.Response) -> int:
    return FRAME + sum(len(k) + len(v) + 4 for k, v in answer.headers.raw)


def packed(app: FastAPI, by: Person, path: str) -> tuple[httpx.Response, bytes]:
    """The answer, and its body as it is on the wire."""
    answer = by.get(path, **{"accept-encoding": "identity"})
    assert answer.status_code == 200
    squeezed = zlib.compressobj(6, zlib.DEFLATED, 31)
    return answer, squeezed.compress(answer.content) + squeezed.flush()


def needed(body: bytes, mark: bytes) -> int:
    """How many bytes of it tell all up to the mark."""
    unpack, text = zlib.decompressobj(31), b""
    for count in range(len(body)):
        text += unpack.decompress(body[count : count + 1])
        if mark in text:
            return count + 1
    raise AssertionError(mark)


def test_the_form_shows_its_beginning_within_two_seconds_and_weighs_little(
    app: FastAPI,
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    invited: Callable[[UUID], str],
) -> None:
    name = f"ani.{uuid4().hex[:12]}"
    choose(person(), invited(appointed("desk")), name)
    desk = person()
    enter(desk, name)
    for by in (desk, person()):
        answer, body = packed(app, by, "/aduan/baru")
        first = head(answer) + needed(body, b"</legend>")
        assert DELAY + first / BYTES_A_SECOND <= SECONDS - 0.5
        # Nothing else is waited for, or takes of the link before that.
        before, _, behind = answer.text.partition("</legend>")
        assert not re.search(r"<script|rel=.stylesheet", before)
        loaded = re.findall(r'(?:src|href)="/static/([^?"]+)', before + behind)
        weight = head(answer) + len(body)
        weight += sum(len(ASSETS[one].packed) + FRAME for one in set(loaded))
        assert weight <= AT_MOST, (weight, loaded)


def test_no_style_but_that_one_may_stand_in_a_page(
    person: Callable[..., Person],
) -> None:
    answer = person().get("/aduan/baru")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.count("sha256-") == answer.text.count("<style>") == 1
    assert " style=" not in answer.text
    assert HERE not in answer.text
