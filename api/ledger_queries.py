"""What may be asked of the log."""

from typing import Annotated

from pydantic import Field, model_validator

from api.queries import Position, Reading, YesNo

Size = Annotated[int, Field(ge=1, le=2**62)]


class PositionQuery(Reading):
    position: Position
    size: Size | None = Field(
        None, description="of the log; that of the next signed head is taken"
    )


class BundleQuery(Reading):
    """Everything, where nothing is said."""

    case: Annotated[str | None, Field(max_length=40)] = None
    first: Position | None = Field(None, alias="from", description="first position")
    last: Position | None = Field(None, alias="to", description="last position")
    since: list[Size] = Field(
        default_factory=list,
        max_length=100,
        description="sizes of heads that were kept, to be proven from",
    )
    opened: YesNo = Field(
        False, description="with the texts of the case that you may open"
    )

    @model_validator(mode="after")
    def _fits(self) -> "BundleQuery":
        if self.case and (self.first or self.last):
            raise ValueError("say a case, or positions, not both")
        if self.opened and not self.case:
            raise ValueError("texts are opened of one case only: say which")
        return self


class BetweenQuery(Reading):
    from_: Size = Field(alias="from", description="size of the head that you kept")
    to: Size | None = Field(None, description="of a later one; default: the newest")
