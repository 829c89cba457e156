"""A complaint is received while the reference data it is decided on keep changing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from domain.refusals import IdTaken

if TYPE_CHECKING:
    from api.installation import Installation
    from domain.application import Recorded
    from domain.complaint import Complaint


def received(here: Installation, *, changes: int = 0, **words: Any) -> Recorded[Any]:
    """A complaint, before whose recording an agency is added so many times over."""
    left = [f"badan-{uuid4().hex[:8]}" for _ in range(changes)]

    def meanwhile(_: Complaint) -> None:
        if left:
            code = left.pop()
            here.app.change_reference(
                lambda reference: reference.agencies.register(
                    here.origin(), code=code, name=code, kind="agency", region=None
                )
            )

    said = {
        "id": uuid4(),
        "case_number": uuid4().hex,
        "access_code_hash": bytes(32),
        "channel": "web",
        "classification": "complaint",
        "title": "Jalan rusak",
        "description": "Berlubang sejak banjir",
        **words,
    }
    return here.app.receive_case(here.origin(), meanwhile, **said)


def test_it_is_received_however_often_they_changed_and_an_id_that_is_taken_is_not(
    here: Installation,
) -> None:
    id = uuid4()
    assert received(here, changes=5, id=id).case == here.app.complaint(id)
    for changes in (0, 1, 5):
        with pytest.raises(IdTaken):
            received(here, changes=changes, id=id)
    assert here.app.complaint(id).version == 1
