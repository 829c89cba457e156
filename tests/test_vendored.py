"""What others made lies here as they made it: named, licensed, and not a byte else."""

import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = (
    ROOT / "api" / "static" / "vendored",
    ROOT / "tests" / "browser" / "vendored",
)
NAMED = {"file", "name", "version", "licence", "sha256"}
MANIFEST = "manifest.toml"


def faults(folder: Path) -> list[str]:
    """What the folder holds and its manifest does not tell, or tells otherwise."""
    if not folder.is_dir():
        return []
    told = tomllib.loads((folder / MANIFEST).read_text("utf-8")).get("file", [])
    found = [f"{one} lacks a name" for one in told if set(one) != NAMED]
    digests = {one["file"]: one["sha256"] for one in told}
    present = {p.name for p in folder.iterdir() if p.name != MANIFEST}
    found += [f"{name} is not told" for name in present - digests.keys()]
    found += [f"{name} is not there" for name in digests.keys() - present]
    for name in present & digests.keys():
        if sha256((folder / name).read_bytes()).hexdigest() != digests[name]:
            found.append(f"{name} is another file")
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_each_file_is_the_one_that_its_manifest_names(folder: Path) -> None:
    assert faults(folder) == []


def test_there_is_something_to_prove() -> None:
    assert any((folder / MANIFEST).is_file() for folder in FOLDERS)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda folder: (folder / "a.js").write_text("x"), "a.js is another file"),
        (lambda folder: (folder / "a.js").unlink(), "a.js is not there"),
        (lambda folder: (folder / "b.js").write_text("x"), "b.js is not told"),
    ],
)
def test_what_was_changed_added_or_lost_is_named(
    tmp_path: Path, change: object, fault: str
) -> None:
    (tmp_path / "a.js").write_text("1")
    digest = sha256(b"1").hexdigest()
    rows = {"file": "a.js", "name": "a", "version": "1", "licence": "MIT"}
    lines = [f'{k} = "{v}"' for k, v in {**rows, "sha256": digest}.items()]
    (tmp_path / MANIFEST).write_text("\n".join(["[[file]]", *lines]))
    assert faults(tmp_path) == []
    assert callable(change)
    change(tmp_path)
    assert faults(tmp_path) == [fault]
