"""Files lie sealed under names that tell nothing, whole or not at all."""

from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from storage.files import Files
from storage.master_key import MasterKey

CASE = UUID(int=7)
DIGEST = sha256(b"a photograph").digest()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files", MasterKey(bytes(32)))


def kept(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_what_was_kept_is_read_again(files: Files) -> None:
    assert not files.has(CASE, DIGEST)
    assert files.read(CASE, DIGEST) is None
    files.keep(CASE, DIGEST, b"sealed")
    assert files.has(CASE, DIGEST)
    assert files.read(CASE, DIGEST) == b"sealed"


def test_the_same_file_of_another_case_is_another_file(files: Files) -> None:
    files.keep(CASE, DIGEST, b"sealed")
    assert files.read(uuid4(), DIGEST) is None


def test_what_is_kept_already_stays_as_it_is(files: Files, tmp_path: Path) -> None:
    files.keep(CASE, DIGEST, b"sealed")
    files.keep(CASE, DIGEST, b"sealed anew")
    assert files.read(CASE, DIGEST) == b"sealed"
    assert len(kept(tmp_path)) == 1


def test_a_name_tells_neither_case_nor_digest(files: Files, tmp_path: Path) -> None:
    files.keep(CASE, DIGEST, b"sealed")
    (path,) = kept(tmp_path)
    other = Files(tmp_path / "other", MasterKey(b"\1" * 32))
    other.keep(CASE, DIGEST, b"sealed")
    assert DIGEST.hex() not in str(path)
    assert CASE.hex not in str(path)
    assert path.name not in {p.name for p in kept(tmp_path / "other")}


def test_a_file_that_could_not_be_written_whole_is_not_there(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.keep(CASE, DIGEST, b"sealed")
    assert not files.has(CASE, DIGEST)
    assert kept(tmp_path) == []
