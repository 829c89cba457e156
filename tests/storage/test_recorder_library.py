"""The library's own tests of a recorder hold for ours."""

import sys
from types import ModuleType
from unittest.mock import patch

import pytest
from psycopg_pool import ConnectionPool

from storage.recorder import EventRecorder

# Its tests of ciphers want a package that we do not use.
_cipher = ModuleType("eventsourcing.cipher")
_cipher.__dict__["AESCipher"] = object
with patch.dict(sys.modules, {"eventsourcing.cipher": _cipher}):
    from eventsourcing.tests import persistence


class TestEventRecorder(persistence.ApplicationRecorderTestCase[EventRecorder]):
    """All but `optional_test_insert_subscribe`: the runner follows by itself."""

    _pool: ConnectionPool

    @pytest.fixture(autouse=True)
    def _database(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def create_recorder(self) -> EventRecorder:
        return EventRecorder(self._pool)
