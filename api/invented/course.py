"""The course of an invented case, as chance takes it through the table of states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from api.invented.life import Life
from api.invented.stories import Stories, Story
from domain import complaint_decisions as decisions
from domain.complaint import Complaint
from domain.complaint_events import ArchiveReason, ComplaintEvent, Outcome
from domain.event import Role

PACE: Mapping[str, float] = {
    "dpupr": 2.2,
    "disperkimtan": 2.4,
    "dinsos": 1.6,
    "dishub": 0.9,
    "disdukcapil": 0.6,
    "diskominfosantik": 0.5,
}
"""How slow an agency is beside the others."""
UNFIT: tuple[ArchiveReason, ...] = (
    "incomplete",
    "too_general",
    "not_government",
    "not_understandable",
)
SHOWN = 0.4
NEGLECTED = 0.08
"""The share of answers that nobody hurries with."""


@dataclass
class Course:
    life: Life
    story: Story
    stories: Stories

    @property
    def case(self) -> Complaint:
        return self.life.case

    def run(self) -> None:
        """Until the case is closed; raises `Over` where now comes first."""
        self.life.passes(0.5)
        if self._ends_early():
            return
        if self._chance(0.1):
            self._asks("coordinator")
            self.life.passes(0.6)
        self._happens(decisions.verify, "coordinator")
        self.life.passes(0.8)
        self._disposes()
        if self._chance(0.09):
            self._goes_to_and_fro()
        if self._chance(0.03) and self.story.classification == "complaint":
            self._is_oversight_after_all()
        if self._chance(0.05) and not self.case.restricted:
            self._is_extended()
        if self._chance(0.02):
            self.life.passes(4)
            why = self._word("withdrawn")
            self._happens(decisions.withdraw, "reporter", reason=why)
            return
        self._answers()
        self._is_settled()

    def _ends_early(self) -> bool:
        if self._chance(0.07):
            why = self.life.chance.choice(UNFIT)
            self._happens(decisions.archive, "coordinator", reason=why)
            return True
        if self._chance(0.05):
            owner = next(
                agency.code
                for agency in self.life.reference.agencies.by_code.values()
                if agency.kind == "government" and agency.region == self.story.region
            )
            self._happens(decisions.hand_over, "coordinator", government=owner)
            return True
        return False

    def _asks(self, role: Role) -> None:
        """The reporter answers, or never does."""
        question = self.story.question
        self._happens(decisions.request_clarification, role, question=question)
        self.life.passes(40 if self._chance(0.3) else 3, office=False)
        answer = self.story.clarified
        self._happens(decisions.clarify, "reporter", answer=answer)

    def _disposes(self, agency: str | None = None) -> None:
        told = self._word("instructions")
        to = agency or self.story.agency
        self._happens(decisions.dispose, "coordinator", agency=to, instruction=told)
        if not agency and self._chance(SHOWN) and not self.case.restricted:
            self._happens(decisions.publish, "coordinator")

    def _goes_to_and_fro(self) -> None:
        """To an agency that is not the right one; now and then twice."""
        for _ in range(2 if self._chance(0.3) else 1):
            self.life.passes(1.5)
            why = self._word("returned")
            self._happens(decisions.return_, "liaison", reason=why)
            self.life.passes(0.7)
            others = [a for a in self.stories.agencies if a != self.story.agency]
            self._disposes(self.life.chance.choice(others))
        self.life.passes(1.5)
        why = self._word("returned")
        self._happens(decisions.return_, "liaison", reason=why)
        self.life.passes(0.7)
        self._disposes(self.story.agency)

    def _is_oversight_after_all(self) -> None:
        self.life.passes(2)
        self._happens(
            decisions.reclassify,
            "coordinator",
            classification="oversight_complaint",
            reason=self._word("reclassified"),
        )

    def _is_extended(self) -> None:
        clock = self.case.clocks.get("completion")
        if clock is None or self.story.classification != "complaint":
            return
        self._happens(
            decisions.extend,
            "coordinator",
            clock="completion",
            units=self.life.chance.choice((3, 5, 7)),
            reason=self._word("extended"),
        )

    def _answers(self) -> None:
        """The first time late now and then, and told later than it happened."""
        pace = PACE.get(self.story.agency, 1)
        if self._chance(0.03):
            self._asks_before_the_deadline()
        else:
            self.life.passes(60 if self._chance(NEGLECTED) else 4 * pace)
        message = self._word("stock") if self._chance(0.04) else self.story.action
        self._follows_up(
            message, occurred=self._on_the_due_day() if self._chance(0.1) else None
        )

    def _asks_before_the_deadline(self) -> None:
        clock = self.case.clocks["first_follow_up"]
        morning = self.life.morning(clock.promise.due_on)
        if morning > self.life.when:
            self.life.settle(min(morning, self.life.now))
            self.life.when = max(self.life.when, morning)
        self._asks("liaison")
        self.life.passes(1)

    def _on_the_due_day(self) -> datetime | None:
        """The last moment in time, where the first follow-up is late."""
        clock = self.case.clocks.get("first_follow_up")
        today = self.life.when.astimezone(self.life.here.settings.time_zone).date()
        if clock is None or not clock.running or clock.promise.due_on >= today:
            return None
        zone = self.life.here.settings.time_zone
        return datetime.combine(clock.promise.due_on, time(15, 30), zone)

    def _is_settled(self) -> None:
        """By the agency, after a reply or without; else by the reporter's silence."""
        pace = PACE.get(self.story.agency, 1)
        if self._chance(0.3):
            self.life.passes(2, office=False)
            content = self._chance(0.4)
            word = self._word("thankful" if content else "unhappy")
            self._happens(decisions.reply, "reporter", message=word)
            self.life.passes(40 if self._chance(NEGLECTED) else 6 * pace)
            self._follows_up(self.story.action)
        if self._chance(0.25):
            # Nothing more is said: the window closes it.
            self.life.passes(60)
        self.life.passes(6 * pace)
        self._resolves()
        if self._chance(0.08):
            self.life.passes(3, office=False)
            why = self._word("reopened")
            self._happens(decisions.reopen, "reporter", reason=why)
            self.life.passes(3 * pace)
            self._follows_up(self.story.action)
            self.life.passes(3)
            self._resolves()
        if self._chance(0.45):
            self._is_rated()

    def _follows_up(self, message: str, **how: Any) -> None:
        """What everybody may read is confirmed by the coordinator, where the check
        flags nothing."""
        public = self.case.published
        self._happens(
            decisions.follow_up, "liaison", message=message, public=public, **how
        )
        if not public:
            return
        answer = self.case.answers[-1].version
        words = {"answer": answer, "text": message}
        self._happens(decisions.propose_public_text, "liaison", **words)
        proposed = self.case.proposed_text
        if proposed and not proposed.undecided:
            confirm = decisions.confirm_public_text
            self._happens(confirm, "coordinator", proposal=proposed.version)

    def _resolves(self) -> None:
        outcome: Outcome = "information_given"
        if self.story.classification == "aspiration":
            outcome = "noted"
        elif self.story.classification != "information":
            (outcome,) = self.life.chance.choices(
                ("substantiated", "partly_substantiated", "unsubstantiated"),
                (70, 20, 10),
            )
        message = self.story.result
        self._happens(decisions.resolve, "liaison", outcome=outcome, message=message)

    def _is_rated(self) -> None:
        self.life.passes(2, office=False)
        clock = self.case.clocks.get("completion")
        late = clock is not None and clock.status(self.life.now.date()) == "late"
        weights = (4, 5, 4, 2, 1) if late else (1, 1, 3, 6, 8)
        (stars,) = self.life.chance.choices((1, 2, 3, 4, 5), weights)
        said = self._word("praise" if stars > 3 else "blame")
        comment = said if self._chance(0.6) else None
        self._happens(decisions.rate, "reporter", stars=stars, comment=comment)

    def _happens(
        self, decide: Callable[..., ComplaintEvent], role: Role, **words: Any
    ) -> None:
        self.life.happens(decide, role, **words)

    def _chance(self, share: float) -> bool:
        return self.life.chance.random() < share

    def _word(self, occasion: str) -> str:
        return self.stories.word(self.life.chance, occasion)
