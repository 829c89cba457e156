"""A joined case is named only to those who see it, from whichever side they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

Case = dict[str, Any]

SEES = {
    "coordinator": True,
    "inspector": True,
    "receiving desk": True,
    "another desk": False,
    "liaison": False,
    "supervisor": False,
    "manager": False,
}
"""The restricted cases; all of them see the open ones."""
OF_AN_AGENCY = ("liaison", "supervisor")
"""They see a case that was disposed to it, and such a one is not archived."""
KINDS: dict[str, Case] = {
    "confidential": {"confidential": True},
    "oversight": {"classification": "oversight_complaint"},
}


@dataclass
class Joined:
    """Open cases, each joined with a restricted one."""

    office: Office
    tokens: dict[str, str]
    restricted: dict[str, Any]

    def receive(self, **fields: Any) -> Case:
        return self.office.receive(self.tokens["receiving desk"], **fields)

    def hidden(self) -> Case:
        """A restricted case, with an agency that is not the liaison's."""
        case = self.receive(**self.restricted)
        self.office.done("verify", case, "coordinator")
        self.office.done("dispose", case, "coordinator", agency="dpupr")
        return case

    def open(self) -> Case:
        case = self.receive()
        self.office.done("verify", case, "coordinator")
        self.office.done("dispose", case, "coordinator", agency="dishub")
        return case

    def merge(self, case: Case, into: Case) -> None:
        self.office.done("merge", case, "coordinator", into=into["case_number"])

    def read(self, case: Case, who: str) -> Any:
        answer = self.office.get(f"/v1/complaints/{case['id']}", self.tokens[who])
        assert answer.status == 200, answer.text
        return answer.json

    def last(self, case: Case, who: str) -> Any:
        return self.office.history(case, self.tokens[who])[-1]

    def told_nothing(self, case: Case, other: Case, who: str) -> None:
        for part in ("", "/history"):
            path = f"/v1/complaints/{case['id']}{part}"
            answer = self.office.get(path, self.tokens[who])
            assert answer.status == 200
            assert other["id"] not in answer.text
            assert other["case_number"] not in answer.text


@pytest.fixture(scope="module", params=KINDS)
def joined(office: Office, request: pytest.FixtureRequest) -> Joined:
    tokens = {who: office.token(who) for who in SEES if "desk" not in who}
    for desk in ("receiving desk", "another desk"):
        tokens[desk] = office.appoint("desk")[1]
    return Joined(office, tokens, KINDS[request.param])


@pytest.mark.parametrize("who", SEES)
def test_a_duplicate_names_its_original_to_who_sees_it(
    joined: Joined, who: str
) -> None:
    original, duplicate = joined.hidden(), joined.open()
    joined.merge(duplicate, original)
    seen = (original["id"], original["case_number"]) if SEES[who] else (None, None)
    assert joined.read(duplicate, who)["merged_into"] == seen[1]
    merged = joined.last(duplicate, who)
    assert merged["event"] == "complaint.merged"
    assert (merged["data"]["into"], merged["data"]["into_case_number"]) == seen
    if not SEES[who]:
        joined.told_nothing(duplicate, original, who)


@pytest.mark.parametrize("who", [who for who in SEES if who not in OF_AN_AGENCY])
def test_a_case_archived_as_a_duplicate_does_so_too(joined: Joined, who: str) -> None:
    original, duplicate = joined.hidden(), joined.receive()
    joined.office.done(
        "archive",
        duplicate,
        "coordinator",
        reason="duplicate",
        original=original["case_number"],
    )
    shown = joined.read(duplicate, who)["merged_into"]
    assert shown == (original["case_number"] if SEES[who] else None)
    archived = joined.last(duplicate, who)
    assert archived["data"]["reason"] == "duplicate"
    assert archived["data"]["original"] == (original["id"] if SEES[who] else None)
    if not SEES[who]:
        joined.told_nothing(duplicate, original, who)


@pytest.mark.parametrize("who", SEES)
def test_an_original_names_and_counts_the_duplicates_that_are_seen(
    joined: Joined, who: str
) -> None:
    original, first, second = joined.open(), joined.open(), joined.hidden()
    joined.merge(first, second)
    joined.merge(second, original)
    assert joined.read(original, who)["followers"] == (2 if SEES[who] else 1)
    data = joined.last(original, who)["data"]
    # What the hidden one brought along is open, and stays told.
    assert data["followers"] == [first["id"]]
    seen = (second["id"], second["case_number"]) if SEES[who] else (None, None)
    assert (data["duplicate"], data["duplicate_case_number"]) == seen
    if not SEES[who]:
        joined.told_nothing(original, second, who)


@pytest.mark.parametrize("who", SEES)
def test_of_those_that_came_along_only_the_seen_are_named(
    joined: Joined, who: str
) -> None:
    original, second, first = joined.open(), joined.open(), joined.hidden()
    joined.merge(first, second)
    joined.merge(second, original)
    data = joined.last(original, who)["data"]
    assert data["duplicate_case_number"] == second["case_number"]
    assert data["followers"] == ([first["id"]] if SEES[who] else [])
    assert joined.read(original, who)["followers"] == (2 if SEES[who] else 1)
    if not SEES[who]:
        joined.told_nothing(original, first, who)


def test_what_became_restricted_after_the_merging_is_named_no_more(
    joined: Joined,
) -> None:
    original, duplicate = joined.open(), joined.open()
    joined.merge(duplicate, original)
    assert joined.read(duplicate, "manager")["merged_into"] == original["case_number"]
    joined.office.done(
        "reclassify", original, "coordinator", classification="oversight_complaint"
    )
    assert joined.read(duplicate, "manager")["merged_into"] is None
    joined.told_nothing(duplicate, original, "manager")


def test_a_reporter_is_told_of_no_restricted_case(joined: Joined) -> None:
    office = joined.office
    hidden, duplicate = joined.hidden(), joined.open()
    joined.merge(duplicate, hidden)
    own = office.get("/v1/track", office.reporter(duplicate))
    assert (own.json["state"], own.json["merged_into"]) == ("merged", None)
    assert own.json["original"] is None
    assert hidden["case_number"] not in own.text
    original = joined.open()
    joined.merge(joined.hidden(), original)
    joined.merge(joined.open(), original)
    assert office.get("/v1/track", office.reporter(original)).json["followers"] == 1
