"""The one secret outside the databases: made once, whole, and for its owner alone."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.master_key import MasterKey
from storage.secret_file import SecretError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "master.key"


def test_a_new_key_is_in_a_file_that_only_its_owner_may_read(path: Path) -> None:
    before = os.umask(0)
    try:
        made = MasterKey.create(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert MasterKey.read(path).written() == made.written()
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]


def test_a_key_that_is_there_is_never_overwritten(path: Path) -> None:
    MasterKey.create(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        MasterKey.create(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]


def test_of_many_who_make_it_at_once_one_does(path: Path) -> None:
    def make(_: int) -> str | None:
        try:
            return MasterKey.create(path).written()
        except FileExistsError:
            # Whoever comes too late finds a whole one.
            assert MasterKey.read(path)
            return None

    with ThreadPoolExecutor(8) as threads:
        made = [key for key in threads.map(make, range(32)) if key]
    assert made == [MasterKey.read(path).written()]


def test_no_two_keys_are_alike(tmp_path: Path) -> None:
    made = {MasterKey.create(tmp_path / str(n)).written() for n in range(20)}
    assert len(made) == 20


def test_white_space_around_a_key_does_not_count(path: Path) -> None:
    made = MasterKey.create(path)
    assert MasterKey.parse(f"  {made.written().upper()}\r\n").written() == (
        made.written()
    )


@pytest.mark.parametrize(
    ("content", "explanation"),
    [
        (b"", "0 bytes"),
        (b"00" * 31, "31 bytes"),
        (b"00" * 33, "33 bytes"),
        (b"not a key", "64 hexadecimal digits"),
        (b"0" * 63, "64 hexadecimal digits"),
        ("é".encode() * 32, "cannot read"),
    ],
)
def test_a_bad_key_is_explained_but_not_shown(
    path: Path, content: bytes, explanation: str
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(SecretError, match=explanation) as caught:
        MasterKey.read(path)
    if len(content) > 4:
        assert content.decode() not in str(caught.value)


def test_a_missing_key_is_named(path: Path) -> None:
    with pytest.raises(SecretError, match="master.key"):
        MasterKey.read(path)


def test_each_purpose_has_a_key_of_its_own() -> None:
    master = MasterKey(bytes(32))
    purposes = ("wrap", "mac", "search", "receipt", "check")
    derived = {master.derive(purpose) for purpose in purposes}
    assert len(derived) == len(purposes)
    assert bytes(32) not in derived
    assert master.derive("mac") == MasterKey(bytes(32)).derive("mac")
    assert master.derive("mac") != MasterKey(bytes(31) + b"\1").derive("mac")


def test_the_check_tells_the_right_key_from_another() -> None:
    assert MasterKey(bytes(32)).check == MasterKey(bytes(32)).check
    assert MasterKey(bytes(32)).check != MasterKey(b"\1" * 32).check


def test_no_key_shows_in_a_trace() -> None:
    secret = bytes(range(32))
    assert secret.hex() not in repr(MasterKey(secret))
