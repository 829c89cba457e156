"""What an inspector sees of a case after somebody wrote into the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import httpx
import pytest

from api.app import create_app
from api.identity import Holder
from api.offices import appoint, prepared
from api.pages.sessions import COOKIE

if TYPE_CHECKING:
    from tests.record.conftest import New, Record

ALTERED_TIME = (
    "state = convert_to(regexp_replace(convert_from(state, 'UTF8'),"
    " '\"recorded_at\":\"20', '\"recorded_at\":\"19'), 'UTF8')"
)
"""As readable as before."""
NO_JSON = "state = set_byte(state, 0, 0)"


class Case(NamedTuple):
    id: UUID
    position: int
    """Of its only event."""


@pytest.fixture(scope="module")
def shared(kept_records: New) -> Record:
    """Three cases, sealed; whoever writes into one writes it back."""
    record = kept_records()
    record.receive(3)
    record.seal()
    return record


@pytest.fixture(scope="module")
def cases(shared: Record) -> list[Case]:
    with shared.superuser() as superuser:
        rows = superuser.execute(
            "SELECT originator_id, notification_id FROM events"
            " WHERE topic = 'complaint.received' ORDER BY notification_id"
        ).fetchall()
    return [Case(*row) for row in rows]


@pytest.fixture(scope="module")
def seen(shared: Record) -> Callable[[UUID], str]:
    """The text of a case's page as an inspector opens it."""
    here = shared.here
    new = prepared(here, here.origin(), "inspector", None, "Inspektur Rina")
    appoint(here, new)
    cookies = {COOKIE: here.sessions.begin(Holder(new.officer, None)).secret}
    app = create_app(here)

    def opened(case: UUID) -> str:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app),
                base_url="http://tuntas.test",
                cookies=cookies,
            ) as client:
                return await client.get(f"/inspektur/aduan/{case}")

        answer = asyncio.run(asked())
        assert answer.status_code == 200
        return answer.text

    return opened


@contextmanager
def written(record: Record, change: str, position: int) -> Iterator[None]:
    """The event of that position changed, and afterwards as it was."""
    with record.superuser() as superuser:
        (state,) = superuser.execute(
            "SELECT state FROM events WHERE notification_id = %s", (position,)
        ).fetchone() or (b"",)
        superuser.execute(
            f"UPDATE events SET {change} WHERE notification_id = %s".encode(),
            (position,),
        )
    yield
    with record.superuser() as superuser:
        superuser.execute(
            "UPDATE events SET state = %s WHERE notification_id = %s", (state, position)
        )


def test_of_an_untouched_case_the_chain_holds_up_to_the_head(
    seen: Callable[[UUID], str], shared: Record, cases: list[Case]
) -> None:
    head = shared.here.ledger.head()
    assert head is not None
    text = seen(cases[0].id)
    assert f"Rantai utuh sampai segel atas {head.splitlines()[1]} peristiwa" in text
    assert "tidak terjamin" not in text


def test_of_an_altered_time_the_banner_names_the_position(
    seen: Callable[[UUID], str], shared: Record, cases: list[Case]
) -> None:
    with written(shared, ALTERED_TIME, cases[0].position):
        text = seen(cases[0].id)
        assert "Rantai utuh" in seen(cases[1].id)  # another case is not blamed
    assert f"Rantai TIDAK utuh mulai posisi {cases[0].position}" in text
    assert "Ada peristiwa yang diubah sesudah disegel" in text
    assert "tidak terjamin" in text


def test_what_nobody_can_read_any_more_is_told_by_its_position(
    seen: Callable[[UUID], str], shared: Record, cases: list[Case]
) -> None:
    with written(shared, NO_JSON, cases[0].position):
        text = seen(cases[0].id)
    assert f"Rantai TIDAK utuh mulai posisi {cases[0].position}" in text
    assert "tidak dapat dibaca lagi" in text


def test_a_row_that_no_command_wrote_is_seen_though_it_was_sealed(
    seen: Callable[[UUID], str], shared: Record, cases: list[Case]
) -> None:
    with shared.superuser() as superuser:
        forged = superuser.execute(
            "INSERT INTO events (originator_id, originator_version, topic, state)"
            " SELECT originator_id, 2, topic, state FROM events"
            " WHERE notification_id = %s RETURNING notification_id",
            (cases[2].position,),
        ).fetchone()
    assert forged is not None
    shared.seal()
    text = seen(cases[2].id)
    assert f"Rantai TIDAK utuh mulai posisi {forged[0]}" in text
    assert "Ada peristiwa yang tidak dibuat oleh perintah yang sah" in text
