"""The front page of a demonstration: readable by everybody, and a way in for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from api.pages.glossary import word
from domain.roles import OFFICERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import SignedIn, Visit


@pytest.mark.parametrize("role", OFFICERS)
def test_a_button_signs_in_as_a_role_and_another_out(
    signed_in: SignedIn, role: str
) -> None:
    page = signed_in(role, scripts=False)
    header = page.get_by_role("banner")
    expect(header).to_contain_text(word("role", role), ignore_case=True)
    header.get_by_role("button", name="Keluar").click()
    expect(header).not_to_contain_text("Masuk sebagai")


def test_what_is_wrong_is_told_at_the_top_and_at_each_field(
    visit: Visit, sound: Callable[[Page], None]
) -> None:
    page = visit("/masuk/undangan", width=360)
    page.get_by_label("Nama pengguna").fill("x")
    page.get_by_role("button", name="Simpan dan masuk").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Isian belum dapat diterima")
    expect(page.get_by_label("Nama pengguna")).to_have_value("x")
    sound(page)
    summary.get_by_role("link", name="Kode undangan").click()
    code = page.get_by_label("Kode undangan")
    expect(code).to_be_focused()
    expect(code).to_have_accessible_description(re.compile("Perlu diperbaiki"))


def test_the_keyboard_reaches_the_content_first(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
