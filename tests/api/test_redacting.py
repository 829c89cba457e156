"""What the check flags in a text for everybody is redacted, and looked for once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from api.redacting import Redacting
from domain import redaction
from domain.redaction import NOBODY, Known
from domain.regions import Regions

if TYPE_CHECKING:
    from types import FrameType

TEXT = "Salinan berkas sari ayu; hubungi 0812 3456 7890."


def checks(redacting: Redacting, known: Known, regions: Regions) -> tuple[str, int]:
    """The text redacted, and how often it was checked for that."""
    found = 0

    def count(frame: FrameType, event: str, _: Any) -> None:
        nonlocal found
        found += event == "call" and frame.f_code is redaction.check.__code__

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        text = redacting.redacted(TEXT, known, regions)
    finally:
        sys.setprofile(before)
    return text, found


def test_a_text_is_checked_once_and_again_for_other_people_or_places() -> None:
    redacting, regions, known = Redacting(), Regions(), Known(names=("Sari Ayu",))
    number = "Salinan berkas sari ayu; hubungi [disamarkan]."
    both = "Salinan berkas [disamarkan]; hubungi [disamarkan]."
    assert checks(redacting, NOBODY, regions) == (number, 1)
    assert checks(redacting, NOBODY, regions) == (number, 0)
    assert checks(redacting, known, regions) == (both, 1)
    assert checks(redacting, NOBODY, Regions(version=1)) == (number, 1)


def test_no_word_of_it_is_kept() -> None:
    redacting = Redacting()
    redacting.redacted(TEXT, Known(names=("Sari Ayu",)), Regions())
    assert "ari" not in repr(vars(redacting))
