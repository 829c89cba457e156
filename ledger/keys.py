"""Which keys a verifier believes: those it was given, and those that they name."""

from collections.abc import Iterable

from ledger.note import Note, NoteError, SigningKey, VerifierKey

_NOTICE = "tuntas-key/v1"


def notice(signers: Iterable[SigningKey], key: VerifierKey) -> str:
    """The note by which the holders of older keys name a newer one of the same log."""
    text = f"{_NOTICE}\n{key}\n"
    return str(Note(text, tuple(signer.sign(text) for signer in signers)))


def believed(keys: Iterable[VerifierKey], notices: Iterable[str]) -> list[VerifierKey]:
    """The keys, and all that are named by a believed one, one after the other.

    Raises `NoteError` for a notice that is none, or badly signed.
    """
    found = list(keys)
    for written in notices:
        note = Note.parse(written)
        kind, _, line = note.text.partition("\n")
        if kind != _NOTICE:
            msg = f"a notice of a new key begins with {_NOTICE}"
            raise NoteError(msg)
        key = VerifierKey.parse(line)
        if note.signed_by(found) and key not in found:
            found.append(key)
    return found
