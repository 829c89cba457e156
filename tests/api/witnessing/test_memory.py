"""A witness never answers for less than it cosigned: neither killed, nor asked by two
at once, nor started on another memory, nor with a full disk."""

from __future__ import annotations

import resource
import shutil
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from threading import Barrier, Event
from typing import TYPE_CHECKING

import pytest

from ledger.checkpoint import Checkpoint
from ledger.note import Note
from tests.api.witnessing.conftest import KEY, grown, log_of, refused, request

if TYPE_CHECKING:
    from pathlib import Path

    from tests.api.witnessing.conftest import Running, StartWitness

LOG = ("--log", str(KEY.verifier))


def size(note: Note) -> int:
    return Checkpoint.parse(note.text).size


def test_what_was_cosigned_is_remembered_after_a_restart(start: StartWitness) -> None:
    log, witness = log_of(40), start()
    assert witness.add(request(log, 0, 20)).status == 200
    cosigned = witness.latest()
    assert witness.stop() == 0

    again = start()
    assert (again.vkey, again.latest()) == (witness.vkey, cosigned)
    assert again.add(request(log, 20, 40)).status == 200


def test_a_killed_witness_refuses_what_is_older_and_what_is_forked(
    start: StartWitness, scale: int
) -> None:
    log, fork = log_of(20 * (scale + 2)), log_of(20 * (scale + 2), 1)
    witness, last = start(), 0
    for new in range(20, len(log.entries), 20):
        assert witness.add(request(log, last, new)).status == 200
        witness.kill()
        witness, last = start(), new
        assert witness.add(request(log, 0, 1)).text == f"{new}\n"
        assert witness.add(request(log, new - 1, new)).status == 409
        assert witness.add(request(fork, new, new)).status == 409
        assert witness.add(request(fork, new, new + 20)).status == 422
        assert size(witness.latest()) == new


def test_killed_in_the_midst_it_remembers_all_that_it_acknowledged(
    start: StartWitness, scale: int
) -> None:
    log, fork = log_of(40 + 20 * scale), log_of(40 + 20 * scale, 0)
    bodies = [request(log, n, n + 1) for n in range(len(log.entries))]

    def ask(witness: Running, last: int, some: Event) -> int:
        """The size that it acknowledged last before it fell."""
        for new, body in enumerate(bodies[last:], last + 1):
            try:
                assert witness.add(body).status == 200
            except (OSError, HTTPException):
                break
            last = new
            if last % 10 == 0:
                some.set()
        return last

    last, witness = 0, start()
    with ThreadPoolExecutor(1) as pool:
        while last + 20 < len(bodies):
            some = Event()
            asking = pool.submit(ask, witness, last, some)
            assert some.wait(60)
            witness.kill()
            acknowledged, witness = asking.result(), start()
            # The last one may have been stored and never answered.
            last = size(witness.latest())
            assert last in (acknowledged, acknowledged + 1)
            assert witness.add(request(fork, last, last)).text == f"{last}\n"


def test_of_forks_presented_at_once_exactly_one_is_cosigned(
    start: StartWitness, scale: int
) -> None:
    chosen, witness = log_of(10), start()
    assert witness.add(request(chosen, 0)).status == 200
    for known in range(10, 12 + scale):
        forks = [grown(chosen, f"fork {n}") for n in range(8)]
        bodies = [request(fork, known) for fork in forks]
        ready = Barrier(len(forks))

        def post(body: bytes, ready: Barrier = ready) -> int:
            ready.wait()
            return witness.add(body).status

        with ThreadPoolExecutor(len(forks)) as pool:
            statuses = list(pool.map(post, bodies))
        assert sorted(statuses) == [200, *[409] * (len(forks) - 1)]
        chosen = forks[statuses.index(200)]
        assert witness.latest().text == chosen.checkpoint().text


def test_what_cannot_be_stored_is_not_cosigned(start: StartWitness) -> None:
    log, fork, witness = log_of(40), log_of(40, 30), start()
    assert witness.add(request(log, 0, 20)).status == 200
    unlimited = resource.prlimit(witness.process.pid, resource.RLIMIT_FSIZE, (0, -1))
    answer = witness.add(request(log, 20, 30))
    assert answer.status == 500 and "\u2014" not in answer.text
    assert size(witness.latest()) == 20

    resource.prlimit(witness.process.pid, resource.RLIMIT_FSIZE, unlimited)
    assert witness.add(request(fork, 20, 40)).status == 200
    assert witness.latest().text == fork.checkpoint().text


# -- at the start ----------------------------------------------------------------


def test_a_second_process_on_the_same_memory_is_refused(
    start: StartWitness, tmp_path: Path
) -> None:
    witness = start()
    assert "another witness uses" in refused(tmp_path, *LOG)
    assert witness.add(request(log_of(5), 0)).status == 200
    witness.kill()
    assert start().add(request(log_of(5), 5)).status == 200


def test_the_key_without_its_memory_is_refused(
    start: StartWitness, tmp_path: Path
) -> None:
    witness = start()
    assert witness.add(request(log_of(5), 0)).status == 200
    witness.stop()
    shutil.move(tmp_path / "state", tmp_path / "lost")
    assert "start anew with another --key" in refused(tmp_path, *LOG)


def test_the_memory_without_its_key_is_refused(
    start: StartWitness, tmp_path: Path
) -> None:
    witness = start()
    assert witness.add(request(log_of(5), 0)).status == 200
    witness.stop()
    (tmp_path / "key").unlink()
    said = refused(tmp_path, *LOG, "--name", "saksi.example")
    assert "is the memory of another key" in said


def test_a_start_that_was_cut_off_is_begun_anew(
    start: StartWitness, tmp_path: Path
) -> None:
    first = start()
    first.kill()
    (tmp_path / "key").unlink()  # whose memory it is was written, the key not yet
    again = start()
    assert again.vkey != first.vkey
    assert again.add(request(log_of(5), 0)).status == 200


@pytest.mark.parametrize("change", [("\n20\n", "\n19\n"), ("\u2014 saksi", "- saksi")])
def test_a_memory_that_somebody_changed_is_refused(
    start: StartWitness, tmp_path: Path, change: tuple[str, str]
) -> None:
    witness = start()
    assert witness.add(request(log_of(20), 0)).status == 200
    witness.stop()
    (file,) = (tmp_path / "state").glob("*.checkpoint")
    file.write_text(file.read_text().replace(*change))
    assert "is not as this witness wrote it" in refused(tmp_path, *LOG)


def test_a_write_that_was_cut_off_leaves_the_last_one(
    start: StartWitness, tmp_path: Path
) -> None:
    witness = start()
    assert witness.add(request(log_of(20), 0)).status == 200
    witness.kill()
    (file,) = (tmp_path / "state").glob("*.checkpoint")
    file.with_name(f"{file.name}.new").write_text(file.read_text()[:40])
    again = start()
    assert size(again.latest()) == 20
    assert again.add(request(log_of(21), 20)).status == 200
