"""When the runner folds at once, waits for more, and lets those who write go first."""

import pytest

from api.runner import BREATH_SECONDS, FURTHEST_BEHIND, LONGEST_REST_SECONDS, rest


@pytest.mark.parametrize(
    ("moved", "came", "behind", "worked", "seconds"),
    [
        pytest.param(1, 1, 0, 0.01, 0.0, id="one alone is folded at once"),
        pytest.param(60, 0, 0, 0.01, BREATH_SECONDS, id="of some more are coming"),
        pytest.param(
            1000, 900, 5000, 0.25, 0.75, id="in a burst longer than it worked"
        ),
        pytest.param(1000, 900, 5000, 9.0, LONGEST_REST_SECONDS, id="and no longer"),
        pytest.param(1000, 0, 5000, 0.3, 0.0, id="nobody writes"),
        pytest.param(1000, 400, 5000, 0.3, 0.0, id="fewer come than it can fold"),
        pytest.param(1000, 900, FURTHEST_BEHIND, 0.3, 0.0, id="too far behind"),
    ],
)
def test_the_runner_rests(
    moved: int, came: int, behind: int, worked: float, seconds: float
) -> None:
    assert rest(moved, came, behind, worked) == seconds
