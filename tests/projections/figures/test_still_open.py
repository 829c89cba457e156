"""The curve of how long it takes, in cases that can be counted on one's fingers."""

from __future__ import annotations

import pytest

from projections.views.duration import still_open


def days(done: int, going: int) -> dict[str, int]:
    return {"done": done, "going": going}


def test_without_open_cases_it_is_their_share() -> None:
    found = still_open({2: days(1, 0), 5: days(2, 0), 9: days(1, 0)})
    assert found == pytest.approx({2: 0.75, 5: 0.25, 9: 0})


def test_a_case_that_is_open_counts_until_its_age_and_not_as_done() -> None:
    found = still_open({5: days(1, 0), 8: days(0, 1), 10: days(1, 1)})
    assert found == pytest.approx({5: 0.75, 8: 0.75, 10: 0.375})
