"""A request for information told in memory: what led here, one command, what came."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from domain import information_request_decisions as decisions
from domain import information_request_objections as objections
from domain.case_event import CaseEvent
from domain.case_number import case_number
from domain.decision import Decision
from domain.event import Origin, Role
from domain.exclusion_decisions import record_test
from domain.exclusions import SEALED, Outcome
from domain.folding import project
from domain.information_request import InformationRequest, RequestState
from domain.information_request_events import Withheld
from domain.information_request_rights import lapses, rights
from domain.reference import Reference, fold
from tests.domain.complaint.conftest import Story

if TYPE_CHECKING:
    from tests.domain.conftest import MemoryVault

ZONE = ZoneInfo("Asia/Pontianak")
TEST = Withheld("h", "dik-2026-7")
CLOSED = Outcome(
    title="Data pribadi dalam berkas anggaran",
    agency="dishub",
    ground="h",
    decision="exclude",
    decree="188.4/12/2024",
    tested_on=date(2024, 1, 2),
    valid_from=date(2024, 1, 2),
    valid_to=date(2028, 1, 1),
)
"""What that one closes, on all days of the test vectors."""

# What each command says where a test does not care, and who gives it.
WORDS: dict[str, dict[str, Any]] = {
    "request": {
        "channel": "email",
        "applicant_kind": "citizen",
        "applicant": {"name": "Sari Ayu", "address": "Jalan Damai 4"},
        "information": "Salinan anggaran jalan provinsi tahun 2025.",
        "access": "copy",
    },
    "notify-incomplete": {"missing": "Salinan KTP belum ada."},
    "complete": {"answer": "Salinan KTP terlampir."},
    "extend": {"reason": "Berkas ada di arsip daerah."},
    "decide": {
        "possession": "held",
        "outcome": "refused",
        "withheld": (TEST,),
        "message": "Memuat data pribadi.",
    },
    "deliver": {"form": "softcopy"},
    "object": {"reasons": ("a",), "statement": "Anggaran adalah informasi publik."},
    "answer-objection": {"outcome": "granted", "message": "Berikan salinannya."},
    "dispute": {},
    "record-ruling": {"step": "ruling", "outcome": "granted"},
    "withdraw": {"reason": "Sudah ada di situs."},
}
GRANTED: dict[str, Any] = {"outcome": "granted", "withheld": ()}
ROLES: dict[str, Role] = {
    "request": "reporter",
    "complete": "reporter",
    "object": "reporter",
    "dispute": "reporter",
    "withdraw": "reporter",
    "answer-objection": "information_superior",
}
PATHS: dict[RequestState, tuple[str, ...]] = {
    "requested": (),
    "incomplete": ("notify-incomplete",),
    "decided": ("decide",),
    "objected": ("decide", "object"),
    "objection_answered": ("decide", "object", "answer-objection"),
    "disputed": ("decide", "object", "answer-objection", "dispute"),
    "ruled": ("decide", "object", "answer-objection", "dispute", "record-ruling"),
    "delivered": ("decide", "object", "answer-objection", "deliver"),
    "withdrawn": ("withdraw",),
}


class RequestStory(Story):
    """One request; commands come at noon of the day given, or of the day before."""

    request: InformationRequest

    def when(
        self,
        command: str,
        *,
        on: date | datetime | None = None,
        role: Role | None = None,
        envelope: dict[str, Any] | None = None,
        **words: Any,
    ) -> Any:
        """The event of one command, which has become part of the story."""
        role = role or ROLES.get(command, "information_officer")
        at = self.at(command, on, role, envelope)
        event = self._decide(command, at, {**WORDS[command], **words})
        self.tell(event)
        return event

    def tell(self, event: CaseEvent) -> None:
        told = project(self.told and self.request, [event])
        assert isinstance(told, InformationRequest)
        self.request = told
        self.told = told  # type: ignore[assignment]  # of the other kind
        self.events.append(event)  # type: ignore[arg-type]  # likewise

    def given_request(self, state: RequestState) -> RequestStory:
        """The usual commands to a state."""
        self.given("request", *PATHS[state])
        assert self.request.state == state
        return self

    def closes(self, code: str, origin: Origin, **other: Any) -> None:
        """A consequence test closes some information, as `CLOSED` or otherwise."""
        (key,) = self.vault.take(1)
        at = Decision(origin, self.reference, self.vault, ZONE)
        texts = dict.fromkeys(SEALED, "Ditimbang.")
        outcome = replace(CLOSED, **other)
        event = record_test(at, code=code, key=key, outcome=outcome, **texts)
        self.reference = fold(self.reference, [event])

    def left(self, on: date) -> dict[str, date | None]:
        """The rights that are open at the end of a day, each with its last day."""
        found = rights(self.request, self.reference, on, ZONE)
        return {right.remedy: right.until for right in found}

    def lapsed(self, on: date) -> dict[str, date]:
        """The terms that have passed on a day, each with its last."""
        found = lapses(self.request, self.reference, on)
        return {lapse.clock: lapse.due_on for lapse in found}

    def _decide(self, command: str, at: Decision, words: dict[str, Any]) -> Any:
        if command == "request":
            own = {
                "id": uuid4(),
                "case_number": case_number(os.urandom(8)),
                "access_code_hash": bytes(32),
            }
            return decisions.request(at, **{**own, **words})
        name = {"object": "object_"}.get(command, command.replace("-", "_"))
        decide = getattr(decisions, name, None) or getattr(objections, name)
        return decide(self.request, at, **words)


@pytest.fixture
def story(
    seeded: Reference, new_vault: Callable[[], MemoryVault], origin: Origin
) -> RequestStory:
    told = RequestStory(seeded, new_vault())
    told.closes(TEST.exclusion, origin)
    return told


@pytest.fixture(params=["notice", "superior", "commission"])
def granted(request: pytest.FixtureRequest) -> Callable[[RequestStory], object]:
    """Whoever grants it, the first or a later one."""

    def by(story: RequestStory) -> None:
        if request.param == "notice":
            story.when("decide", **GRANTED)
            return
        story.given("decide", "object")
        story.when("answer-objection")
        if request.param == "commission":
            story.given("dispute", "record-ruling")

    return by
