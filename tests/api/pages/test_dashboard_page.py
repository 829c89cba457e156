"""The dashboard as a page: which day may be asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from api.identity import Holder
from api.pages.sessions import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from api.installation import Installation
    from tests.api.pages.conftest import Person


@pytest.fixture
def manager(
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    installed: Installation,
) -> Person:
    visitor = person()
    session = installed.sessions.begin(Holder(appointed("manager"), None))
    visitor.cookies.set(COOKIE, session.secret)
    return visitor


@pytest.mark.parametrize("path", ["/dasbor", "/dasbor/arus"])
def test_a_day_that_does_not_fit_is_told_at_its_field_on_the_page_as_of_today(
    manager: Person, installed: Installation, path: str
) -> None:
    today = installed.today()
    ahead = today + timedelta(days=1)
    for day in ("kemarin", "2026-02-30", ahead.isoformat()):
        refused = manager.get(f"{path}?per={day}&channel=phone")
        assert refused.status_code == 422, day
        assert "(hari ini)</p>" in refused.text
        assert 'id="per-salah"' in refused.text
        assert "etag" not in refused.headers
    assert "Hari ini belum terjadi; betulkan." in refused.text
    assert manager.get(f"{path}?per={today}&channel=phone").status_code == 200
    assert manager.get(f"{path}.csv?per={ahead}").status_code in (404, 422)


def test_a_filter_that_is_not_known_is_told_on_the_page_too(manager: Person) -> None:
    refused = manager.get("/dasbor?warna=biru")
    assert refused.status_code == 422
    assert "(hari ini)</p>" in refused.text
