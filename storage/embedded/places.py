"""Places outside the data directory where only we can have put something."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from storage.embedded.account import EmbeddedPostgresError, ServerAccount

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"


def is_shared_ground(base: Path) -> bool:
    """May everybody enter `base`, and nobody but us and root replace our entries?"""
    try:
        marks = [part.stat() for part in (base, *base.resolve().parents)]
    except OSError:
        return False
    return all(
        mark.st_mode & stat.S_IXOTH
        and (not mark.st_mode & 0o022 or mark.st_mode & stat.S_ISVTX)
        and (mark.st_uid == 0 or os.geteuid() != 0)
        for mark in marks
    )


def is_ours_alone(path: Path) -> bool:
    """Is `path` a directory, no link, that only we can have made and filled?"""
    try:
        mark = path.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(mark.st_mode)
        and mark.st_uid == os.geteuid()
        and not mark.st_mode & 0o022
    )


class MeetingPlace:
    """A short directory with the server's socket and the list of who may connect.

    A socket's path may have 107 bytes, a data directory's any number. The name comes
    from the real path of the cluster; a name that somebody else took is passed over.
    """

    def __init__(self, cluster: Path, account: ServerAccount) -> None:
        self._account = account
        digest = hashlib.sha256(os.fsencode(os.path.realpath(cluster))).hexdigest()
        self._name = f"tuntas-{digest[:16]}"

    @property
    def socket_directory(self) -> Path:
        """Where the server is met, or would be after `prepare`."""
        made = filter(is_ours_alone, self._candidates())
        return next(made, self._bases()[0] / self._name) / "socket"

    def prepare(self) -> Path:
        """The directory, made and filled; its inner `socket` is the server's own.

        Raises EmbeddedPostgresError when no place can be made.
        """
        for place in self._candidates():
            try:
                place.mkdir(mode=0o700, exist_ok=True)
            except OSError:
                continue
            if is_ours_alone(place):
                self._fill(place)
                return place
        raise EmbeddedPostgresError(
            "No safe directory for the database socket could be made in "
            f"{' or '.join(map(str, self._bases()))}: allow user "
            f"{self._account.client} to create directories there."
        )

    def clear(self) -> None:
        """Remove what `prepare` made. Only when no server is running."""
        for place in filter(is_ours_alone, self._candidates()):
            for file in (
                place / "socket" / SOCKET,
                place / "socket" / f"{SOCKET}.lock",
                place / "pg_hba.conf",
                place / "pg_ident.conf",
            ):
                file.unlink(missing_ok=True)
            if (place / "socket").is_dir():
                (place / "socket").rmdir()
            place.rmdir()

    def _bases(self) -> list[Path]:
        # /run belongs to root alone, and no cleaner of old files visits it.
        return [Path("/run"), Path("/tmp")] if os.geteuid() == 0 else [Path("/tmp")]

    def _candidates(self) -> Iterator[Path]:
        for base in filter(is_shared_ground, self._bases()):
            yield base / self._name
            yield from (base / f"{self._name}-{number}" for number in range(1, 10))

    def _fill(self, place: Path) -> None:
        account = self._account
        socket_directory = place / "socket"
        socket_directory.mkdir(mode=0o700, exist_ok=True)
        # The server died if its lock is still here: we come only when none runs.
        (socket_directory / f"{SOCKET}.lock").unlink(missing_ok=True)
        quoted = account.client.replace('"', '""')
        (place / "pg_hba.conf").write_text(
            "local all tuntas peer map=tuntas\n"
            "local replication tuntas peer map=tuntas\n"
        )
        (place / "pg_ident.conf").write_text(f'tuntas "{quoted}" tuntas\n')
        if not account.is_ours:
            os.chown(socket_directory, account.uid, account.gid)
            for file in ("pg_hba.conf", "pg_ident.conf"):
                (place / file).chmod(0o644)
            place.chmod(0o711)
