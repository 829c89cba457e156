"""What a person does with the verifier, and what it then says."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from ledger import bundle
from ledger.bundle import Bundle
from ledger.trust import Trust
from ledger.verdict import Verdict

MINUTES = 10 * 60 * 1000
"""How long a verdict may take before the test is given up, in milliseconds."""


def judged(page: Page, file: Path, trust: Trust) -> dict[str, Any]:
    """The verdict for a machine; `{"error": ...}` where there is none."""
    beside = file.parent
    kept = []
    for n, note in enumerate(trust.kept):
        kept.append(beside / f"kept-{n}")
        kept[-1].write_text(note, "utf-8", newline="")
    mac = []
    if trust.mac_key is not None:
        mac = [beside / "mac"]
        mac[0].write_text(trust.mac_key.hex() + "\n", "ascii")
    expect(page.get_by_role("button", name="Periksa", exact=True)).to_be_enabled()
    page.get_by_label("Berkas bundel").set_input_files(file)
    page.get_by_label("Titik periksa yang Anda simpan").set_input_files(kept)
    page.get_by_label("Kunci publik log").fill("\n".join(map(str, trust.keys)))
    page.get_by_label("Kunci publik para saksi").fill(
        "\n".join(map(str, trust.witnesses))
    )
    page.get_by_label("Berapa dari saksi").fill(str(trust.quorum or ""))
    page.get_by_label("Kunci MAC").set_input_files(mac)
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(page.locator("#state")).to_contain_text("Selesai", timeout=MINUTES)
    answer: dict[str, Any] = json.loads(page.locator("#json").input_value())
    return answer


def written(evidence: Bundle, file: Path) -> Path:
    """As its header says now: a test may have altered it."""
    with file.open("wb") as output:
        output.writelines(
            bundle.parts(evidence.header, evidence.entries(), evidence.records())
        )
    return file


def whole(of: Bundle) -> bytes:
    """As it lies in its file."""
    of._file.seek(0)
    return of._file.read()


def comparable(verdict: Verdict | dict[str, Any]) -> dict[str, Any]:
    """Without its sentences, which are in another language; but how many there are."""
    plain = asdict(verdict) if isinstance(verdict, Verdict) else dict(verdict)
    plain["remarks"] = len(plain["remarks"])
    if plain["finding"] is not None:
        plain["finding"] = {n: plain["finding"][n] for n in ("kind", "position")}
    return plain
