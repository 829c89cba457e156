"""What the runner's process does besides: it forgets old receipts."""

import threading
import time

import psycopg

from api.identity import ANYONE
from api.installation import Installation
from api.intake import Request
from api.keeper import forget
from api.once import Conditions


def test_old_receipts_are_forgotten_and_the_rest_is_kept(here: Installation) -> None:
    given = {
        "channel": "web",
        "classification": "complaint",
        "title": "Jalan rusak",
        "description": "Berlubang sejak lama.",
    }
    for key in ("kunci-satu", "kunci-dua"):
        here.desk.handle(
            Request(
                actor=ANYONE,
                command="receive",
                case=None,
                given=given,
                request_id="1",
                conditions=lambda key=key: Conditions(key),  # type: ignore[misc]
            )
        )
    with psycopg.connect(here.url, autocommit=True) as connection:
        connection.execute(
            "UPDATE receipt SET recorded_at = now() - interval '401 days'"
            " WHERE position = (SELECT min(position) FROM receipt)"
        )
        stop = threading.Event()
        forgetting = threading.Thread(target=forget, args=(here, stop))
        forgetting.start()
        give_up = time.monotonic() + 10
        count = "SELECT count(*) FROM receipt"
        while connection.execute(count).fetchone() != (1,):
            assert time.monotonic() < give_up
            time.sleep(0.02)
        stop.set()
        forgetting.join()
        assert connection.execute(count).fetchone() == (1,)
