"""What may be asked of the log."""

from typing import Annotated

from pydantic import Field

from api.queries import Position, Reading

Size = Annotated[int, Field(ge=1, le=2**62)]


class PositionQuery(Reading):
    position: Position
    size: Size | None = Field(
        None, description="of the log; that of the next signed head is taken"
    )


class BetweenQuery(Reading):
    from_: Size = Field(alias="from", description="size of the head that you kept")
    to: Size | None = Field(None, description="of a later one; default: the newest")
