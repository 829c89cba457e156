"""Texts that were written to keep the check busy."""

import sys
from types import FrameType
from typing import Any

import pytest

from domain import redaction_names
from domain.redaction import check


def calls(text: str) -> int:
    """How many functions the search for names calls."""
    found = 0

    def count(frame: FrameType, event: str, _: Any) -> None:
        nonlocal found
        if event == "call" and frame.f_code.co_filename == redaction_names.__file__:
            found += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        check(text)
    finally:
        sys.setprofile(before)
    return found


@pytest.mark.parametrize("words", ["A.B.C.D ", "Abcd ", "Xqz. ", "Budi bin "])
def test_twice_the_text_takes_no_more_than_twice_the_work(words: str) -> None:
    # That it looks at each word from a few others is a matter of the first ones.
    few, many = calls("Jl. " + words * 20), calls("Jl. " + words * 40)
    assert many < 2.5 * few
