"""The front page of a demonstration: readable by everybody, and a way in for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from api.pages.glossary import word
from domain.roles import OFFICERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import SignedIn, Visit


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/docs", "/docs/coba", "/masuk"])
def test_a_page_for_everybody_is_sound(
    visit: Visit, sound: Callable[[Page], None], path: str, dark: bool
) -> None:
    sound(visit(path, dark=dark))


@pytest.mark.parametrize("role", OFFICERS)
def test_a_button_signs_in_as_a_role_and_another_out(
    signed_in: SignedIn, role: str
) -> None:
    page = signed_in(role, scripts=False)
    header = page.get_by_role("banner")
    expect(header).to_contain_text(word("role", role), ignore_case=True)
    header.get_by_role("button", name="Keluar").click()
    expect(header).not_to_contain_text("Masuk sebagai")
