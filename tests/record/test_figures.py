"""Published figures are counted again, by whoever has a bundle, to the same numbers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import TUNTAS

if TYPE_CHECKING:
    from tests.conftest import Served

COMPLAINT = {
    "channel": "web",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang.",
    "category": "tik",
    "location": {"region": "62.03"},
}


def lived(served: Served) -> int:
    """Cases in every state that is reached quickly; the last position."""
    coordinator, liaison = served.token("coordinator"), served.token("liaison")
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("verify", coordinator, {}),
        ("dispose", coordinator, {"agency": "dishub"}),
        ("follow-up", liaison, {"message": "Sudah."}),
        ("resolve", liaison, {"outcome": "substantiated"}),
    ]
    position = 0
    for count in range(len(steps) + 1):
        told = served.post("/v1/complaints", {**COMPLAINT, "confidential": count == 3})
        for command, token, body in steps[:count]:
            path = f"/v1/complaints/{told.json['id']}/{command}"
            answer = served.post(path, body, token)
            assert answer.status == 200, answer
            position = answer.json["position"]
    return position


def recount(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TUNTAS, "recount", *map(str, words)], capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def bundle(
    served: Served, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "all.bundle"
    served.run("export", "bundle", str(path), "--reason", "Pemeriksaan.")
    return path


@pytest.fixture(scope="module")
def published(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all tests of this file, as the bundle that holds it."""
    after = lived(served)
    path = tmp_path_factory.mktemp("published") / "figures.json"
    address = f"/v1/exports/figures?category=tik&after={after}"
    answer = served.get(address, served.token("manager"))
    assert answer.status == 200, answer
    path.write_text(answer.text, "utf-8")
    lived(served)  # what came later changes nothing
    return path


def test_published_figures_are_counted_again(
    served: Served, published: Path, bundle: Path
) -> None:
    figures = json.loads(published.read_text("utf-8"))
    assert figures["figures"]["totals"]["received"] >= 5
    assert figures["figures"]["position"] == figures["position"]
    done = recount(published, bundle)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"SAME: as of position {figures['position']}")


def test_a_changed_number_is_named(
    published: Path, bundle: Path, tmp_path: Path
) -> None:
    figures = json.loads(published.read_text("utf-8"))
    figures["figures"]["totals"]["overdue"] = -1
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(figures), "utf-8")
    done = recount(changed, bundle)
    assert done.returncode == 1
    assert done.stdout.startswith("totals.overdue: published -1, counted ")


def test_figures_of_another_log_are_not_counted(
    published: Path, bundle: Path, tmp_path: Path
) -> None:
    figures = json.loads(published.read_text("utf-8"))
    text, _, signature = figures["head"].partition("\n\n")
    origin, size, root = text.split("\n")
    figures["head"] = f"{origin}\n{int(size) - 1}\n{root}\n\n{signature}"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(figures), "utf-8")
    done = recount(other, bundle)
    assert done.returncode == 1
    assert "BADLY SIGNED" in done.stdout


def test_the_verb_writes_the_same(served: Served, bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "by-verb.json"
    served.run("export", "figures", str(path), "--category", "tik")
    whole = tmp_path / "later.bundle"
    served.run("export", "bundle", str(whole), "--reason", "Pemeriksaan.")
    assert recount(path, whole).returncode == 0
    refused = recount(path, path)
    assert refused.returncode == 1 and "no bundle" in refused.stderr
    assert recount(bundle, bundle).returncode == 2


def test_who_may_not_publish_is_refused(served: Served) -> None:
    assert served.get("/v1/exports/figures").status == 401
    assert served.get("/v1/exports/figures", served.token("liaison")).status == 403
