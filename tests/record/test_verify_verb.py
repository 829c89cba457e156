"""`tuntas verify`, as an inspector runs it: on a machine without our database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from api.cases import Opened
from api.exporting.bundling import Wanted, begun
from domain.access_log import EXPORTS_ID, ExportMade
from domain.complaint import Complaint

if TYPE_CHECKING:
    from tests.record.conftest import New, Record

ALONE = (
    "import sys; from api.cli import main\n"
    "try: main()\n"
    "finally:\n"
    "    foreign = {m.split('.')[0] for m in sys.modules} & "
    "{'psycopg', 'psycopg_pool', 'eventsourcing', 'socket'}\n"
    "    assert not foreign, foreign"
)


@pytest.fixture(scope="module")
def record(kept_records: New) -> Record:
    record = kept_records()
    record.receive(20)
    record.seal()
    record.receive(20)
    record.seal()
    return record


@pytest.fixture
def bundle(record: Record, tmp_path: Path) -> Path:
    return exported(record, tmp_path / "all.bundle")


def exported(record: Record, path: Path, **wanted: Any) -> Path:
    origin = record.here.origin()
    made, parts = begun(record.here, Wanted(**wanted), origin, "Pemeriksaan.")
    with path.open("wb") as file:
        file.writelines(parts)
    assert made.what == "bundle"
    return path


def kept(record: Record, path: Path, nth: int = 0) -> Path:
    path.write_text(record.here.ledger.notes()[nth], "utf-8")
    return path


def verify(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ALONE, "verify", *map(str, words)],
        capture_output=True,
        text=True,
    )


def test_a_bundle_holds_without_database_or_network(
    record: Record, bundle: Path, tmp_path: Path
) -> None:
    head = kept(record, tmp_path / "head")
    done = verify(bundle, "--checkpoint", head)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("HOLDS")
    assert "authorship not checked" in done.stdout


def test_a_bundle_with_a_changed_byte_does_not(bundle: Path) -> None:
    content = bytearray(bundle.read_bytes())
    content[-50] ^= 1
    bundle.write_bytes(content)
    done = verify(bundle, "--json")
    assert done.returncode == 1, done.stderr
    verdict = json.loads(done.stdout)
    assert verdict["holds"] is False
    assert verdict["finding"]["kind"] == "altered"
    assert verdict["finding"]["position"] == verdict["last_position"]
    assert "ALTERED from position" in verify(bundle).stdout


def test_authorship_is_checked_with_its_key(
    record: Record, bundle: Path, tmp_path: Path
) -> None:
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_text(record.mac_key.hex() + "\n")
    wrong.write_text("00" * 32)
    assert "authorship checked" in verify(bundle, "--mac-key", right).stdout
    assert "FORGED" in verify(bundle, "--mac-key", wrong).stdout


def test_a_part_needs_a_proof_from_the_head_that_was_kept(
    record: Record, tmp_path: Path
) -> None:
    head = kept(record, tmp_path / "head")
    first, last = record.positions()[10], record.positions()[20]
    part = exported(record, tmp_path / "part", first=first, last=last)
    done = verify(part, "--checkpoint", head)
    assert done.returncode == 1
    assert "export bundle --checkpoint" in done.stdout
    size = int(head.read_text("utf-8").split("\n")[1])
    part = exported(record, tmp_path / "part", first=first, last=last, since=(size,))
    done = verify(part, "--checkpoint", head, "--json")
    assert done.returncode == 0, done.stdout
    verdict = json.loads(done.stdout)
    assert (verdict["first_position"], verdict["last_position"]) == (first, last)


def test_a_case_is_proven_by_itself(record: Record, tmp_path: Path) -> None:
    case = received(record)
    done = verify(exported(record, tmp_path / "one", case=case), "--json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["events"] == 1


def received(record: Record) -> Complaint:
    rows = record.here.recorder.select_notifications(
        1, 1, topics=["complaint.received"]
    )
    id = rows[0].originator_id
    assert isinstance(id, UUID)
    return record.here.app.complaint(id)


def test_texts_go_along_only_where_they_may_be_opened(
    record: Record, tmp_path: Path
) -> None:
    case = received(record)
    closed = exported(record, tmp_path / "closed", case=case)
    told = Opened(texts=True, identity=False)
    open_ = exported(record, tmp_path / "open", case=case, opened=told)
    words = b"Jalan di depan pasar berlubang"
    assert words in open_.read_bytes()
    assert words not in closed.read_bytes()
    assert verify(open_).returncode == 0


def test_that_a_bundle_left_is_recorded_before(record: Record, tmp_path: Path) -> None:
    exported(record, tmp_path / "part", first=1, last=9)
    [*_, (_, made)] = record.here.app.history(EXPORTS_ID)
    assert isinstance(made, ExportMade)
    assert (made.what, made.events) == ("bundle", 9)
    assert {c.name: c.value for c in made.chosen} == {"from": "1", "to": "9"}


@pytest.mark.parametrize(
    ("words", "explained"),
    [
        (("nowhere",), "does not exist"),
        (("BUNDLE", "--key", "kalteng"), "a verifier key reads"),
        (("BUNDLE", "--witnesses-needed", "2"), "cannot sign"),
        (("BUNDLE", "--mac-key", "BUNDLE"), "64 hexadecimal digits"),
        (("BUNDLE", "--data", "x"), "verified by itself"),
    ],
)
def test_wrong_use_is_explained(
    bundle: Path, words: tuple[str, ...], explained: str
) -> None:
    done = verify(*(str(bundle) if word == "BUNDLE" else word for word in words))
    assert done.returncode == 2
    assert explained in done.stderr


def test_a_file_that_is_no_bundle_is_no_verdict(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("tuntas")
    done = verify(other)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no bundle" in done.stderr


def test_the_database_itself_is_verified(record: Record) -> None:
    record.seal()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "api", "verify", "--json"),
            *("--data", str(record.here.settings.data)),
            *("--database-url", record.here.url),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["events"] == len(record.positions())
