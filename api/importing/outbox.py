"""The queue of a device, saved to a file: lines as `POST /v1/commands` takes them."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from api import web
from api.batch import batch_command
from api.commands import InvalidBody
from api.identity import Actor, Holder, Unauthenticated
from api.importing.row import Rejected
from api.importing.unreadable import FileMissing, FileNotOpened
from api.installation import Installation
from api.once import Answer, KeyConflict
from api.problems import TooLarge, Unreadable, problem
from api.settings import SettingsError
from domain.refusals import Refusal

REFUSALS = (Refusal, InvalidBody, KeyConflict, TooLarge, Unreadable)


def whose(here: Installation, officer: UUID) -> Actor:
    """The officer whose queue it was: under another name a line that the device sends
    too would be no repetition. Raises `SettingsError`."""
    holder, today = Holder(officer, None), here.today()
    try:
        return here.tokens.named(holder, here.app.reference(), today)
    except Unauthenticated:
        msg = f"no officer {officer} serves here; see tuntas officer list"
        raise SettingsError(msg) from None


def delivered(
    here: Installation, file: Path, actor: Actor
) -> Iterator[tuple[str, Answer] | Rejected]:
    """What became of each line, in its order: its key and the answer, or why not.
    Raises `FileMissing` or `FileNotOpened`."""
    try:
        stream = file.open("rb")
    except FileNotFoundError:
        raise FileMissing(file=file) from None
    except OSError as error:
        raise FileNotOpened(file=file, problem=error.strerror) from error
    with stream:
        for number, line in enumerate(_lines(stream), 1):
            if line.strip():
                yield _delivered(here, actor, number, line)


def _delivered(
    here: Installation, actor: Actor, number: int, line: bytes
) -> tuple[str, Answer] | Rejected:
    try:
        if len(line) > web.MOST_BYTES:
            raise TooLarge
        given = web.read_json(line)
        command = batch_command(given, actor)
        return given["key"], here.desk.handle(command)
    except REFUSALS as error:
        text = line.decode(errors="replace").strip()
        return Rejected(number, problem(error)[1]["detail"], (text,))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Each line; of one that is too long no more than shows it."""
    while line := stream.readline(web.MOST_BYTES + 2):
        yield line
        while len(line) > web.MOST_BYTES and not line.endswith(b"\n"):
            if not (line := stream.readline(web.MOST_BYTES + 2)):
                return
