"""What the commands beside a complaint's way may say: asked back, joined, reopened."""

from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from api.bodies import Body, CaseName, Code, Command, Line, Sentence, Text
from domain.clock import ClockName
from domain.complaint_events import Classification
from domain.complaint_side_ways import MediaType

MOST_BYTES_OF_A_FILE = 2_000_000
"""2 MB a file: the national form."""

Version = Annotated[int, Field(ge=1, le=1_000_000_000)]


class RequestClarification(Command):
    question: Text


class Clarify(Command):
    answer: Text


class HandOver(Command):
    """`government` is an agency of kind government, `reference` its own number."""

    government: Code
    reference: Line | None = None


class Withdraw(Command):
    reason: Sentence


class Merge(Command):
    """`into` names the original."""

    into: CaseName


class Reclassify(Command):
    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["classification"]}, {"required": ["category"]}]
        }
    )

    classification: Classification | None = None
    category: Code | None = None
    reason: Sentence

    @model_validator(mode="after")
    def _changes_something(self) -> "Reclassify":
        if not self.model_fields_set & {"classification", "category"}:
            msg = "name a classification, a category, or both"
            raise ValueError(msg)
        return self


class Extend(Command):
    """By `units` of the clock's own unit, fewer than none taking back; or `until` a
    day."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["units"]}, {"required": ["until"]}]}
    )

    clock: ClockName
    units: Annotated[int, Field(ge=-1_000, le=1_000)] | None = None
    until: Annotated[date, Field(le=date(2200, 12, 31))] | None = None
    reason: Sentence

    @model_validator(mode="after")
    def _says_how_far(self) -> "Extend":
        given = self.model_fields_set & {"units", "until"}
        if len(given) != 1 or None in (getattr(self, name) for name in given):
            msg = "name either units or until, and not both"
            raise ValueError(msg)
        return self


class Reopen(Command):
    reason: Sentence


class Rate(Command):
    stars: Annotated[int, Field(ge=1, le=5)]
    comment: Text | None = None


class Attach(Command):
    """What a file is. `size` is in bytes, `sha256` the digest of the file."""

    name: Line
    media_type: MediaType
    size: Annotated[int, Field(ge=1, le=MOST_BYTES_OF_A_FILE)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Publish(Command):
    pass


class Unpublish(Command):
    reason: Sentence


class Overruled(Body):
    """Words that the check flags and that may be shown, and why."""

    flagged: Sentence
    reason: Sentence


class ProposePublicText(Command):
    """`answer` is the version of the follow-up that the text tells of."""

    answer: Version
    text: Text
    overruled: Annotated[list[Overruled], Field(max_length=200)] = []

    def words(self) -> dict[str, Any]:
        told = [item.model_dump() for item in self.overruled]
        return {**super().words(), "overruled": told}


class ConfirmPublicText(Command):
    """`proposal` is the version in which it was proposed."""

    proposal: Version


class DeclinePublicText(Command):
    proposal: Version
    reason: Sentence


BODIES = (
    RequestClarification,
    Clarify,
    HandOver,
    Withdraw,
    Merge,
    Reclassify,
    Extend,
    Reopen,
    Rate,
    Attach,
    Publish,
    Unpublish,
    ProposePublicText,
    ConfirmPublicText,
    DeclinePublicText,
)
