"""The lines of a batch: what is plainly allowed is recorded together."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from api import bodies, web
from api.command_routes import recorded
from api.commands import ALL_COMMANDS, RECEPTIONS, InvalidBody, parse
from api.identity import Actor
from api.installation import Installation
from api.intake import Request as Command
from api.once import Answer, Conditions, KeyConflict
from api.problems import TooLarge, problem
from api.proposals import KEYS_OF_A_CASE, Proposal
from storage.chance import random_name
from storage.database import DatabaseUnavailable

Give = Callable[[Command], Awaitable[Answer]]
Told = dict[str, Any]

IDENTIFIED_SECONDS = 1.0
"""Lines that come together are of one officer for so long."""
MOST_TOGETHER = 100
"""Then others have their turn."""


class _Said(NamedTuple):
    """A `bodies.BatchLine`."""

    key: str
    command: str
    id: str | None
    body: dict[str, Any]


class _Line(NamedTuple):
    """What was read of it, or why it could not be read."""

    key: str | None
    read: _Said | Exception


class Batch:
    """`who` names the officer; `give` has a command done by itself; to a refusal `told`
    adds what it says of it. Unless `together`, each line is done by itself."""

    def __init__(
        self,
        here: Installation,
        who: Callable[[], Coroutine[Any, Any, Actor]],
        give: Give,
        told: Callable[[Exception], Told],
        together: bool,
    ):
        self._here = here
        self._who = who
        self._give = give
        self._told = told
        self._together = together
        self._actor: asyncio.Future[Actor]

    async def answers(self, lines: Sequence[bytes | None]) -> AsyncIterator[list[Told]]:
        """To lines that came together, in their order, as soon as each is decided. One
        that is None was too long."""
        self._asked = float("-inf")
        for start in range(0, len(lines), MOST_TOGETHER):
            read = [_read(line) for line in lines[start : start + MOST_TOGETHER]]
            if not self._together:
                for line in read:
                    yield [await self._by_itself(line)]
                continue
            if done := await self._repeated(read):
                told = zip(read, done, strict=False)
                yield [_answered(line.key, answer) for line, answer in told]
            rest = read[len(done) :]
            await self._fetch(rest)
            async for some in self._as_runs(rest):
                yield some

    async def _repeated(self, lines: Sequence[_Line]) -> list[Answer]:
        """What lines of a batch that broke off were answered, from the first on. Mostly
        it did not: then no more than one is looked for. A line that comes alone is met
        where it would be recorded."""
        if len(lines) == 1:
            return []
        repeated = self._here.repeated
        try:
            first = await self._commands(lines[:1])
            if not (done := await repeated.answers(first)):
                return done
            return await repeated.answers(await self._commands(lines))
        except DatabaseUnavailable:
            return []  # told of each line, as it is done by itself
        except Exception as error:
            self._here.log_fault(error)
            return []

    async def _commands(self, lines: Sequence[_Line]) -> list[Command]:
        """Up to one that cannot be read, of which its line is told."""
        commands: list[Command] = []
        with suppress(Exception):
            for line in lines:
                commands.append(await self._command(line))
        return commands

    async def _fetch(self, read: Sequence[_Line]) -> None:
        """Bring the cases and keys at hand that are not."""
        asked = [one.read for one in read if isinstance(one.read, _Said)]
        begun = {line.id for line in asked if line.command in RECEPTIONS}
        missing = {
            line.id
            for line in asked
            if line.id
            and line.id not in begun
            and (command := ALL_COMMANDS.get(line.command))
            and not self._here.proposals.has_at_hand(line.id, command.of)
        }
        fetching = self._here.fetching
        fetched = [fetching.case(ref) for ref in missing]
        received = sum(line.command in RECEPTIONS for line in asked)
        fetched.append(fetching.keys(KEYS_OF_A_CASE * received))
        # What cannot be had is missed, and told, where it is asked for.
        await asyncio.gather(*fetched, return_exceptions=True)

    async def _as_runs(self, lines: Sequence[_Line]) -> AsyncIterator[list[Told]]:
        at = 0
        while at < len(lines):
            proposal, count = await self._proposal(lines[at:])
            if count:
                async for some in self._recorded(proposal, lines[at : at + count]):
                    yield some
            else:
                yield [await self._by_itself(lines[at])]
            at += count or 1

    async def _proposal(self, lines: Sequence[_Line]) -> tuple[Proposal, int]:
        """What is plainly allowed, from the first line on, and how many lines it is."""
        proposal = Proposal()
        for count, line in enumerate(lines):
            if count and self._is_to_ask():
                return proposal, count
            try:
                command = await self._command(line)
                if not self._here.proposals.add(proposal, command):
                    return proposal, count
            except Exception:
                return proposal, count  # by itself it is told why
        return proposal, len(lines)

    async def _recorded(
        self, proposal: Proposal, run: Sequence[_Line]
    ) -> AsyncIterator[list[Told]]:
        try:
            answers = await recorded(self._here, proposal)
        except DatabaseUnavailable as error:
            yield [self._refused(line.key, error) for line in run]
            return
        except KeyConflict:
            answers = None
        except Exception as error:
            self._here.log_fault(error)
            answers = None  # one of them is at fault, or we are
        if answers is None:
            for line in run:
                yield [await self._by_itself(line)]
            return
        told = zip(run, answers, strict=True)
        yield [_answered(line.key, answer) for line, answer in told]

    async def _by_itself(self, line: _Line) -> Told:
        try:
            return _answered(line.key, await self._give(await self._command(line)))
        except Exception as error:
            return self._refused(line.key, error)

    def _is_to_ask(self) -> bool:
        """A long batch may outlast the officer's appointment."""
        return time.monotonic() > self._asked + IDENTIFIED_SECONDS

    async def _command(self, line: _Line) -> Command:
        if self._is_to_ask():
            self._asked = time.monotonic()
            self._actor = asyncio.ensure_future(self._who())
        actor = await self._actor
        if isinstance(line.read, Exception):
            raise line.read
        return _command(line.read, actor)

    def _refused(self, key: str | None, error: Exception) -> Told:
        status, document, _ = problem(error)
        if status == 500:
            self._here.log_fault(error)
        return {"key": key, **document, **self._told(error)}


