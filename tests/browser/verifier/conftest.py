"""The verifier, opened from disk; and logs to judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import opening
from tests.ledger import conftest

log, new_log = conftest.log, conftest.new_log


@pytest.fixture(scope="session")
def verifier() -> Path:
    return Path(__file__).parents[3] / "ledger" / "verifier.html"


@pytest.fixture(scope="module")
def page(browser: Browser, verifier: Path) -> Iterator[Page]:
    """One for all tests of a file: a verdict leaves nothing behind for the next."""
    with opening(browser) as open_page:
        yield open_page(verifier.as_uri())
