"""What a person asks about the own data: within 72 hours, erased by two persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args

import pytest

from domain import data_request_decisions as decisions
from domain.data_request_events import (
    DataRequestEvent,
    RefusalGround,
    RequestKind,
)
from domain.data_requests import DataRequests
from domain.refusals import (
    AlreadyAsked,
    AlreadyErased,
    InvalidField,
    NeedsAnother,
    NoSuchRequest,
    Refusal,
    RequestNotThere,
)
from tests.domain.complaint.erased import erased

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

FRIDAY = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)


class Asking:
    """The data requests of a story's case, told one command after the other."""

    def __init__(self, story: Story):
        self.story = story
        self.told = DataRequests(story.case)

    def when(
        self,
        decide: Callable[..., DataRequestEvent | None],
        actor: str | None = None,
        on: date | datetime | None = None,
        **words: Any,
    ) -> Any:
        at = self.story.at("data", on, envelope={"actor": actor} if actor else None)
        event = decide(self.told, at, **words)
        if event is not None:
            self.told = self.told.apply(event)
        return event

    def refused(self, decide: Callable[..., Any], **how: Any) -> Refusal:
        before = self.told
        with pytest.raises(Refusal) as refusal:
            self.when(decide, **how)
        assert self.told == before
        return refusal.value

    def given(self, kind: str, *decided: Callable[..., Any]) -> Asking:
        """A request of that kind, which was decided so."""
        self.when(decisions.make, kind=kind)
        for decide in decided:
            self.when(decide, number=1)
        return self

    @property
    def state(self) -> str:
        return self.told.get(1).state


@pytest.fixture
def asking(story: Story) -> Asking:
    story.given("receive")
    return Asking(story)


@pytest.mark.parametrize("kind", get_args(RequestKind))
def test_a_request_is_due_72_hours_after_it_was_made_whatever_the_days(
    asking: Asking, kind: str
) -> None:
    asking.story.adopt(2026, date(2026, 3, 9))
    event = asking.when(decisions.make, kind=kind, on=FRIDAY)
    assert event.due_at == FRIDAY + timedelta(hours=72)
    assert (event.rule, event.rule_version) == ("D-02", 1)
    assert "UU 27/2022" in event.legal_basis
    assert asking.state == "open"


def test_asking_changes_nothing_of_the_case(asking: Asking) -> None:
    case = asking.story.case
    event = asking.when(decisions.make, kind="erasure")
    assert event.originator_id != case.id
    assert event.complaint == case.id
    assert asking.story.case is case


@pytest.mark.parametrize("state", ["received", "answered", "resolved", "withdrawn"])
def test_a_request_is_taken_in_any_state(story: Story, state: Any) -> None:
    asking = Asking(story.given_state(state))
    assert asking.when(decisions.make, kind="access").number == 1


def test_an_erasure_is_of_the_identity_unless_more_is_asked(asking: Asking) -> None:
    assert asking.when(decisions.make, kind="erasure").scope == "identity"
    wider = asking.when(decisions.make, kind="erasure", scope="everything")
    assert (wider.number, wider.scope) == (2, "everything")


@pytest.mark.parametrize("kind", ["access", "correction"])
def test_another_request_has_no_scope(asking: Asking, kind: str) -> None:
    refusal = asking.refused(decisions.make, kind=kind, scope="identity")
    assert refusal.details["field"] == "scope"


def test_the_same_is_not_asked_twice_before_it_is_decided(asking: Asking) -> None:
    asking.given("erasure")
    refusal = asking.refused(decisions.make, kind="erasure")
    assert isinstance(refusal, AlreadyAsked)
    assert "request 1, which is open" in str(refusal)
    asking.when(decisions.refuse, number=1, ground="not_the_subject")
    assert asking.when(decisions.make, kind="erasure").number == 2


def test_a_request_is_not_made_before_the_case(asking: Asking) -> None:
    early = asking.story.case.received_at - timedelta(hours=1)
    assert isinstance(
        asking.refused(decisions.make, kind="access", on=early), InvalidField
    )


@pytest.mark.parametrize("kind", ["access", "correction"])
def test_access_and_correction_are_done_by_one_person(
    asking: Asking, kind: str
) -> None:
    asking.given(kind).when(decisions.complete, number=1, message="Sudah diperbaiki.")
    assert asking.state == "done"
    assert asking.story.read(asking.told.get(1).answer) == "Sudah diperbaiki."


