"""Two workers, and a case that the first has seen."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from uuid import UUID, uuid4

import pytest

from api.installation import opened
from api.settings import Settings
from storage.embedded import EmbeddedPostgres
from tests.api.beside.worker import Worker


@pytest.fixture(scope="module")
def both(
    embedded: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sequence[Worker]]:
    settings = Settings(
        data=tmp_path_factory.mktemp("both") / "data",
        database_url=embedded.url(f"test_{uuid4().hex[:16]}"),  # type: ignore[arg-type]
    )
    with ExitStack() as stack:
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
