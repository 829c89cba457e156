"""Whom and what a verifier believes, and what is signed by them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.bundle import Header
from ledger.checkpoint import Checkpoint
from ledger.keys import believed
from ledger.note import Note, NoteError, VerifierKey


class BadlySigned(Exception):
    """The message says what is not signed by whom it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What the verifier brings: public keys of the log, heads it kept (signed notes),
    witnesses' keys and how many of them must have signed the head, the MAC key."""

    keys: tuple[VerifierKey, ...] = ()
    kept: tuple[str, ...] = ()
    witnesses: tuple[VerifierKey, ...] = ()
    quorum: int = 0
    mac_key: bytes | None = None


def keys_of(header: Header, trust: Trust) -> list[VerifierKey]:
    """Pinned keys, or those that signed what was kept, or else the log's own word."""
    try:
        brought = [VerifierKey.parse(line) for line in header.keys]
        keys = list(trust.keys)
        if not keys and trust.kept:
            keys = [
                k for note in trust.kept for k in Note.parse(note).signed_by(brought)
            ]
            if not keys:
                msg = (
                    "the head you kept was signed by none of the keys of this log: it"
                    " was signed anew with another key"
                )
                raise BadlySigned(msg)
        return believed(keys or brought, header.notices)
    except NoteError as error:
        raise BadlySigned(str(error)) from error


def own(header: Header, keys: list[VerifierKey]) -> Iterator[Checkpoint]:
    """The log's checkpoints; of an older name only those of believed keys, for such a
    key may be lost. Never without the last: it is the head, which witnesses signed."""
    for written in header.checkpoints:
        try:
            yield signed(written, keys, "a checkpoint")
        except BadlySigned:
            name = written.partition("\n")[0]
            if name == header.origin or written == header.checkpoints[-1]:
                raise


def signed(written: str, keys: list[VerifierKey], what: str) -> Checkpoint:
    try:
        note = Note.parse(written)
        checkpoint = Checkpoint.parse(note.text)
        if not any(key.name == checkpoint.origin for key in note.signed_by(keys)):
            msg = "no believed key of that name signed it"
            raise NoteError(msg)
    except NoteError as error:
        raise BadlySigned(f"{what} is badly signed: {error}") from error
    return checkpoint


def check_witnesses(head: str, trust: Trust) -> None:
    try:
        signed = Note.parse(head).signed_by(trust.witnesses)
    except NoteError as error:
        raise BadlySigned(f"a witness's signature: {error}") from error
    if len(signed) < trust.quorum:
        msg = (
            f"{len(signed)} of your witnesses signed the head, {trust.quorum} must; one"
            " that was away, or that came later, is no sign of a forged log: ask for a"
            " newer bundle"
        )
        raise BadlySigned(msg)
