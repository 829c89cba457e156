"""The verifier page gives the verdict of the Python package, for the same files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ledger import verifying
from ledger.bundle import Bundle
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verifying import Evidence
from tests.browser.verifier.judging import comparable, judged, written
from tests.ledger import test_trust, test_verdicts

# Of files that are none, see `test_any_file.py` and `test_hostile_headers.py`.
ELSEWHERE = {
    "test_a_file_that_was_cut_off_is_no_verdict",
    "test_a_thousand_random_bytes_each_found",
    "test_a_whole_bundle_that_is_only_a_part_is_none",
    "test_a_case_that_tells_an_event_twice_is_no_bundle",
}
# Every test of a verdict, once more: each is judged by the page too.
globals().update(
    (name, test)
    for name, test in (vars(test_verdicts) | vars(test_trust)).items()
    if name.startswith("test_") and name not in ELSEWHERE
)


@pytest.fixture(autouse=True)
def by_the_page_too(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    asked = 0

    def verify(evidence: Evidence, trust: Trust) -> Verdict:
        nonlocal asked
        asked += 1
        verdict = verifying.verify(evidence, trust)
        if isinstance(evidence, Bundle):  # else a database, which no page can read
            file = written(evidence, tmp_path / "bundle")
            assert comparable(judged(page, file, trust)) == comparable(verdict)
        return verdict

    for module in (test_verdicts, test_trust):
        monkeypatch.setattr(module, "verify", verify)
    yield
    assert asked
