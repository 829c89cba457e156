"""The page of a case tells those who decide on it what its reporter asks of the own
data, as long as that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from api.identity import Holder
from api.pages.sessions import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from api.installation import Installation
    from domain.event import Role
    from tests.api.pages.conftest import Person

TOLD = "Permintaan atas data pribadi menunggu"


@pytest.fixture
def entered(
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    installed: Installation,
) -> Callable[[Role], Person]:
    def signed_in(role: Role) -> Person:
        visitor = person()
        session = installed.sessions.begin(Holder(appointed(role), None))
        visitor.cookies.set(COOKIE, session.secret)
        return visitor

    return signed_in


def test_what_waits_is_told_to_who_decides_with_its_address_until_it_is_done(
    installed: Installation,
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    entered: Callable[[Role], Person],
) -> None:
    words = {"classification": "complaint", "description": "Patah."}
    sent = person().send("/aduan/baru", title=f"Titian {uuid4().hex}", **words)
    case = installed.cases.find(sent.headers["location"].split("/")[2])
    page, one = f"/aduan/{case.case_number}", "permintaan/1"
    coordinator = entered("coordinator")
    assert TOLD not in coordinator.get(page).text

    token = installed.tokens.new()
    installed.tokens.admit(token, appointed("desk"))
    desk = {"Authorization": f"Bearer {token}"}
    at = f"/v1/complaints/{case.id}/data-requests"
    asked = person().ask("POST", at, json={"kind": "access"}, headers=desk)
    assert asked.status_code == 201, asked.text

    shown, decision = coordinator.get(page).text, f"/inspektur{page}/{one}"
    assert TOLD in shown
    assert f'href="{decision}"' in shown
    assert "(UU 27/2022" in shown
    assert TOLD not in entered("manager").get(page).text

    done = coordinator.send(decision, decision="complete-request")
    assert done.status_code == 303
    assert TOLD not in coordinator.get(page).text
