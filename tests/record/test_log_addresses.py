"""The log over HTTP, as any transparency-log tool reads it: by its formats alone."""

from __future__ import annotations

import time
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from ledger.bundle import Bundle
from ledger.checkpoint import Checkpoint
from ledger.leaf import unframed
from ledger.merkle import Edge, leaf_hash, verify_consistency, verify_inclusion
from ledger.note import Note, VerifierKey
from ledger.tiles import Tile, path, width_at
from ledger.trust import Trust
from ledger.verifying import PAGE, verify

if TYPE_CHECKING:
    from tests.conftest import Served

COMPLAINT = {
    "channel": "web",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang.",
}


def fetched(served: Served, address: str) -> bytes:
    with urlopen(f"{served.url}/v1/ledger/{address}", timeout=30) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        body: bytes = answer.read()
        return body


def head(served: Served, position: int = 0) -> Checkpoint:
    """The newest head, once the event of that position is in it."""
    give_up = time.monotonic() + 60
    while True:
        answer = served.get("/v1/ledger/checkpoint")
        if answer.status == 200:
            sealed = served.get(f"/v1/ledger/proof/inclusion?position={position}")
            if not position or sealed.status == 200:
                return Checkpoint.of_note(answer.text)
        assert time.monotonic() < give_up, answer
        time.sleep(0.05)


@pytest.fixture
def position(served: Served) -> int:
    """Of an event received just now and sealed."""
    for _ in range(3):
        received = served.post("/v1/complaints", COMPLAINT)
    position: int = received.json["position"]
    head(served, position)
    return position


def test_the_head_is_signed_by_the_published_key(served: Served, position: int) -> None:
    key = VerifierKey.parse(served.get("/v1/ledger/key").text)
    answer = served.get("/v1/ledger/checkpoint")
    assert answer.headers["content-type"].startswith("text/plain")
    note = Note.parse(answer.text)
    assert note.signed_by([key]) == [key]
    assert key.name == Checkpoint.parse(note.text).origin == "kalteng/tuntas"


def test_tiles_and_entries_give_the_root(served: Served, position: int) -> None:
    found = head(served)
    edge, leaves, index = Edge(), list[bytes](), 0
    while width := width_at(0, index, found.size):
        tile = Tile(0, index, width)
        hashes = fetched(served, f"tile/{path(tile)}")
        bundle = fetched(served, f"tile/entries/{path(tile)[2:]}")
        leaves += [hashes[n : n + 32] for n in range(0, len(hashes), 32)]
        assert [leaf_hash(entry) for entry in unframed(bundle)] == leaves[index * 256 :]
        index += 1
    for leaf in leaves:
        edge.append(leaf)
    assert (edge.size, edge.root()) == (found.size, found.root)


def test_an_event_is_proven_to_be_in_the_log(served: Served, position: int) -> None:
    answer = served.get(f"/v1/ledger/proof/inclusion?position={position}").json
    proof = [b64decode(part) for part in answer["proof"]]
    root = b64decode(answer["root"])
    leaf = b64decode(answer["leaf_hash"])
    verify_inclusion(answer["index"], answer["size"], leaf, proof, root)
    assert answer["position"] == position


def test_the_log_is_proven_to_continue_an_older_one(
    served: Served, position: int
) -> None:
    older = head(served)
    received = served.post("/v1/complaints", COMPLAINT).json["position"]
    newer = head(served, received)
    answer = served.get(
        f"/v1/ledger/proof/consistency?from={older.size}&to={newer.size}"
    ).json
    proof = [b64decode(part) for part in answer["proof"]]
    verify_consistency(older.size, newer.size, older.root, newer.root, proof)


def test_a_receipt_to_keep_holds_proof_and_head(served: Served, position: int) -> None:
    written = served.get(f"/v1/ledger/proof/{position}.tlog-proof").text
    proof, _, note = written.partition("\n\n")
    kind, index, *hashes = proof.split("\n")
    found = Checkpoint.of_note(note)
    assert kind == "c2sp.org/tlog-proof@v1"
    n = int(index.removeprefix("index "))
    tile = Tile(0, n // 256, n % 256 + 1)
    leaf = fetched(served, f"tile/{path(tile)}")[-32:]
    steps = [b64decode(part) for part in hashes]
    verify_inclusion(n, found.size, leaf, steps, found.root)


@pytest.mark.parametrize(
    "address",
    [
        "tile/0/x999/999",
        "tile/0/000.p/256",
        "tile/0/0",
        "tile/9/000",
        "tile/entries/x999/999",
        "tile/anything",
        "proof/inclusion?position=4000000000",
        "proof/consistency?from=4000000000",
        "proof/4000000000.tlog-proof",
    ],
)
def test_what_the_log_does_not_have_is_not_found(
    served: Served, position: int, address: str
) -> None:
    answer = served.get(f"/v1/ledger/{address}")
    assert answer.status == 404
    assert answer.json["type"] == "urn:tuntas:problem:not-in-the-log"
    assert "within seconds" in answer.json["detail"]


def test_a_position_that_is_none_is_refused(served: Served) -> None:
    assert served.get("/v1/ledger/proof/inclusion?position=0").status == 422
    assert served.get("/v1/ledger/proof/inclusion").status == 422
    assert served.get("/v1/ledger/proof/consistency?from=1&until=2").status == 422


def test_a_bundle_is_fetched_by_who_may_with_a_reason_and_holds(
    served: Served, position: int, tmp_path: Path
) -> None:
    token = served.token("inspector")
    assert served.get("/v1/ledger/export").status == 401
    assert served.get("/v1/ledger/export", served.token("manager")).status == 403
    refused = served.get("/v1/ledger/export", token)
    assert (refused.status, refused.json["type"][-13:]) == (422, "reason-needed")
    file_ = tmp_path / "tuntas.bundle"
    request = Request(
        f"{served.url}/v1/ledger/export?from={position}&to={position}",
        headers={"Authorization": f"Bearer {token}", "Tuntas-Reason": "Pemeriksaan."},
    )
    with urlopen(request, timeout=60) as answer:
        file_.write_bytes(answer.read())
    with file_.open("rb") as file:
        verdict = verify(Bundle(file), Trust())
    assert verdict.holds
    assert (verdict.events, verdict.first_position) == (1, position)
    made = served.get("/v1/exports", token).json["items"][0]
    assert (made["what"], made["events"], made["reason"]) == (
        "bundle",
        1,
        "Pemeriksaan.",
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("case=x&from=1", 422),
        ("opened=true", 422),
        ("case=unknown", 404),
        ("from=4000000000", 404),
    ],
)
def test_a_bundle_of_nothing_is_none(served: Served, query: str, status: int) -> None:
    token = served.token("inspector")
    address = f"/v1/ledger/export?{query}"
    answer = served.get(address, token, Tuntas_Reason="Pemeriksaan.")
    assert answer.status == status


def test_the_verbs_write_a_bundle_and_the_page(
    served: Served, position: int, tmp_path: Path
) -> None:
    bundle, page, head = (str(tmp_path / name) for name in ("all", "page.html", "head"))
    Path(head).write_text(served.run("ledger", "head") + "\n", "utf-8")
    served.run("export", "bundle", bundle, "--reason", "Pemeriksaan.")
    said = served.run_alone("verify", bundle, "--checkpoint", head)
    assert said.startswith("HOLDS")
    served.run_alone("export", "verifier", page)
    assert Path(page).read_bytes() == PAGE.read_bytes()
