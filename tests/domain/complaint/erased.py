"""A case of a story is erased."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from domain.case import Erasure
from domain.complaint_record import erase
from domain.sealing import ErasureScope

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story


def erased(story: Story, scope: ErasureScope, request: int = 1) -> Any:
    """Keys are destroyed, and the case says so; the event."""
    for key in story.case.keys_of(scope):
        story.vault.keys.pop(key.id, None)
    erasure = Erasure(scope, "request", request, story.case.recorded_at)
    return story.passing(partial(erase, erasure=erasure), on=story.last)
