"""One envelope for all, and the reference data as a new installation has it."""

from datetime import UTC, datetime

import pytest

from api.seeding import seeds
from domain.event import Origin
from domain.reference import Reference, fold


@pytest.fixture(scope="session")
def origin() -> Origin:
    now = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
    return Origin(
        actor="administrator-1",
        role="administrator",
        request_id="request-1",
        occurred_at=now,
        recorded_at=now,
        nonce=bytes(16),
    )


@pytest.fixture(scope="session")
def seeded(origin: Origin) -> Reference:
    reference = Reference()
    for decide in seeds(lambda: origin):
        reference = fold(reference, [decide(reference)])
    return reference
