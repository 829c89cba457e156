"""Files that were attached to cases: sealed, outside the database, never changed.

A file lies under a keyed hash of its case and its digest, so that neither a name nor a
digest by which somebody could recognise it stands on the disk. Its case's key seals it;
where that was destroyed, it opens nowhere any more, in no backup either.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from ledger.mac import mac_under
from storage.master_key import MasterKey


class Files:
    """`place` is made with the first file. Several processes may share it."""

    def __init__(self, place: Path, master: MasterKey):
        self._place = place
        self._mac = mac_under(master.derive("file-names"))

    def keep(self, owner: UUID, digest: bytes, sealed: bytes) -> None:
        """On disk when it returns; kept already, it stays as it is."""
        path = self._path(owner, digest)
        if path.exists():
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(prefix="new-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(fresh)
            raise
        # The name is on disk too, and that of its folder.
        for folder in (path.parent, self._place):
            _sync(folder)

    def has(self, owner: UUID, digest: bytes) -> bool:
        return self._path(owner, digest).is_file()

    def read(self, owner: UUID, digest: bytes) -> bytes | None:
        """As it was sealed; None where there is none."""
        try:
            return self._path(owner, digest).read_bytes()
        except FileNotFoundError:
            return None

    def _path(self, owner: UUID, digest: bytes) -> Path:
        name = self._mac(owner.bytes + digest).hex()
        return self._place / name[:2] / name


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
