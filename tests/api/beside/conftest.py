"""Two workers, and a case that the first has seen."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from uuid import UUID

import pytest

from api.installation import opened
from api.settings import Settings
from storage.embedded import EmbeddedPostgres
from tests.api.beside.worker import Worker
from tests.databases import seeded


@pytest.fixture(scope="module")
def both(
    embedded: EmbeddedPostgres,
    original: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Sequence[Worker]]:
    with ExitStack() as stack:
        data = tmp_path_factory.mktemp("both")
        settings = stack.enter_context(seeded(embedded, original, data))
        yield [Worker(stack.enter_context(opened(settings))) for _ in range(2)]


@pytest.fixture
def one(both: Sequence[Worker]) -> Worker:
    return both[0]


@pytest.fixture
def other(both: Sequence[Worker]) -> Worker:
    return both[1]


@pytest.fixture
def case(one: Worker) -> UUID:
    """A case that `one` has seen at its first version."""
    return one.receive()
