"""The keys that sign the log: in a file or a setting, never in a database."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from api.settings import Settings
from ledger.note import SigningKey
from storage import secret_file
from storage.secret_file import SecretError

_WHAT = "ledger key"


def seeds(settings: Settings) -> list[bytes]:
    """All that we hold, the newest last; none before the first start.

    Raises `SecretError`.
    """
    if settings.ledger_key is not None:
        return _parsed(settings.ledger_key.get_secret_value())
    path = _path(settings)
    try:
        return _parsed(path.read_text("ascii"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the {_WHAT} in {path}: {error}"
        raise SecretError(msg) from error


def first(settings: Settings) -> bytes:
    """The first key, made unless one is there."""
    if not seeds(settings):
        # Another process may make it this very moment.
        with suppress(FileExistsError):
            secret_file.create(_path(settings))
    held = seeds(settings)
    if not held:
        msg = f"there is no {_WHAT} in {_path(settings)}: the file is empty; remove it"
        raise SecretError(msg)
    return held[-1]


def another(settings: Settings) -> bytes:
    """One more key, on disk before it is used. Raises `SecretError`."""
    if settings.ledger_key is not None:
        msg = (
            "the ledger key is a setting: put 64 new hexadecimal digits behind those in"
            " TUNTAS_LEDGER_KEY or its file, for the runner too, and say it again"
        )
        raise SecretError(msg)
    path, seed = _path(settings), secrets.token_bytes(secret_file.SIZE)
    held = [*seeds(settings), seed]
    secret_file.put_whole(path, "".join(f"{one.hex()}\n" for one in held))
    return seed


def signers(
    held: Sequence[bytes], log: str, published: Sequence[str]
) -> list[SigningKey]:
    """The published keys of that log whose secret we hold, the newest first."""
    by_name = {str(key.verifier): key for key in (SigningKey(log, s) for s in held)}
    return [by_name[line] for line in reversed(published) if line in by_name]


def _path(settings: Settings) -> Path:
    return settings.data / "ledger.key"


def _parsed(text: str) -> list[bytes]:
    return [secret_file.parse(word, _WHAT) for word in text.split()]
