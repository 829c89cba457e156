"""A secret of 32 bytes in a file of its own, made once; files that are whole."""

import os
import secrets
import tempfile
from pathlib import Path

SIZE = 32


class SecretError(Exception):
    """The secret cannot be used; the message names the remedy."""


def parse(text: str, what: str) -> bytes:
    """From 64 hexadecimal digits. Raises `SecretError`."""
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        msg = f"the {what} must be 64 hexadecimal digits"
        raise SecretError(msg) from None
    if len(secret) != SIZE:
        msg = f"the {what} has {len(secret)} bytes, not {SIZE}: give 64 hex digits"
        raise SecretError(msg)
    return secret


def read(path: Path, what: str) -> bytes:
    """Raises `SecretError`."""
    try:
        return parse(path.read_text("ascii"), what)
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the {what} in {path}: {error}; bring it back from its copy"
        raise SecretError(msg) from error


def create(path: Path) -> bytes:
    """A new secret in a file that only its owner may read, on disk before use.

    The file is whole or not there. Raises `FileExistsError`, and leaves that file as it
    is, when there is one.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = secrets.token_bytes(SIZE)
    descriptor, fresh = tempfile.mkstemp(prefix=f"{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(fresh, path)
    finally:
        os.unlink(fresh)
    sync_directory(path.parent)
    return secret


def put_whole(path: Path, text: str) -> None:
    """All of the text or what was there before, readable to its owner only, and on
    disk when it returns."""
    fresh = path.with_name(f"{path.name}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with open(os.open(fresh, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """What was made or renamed in it is on disk."""
    directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
