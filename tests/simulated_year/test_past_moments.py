"""What was answered at a moment is answered again, asked for that moment later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import pytest

from api import instants
from api.app import create_app
from api.offices import appoint, prepared
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.event import Event

if TYPE_CHECKING:
    from tests.simulated_year.conftest import Year

ZONE = ZoneInfo("Asia/Pontianak")
UNTIL = date(2025, 9, 30)
QUERIES = (
    "limit=200",
    "limit=7&sort=received_at",
    "limit=200&state=received&state=disposed",
    "limit=200&agency=dishub",
    "limit=200&overdue=true",
    "limit=200&classification=oversight_complaint",
    "limit=200&channel=web&overdue=false",
    "limit=200&received_from=2025-02-01&received_to=2025-04-30",
)
TEXTS = ("title", "description")


@dataclass
class Taken:
    """What was answered when event `position` was the newest."""

    at: datetime
    position: int
    case: UUID
    that_day: bool
    """The event was recorded on the day of `at`, not before."""
    answers: dict[str, Any]


@dataclass
class Watched:
    """A year, and what was answered at moments of it, drawn by chance."""

    year: Year
    wanted: int
    chance: Random
    clock: list[datetime]
    taken: list[Taken] = field(default_factory=list)

    def __post_init__(self) -> None:
        here = self.year.here
        made = prepared(here, here.origin(), "coordinator", None, None)
        appoint(here, made)
        self._token = made.token
        self._app = create_app(here)

    def see(self, now: datetime, case: UUID) -> None:
        if len(self.taken) == self.wanted or self.chance.random() > 0.12:
            return
        self.year.catch_up()
        self.clock[0] = now
        position = self.year.here.recorder.max_notification_id() or 0
        paths = [
            f"/v1/complaints/{case}?",
            f"/v1/complaints/{self.chance.choice(self.year.ids)}?",
            "/v1/complaints?limit=200",
            f"/v1/complaints?{self.chance.choice(QUERIES)}",
            "/v1/dashboard?",
            f"/v1/dashboard?agency={self.chance.choice(('dishub', 'dinkes'))}",
        ]
        answers = {path: self.ask(path) for path in paths}
        last = self.year.here.recorder.select_last(position)
        assert last is not None
        recorded = self.year.here.app.event(last).recorded_at
        self.taken.append(
            Taken(now, position, case, day(recorded) == day(now), answers)
        )

    def ask(self, path: str) -> Any:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://tuntas"
            ) as client:
                bearer = {"Authorization": f"Bearer {self._token}"}
                return await client.get(path, headers=bearer)

        answer = asyncio.run(asked())
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pages(self, path: str) -> Iterator[Any]:
        """The items of every page."""
        page = self.ask(path)
        yield from page["items"]
        while cursor := page["next_cursor"]:
            page = self.ask(f"{path}&cursor={cursor}")
            yield from page["items"]

    def restricted(self, case: str) -> bool:
        """Whether it is that now."""
        return self.year.here.app.complaint(UUID(case)).restricted


@pytest.fixture(scope="module")
def watched(new_year: Callable[[int, int], Year], scale: int) -> Iterator[Watched]:
    """40 moments of nine months in `make test`, 200 in `make prove`; its clock stands
    in the year after."""
    wanted = 40 if scale == 1 else 200
    clock = [datetime(2025, 1, 1, tzinfo=UTC)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(instants, "now", lambda: clock[0])
        year = new_year(80 if scale == 1 else 400, 11)
        found = Watched(year, wanted, Random(11), clock)
        year.watch = found.see
        year.run(until=UNTIL)
        year.catch_up()
        assert len(found.taken) == wanted
        clock[0] = datetime(2026, 6, 1, tzinfo=UTC)
        yield found


def day(instant: datetime) -> date:
    return instant.astimezone(ZONE).date()


def comparable(found: Watched, answer: Any) -> Any:
    """Without how far the rows had come, and without the texts of what is restricted
    by now: they are withheld from then on, whatever moment is asked for."""
    if "items" in answer:
        items = [comparable(found, item) for item in answer["items"]]
        return {**answer, "position": None, "items": items}
    if "id" not in answer:
        return {**answer, "position": None}
    hidden = TEXTS if found.restricted(answer["id"]) else ()
    return {name: value for name, value in answer.items() if name not in hidden}


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(lambda t: f"position={t.position}", id="position"),
        pytest.param(lambda t: f"known_at={quote(t.at.isoformat())}", id="known_at"),
        pytest.param(
            lambda t: f"position={t.position}&as_of={day(t.at)}", id="position and day"
        ),
    ],
)
def test_what_was_answered_is_answered_again(
    watched: Watched, moment: Callable[[Taken], str]
) -> None:
    to_the_letter = 0
    for taken in watched.taken:
        asked = moment(taken)
        if asked == f"position={taken.position}" and not taken.that_day:
            continue  # By the position alone it is the day of its event.
        for path, told in taken.answers.items():
            again = watched.ask(f"{path}&{asked}")
            same = comparable(watched, again) == comparable(watched, told)
            assert same, (path, asked)
            to_the_letter += again == {**told, "position": again.get("position")}
    assert to_the_letter > watched.wanted


def test_the_answers_were_not_all_the_same(watched: Watched) -> None:
    for path in ("/v1/complaints?limit=200", "/v1/dashboard?"):
        told = [str(comparable(watched, t.answers[path])) for t in watched.taken]
        assert len(set(told)) > len(told) * 0.9
        now = str(comparable(watched, watched.ask(path)))
        assert now not in told


def test_the_register_as_of_a_day_counts_what_came_late(watched: Watched) -> None:
    """As of a day, and as known at its end, differ by what was told afterwards."""
    told = {id: watched.year.history(id) for id in watched.year.ids}
    differ = 0
    for number in range(20, 260, 24):
        on = date(2025, 1, 1) + timedelta(days=number)
        end = datetime.combine(on + timedelta(days=1), datetime.min.time(), ZONE)
        for known_at in (None, end, end + timedelta(days=10)):
            query = f"limit=20&as_of={on}"
            if known_at:
                query += f"&known_at={quote(known_at.isoformat())}"
            found = {
                item["id"]: (item["state"], item["version"])
                for item in watched.pages(f"/v1/complaints?{query}")
            }
            assert found == folded(told, on, known_at)
            differ += known_at is not None and found != folded(told, on, None)
    assert differ > 3


def folded(
    told: dict[UUID, list[tuple[int, Event]]], on: date, known_at: datetime | None
) -> dict[str, tuple[str, int]]:
    """State and version of each case, from its events one by one."""
    found: dict[str, tuple[str, int]] = {}
    for id, events in told.items():
        case: Complaint | None = None
        for _, event in events:
            late = known_at is not None and event.recorded_at > known_at
            if late or day(event.occurred_at) > on:
                break
            case = project(case, [cast("ComplaintEvent", event)])
        if case:
            found[str(id)] = (case.state, case.version)
    return found
