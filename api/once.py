"""A command under a key is done once, however often it is delivered."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.identity import ANYONE, Actor
from storage.idempotency import KeyReused, Receipts, Remembered
from storage.submission import KnownReceipt, Receipt

Asked = tuple[Actor, str, str, Any, str]
"""Who said what, on which case, in which words, under which key."""
Named = tuple[bytes, bytes]
"""What finds the outcome of that, and what tells whether it is the same."""
Stored = Mapping[bytes, tuple[Receipt, int]]
"""Receipts by what finds them, with the position reached."""
Write = Callable[[dict[str, Any]], Receipt | None]
"""Makes the receipt, to be recorded with the events, of an answer without position."""


class KeyConflict(Exception):
    """The Idempotency-Key belongs to another command or body: use a new key."""


class Conditions(NamedTuple):
    """Under which key a command may be repeated, and on which version it rests."""

    key: str | None = None
    expected_version: int | None = None


class Answer(NamedTuple):
    """`replayed` when the outcome was remembered and nothing was done anew."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class First:
    """What a key was first used for: the answer, what names it for `Once.referred`, and
    whether what was asked about `is_same`."""

    answer: Answer
    reference: Named
    is_same: bool


class Once:
    """Looks for a remembered outcome, and sees that a new one is remembered."""

    def __init__(self, receipts: Receipts, tenant: str):
        self._receipts = receipts
        self._tenant = tenant

    def answer(
        self,
        actor: Actor,
        command: str,
        case: str,
        given: Any,
        key: str | None,
        status: int,
        record: Callable[[Write], dict[str, Any]],
    ) -> Answer:
        """`record` does it and gives the answer; raises what `record` raises, and
        `KeyConflict` when the key was used for something else."""
        if key is None:
            return Answer(status, record(lambda _: None))
        scope, mark = self.named(actor, command, case, given, key)
        if remembered := self._remembered(scope, mark):
            return _again(remembered)
        try:
            return Answer(status, record(self._writes(scope, mark, status)))
        except Exception:
            # Another delivery of the same command may have been faster: then its
            # outcome is ours, and a refusal that rests on that outcome is wrong.
            if remembered := self._remembered(scope, mark):
                return _again(remembered)
            raise

    def write(
        self,
        actor: Actor,
        command: str,
        case: str,
        given: Any,
        key: str | None,
        status: int,
    ) -> Write:
        """For an outcome that nobody has looked for yet."""
        if key is None:
            return lambda _: None
        scope, mark = self.named(actor, command, case, given, key)
        return self._writes(scope, mark, status)

    def _writes(self, scope: bytes, mark: bytes, status: int) -> Write:
        return lambda body: self._receipts.write(scope, mark, status, body)

    def known(self, found: KnownReceipt) -> Answer:
        """The outcome that stood in the way of another. Raises `KeyConflict`."""
        mark = found.given.fingerprint
        try:
            return _again(self._receipts.opened(found.stored, found.position, mark))
        except KeyReused:
            raise KeyConflict from None

    def remembered(
        self, actor: Actor, command: str, case: str, given: Any, key: str | None
    ) -> Answer | None:
        """The outcome of this very command, if it was done under this key."""
        if key is None:
            return None
        found = self._remembered(*self.named(actor, command, case, given, key))
        return _again(found) if found else None

    def repeated(self, named: Sequence[Named], stored: Stored) -> list[Answer]:
        """The outcomes that are `stored`, from the first on and up to one that is not,
        or whose key was used for something else."""
        answers: list[Answer] = []
        with suppress(KeyError, KeyReused):
            for scope, mark in named:
                answers.append(_again(self._receipts.opened(*stored[scope], mark)))
        return answers

    def reference(self, actor: Actor, command: str, given: Any, key: str) -> Named:
        """What names the outcome of a command on no case, and tells nothing of it;
        `referred` gives it to whoever holds this."""
        return self.named(actor, command, "", given, key)

    def first(
        self, whose: str, command: str, key: str, given: Sequence[Any]
    ) -> First | None:
        """The outcome under that key of whose it is, on no case, whatever was said."""
        scope = self._receipts.scope(self._tenant, whose, key)
        if (stored := self._receipts.stored(scope)) is None:
            return None
        mark = stored[0].fingerprint
        marks = {self._receipts.fingerprint(command, "", body) for body in given}
        answer = _again(self._receipts.opened(*stored, mark))
        return First(answer, (scope, mark), mark in marks)

    def referred(self, scope: bytes, mark: bytes) -> Answer | None:
        """The outcome that a reference names, while it is remembered."""
        try:
            found = self._receipts.find(scope, mark)
        except KeyReused:
            return None
        return _again(found) if found else None

    def named(
        self, actor: Actor, command: str, case: str, given: Any, key: str
    ) -> Named:
        mark = self._receipts.fingerprint(command, case, given)
        # Those without a token share one name: two of them may count alike.
        whose = f"{actor.scope}:{mark.hex()}" if actor is ANYONE else actor.scope
        return self._receipts.scope(self._tenant, whose, key), mark

    def _remembered(self, scope: bytes, mark: bytes) -> Remembered | None:
        try:
            return self._receipts.find(scope, mark)
        except KeyReused:
            raise KeyConflict from None


def _again(remembered: Remembered) -> Answer:
    body = {**remembered.body, "position": remembered.position}
    return Answer(remembered.status, body, replayed=True)
