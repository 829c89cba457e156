"""Excluded information (daftar informasi dikecualikan, DIK): each by consequence tests
(uji konsekuensi) that say on what ground it is closed, and until when.

UU 14/2008 Pasal 17 gives the grounds, Pasal 19 asks for the test, Pasal 20(1) says that
grounds a to f are not permanent. Of the others we ask for a last day too, so that what
is closed is tested again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal, Self
from uuid import uuid5

from domain.event import Event
from domain.refusals import InvalidField
from domain.sealing import KeyRef, Place, SealedField, SealedText
from domain.working_calendar import INSTALLATION

EXCLUSIONS_ID = uuid5(INSTALLATION, "exclusions")

ExclusionGround = Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
"""The letters of UU 14/2008 Pasal 17."""
ConsequenceDecision = Literal["exclude", "exclude_in_part", "disclose"]
"""In part is with passages blacked out: UU 14/2008 Pasal 22(7)e."""
SEALED = ("tested_by", "if_disclosed", "if_withheld")
Texts = Mapping[str, SealedField]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a test decided, as everybody may read it: the title, never the content.

    `other_law` is the law that closes it beside Pasal 17. `valid_from` and `valid_to`
    are the first and the last day; one that is disclosed has no last day.
    """

    title: str
    agency: str
    ground: ExclusionGround
    decision: ConsequenceDecision
    decree: str
    tested_on: date
    valid_from: date
    valid_to: date | None = None
    other_law: str | None = None

    @property
    def legal_basis(self) -> str:
        article = f"UU 14/2008 Pasal 17 huruf {self.ground}"
        return f"{article}; {self.other_law}" if self.other_law else article


@dataclass(frozen=True, kw_only=True)
class _Tested(Event):
    """Sealed under the exclusion's own key: who tested, and the harm that was weighed
    (Pasal 2(4)): of giving it out, and of keeping it."""

    code: str
    outcome: Outcome
    tested_by: SealedText
    if_disclosed: SealedText
    if_withheld: SealedText


@dataclass(frozen=True, kw_only=True)
class ExclusionTested(_Tested):
    """The first test of an information."""

    TOPIC: ClassVar[str] = "exclusion.tested"
    key: KeyRef


@dataclass(frozen=True, kw_only=True)
class ExclusionRevised(_Tested):
    """Another test of the same, which counts from its first day on."""

    TOPIC: ClassVar[str] = "exclusion.revised"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExclusionEnded(Event):
    """Open from `ended_on` on, before its period was over."""

    TOPIC: ClassVar[str] = "exclusion.ended"
    code: str
    ended_on: date
    reason: str


ExclusionEvent = ExclusionTested | ExclusionRevised | ExclusionEnded


@dataclass(frozen=True, slots=True)
class ConsequenceTest:
    """One test: its outcome, and its sealed texts by the names of `SEALED`."""

    outcome: Outcome
    texts: Texts


@dataclass(frozen=True, slots=True)
class Exclusion:
    code: str
    key: KeyRef
    tests: tuple[ConsequenceTest, ...]
    ended_on: date | None = None

    @property
    def last(self) -> Outcome:
        return self.tests[-1].outcome

    def on(self, day: date) -> Outcome | None:
        """The outcome by which it is closed on that day, in whole or in part; None
        where it is open then."""
        if self.ended_on is not None and day >= self.ended_on:
            return None
        now = self._begun(day)
        open_now = now is None or now.valid_to is None or now.valid_to < day
        return None if open_now else now

    def why_open(self, day: date) -> str:
        """What a day on which it closes nothing comes before, or after."""
        now = self._begun(day)
        ends = (now and now.valid_to, self.ended_on)
        if over := [end for end in ends if end and end <= day]:
            return f"its period ended on {min(over)}"
        if now is None:
            return f"its period begins on {self.tests[0].outcome.valid_from}"
        return f"a test found it open from {now.valid_from} on"

    def _begun(self, day: date) -> Outcome | None:
        """That of the last test that counts on that day."""
        begun = [t.outcome for t in self.tests if t.outcome.valid_from <= day]
        return begun[-1] if begun else None


@dataclass(frozen=True, slots=True)
class Exclusions:
    """`version` is the number of its events."""

    version: int = 0
    by_code: Mapping[str, Exclusion] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def in_force(self, day: date) -> Iterator[tuple[Exclusion, Outcome]]:
        """All that are closed on that day, and by which outcome."""
        for exclusion in self.by_code.values():
            if outcome := exclusion.on(day):
                yield exclusion, outcome

    def get(self, code: str, field: str = "code") -> Exclusion:
        """Raises `InvalidField` naming that field of the command."""
        if code not in self:
            raise InvalidField(
                field=field,
                problem=f"there is no exclusion '{code}'; see GET /v1/exclusions, or"
                " record its consequence test first.",
            )
        return self.by_code[code]

    def check_in_force(self, code: str, day: date, field: str = "exclusion") -> Outcome:
        """The outcome on which a refusal of that day may rest (rule P-13: UU 14/2008
        Pasal 19). Raises `InvalidField` for one that is unknown or not in force."""
        exclusion = self.get(code, field)
        if outcome := exclusion.on(day):
            return outcome
        raise InvalidField(
            field=field,
            problem=f"'{code}' closes nothing on {day}: {exclusion.why_open(day)}. Give"
            " the information, or record a consequence test first (POST"
            " /v1/exclusions) and refuse when it is in force.",
        )

    def apply(self, event: ExclusionEvent) -> Self:
        match event:
            case ExclusionTested():
                found = Exclusion(event.code, event.key, (_test(event, event.key),))
            case ExclusionRevised():
                found = self.by_code[event.code]
                test = _test(event, found.key)
                found = replace(found, tests=(*found.tests, test))
            case ExclusionEnded():
                found = self.by_code[event.code]
                found = replace(found, ended_on=event.ended_on)
        by_code = MappingProxyType({**self.by_code, found.code: found})
        return replace(self, version=event.originator_version, by_code=by_code)


def texts_of(event: ExclusionTested | ExclusionRevised, key: KeyRef) -> Texts:
    """The sealed texts of a test, by the names of `SEALED`."""
    texts = {
        name: SealedField(
            key.id,
            Place(event.originator_id, event.TOPIC, name, event.nonce),
            getattr(event, name).ciphertext,
        )
        for name in SEALED
    }
    return MappingProxyType(texts)


def _test(event: ExclusionTested | ExclusionRevised, key: KeyRef) -> ConsequenceTest:
    return ConsequenceTest(event.outcome, texts_of(event, key))
