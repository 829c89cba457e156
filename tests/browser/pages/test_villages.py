"""Villages in a browser: whole and sound, and from the list to the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.pages.conftest import SignedIn


def test_the_villages_and_the_plan_are_sound(
    signed_in: SignedIn, sound: Callable[[Page], None]
) -> None:
    page = signed_in("manager", "/desa")
    expect(page.locator("table.counted tbody tr")).to_have_count(37)
    expect(page.locator("main")).to_contain_text("Rekaan untuk peragaan")
    sound(page)
    page.get_by_role("link", name="Rencana titik satelit").click()
    expect(page.get_by_role("heading", name="Rumusnya")).to_be_visible()
    assert page.locator("table.counted tbody tr").count() > 5
    sound(page)