@pytest.mark.parametrize("kind", ["access", "correction"])
@pytest.mark.parametrize("decide", [decisions.grant, decisions.confirm])
def test_access_and_correction_are_no_erasure(
    asking: Asking, kind: str, decide: Callable[..., Any]
) -> None:
    refusal = asking.given(kind).refused(decide, number=1)
    assert isinstance(refusal, RequestNotThere)
    assert "complete or refuse" in str(refusal)


def test_an_erasure_needs_two_persons_and_then_it_is_done(asking: Asking) -> None:
    asking.given("erasure")
    asking.when(decisions.grant, number=1, actor="ani")
    assert asking.state == "granted"
    refusal = asking.refused(decisions.confirm, number=1, actor="ani")
    assert isinstance(refusal, NeedsAnother)
    assert "another inspector" in str(refusal)
    asking.when(decisions.confirm, number=1, actor="budi")
    assert asking.state == "confirmed"
    asking.when(decisions.finish, number=1)
    assert asking.state == "done"


@pytest.mark.parametrize(
    ("decided", "decide"),
    [
        ((), decisions.confirm),
        ((), decisions.complete),
        ((decisions.grant,), decisions.grant),
        ((decisions.grant, decisions.confirm), decisions.confirm),
        ((decisions.grant, decisions.confirm), decisions.refuse),
        ((decisions.grant, decisions.confirm, decisions.finish), decisions.refuse),
    ],
)
def test_an_erasure_goes_its_way_step_by_step(
    asking: Asking, decided: tuple[Any, ...], decide: Callable[..., Any]
) -> None:
    asking.given("erasure", *decided)
    words = {"ground": "defence"} if decide is decisions.refuse else {}
    refusal = asking.refused(decide, number=1, **words)
    assert isinstance(refusal, RequestNotThere)
    assert asking.state in str(refusal)


@pytest.mark.parametrize("decided", [(), (decisions.grant,)])
def test_one_person_refuses_on_a_ground_of_the_law(
    asking: Asking, decided: tuple[Any, ...]
) -> None:
    asking.given("erasure", *decided)
    asking.when(
        decisions.refuse, number=1, ground="legal_hold", message="Masih diperiksa."
    )
    refused = asking.told.get(1)
    assert (refused.state, refused.refused_for) == ("refused", "legal_hold")
    assert refused.refusal_basis == "UU 27/2022 Pasal 15(1)(b), Pasal 50"
    assert asking.story.read(refused.answer) == "Masih diperiksa."


@pytest.mark.parametrize("ground", get_args(RefusalGround))
@pytest.mark.parametrize("kind", get_args(RequestKind))
def test_a_ground_serves_the_kinds_that_the_law_knows_it_for(
    asking: Asking, kind: Any, ground: Any
) -> None:
    asking.given(kind)
    if kind in decisions.GROUNDS[ground]:
        event = asking.when(decisions.refuse, number=1, ground=ground)
        assert event.legal_basis.startswith("UU ")
        # To see and to correct are not among the rights that Pasal 15 takes away.
        assert kind == "erasure" or "Pasal 15" not in event.legal_basis
    else:
        refusal = asking.refused(decisions.refuse, number=1, ground=ground)
        assert "not_the_subject" in str(refusal)


def test_what_was_not_asked_is_not_decided(asking: Asking) -> None:
    for number in (1, 0):
        refusal = asking.refused(decisions.grant, number=number)
        assert isinstance(refusal, NoSuchRequest)


def test_what_is_done_is_not_done_again(asking: Asking) -> None:
    asking.given("erasure", decisions.grant, decisions.confirm, decisions.finish)
    assert asking.when(decisions.finish, number=1) is None
    assert asking.told.version == 4


def test_the_reporters_words_are_sealed_for_the_reporter(asking: Asking) -> None:
    event = asking.when(decisions.make, kind="correction", message="Nama saya Ani.")
    assert event.message.subject == "reporter"
    message = asking.told.get(1).message
    assert asking.story.read(message) == "Nama saya Ani."
    asking.story.vault.keys.pop(asking.story.case.reporter_key.id)
    assert asking.story.read(message) is None


def test_what_was_erased_is_not_erased_again(story: Story) -> None:
    erased(story.given("receive"), "identity")
    asking = Asking(story)
    refusal = asking.refused(decisions.make, kind="erasure")
    assert isinstance(refusal, AlreadyErased)
    assert asking.when(decisions.make, kind="erasure", scope="everything")
