"""Two installations over the same databases, as two workers are: what one has seen is
never held against what the other has done since."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from api import data_requests
from api.identity import Actor
from api.installation import Installation
from api.intake import Request
from api.once import Conditions
from domain.refusals import NotAllowedNow, StaleVersion
from tests.api.beside.worker import COORDINATOR, DESK, INSPECTOR, Worker

NOTED = {"message": "Menunggu suku cadang."}
FOLLOWED_UP = {"message": "Petugas sudah memeriksa."}


def test_what_is_allowed_on_the_case_as_seen_is_decided_once(
    one: Worker, case: UUID
) -> None:
    assert one.change(case, "note", NOTED).case.version == 2
    assert one.tried_on == [1]


def test_where_another_came_first_it_is_decided_again_on_what_that_made(
    one: Worker, other: Worker, case: UUID
) -> None:
    other.change(case, "verify", {})
    recorded = one.change(case, "note", NOTED)
    assert one.tried_on == [1, 2]
    assert (recorded.case.version, recorded.case.state) == (3, "verified")
    assert one.versions(case) == [1, 2, 3]


def test_a_step_that_only_the_newer_state_allows_is_taken(
    one: Worker, other: Worker, case: UUID
) -> None:
    other.change(case, "verify", {})
    recorded = one.change(case, "dispose", {"agency": "dishub"})
    assert one.tried_on == [1, 2]
    assert recorded.case.state == "disposed"


def test_a_step_that_the_newer_state_forbids_is_refused_and_says_what_is_allowed_now(
    one: Worker, other: Worker, case: UUID
) -> None:
    other.change(case, "verify", {})
    with pytest.raises(NotAllowedNow) as refused:
        one.change(case, "verify", {})
    assert one.tried_on == [1, 2]
    with pytest.raises(NotAllowedNow) as known:
        other.change(case, "verify", {})
    assert refused.value.details == known.value.details
    assert refused.value.details["state"] == "verified"
    assert one.versions(case) == [1, 2]


def test_what_is_forbidden_and_not_newer_is_refused_on_that(
    one: Worker, case: UUID
) -> None:
    with pytest.raises(NotAllowedNow):
        one.change(case, "dispose", {"agency": "dishub"})
    assert set(one.tried_on) == {1}
    assert one.versions(case) == [1]


def test_a_version_that_this_worker_has_not_seen_is_not_stale(
    one: Worker, other: Worker, case: UUID
) -> None:
    other.change(case, "note", NOTED)
    assert one.change(case, "note", NOTED, expected_version=2).case.version == 3


def test_a_version_that_only_this_worker_thinks_new_is_stale(
    one: Worker, other: Worker, case: UUID
) -> None:
    other.change(case, "note", NOTED)
    with pytest.raises(StaleVersion) as refused:
        one.change(case, "note", NOTED, expected_version=1)
    assert refused.value.details["version"] == 2
    assert one.versions(case) == [1, 2]


def test_the_same_over_http(one: Worker, other: Worker, case: UUID) -> None:
    _, token = one.officer("coordinator")
    assert other.give("verify", case, token, {}).status_code == 200
    again = one.give("verify", case, token, {})
    assert (again.status_code, again.json()["state"]) == (409, "verified")
    stale = one.give("note", case, token, NOTED, If_Match='"1"')
    assert stale.status_code == 412
    assert other.give("note", case, token, NOTED).status_code == 200
    right = one.give("note", case, token, NOTED, If_Match='"3"')
    assert (right.status_code, right.headers["etag"]) == (200, '"4"')
    assert other.give("note", case, token, NOTED, If_Match='"3"').status_code == 412
    assert one.versions(case) == [1, 2, 3, 4]


def test_a_key_that_another_worker_has_answered_is_answered_again(
    one: Worker, other: Worker, case: UUID
) -> None:
    _, token = one.officer("coordinator")
    assert one.give("note", case, token, NOTED).status_code == 200
    key = uuid4().hex
    first = other.give("note", case, token, NOTED, Idempotency_Key=key)
    again = one.give("note", case, token, NOTED, Idempotency_Key=key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    other_words = one.give("note", case, token, FOLLOWED_UP, Idempotency_Key=key)
    assert other_words.status_code == 422
    assert one.versions(case) == [1, 2, 3]


def test_a_case_that_went_to_another_agency_is_out_of_sight_at_once(
    one: Worker, other: Worker, case: UUID
) -> None:
    _, before = one.officer("liaison", "dishub")
    _, after = one.officer("liaison", "dinkes")
    one.change(case, "verify", {})
    one.change(case, "dispose", {"agency": "dishub"})
    assert one.give("follow-up", case, after, FOLLOWED_UP).status_code == 404
    assert one.give("note", case, before, NOTED).status_code == 200
    other.change(case, "return", {"reason": "Bukan wewenang kami."})
    other.change(case, "dispose", {"agency": "dinkes"})
    assert one.give("follow-up", case, before, FOLLOWED_UP).status_code == 404
    assert one.versions(case) == [1, 2, 3, 4, 5, 6]
    assert one.give("follow-up", case, after, FOLLOWED_UP).status_code == 200


def test_a_revoked_token_opens_nothing_at_the_next_request(
    one: Worker, other: Worker, case: UUID
) -> None:
    officer, token = one.officer("coordinator")
    assert one.give("note", case, token, NOTED).status_code == 200
    [id_] = [
        t["id"] for t in other.here.tokens.listed() if t["officer"] == str(officer)
    ]
    assert other.here.tokens.revoke(UUID(str(id_)))
    assert one.give("note", case, token, NOTED).status_code == 401
    assert one.versions(case) == [1, 2]


def test_a_dismissed_officer_may_do_nothing_at_the_next_request(
    one: Worker, other: Worker, case: UUID
) -> None:
    officer, token = one.officer("coordinator")
    assert one.give("note", case, token, NOTED).status_code == 200
    there = other.here
    there.app.change_reference(
        lambda known: known.officers.dismiss(there.origin(), officer=officer)
    )
    assert one.give("note", case, token, NOTED).status_code == 401
    assert one.versions(case) == [1, 2]


def erase(here: Installation, case: UUID) -> None:
    steps: Sequence[tuple[Actor, str, int | None, dict[str, str]]] = (
        (DESK, "request-data", None, {"kind": "erasure", "scope": "everything"}),
        (COORDINATOR, "grant-erasure", 1, {}),
        (INSPECTOR, "confirm-erasure", 1, {}),
    )
    for actor, command, number, body in steps:
        request = Request(actor, command, str(case), body, "r", Conditions)
        data_requests.handle(here, request, number)


def test_nothing_can_be_said_in_a_case_that_another_worker_has_erased(
    one: Worker, other: Worker, case: UUID
) -> None:
    _, token = one.officer("coordinator")
    assert one.give("note", case, token, NOTED).status_code == 200
    assert one.here.proposals.has_at_hand(str(case))
    erase(other.here, case)
    assert one.here.proposals.has_at_hand(str(case))
    before = one.versions(case)
    refused = one.give("note", case, token, NOTED)
    known = other.give("note", case, token, NOTED)
    assert refused.status_code == known.status_code == 409
    assert refused.json()["type"] == known.json()["type"]
    assert refused.json()["type"].endswith("text-erased")
    assert one.versions(case) == before
    assert one.give("verify", case, token, {}).status_code == 200
