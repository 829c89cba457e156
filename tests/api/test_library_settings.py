"""The library's own switches in the environment turn nothing of ours.

POSTGRES_ENABLE_DB_FUNCTIONS, above all, would let readers skip events and lose the
receipts; others would keep cases in memory, or pack and cipher the stored bytes.
"""

import json
from collections.abc import Iterator

import psycopg
import pytest

from api.identity import ANYONE
from api.installation import Installation, opened
from api.intake import Request
from api.once import Conditions
from api.settings import Settings

SWITCHES = {
    "POSTGRES_ENABLE_DB_FUNCTIONS": "y",
    "PERSISTENCE_MODULE": "eventsourcing.sqlite",
    "COMPRESSOR_TOPIC": "zlib",
    "CIPHER_TOPIC": "eventsourcing.cipher:AESCipher",
    "CIPHER_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
    "IS_SNAPSHOTTING_ENABLED": "y",
    "AGGREGATE_CACHE_MAXSIZE": "100",
    "AGGREGATE_CACHE_FASTFORWARD": "n",
}


@pytest.fixture
def switched(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installation]:
    for name, value in SWITCHES.items():
        monkeypatch.setenv(name, value)
    with opened(settings) as here:
        yield here


def test_no_switch_reaches_the_application(switched: Installation) -> None:
    assert not SWITCHES.keys() & set(switched.app.env) - {"PERSISTENCE_MODULE"}
    assert switched.app.env["PERSISTENCE_MODULE"] == "eventsourcing.popo"
    assert switched.app.snapshots is None
    assert switched.app.repository.cache is None


def test_a_command_is_stored_in_clear_form_with_its_receipt(
    switched: Installation,
) -> None:
    answer = switched.desk.handle(
        Request(
            actor=ANYONE,
            command="receive",
            case=None,
            given={
                "channel": "web",
                "classification": "complaint",
                "title": "Jalan rusak",
                "description": "Berlubang sejak lama.",
            },
            request_id="1",
            conditions=lambda: Conditions("kunci-satu"),
        )
    )
    with psycopg.connect(switched.url) as connection:
        receipts = connection.execute("SELECT position FROM receipt").fetchall()
        states = connection.execute(
            "SELECT state FROM events WHERE originator_id = %s", (answer.body["id"],)
        ).fetchall()
    assert receipts == [(answer.body["position"],)]
    assert [json.loads(state)["channel"] for (state,) in states] == ["web"]
