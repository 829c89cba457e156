"""What a witness holds on disk: its key, and of each log the last note it cosigned.

A witness that forgot what it cosigned would cosign a second, other history. So its key
goes with its memory: one without the other is refused at the start.
"""

import fcntl
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock

from ledger.checkpoint import Checkpoint
from ledger.note import (
    COSIGNATURE,
    Note,
    NoteError,
    Signature,
    SigningKey,
    VerifierKey,
)
from ledger.witness import Request, cosigned, judge, origin_hash
from storage.secret_file import put_whole

_PRIVATE = "PRIVATE+KEY+"
_SEED_SIZE = 32
_WHOSE = "witness.vkey"
_SUFFIX = ".checkpoint"
_ANEW = (
    "A witness must not go on from less than it cosigned, nor from a backup: start anew"
    " with another --key and --state, and give the new key to whoever verifies"
)


class WitnessError(Exception):
    """The witness cannot start; the message names the remedy."""


class WitnessMemory:
    """Made by `opened`; safe for many threads."""

    def __init__(
        self,
        directory: Path,
        key: SigningKey,
        logs: Sequence[VerifierKey],
        clock: Callable[[], float],
    ):
        self.key = key.verifier
        self.logs = tuple(logs)
        self._directory, self._key, self._clock = directory, key, clock
        self._lock = Lock()
        self._notes = dict(_remembered(directory, self.key))
        self._known = {
            head.origin: head
            for head in (Checkpoint.parse(n.text) for n in self._notes.values())
        }

    def add(self, request: Request) -> Signature:
        """The cosignature, once what was cosigned is on disk.

        Raises `Refused`; `OSError` where nothing can be stored.
        """
        with self._lock:
            head = judge(request, self._known, self.logs)
            note = cosigned(request.note, self.logs, self._key, int(self._clock()))
            name = origin_hash(head.origin)
            put_whole(self._directory / f"{name}{_SUFFIX}", str(note))
            self._notes[name], self._known[head.origin] = note, head
        return note.signatures[-1]

    def latest(self, name: str) -> Note | None:
        """The last note cosigned of the log whose `origin_hash` is `name`."""
        return self._notes.get(name)

    def close(self) -> None:
        """Returns when nothing is being stored; nothing will be from then on."""
        self._lock.acquire()


@contextmanager
def opened(
    directory: Path,
    key_file: Path,
    name: str | None,
    logs: Sequence[VerifierKey],
    clock: Callable[[], float],
) -> Iterator[WitnessMemory]:
    """The memory in the directory, for this process alone; raises `WitnessError`.

    At the first start the key is made, under the name.
    """
    with ExitStack() as stack:
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = stack.enter_context((directory / "lock").open("a"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            memory = WitnessMemory(
                directory, _key(directory, key_file, name), logs, clock
            )
        except BlockingIOError:
            msg = f"another witness uses {directory}; stop it first"
            raise WitnessError(msg) from None
        except OSError as error:
            msg = f"cannot use {error.filename or directory}: {error.strerror}"
            raise WitnessError(msg) from error
        stack.callback(memory.close)
        yield memory


def _key(directory: Path, key_file: Path, name: str | None) -> SigningKey:
    whose = directory / _WHOSE
    if not key_file.exists():
        if any(directory.glob(f"*{_SUFFIX}")):
            msg = f"{directory} is the memory of another key than {key_file}. {_ANEW}"
            raise WitnessError(msg)
        return _new_key(whose, key_file, name)
    key = _read_key(key_file)
    if name not in (None, key.verifier.name):
        msg = f"the key in {key_file} is named {key.verifier.name}: leave --name out"
        raise WitnessError(msg)
    if not whose.exists() or whose.read_text("utf-8") != f"{key.verifier}\n":
        msg = f"{directory} is not the memory of the key in {key_file}. {_ANEW}"
        raise WitnessError(msg)
    return key


def _new_key(whose: Path, key_file: Path, name: str | None) -> SigningKey:
    if name is None:
        msg = (
            "a new key needs a name, such as the address of the witness without"
            " https://: give --name"
        )
        raise WitnessError(msg)
    seed = os.urandom(_SEED_SIZE)
    try:
        key = SigningKey(name, seed, COSIGNATURE)
    except NoteError as error:
        raise WitnessError(str(error)) from error
    body = b64encode(bytes([COSIGNATURE]) + seed).decode()
    # First whose memory this is: a key without a memory would be refused.
    put_whole(whose, f"{key.verifier}\n")
    key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put_whole(key_file, f"{_PRIVATE}{name}+{key.verifier.id.hex()}+{body}\n")
    return key


def _read_key(key_file: Path) -> SigningKey:
    """Written as Go's sumdb/note does: PRIVATE+KEY+<name>+<key id>+<base64>."""
    try:
        line = key_file.read_text("utf-8").strip()
        name, id, body = line.removeprefix(_PRIVATE).split("+", 2)
        raw = b64decode(body, validate=True)
        key = SigningKey(name, raw[1:], raw[0])
        if raw[0] != COSIGNATURE or key.verifier.id.hex() != id:
            raise ValueError
    except (ValueError, IndexError, NoteError):
        msg = f"{key_file} holds no key of a witness; name the right file with --key"
        raise WitnessError(msg) from None
    return key


def _remembered(directory: Path, key: VerifierKey) -> Iterator[tuple[str, Note]]:
    for path in directory.glob(f"*{_SUFFIX}"):
        try:
            note = Note.parse(path.read_text("utf-8"))
            name = origin_hash(Checkpoint.parse(note.text).origin)
            ours = note.signed_by([key]) == [key] and path.name == f"{name}{_SUFFIX}"
        except (ValueError, NoteError):
            ours = False
        if not ours:
            raise WitnessError(f"{path} is not as this witness wrote it. {_ANEW}")
        yield name, note
