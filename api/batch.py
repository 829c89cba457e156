"""The lines of a batch: what is plainly allowed is recorded together."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from api import bodies, web
from api.command_routes import recorded
from api.commands import ALL_COMMANDS, RECEPTIONS, InvalidBody, parse
from api.identity import Actor
from api.installation import Installation
from api.intake import Request as Command
from api.once import Answer, Conditions
from api.problems import TooLarge, problem
from api.proposals import Proposal
from storage.chance import random_id
from storage.database import DatabaseUnavailable

Give = Callable[[Command], Awaitable[Answer]]
Told = dict[str, Any]

IDENTIFIED_SECONDS = 1.0
"""Lines that come together are of one officer for so long."""
MOST_TOGETHER = 100
"""Then others have their turn."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What was read of it, or why it could not be read."""

    key: str | None = None
    said: bodies.BatchLine | None = None
    error: Exception | None = None


@dataclass(slots=True)
class _Run:
    proposal: Proposal = field(default_factory=Proposal)
    lines: list[tuple[str | None, Command]] = field(default_factory=list)


class Batch:
    """`who` names the officer; `give` has a command done by itself; to a refusal `told`
    adds what it says of it. Only where `alike` is a command done together with others
    what it is by itself."""

    def __init__(
        self,
        here: Installation,
        who: Callable[[], Coroutine[Any, Any, Actor]],
        give: Give,
        told: Callable[[Exception], Told],
        alike: bool,
    ):
        self._here = here
        self._who = who
        self._give = give
        self._told = told
        self._alike = alike
        self._asked = float("-inf")
        self._actor: asyncio.Future[Actor] | None = None

    async def answers(self, lines: Sequence[bytes | None]) -> AsyncIterator[list[Told]]:
        """To lines that came together, in their order, as soon as they are decided. One
        that is None was too long."""
        read = [_read(line) for line in lines]
        await self._fetch(read)
        self._actor = None
        run = _Run()
        for line in read:
            try:
                command = await self._command(line)
            except Exception as error:
                alone: Told | None = self._refused(line.key, error)
            else:
                if self._takes(run, line.key, command):
                    if len(run.lines) == MOST_TOGETHER:
                        yield await self._recorded(run)
                        run = _Run()
                    continue
                alone = None
            if run.lines:
                yield await self._recorded(run)
                run = _Run()
            yield [alone or await self._alone(line.key, command)]
        if run.lines:
            yield await self._recorded(run)

    async def _fetch(self, read: Sequence[_Line]) -> None:
        """Bring the cases at hand that are not, with one question."""
        said = [line.said for line in read if line.said]
        known = self._here.proposals.has_at_hand
        missing = {
            line.id
            for line in said
            if line.id
            and (command := ALL_COMMANDS.get(line.command))
            and not known(line.id, command.of)
        }
        missing -= {line.id for line in said if line.command in RECEPTIONS}
        await asyncio.gather(
            *(self._here.fetching.fetch(ref) for ref in missing), return_exceptions=True
        )

    async def _command(self, line: _Line) -> Command:
        # A long batch may outlast the officer's appointment.
        if self._actor is None or time.monotonic() > self._asked + IDENTIFIED_SECONDS:
            self._asked = time.monotonic()
            self._actor = asyncio.ensure_future(self._who())
        actor = await self._actor
        if line.said is None:
            raise line.error or TooLarge
        return _command(line.said, actor)

    def _takes(self, run: _Run, key: str | None, command: Command) -> bool:
        if not self._alike:
            return False
        try:
            taken = self._here.proposals.add(run.proposal, command)
        except Exception:
            return False  # by itself it is told
        if taken:
            run.lines.append((key, command))
        return taken

    async def _recorded(self, run: _Run) -> list[Told]:
        try:
            answers = await recorded(self._here, run.proposal)
        except DatabaseUnavailable as error:
            return [self._refused(key, error) for key, _ in run.lines]
        except Exception:
            answers = None  # one of them is at fault: each by itself
        if answers is None:
            return [await self._alone(*line) for line in run.lines]
        keys = [key for key, _ in run.lines]
        return [_answered(*one) for one in zip(keys, answers, strict=True)]

    async def _alone(self, key: str | None, command: Command) -> Told:
        try:
            return _answered(key, await self._give(command))
        except Exception as error:
            return self._refused(key, error)

    def _refused(self, key: str | None, error: Exception) -> Told:
        status, document, _ = problem(error)
        if status == 500:
            self._here.log_fault(error)
        return {"key": key, **document, **self._told(error)}


def batch_command(given: Any, actor: Actor) -> Command:
    """What a line of a batch says, of any kind of case. Raises `InvalidBody`."""
    return _command(parse(bodies.BatchLine, given), actor)


def _read(line: bytes | None) -> _Line:
    if line is None:
        return _Line()
    key = None
    try:
        given = web.read_json(line)
        if isinstance(given, dict) and web.valid_key(given.get("key")):
            key = given["key"]
        return _Line(key, parse(bodies.BatchLine, given))
    except Exception as error:
        return _Line(key, error=error)


def _command(line: bodies.BatchLine, actor: Actor) -> Command:
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
        request_id=str(random_id()),
        conditions=lambda: Conditions(line.key, None),
    )


def _answered(key: str | None, answer: Answer) -> Told:
    replayed = {"replayed": True} if answer.replayed else {}
    return {"key": key, "status": answer.status, **answer.body, **replayed}
