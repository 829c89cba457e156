"""The witnesses of our log, as it asks them (c2sp.org/tlog-witness)."""

import re
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR
from threading import Timer
from urllib.parse import urlsplit

from ledger.checkpoint import Checkpoint
from ledger.merkle import ProofError, verify_consistency
from ledger.note import COSIGNATURE, Note, NoteError, Signature, VerifierKey
from ledger.witness import Request, origin_hash

Proofs = Callable[[int, int], list[bytes]]
"""The consistency proof of our tree from one size to a larger one."""

PATIENCE_SECONDS = 3.0
"""For each step of a call; the whole of it ends after three times as long."""
_LONGEST_ANSWER = 1 << 16
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n")


class WitnessUnavailable(Exception):
    """No cosignature this time: sealing goes on, and the witness is asked again. The
    message says why; it concerns the operator when it lasts."""


class WitnessContradicts(Exception):
    """The witness cosigned a head that our tree does not continue: sign nothing more
    until somebody has looked (after a restore, the log is opened under a new origin).

    `head` is the note of that head, None where the witness does not show it.
    """

    def __init__(self, message: str, head: Note | None = None):
        super().__init__(message)
        self.head = head


@dataclass(slots=True)
class Witness:
    """One witness; for one thread at a time. `url` is what stands before
    `/add-checkpoint`, `vkey` the key of the cosignatures that count."""

    url: str
    vkey: VerifierKey
    log_keys: list[VerifierKey] = field(default_factory=list, repr=False)
    """Ours: heads that none of them signed are passed over; unknown where empty."""
    _known: dict[str, int] = field(default_factory=dict, repr=False)

    def ask(
        self, note: Note, consistency: Proofs, newest: Callable[[], Checkpoint | None]
    ) -> Signature:
        """Its cosignature, which holds, of the latest checkpoint of our log. `newest`
        tells our newest head when it is asked: another process of ours may be ahead.

        Raises `WitnessUnavailable`, `WitnessContradicts`.
        """
        new = Checkpoint.parse(note.text)
        for _ in range(2):
            old = min(self._known.get(new.origin, 0), new.size)
            proof = _proof(old, new.size, consistency)
            request = bytes(Request(old, tuple(proof), note))
            status, body = self._call("POST", "/add-checkpoint", request)
            if status == 200:
                signature = self._signature(note, body)
                self._known[new.origin] = new.size
                return signature
            size = _SIZE.fullmatch(body) if status == 409 else None
            known = int(size[1]) if size else -1
            if known in (-1, old) or known > new.size:
                break
            self._known[new.origin] = known
        self._known.pop(new.origin, None)
        if status == 422 or known >= new.size:
            head = newest() or new
            self._look_into(head, consistency, f"refused our checkpoint of {new.size}")
        raise WitnessUnavailable(f"{self._said(status)}{_REMEDY.get(status, '')}")

    def latest(self, origin: str) -> Note | None:
        """The note of the last checkpoint of that log that it cosigned; None before
        the first. Raises `WitnessUnavailable`."""
        status, body = self._call("GET", f"/{origin_hash(origin)}/checkpoint", None)
        if status == 404:
            return None
        if status != 200:
            raise WitnessUnavailable(self._said(status))
        try:
            note = Note.parse(body.decode())
            signed = note.signed_by([self.vkey])
            if not signed or Checkpoint.parse(note.text).origin != origin:
                raise NoteError
            # What we never signed is no head of ours, whoever cosigned it.
            if self.log_keys and not note.signed_by(self.log_keys):
                raise NoteError
        except (UnicodeDecodeError, NoteError) as error:
            msg = f"{self.url} shows no checkpoint of ours and its own: {_WRONG_KEY}"
            raise WitnessUnavailable(msg) from error
        return note

    def compare(self, head: Checkpoint, consistency: Proofs) -> Note | None:
        """Whether our tree, whose head this is, continues the last checkpoint that the
        witness cosigned; that one's note. To be asked before the first signature after
        a start or a failover.

        Raises `WitnessUnavailable`, `WitnessContradicts`.
        """
        note = self.latest(head.origin)
        if note is None:
            return None
        seen = Checkpoint.parse(note.text)
        if seen.size > head.size:
            msg = f"{self.url} cosigned a head of {seen.size}, ours has {head.size}"
            raise WitnessContradicts(msg, note)
        if seen.size == 0:
            return note
        proof = _proof(seen.size, head.size, consistency)
        try:
            verify_consistency(seen.size, head.size, seen.root, head.root, proof)
        except ProofError as error:
            msg = f"{self.url} cosigned another history of {seen.size}"
            raise WitnessContradicts(msg, note) from error
        return note

    def _look_into(self, new: Checkpoint, consistency: Proofs, what: str) -> None:
        """Returns where the witness shows a head that ours continues after all: anybody
        on the way can say 422. Where it shows none, its word counts."""
        if self.compare(new, consistency) is None:
            raise WitnessContradicts(f"{self.url} {what}, and shows no head")

    def _signature(self, note: Note, body: bytes) -> Signature:
        try:
            answer = Note.parse(f"{note.text}\n{body.decode()}")
            if answer.text == note.text and answer.signed_by([self.vkey]):
                name = (self.vkey.name, self.vkey.id)
                return next(s for s in answer.signatures if (s.name, s.id) == name)
        except (UnicodeDecodeError, NoteError):
            pass
        msg = f"{self.url} gave no cosignature that holds: {_WRONG_KEY}"
        raise WitnessUnavailable(msg)

    def _call(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        """Status and body. No redirection is followed, and no proxy asked."""
        url = urlsplit(self.url)
        assert url.hostname is not None
        connection = (
            HTTPSConnection(
                url.hostname,
                url.port,
                timeout=PATIENCE_SECONDS,
                context=_tls(),
            )
            if url.scheme == "https"
            else HTTPConnection(url.hostname, url.port, timeout=PATIENCE_SECONDS)
        )

        def end() -> None:
            # A witness that sends a byte now and then keeps nobody waiting.
            with suppress(OSError, AttributeError):  # not connected yet, or closed
                connection.sock.shutdown(SHUT_RDWR)

        timer = Timer(3 * PATIENCE_SECONDS, end)
        timer.daemon = True
        timer.start()
        try:
            headers = {"Content-Type": "text/plain; charset=utf-8"} if body else {}
            connection.request(method, url.path.rstrip("/") + path, body, headers)
            answer = connection.getresponse()
            read = answer.read(_LONGEST_ANSWER)
            return answer.status, read
        except (OSError, HTTPException, UnicodeError) as error:
            why = str(error) or type(error).__name__
            msg = f"{self.url} cannot be reached ({why})"
            raise WitnessUnavailable(msg) from error
        finally:
            timer.cancel()
            connection.close()

    def _said(self, status: int) -> str:
        return f"{self.url} answered {status}"


def _proof(old: int, new: int, consistency: Proofs) -> list[bytes]:
    """Nothing leads from an empty tree, and a tree to itself."""
    return consistency(old, new) if 0 < old < new else []


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def parse(written: str) -> list[Witness]:
    """Of `URL VKEY`, the next one after a comma. Raises `ValueError`."""
    found: list[Witness] = []
    for pair in filter(None, map(str.strip, written.split(","))):
        url, _, line = pair.partition(" ")
        try:
            to, key = urlsplit(url), VerifierKey.parse(line)
            usable = to.scheme in ("http", "https") and to.hostname and to.port != 0
        except (ValueError, NoteError) as error:
            msg = f"'{pair}' is not the address and the key of a witness: {error}"
            raise ValueError(msg) from error
        if not usable or to.query or to.fragment or to.username:
            msg = f"'{url}' is no address of a witness, such as https://saksi.example"
            raise ValueError(msg)
        if key.kind != COSIGNATURE:
            msg = f"{key.name} is no key of a witness: those have type 4"
            raise ValueError(msg)
        if any(other.vkey.name == key.name for other in found):
            msg = f"{key.name} is named twice"
            raise ValueError(msg)
        found.append(Witness(url, key))
    return found


_WRONG_KEY = "is its key the one of TUNTAS_WITNESSES?"
_REMEDY = {
    403: "; give it the present key of this log, as its --log",
    404: "; give it the key of this log, as its --log",
    409: "; ask again, another process of ours may have asked meanwhile",
}
