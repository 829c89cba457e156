"""What the information officer may say about public and excluded information."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from api.bodies import Body, Code, Line, Sentence, Text, printable
from api.queries import Day
from domain.exclusions import ConsequenceDecision, ExclusionGround, Outcome
from domain.public_information import (
    Description,
    InformationForm,
    InformationKind,
)

Address = Annotated[
    str,
    Field(pattern=r"^https?:/{2}[^\s<>\"']+$", max_length=500),
    AfterValidator(printable),
]
NewCode = Annotated[Code, Field(min_length=2)]
Year = Annotated[int, Field(ge=2010, le=2200)]
_COLUMNS = tuple(Description.__dataclass_fields__)
_OUTCOME = tuple(Outcome.__dataclass_fields__)


class Described(Body):
    title: Line
    summary: Sentence
    kind: InformationKind
    agency: Code
    held_by: Line
    responsible: Line
    made: Line
    forms: Annotated[list[InformationForm], Field(min_length=1, max_length=2)]
    retention: Line
    link: Address | None = None

    def words(self) -> dict[str, Any]:
        """The columns of the list as one `description`."""
        said = dict(self)
        columns = {name: said.pop(name) for name in _COLUMNS}
        forms = tuple(dict.fromkeys(columns.pop("forms")))
        return {**said, "description": Description(**columns, forms=forms)}


class ListInformation(Described):
    """Without a code one is made of the title."""

    code: NewCode | None = None
    published_on: Day | None = None


class ChangeInformation(Described):
    """The whole row anew."""

    reason: Sentence


class PublishInformation(Body):
    """On today unless another day is said."""

    published_on: Day | None = None
    link: Address | None = None


class WithdrawInformation(Body):
    reason: Sentence


class DecreeLists(Body):
    year: Year
    decree: Line
    decreed_on: Day


class Tested(Body):
    title: Line
    agency: Code
    ground: ExclusionGround
    other_law: Line | None = None
    decision: ConsequenceDecision
    decree: Line
    tested_on: Day
    valid_from: Day
    valid_to: Day | None = None
    tested_by: Sentence
    if_disclosed: Text
    if_withheld: Text

    def words(self) -> dict[str, Any]:
        """What everybody may read as one `outcome`; the rest is kept sealed."""
        said = dict(self)
        outcome = Outcome(**{name: said.pop(name) for name in _OUTCOME})
        return {**said, "outcome": outcome}


class RecordTest(Tested):
    """Without a code one is made of the title."""

    code: NewCode | None = None


class ReviseExclusion(Tested):
    reason: Sentence


class EndExclusion(Body):
    """From today on unless a later day is said."""

    reason: Sentence
    ended_on: Day | None = None


BODIES = (
    ListInformation,
    ChangeInformation,
    PublishInformation,
    WithdrawInformation,
    DecreeLists,
    RecordTest,
    ReviseExclusion,
    EndExclusion,
)
