"""The witnesses of this installation, asked beside the sealing: they delay nothing."""

import threading
import time

import structlog

from api.installation import Installation
from api.witnesses import (
    Witness,
    WitnessContradicts,
    WitnessUnavailable,
    parse,
)
from ledger.checkpoint import Checkpoint
from ledger.merkle import EMPTY_ROOT, consistency_proof
from ledger.note import Note, VerifierKey
from storage import ledger_sealing
from storage.database import DatabaseUnavailable

PERIOD_SECONDS = 1.0
ALARM_SECONDS = 3600.0

log = structlog.get_logger("witnesses")


class Witnessing:
    """`contradictions` says by the log's name which witness saw another history: under
    that name nothing may be signed."""

    def __init__(self, here: Installation):
        self._here = here
        self._witnesses = parse(here.settings.witnesses)
        self.contradictions: dict[str, str] = {}

    def compare(self, origin: str) -> None:
        """Ask each for the last head it saw, before the first one is signed."""
        head = self._own(origin)
        for witness in self._witnesses:
            witness.log_keys = self._keys()
            try:
                witness.compare(
                    Checkpoint.parse(head.text)
                    if head
                    else Checkpoint(origin, 0, EMPTY_ROOT),
                    self._consistency,
                )
            except WitnessUnavailable as error:
                log.warning("witness.away", reason=str(error))
            except WitnessContradicts as error:
                self.contradictions[origin] = str(error)

    def begin(self, stop: threading.Event) -> list[threading.Thread]:
        """Ask for cosignatures until `stop`, each witness in a thread of its own."""
        threads = [
            threading.Thread(target=self._keep_asking, args=(witness, stop))
            for witness in self._witnesses
        ]
        for thread in threads:
            thread.start()
        return threads

    def _keep_asking(self, witness: Witness, stop: threading.Event) -> None:
        answered, said = time.monotonic(), ""
        asked: str | None = None
        origin: str | None = None
        head: Note | None = None
        while not stop.wait(PERIOD_SECONDS):
            try:
                origin = self._here.app.reference().ledger.origin
                head = self._own(origin) if origin else None
                if head is None or head.text == asked:
                    answered = time.monotonic()
                    continue
                witness.log_keys = self._keys()
                signature = witness.ask(head, self._consistency, self._newest)
                seen = Checkpoint.parse(head.text)
                ledger_sealing.cosign(self._here.pool, seen, signature)
                asked, answered, said = head.text, time.monotonic(), ""
            except DatabaseUnavailable:
                continue
            except WitnessContradicts as error:
                self.contradictions[str(origin)] = str(error)
                # The head that it shows is the proof: it is kept here, in the log.
                shown = str(error.head) if error.head else None
                log.error("witness.contradicts", reason=str(error), head=shown)
                asked = head.text if head else None
            except WitnessUnavailable as error:
                away = time.monotonic() - answered
                level = log.error if away > ALARM_SECONDS else log.warning
                if str(error) != said or away > ALARM_SECONDS:
                    said = str(error)
                    level("witness.away", seconds=round(away), reason=said)
                    stop.wait(min(away, 60.0))
            except Exception as error:
                # Its words may be anything; the next second may be better.
                log.error("witness.failed", error=type(error).__name__)
                stop.wait(60.0)

    def _keys(self) -> list[VerifierKey]:
        return [
            VerifierKey.parse(key) for key in self._here.app.reference().ledger.keys
        ]

    def _newest(self) -> Checkpoint | None:
        head = self._own(self._here.app.reference().ledger.origin)
        return Checkpoint.parse(head.text) if head else None

    def _own(self, origin: str | None) -> Note | None:
        """The newest head under that name, with the log's own signatures alone; none
        where the log has got another name and no head under it yet."""
        written = self._here.ledger.head()
        if written is None:
            return None
        note = Note.parse(written)
        name = Checkpoint.parse(note.text).origin
        if origin != name:
            return None
        own = tuple(s for s in note.signatures if s.name == name)
        return Note(note.text, own)

    def _consistency(self, old: int, new: int) -> list[bytes]:
        return consistency_proof(old, new, self._here.ledger.subtree())
