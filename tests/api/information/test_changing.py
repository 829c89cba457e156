"""Public and excluded information is kept by the information officer, once a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from domain.roles import OFFICERS
from tests.api.information.conftest import (
    DOORS,
    PPID,
    REASON,
    ROW,
    TEST,
    made,
    place,
    post,
)

if TYPE_CHECKING:
    from tests.api.conftest import Office

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("public-information", {**ROW, "kind": "excluded"}, "kind"),
    ("public-information", {**ROW, "agency": "no-such"}, "agency"),
    ("public-information", {**ROW, "forms": []}, "forms"),
    ("public-information", {**ROW, "forms": ["paper"]}, "0"),
    ("public-information", {**ROW, "link": "javascript:alert(1)"}, "link"),
    ("public-information", {**ROW, "link": 'https://x/"onclick="'}, "link"),
    ("public-information", {**ROW, "colour": "red"}, "colour"),
    ("public-information", {**ROW, "code": "X"}, "code"),
    ("public-information", {**ROW, "published_on": "2190-01-01"}, "published_on"),
    ("public-information", {**ROW, "published_on": "0001-01-01"}, "published_on"),
    ("public-information/no-such/publish", {}, "code"),
    ("public-information/no-such/change", {**ROW, **REASON}, "code"),
    ("public-information/{item}/change", ROW, "reason"),
    ("public-information/{item}/withdraw", {}, "reason"),
    ("information-decrees", {"year": 26, "decree": "x"}, "year decreed_on"),
    ("exclusions", {**TEST, "ground": "k"}, "ground"),
    ("exclusions", {**TEST, "ground": "j"}, "other_law"),
    ("exclusions", {**TEST, "valid_to": None}, "valid_to"),
    ("exclusions", {**TEST, "valid_to": "2026-03-02"}, "valid_to"),
    ("exclusions", {**TEST, "valid_to": "9999-12-31"}, "valid_to"),
    ("exclusions", {**TEST, "tested_on": "2190-01-01"}, "tested_on"),
    ("exclusions", {**TEST, "valid_from": "2026-03-01"}, "valid_from"),
    ("exclusions", {**TEST, "tested_by": ""}, "tested_by"),
    ("exclusions/no-such/end", REASON, "code"),
    ("exclusions/no-such/revise", {**TEST, **REASON}, "code"),
]


@pytest.mark.parametrize("role", [role for role in OFFICERS if role != PPID])
def test_the_information_officer_alone_keeps_the_lists(
    office: Office, role: str
) -> None:
    with office.nothing_recorded():
        for path, body in DOORS.values():
            answer = post(office, path.format(item="x", exclusion="x"), body, role)
            assert answer.status == 403
            assert "information_officer" in answer.json["detail"]


def test_without_a_token_nothing_is_changed(office: Office) -> None:
    for path, body in DOORS.values():
        address = f"/v1/{path.format(item='x', exclusion='x')}"
        assert office.post(address, body, None).status == 401


@pytest.mark.parametrize(("path", "body", "field"), WRONG)
def test_a_change_that_does_not_fit_is_refused_by_field(
    office: Office, path: str, body: dict[str, Any], field: str
) -> None:
    path = place(office, path)
    with office.nothing_recorded():
        refused = post(office, path, body)
        assert refused.status == 422, refused.text
    names = {error["field"].split(".")[-1] for error in refused.json["errors"]}
    assert names == set(field.split())


@pytest.mark.parametrize("what", DOORS)
def test_a_change_under_a_key_is_done_once(office: Office, what: str) -> None:
    path, body = DOORS[what]
    path, key = place(office, path), {"Idempotency_Key": uuid4().hex}
    before = office.position()
    first, again = (post(office, path, body, **key) for _ in range(2))
    assert (first.status, again.status) == (201, 201), first.text
    assert first.json == again.json
    assert first.json["position"] == before + 1 == office.position()
    assert again.headers["idempotency-replayed"] == "true"
    assert post(office, path, {**body, "x": 1}, **key).status == 422


def test_a_code_is_made_of_the_title_and_numbered_where_it_is_taken(
    office: Office,
) -> None:
    title = f"Nomor {uuid4().hex[:8]}"
    plain = title.casefold().replace(" ", "-")
    codes = [made(office, "an item", title=title) for _ in range(2)]
    assert codes == [plain, f"{plain}-2"]
    assert made(office, "a test", title=title) == plain  # another list
    own = f"kode-{uuid4().hex[:8]}"
    assert made(office, "an item", code=own) == own
    taken = post(office, "public-information", {**ROW, "code": own})
    assert taken.json["errors"] == [{"field": "code", "problem": f"'{own}' is taken."}]
