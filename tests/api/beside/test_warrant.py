"""A worker that has seen a token waits for nobody; what was done to the token or its
officer elsewhere is judged when the command is recorded."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from api.arrivals import Arrivals
from api.identity import Actor
from api.instants import now
from tests.api.beside.worker import Worker

NOTED = {"message": "Menunggu suku cadang."}
Ended = Callable[[Worker, UUID], None]


@pytest.fixture
def officer(one: Worker, case: UUID) -> tuple[UUID, str]:
    """A coordinator, whose token `one` has seen."""
    id, token = one.officer("coordinator")
    assert one.give("note", case, token, NOTED).status_code == 200
    return id, token


def dismissed(worker: Worker, officer: UUID) -> None:
    here = worker.here
    here.app.change_reference(
        lambda known: known.officers.dismiss(here.origin(), officer=officer)
    )


def demoted(worker: Worker, officer: UUID) -> None:
    here = worker.here
    here.app.change_reference(
        lambda known: known.officers.change(
            here.origin(), officer=officer, role="manager", agency=None
        )
    )


def revoked(worker: Worker, officer: UUID) -> None:
    with psycopg.connect(worker.here.url) as connection:
        connection.execute(
            "UPDATE token SET revoked_at = now() WHERE officer = %s", (officer,)
        )


def test_what_is_plainly_allowed_waits_for_nobody(
    one: Worker,
    case: UUID,
    officer: tuple[UUID, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str | None] = []
    ask = Arrivals.actor

    async def noted(arrivals: Arrivals, authorization: str | None) -> Actor:
        asked.append(authorization)
        return await ask(arrivals, authorization)

    monkeypatch.setattr(Arrivals, "actor", noted)
    assert one.give("verify", case, officer[1], {}).status_code == 200
    assert asked == []
    # What is refused is refused to whom the token names at this moment.
    assert one.give("verify", case, officer[1], {}).status_code == 409
    assert asked == [f"Bearer {officer[1]}"]
    assert one.versions(case) == [1, 2, 3]


@pytest.mark.parametrize("ended", [dismissed, revoked])
@pytest.mark.parametrize(
    "body",
    [NOTED, {"message": ""}, b"{", b'{"message": "' + b"x" * 2**21],
    ids=["right", "invalid", "unreadable", "too large"],
)
def test_what_ended_elsewhere_opens_nothing_here(
    one: Worker,
    other: Worker,
    case: UUID,
    officer: tuple[UUID, str],
    ended: Ended,
    body: object,
) -> None:
    id, token = officer
    ended(other, id)
    answer = one.give("note", case, token, body)
    assert answer.status_code == 401, answer.text
    assert one.versions(case) == [1, 2]


@pytest.mark.parametrize("seen", [True, False])
def test_what_happened_while_the_body_was_sent_counts(
    one: Worker, other: Worker, case: UUID, seen: bool
) -> None:
    id, token = one.officer("coordinator")
    if seen:
        assert one.give("note", case, token, NOTED).status_code == 200
    before = one.versions(case)

    async def body() -> AsyncIterator[bytes]:
        yield b'{"message": '
        demoted(other, id)
        one.here.app.reference()
        yield b'"Menunggu suku cadang."}'

    answer = one.give("note", case, token, body())
    assert answer.status_code == 403, answer.text
    assert one.versions(case) == before


@pytest.mark.parametrize("ended", [dismissed, revoked])
def test_a_known_outcome_is_not_told_to_whom_ended(
    one: Worker, other: Worker, case: UUID, officer: tuple[UUID, str], ended: Ended
) -> None:
    id, token = officer
    key = uuid4().hex
    for _ in range(2):
        told = one.give("note", case, token, NOTED, Idempotency_Key=key)
        assert told.status_code == 200
    ended(other, id)
    again = one.give("note", case, token, NOTED, Idempotency_Key=key)
    assert again.status_code == 401
    assert one.versions(case) == [1, 2, 3]


def test_another_role_counts_at_once(
    one: Worker, other: Worker, case: UUID, officer: tuple[UUID, str]
) -> None:
    id, token = officer
    demoted(other, id)
    assert one.give("note", case, token, NOTED).status_code == 403
    assert one.versions(case) == [1, 2]


def test_the_day_after_a_tenure_nothing_is_opened(
    one: Worker,
    case: UUID,
    officer: tuple[UUID, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id, token = officer
    here = one.here
    here.app.change_reference(
        lambda known: known.officers.change(
            here.origin(),
            officer=id,
            role="coordinator",
            agency=None,
            valid_to=here.today(),
        )
    )
    here.app.reference()
    for _ in range(2):
        assert one.give("note", case, token, NOTED).status_code == 200
    monkeypatch.setattr("api.arrivals.now", lambda: now() + timedelta(days=1))
    assert one.give("note", case, token, NOTED).status_code == 401
    assert one.versions(case) == [1, 2, 3, 4]


def test_a_key_of_something_else_is_refused(
    one: Worker, case: UUID, officer: tuple[UUID, str]
) -> None:
    key = uuid4().hex
    first = one.give("note", case, officer[1], NOTED, Idempotency_Key=key)
    assert first.status_code == 200
    other = {"message": "Suku cadang tiba."}
    assert (
        one.give("note", case, officer[1], other, Idempotency_Key=key).status_code
        == 422
    )
