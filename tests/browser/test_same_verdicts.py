"""The verifier page gives the verdict of the Python package, for the same files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ledger import verifying
from ledger.bundle import Bundle, BundleError
from ledger.verdict import Verdict
from ledger.verifying import Evidence, Trust
from tests.browser.conftest import opening
from tests.browser.judging import comparable, judged, written
from tests.ledger import conftest, test_verdicts

log, new_log = conftest.log, conftest.new_log
SLOW = "test_a_thousand_random_bytes_each_found"
# Every test of a verdict, once more: each is judged by the page too.
globals().update(
    (name, test)
    for name, test in vars(test_verdicts).items()
    if name.startswith("test_") and name != SLOW
)


@pytest.fixture(scope="module")
def page(browser: Browser, verifier: Path) -> Iterator[Page]:
    """One for all: a verdict leaves nothing behind for the next."""
    with opening(browser) as open_page:
        yield open_page(verifier.as_uri())


@pytest.fixture(autouse=True)
def by_the_page_too(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    asked = 0

    def verify(evidence: Evidence, trust: Trust) -> Verdict:
        nonlocal asked
        asked += 1
        if not isinstance(evidence, Bundle):  # a database, which no page can read
            return verifying.verify(evidence, trust)
        try:
            verdict = verifying.verify(evidence, trust)
        except BundleError:
            file = tmp_path / "cut-off"
            evidence._file.seek(0)
            file.write_bytes(evidence._file.read())
            assert set(judged(page, file, trust)) == {"error"}
            raise
        file = written(evidence, tmp_path / "bundle")
        assert comparable(judged(page, file, trust)) == comparable(verdict)
        return verdict

    monkeypatch.setattr(test_verdicts, "verify", verify)
    yield
    assert asked
