"""The letters on a request: what each tells, when there is one, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.information_requests.conftest import (
    PATH,
    WALK,
    asked,
    give,
    own_token,
)

if TYPE_CHECKING:
    from tests.conftest import Served

LETTERS = ("receipt", "extension", "notice", "objection-answer")
TOLD = (
    ("extension",),
    ("extension", "notice"),
    ("extension", "notice"),
    LETTERS[1:],
    LETTERS[1:],
)
"""After each step of the walk, beside the receipt."""


def letter(served: Served, request: dict[str, Any], name: str, token: str) -> int:
    answer = served.get(f"{PATH}/{request['id']}/letters/{name}", token)
    if answer.status == 200:
        assert answer.content.startswith(b"%PDF-")
        assert answer.headers["cache-control"] == "no-store"
    return answer.status


def test_there_is_a_letter_once_there_is_something_to_tell(served: Served) -> None:
    request = asked(served)
    mine, officer = own_token(served, request), served.token("information_officer")
    assert [letter(served, request, n, officer) for n in LETTERS] == [200, *[404] * 3]
    for (command, role, words), there in zip(WALK, TOLD, strict=True):
        if role == "applicant":
            path = f"{PATH}/{request['id']}/{command}"
            assert served.post(path, words, mine).status == 200
        else:
            assert give(served, request, command, role, **words).status == 200
        wanted = [200 if name in ("receipt", *there) else 404 for name in LETTERS]
        assert [letter(served, request, n, officer) for n in LETTERS] == wanted
    assert [letter(served, request, n, mine) for n in LETTERS] == [200] * 4
    assert letter(served, request, "praise", officer) == 404


def test_a_letter_says_what_was_so_when_it_was_written(served: Served) -> None:
    request, officer = asked(served), served.token("information_officer")

    def content(name: str, by: str = officer) -> bytes:
        path = f"{PATH}/{request['id']}/letters/{name}"
        answer: bytes = served.get(path, by).content
        return answer

    receipt = content("receipt")
    assert give(served, request, *WALK[0][:2], **WALK[0][2]).status == 200
    assert give(served, request, *WALK[1][:2], **WALK[1][2]).status == 200
    assert (
        content("receipt") == receipt == content("receipt", own_token(served, request))
    )
    assert content("notice") == content("notice") != content("extension")


def test_a_letter_is_for_those_who_see_the_request(served: Served) -> None:
    request, other = asked(served), asked(served)
    assert letter(served, request, "receipt", own_token(served, other)) == 404
    assert letter(served, request, "receipt", served.token("manager")) == 403
    assert served.get(f"{PATH}/{request['id']}/letters/receipt").status == 401
