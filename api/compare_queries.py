"""What a comparison of two moments may ask."""

from pydantic import Field

from api.commands import InvalidBody
from api.moment import NOW, Moment
from api.queries import (
    After,
    Chosen,
    Cursor,
    Day,
    Instant,
    Limit,
    Position,
    Reading,
    YesNo,
)
from domain.complaint import State


class TwoMoments(Reading):
    """Each side is a moment as in `as_of`, `known_at` and `position` of other reads; a
    second side that is not given is now."""

    from_as_of: Day | None = Field(None, description="one side, at that day's end")
    from_known_at: Instant | None = Field(
        None, description="one side, by what was recorded by then"
    )
    from_position: Position | None = Field(
        None, description="one side, by what was recorded up to this event"
    )
    to_as_of: Day | None = Field(None, description="the other side; now if not given")
    to_known_at: Instant | None = None
    to_position: Position | None = None

    def moments(self) -> tuple[Moment, Moment]:
        """Raises `InvalidBody` where the first is not given."""
        one = Moment(
            as_of=self.from_as_of,
            known_at=self.from_known_at,
            position=self.from_position,
        )
        if one == NOW:
            problem = "name the moment to compare with: this, from_known_at or"
            raise InvalidBody(
                [{"field": "from_as_of", "problem": f"{problem} from_position"}]
            )
        other = Moment(
            as_of=self.to_as_of, known_at=self.to_known_at, position=self.to_position
        )
        return one, other


class CompareFiguresQuery(TwoMoments, Chosen):
    """`received_from` and `received_to` are `from` and `to` of the dashboard."""

    received_from: Day | None = None
    received_to: Day | None = None
    after: After | None = None


class CompareRegisterQuery(CompareFiguresQuery):
    """The filters choose on each side for itself: a case may come into them, or go."""

    state: list[State] = Field(default_factory=list, max_length=11)
    overdue: YesNo | None = None
    limit: Limit = 50
    cursor: Cursor | None = None
