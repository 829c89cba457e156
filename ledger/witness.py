"""What a witness cosigns (c2sp.org/tlog-witness): only what continues the last
checkpoint of the log that it cosigned."""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from ledger.checkpoint import Checkpoint
from ledger.merkle import EMPTY_ROOT, HASH_SIZE, ProofError, verify_consistency
from ledger.note import Note, NoteError, SigningKey, VerifierKey

MOST_HASHES = 63
LARGEST_REQUEST = 1 << 16
"""Bytes: 63 hashes and a checkpoint with a hundred signatures fit in."""
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


class Refused(Exception):
    """Not cosigned. `status` is that of HTTP; `known` the size that the witness knows,
    told with 409. `suspicious`: a key of the log signed what does not continue what it
    signed before; the request is to be kept, for it may prove that."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        known: int | None = None,
        suspicious: bool = False,
    ):
        super().__init__(message)
        self.status = status
        self.known = known
        self.suspicious = suspicious


@dataclass(frozen=True, slots=True)
class Request:
    """`note` is to be cosigned; `proof` leads to it from the checkpoint of `old`
    leaves, which the witness is taken to know."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Raises `Refused` with 400."""
        try:
            head, _, written = body.decode().partition("\n\n")
            first, *lines = head.split("\n")
            old = _OLD.fullmatch(first)
            proof = tuple(b64decode(line, validate=True) for line in lines)
            note = Note.parse(written)
        except (UnicodeDecodeError, binascii.Error, ValueError, NoteError) as error:
            raise Refused(400, _MALFORMED) from error
        if old is None or any(len(part) != HASH_SIZE for part in proof):
            raise Refused(400, _MALFORMED)
        if len(proof) > MOST_HASHES:
            raise Refused(400, f"a proof has at most {MOST_HASHES} hashes")
        return cls(int(old[1]), proof, note)

    def __bytes__(self) -> bytes:
        lines = [f"old {self.old}", *(b64encode(h).decode() for h in self.proof)]
        return ("\n".join(lines) + f"\n\n{self.note}").encode()


def origin_hash(origin: str) -> str:
    """Under which name a witness serves the latest checkpoint of that log."""
    return sha256(origin.encode()).hexdigest()


def judge(
    request: Request, known: Mapping[str, Checkpoint], logs: Iterable[VerifierKey]
) -> Checkpoint:
    """The checkpoint to remember and to cosign.

    `known` holds for each origin the last checkpoint that was cosigned; a log of which
    none was is known to be empty. `logs` are the trusted keys, each named as the origin
    that it signs for. Raises `Refused`, in the order of c2sp.org/tlog-witness.
    """
    try:
        new = Checkpoint.parse(request.note.text)
    except NoteError as error:
        raise Refused(400, str(error)) from error
    keys = [key for key in logs if key.name == new.origin]
    if not keys:
        raise Refused(404, "no log of this origin is known: give its key with --log")
    try:
        signed = request.note.signed_by(keys)
    except NoteError as error:
        raise Refused(403, str(error)) from error
    if not signed:
        raise Refused(403, "none of the known keys of this log signed the checkpoint")
    if request.old > new.size:
        raise Refused(400, "the old size is above that of the checkpoint")
    last = known.get(new.origin, Checkpoint(new.origin, 0, EMPTY_ROOT))
    if request.old != last.size:
        raise Refused(409, "another checkpoint is the latest", known=last.size)
    if new.size == last.size and new.root != last.root:
        msg = "another checkpoint of the same size was cosigned: the log is forked"
        raise Refused(409, msg, known=last.size, suspicious=True)
    try:
        if last.size:
            verify_consistency(last.size, new.size, last.root, new.root, request.proof)
        elif request.proof:
            raise ProofError
    except ProofError as error:
        msg = "the proof does not lead from the latest checkpoint to this one"
        raise Refused(422, msg, suspicious=True) from error
    return new


def cosigned(
    note: Note, logs: Iterable[VerifierKey], key: SigningKey, time: int
) -> Note:
    """The note with the witness's cosignature at `time`, the last of its signatures.

    Others than those of the log are left out: nobody looked at them.
    """
    first = {(s.name, s.id): s for s in reversed(note.signatures)}
    kept = [first[by.name, by.id] for by in note.signed_by(logs)]
    return Note(note.text, (*kept, key.cosign(note.text, time)))


_MALFORMED = (
    "a request reads: old <size>, lines of one base64 hash each, an empty line, and a"
    " signed checkpoint"
)
