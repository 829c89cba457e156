"""Which keys a verifier believes: those it was given, and those tied to them."""

from collections.abc import Iterable

from ledger.note import Note, NoteError, SigningKey, VerifierKey

_NOTICE = "tuntas-key/v1"


def notice(old: SigningKey, new: SigningKey) -> str:
    """The note by which a log's older and newer key name each other: both sign it, so
    that whoever believes one may believe the other."""
    text = f"{_NOTICE}\n{old.verifier}\n{new.verifier}\n"
    return str(Note(text, (old.sign(text), new.sign(text))))


def believed(keys: Iterable[VerifierKey], notices: Iterable[str]) -> list[VerifierKey]:
    """The keys, and all that are tied to a believed one, step by step.

    Raises `NoteError` for a notice that is none, or not signed by both.
    """
    found = dict.fromkeys(keys)  # in their order, each once
    pairs = [_tied(written) for written in notices]
    known = -1
    while known < len(found):
        known = len(found)
        for pair in pairs:
            if any(key in found for key in pair):
                found.update(dict.fromkeys(pair))
    return list(found)


def _tied(written: str) -> list[VerifierKey]:
    note = Note.parse(written)
    kind, *lines = note.text.splitlines()
    pair = [VerifierKey.parse(line) for line in lines]
    if kind != _NOTICE or len(pair) != 2 or len(note.signed_by(pair)) != 2:
        msg = f"a notice of a new key reads {_NOTICE}, two keys, and is signed by both"
        raise NoteError(msg)
    return pair
