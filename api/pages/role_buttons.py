"""The buttons of a demonstration: a role and a one-time code each."""

from typing import TYPE_CHECKING
from uuid import UUID

from domain import roles

if TYPE_CHECKING:
    from api.pages.page import Page


def buttons(page: "Page") -> list[tuple[str, str]]:
    """Role and one-time code of each; none outside a demonstration."""
    return [
        (role, page.here.codes.issue("demonstration", officer))
        for role, officer in officers(page).items()
    ]


def officers(page: "Page") -> dict[str, UUID]:
    """By their roles."""
    tokens: dict[str, str] = page.request.app.state.demo or {}
    told = {tokens[role]: role for role in roles.OFFICERS if role in tokens}
    holders = page.here.tokens.holders(list(told))
    return {
        role: officer
        for token, role in told.items()
        if token in holders and (officer := holders[token].officer)
    }
