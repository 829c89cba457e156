"""Seals the events into the log and signs its head, once a second.

It never signs a head that does not continue the last one it released, which it keeps in
a file of its own: a database that was put back to an older copy cannot tell.
"""

import errno
import threading
from datetime import timedelta
from pathlib import Path

import structlog

from api import instants, ledger_key
from api.identity import SYSTEM
from api.installation import Installation
from api.witnessing import Witnessing
from domain.ledger_log import LedgerLog, LedgerOpened
from domain.reference import Reference
from ledger.checkpoint import Checkpoint
from ledger.note import Note, NoteError, SigningKey, VerifierKey
from storage import ledger_sealing
from storage.database import DatabaseUnavailable
from storage.ledger_sealing import NotContinued
from storage.secret_file import SecretError, put_whole

PERIOD_SECONDS = 1.0
AFTER_FAILURE_SECONDS = 10.0
SIGN_WITH_BOTH = timedelta(days=30)
"""How long an older key goes on signing beside its successor."""

log = structlog.get_logger("sealer")


class CannotSign(Exception):
    """No head is signed until this is settled; complaints are received meanwhile."""


class Sealer:
    def __init__(self, here: Installation, witnessing: Witnessing | None = None):
        self._here = here
        self._witnessing = witnessing or Witnessing(here)
        self._compared: str | None = None
        self._head_file = head_file(here)

    def seal(self) -> int:
        """Seal all that is there; how many events that were.

        Raises `CannotSign`, with the remedy, and `SecretError`.
        """
        known = self._here.app.reference().ledger
        if not known.version:
            known = self._open()
        self._ask_witnesses(known)
        signers = self._signers(known)
        count = 0
        while (sealed := self._seal(known, signers)) is not None:
            count += sealed
            if sealed < ledger_sealing.BATCH:
                break
        return count

    def _seal(self, known: LedgerLog, signers: list[SigningKey]) -> int | None:
        origin = known.origin
        assert origin is not None

        def sign(size: int, root: bytes) -> str:
            text = Checkpoint(origin, size, root).text
            return str(Note(text, tuple(signer.sign(text) for signer in signers)))

        last = self._last_head(known)
        try:
            sealed = ledger_sealing.seal(
                self._here.pool, origin, sign, instants.now(), last
            )
        except NotContinued as error:
            msg = (
                f"{error}: were events lost, as after restoring an older copy? If so,"
                " say what was lost by `tuntas ledger reopen --statement TEXT`; the log"
                " goes on under a new name. If not, call the inspectorate: somebody"
                " changed the record"
            )
            raise CannotSign(msg) from error
        if sealed is None:
            return None
        # Not before: a head that was shown is a promise, even if its commit is lost.
        ledger_sealing.release(self._here.pool, sealed.checkpoint)
        put_whole(self._head_file, sealed.note)
        return sealed.events

    def _open(self) -> LedgerLog:
        """Record the log's name and its first key, unless that has been done."""
        name = f"{self._here.settings.tenant}/tuntas"
        key = str(SigningKey(name, ledger_key.first(self._here.settings)).verifier)
        origin = self._here.origin(SYSTEM)

        def decide(reference: Reference) -> LedgerOpened:
            if reference.ledger.version:
                raise _Opened
            return reference.ledger.open(origin, log=name, key=key)

        try:
            self._here.app.change_reference(decide)
            log.info("ledger.opened", key=key)
        except _Opened:
            pass
        return self._here.app.reference().ledger

    def _ask_witnesses(self, known: LedgerLog) -> None:
        """Once before the first signature under a name; afterwards they are asked
        beside us."""
        assert known.origin is not None
        if self._compared != known.origin:
            self._witnessing.compare(known.origin)
            self._compared = known.origin
        if contradiction := self._witnessing.contradictions.get(known.origin):
            msg = (
                f"a witness contradicts us: {contradiction}. Were events lost? Then say"
                " so by `tuntas ledger reopen --statement TEXT`. If not, call the"
                " inspectorate"
            )
            raise CannotSign(msg)

    def _signers(self, known: LedgerLog) -> list[SigningKey]:
        assert known.origin is not None and known.keyed_at is not None
        held = ledger_key.seeds(self._here.settings)
        found = ledger_key.signers(held, known.origin, known.keys)
        if not found or str(found[0].verifier) != known.keys[-1]:
            msg = (
                f"the ledger key is not the published one, {known.keys[-1]}: put the"
                " right one in ledger.key of the data directory, or name it by"
                " TUNTAS_LEDGER_KEY; if it is lost, see `tuntas ledger --help`"
            )
            raise CannotSign(msg)
        both = instants.now() - known.keyed_at < SIGN_WITH_BOTH
        return found if both else found[:1]

    def _last_head(self, known: LedgerLog) -> Checkpoint | None:
        """The last head that was released under this name.

        Raises `CannotSign` where it is of a name that comes later.
        """
        kept = read_head(self._head_file)
        shown = self._here.ledger.head()
        heads = [Checkpoint.of_note(w) for w in (kept, shown) if w]
        names = {VerifierKey.parse(line).name for line in known.keys}
        for head in heads:
            if head.origin not in names:
                msg = (
                    f"the last head released is of {head.origin}, of which this"
                    " database knows nothing: it is an older copy. Restore a newer one"
                )
                raise CannotSign(msg)
        # A crash may have come between showing a head and keeping it.
        present = [head for head in heads if head.origin == known.origin]
        return max(present, key=lambda head: head.size, default=None)


class _Opened(Exception):
    """Another process opened the log first."""


def head_file(here: Installation) -> Path:
    return here.settings.data / "ledger.head"


def read_head(path: Path) -> str | None:
    """The head that was released last, as the sealer's own file tells."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return None


def _number(error: Exception) -> str | None:
    """As ENOSPC, where the system gave one."""
    number = error.errno if isinstance(error, OSError) else None
    return errno.errorcode.get(number) if number else None


def keep_sealing(here: Installation, stop: threading.Event) -> None:
    """Once a second until `stop`; what hinders it is said once, and tried again."""
    witnessing = Witnessing(here)
    asking = witnessing.begin(stop)
    sealer, pause, said = Sealer(here, witnessing), PERIOD_SECONDS, ""
    while not stop.wait(pause):
        try:
            sealer.seal()
            pause, said = PERIOD_SECONDS, ""
        except DatabaseUnavailable:
            log.warning("sealed nothing: the database does not answer")
        except (CannotSign, SecretError, NoteError) as error:
            pause = AFTER_FAILURE_SECONDS
            if str(error) != said:
                said = str(error)
                log.error("ledger.stopped", reason=said)
        except Exception as error:
            # Whatever it is, the next second may be better; its words may be personal.
            pause = AFTER_FAILURE_SECONDS
            if type(error).__name__ != said:
                said = type(error).__name__
                log.error("ledger.failed", error=said, errno=_number(error))
    for thread in asking:
        thread.join()