def batch_command(given: Any, actor: Actor) -> Command:
    """What a line of a batch says, of any kind of case. Raises `InvalidBody`."""
    return _command(_said(given), actor)


def _read(line: bytes | None) -> _Line:
    key = None
    try:
        if line is None:
            raise TooLarge
        given = web.read_json(line)
        if isinstance(given, dict) and web.valid_key(given.get("key")):
            key = given["key"]
        return _Line(key, _said(given))
    except Exception as error:
        return _Line(key, error)


def _said(given: Any) -> _Said:
    """Raises `InvalidBody`."""
    if isinstance(given, dict) and given.keys() <= _NAMES:
        key, id, body = given.get("key"), given.get("id"), given.get("body")
        command = given.get("command")
        named = id is None or (isinstance(id, str) and len(id) <= bodies.LONGEST_NAME)
        if named and isinstance(command, str) and isinstance(body, dict):
            if web.valid_key(key):
                return _Said(key, command, id, body)
    # The model takes as long as half of the decision, and says what is wrong.
    line = parse(bodies.BatchLine, given)
    return _Said(line.key, line.command, line.id, line.body)


_NAMES = bodies.BatchLine.model_fields.keys()


def _command(line: _Said, actor: Actor) -> Command:
    begins = line.command in RECEPTIONS
    if not begins and line.command not in ALL_COMMANDS:
        names = ", ".join((*RECEPTIONS, *ALL_COMMANDS))
        problem = f"there is no command '{line.command}'; there are {names}"
        raise InvalidBody([{"field": "command", "problem": problem}])
    body, case = line.body, line.id
    if begins:
        if case is not None:
            if body.setdefault("id", case) != case:
                raise InvalidBody(
                    [{"field": "id", "problem": "differs from the id in the body"}]
                )
            case = None
    elif case is None:
        raise InvalidBody([{"field": "id", "problem": "names the case; it is missing"}])
    return Command(
        actor=actor,
        command=line.command,
        case=case,
        given=body,
        request_id=random_name(),
        conditions=lambda: Conditions(line.key, None),
    )


def _answered(key: str | None, answer: Answer) -> Told:
    replayed = {"replayed": True} if answer.replayed else {}
    return {"key": key, "status": answer.status, **answer.body, **replayed}
