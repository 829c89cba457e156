"""What each command may say: the fields of contract.md, unknown ones refused."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from domain.complaint_events import (
    Channel,
    Classification,
    EscalationTarget,
    ExternalId,
    Outcome,
)

# Pasted along from messengers and office files; no screen shows them, and those that
# turn the direction of writing make a text read as another.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\Z", re.ASCII
)


def _as_typed(text: str) -> str:
    """NFC without characters that no screen shows."""
    clean = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()
    if not clean:
        msg = "must not be empty"
        raise ValueError(msg)
    return clean


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def printable(text: str) -> str:
    """Raises ValueError for a character that no screen shows."""
    if _UNSEEN.search(text):
        msg = "holds a character that no screen shows"
        raise ValueError(msg)
    return text


def rfc_3339(value: Any) -> Any:
    # The library alone would take a number of seconds, too, or an instant of nowhere.
    if not (isinstance(value, str) and _INSTANT.match(value)):
        msg = "must be an RFC 3339 instant with offset: 2026-11-23T09:15:00+07:00"
        raise ValueError(msg)
    return value


_AsTyped = AfterValidator(_as_typed)
Line = Annotated[
    str, Field(min_length=1, max_length=200), _AsTyped, AfterValidator(_on_one_line)
]
Sentence = Annotated[str, Field(min_length=1, max_length=2_000), _AsTyped]
Text = Annotated[str, Field(min_length=1, max_length=20_000), _AsTyped]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
RegionCode = Annotated[
    str,
    Field(pattern=r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$"),
]
# Strictness would refuse the text that the check before has let through.
Instant = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(rfc_3339)]
Email = Annotated[
    str,
    Field(pattern=r"^[^\s@]+@[^\s@]+$", max_length=254),
    AfterValidator(printable),
]
Phone = Annotated[str, Field(pattern=r"^[+0-9][0-9 ().-]{5,24}$")]
DeskReason = Literal[
    "wrong_format",
    "too_general",
    "not_government",
    "incomplete",
    "not_understandable",
    "duplicate",
    "other_government",
]
"""An import alone may leave the reason out."""


def _of_the_client(id: UUID) -> UUID:
    # Streams of our own have ids of version 5, which can be computed from outside.
    if id.version == 5:
        msg = "must not be of version 5; make one of version 4 or 7"
        raise ValueError(msg)
    return id


LONGEST_NAME = 64
CaseName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
"""Another case, by its UUID or its case number."""
CaseId = Annotated[UUID, AfterValidator(_of_the_client)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    def words(self) -> dict[str, Any]:
        """The fields as the decision takes them."""
        return vars(self).copy()


class Command(Body):
    occurred_at: Instant | None = None
    note: Sentence | None = None

    def words(self) -> dict[str, Any]:
        words = super().words()
        del words["occurred_at"]
        return words


class Location(Body):
    region: RegionCode | None = None
    description: Sentence | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None

    def place(self) -> dict[str, Any] | None:
        """What is finer than a village, or None."""
        fine = self.model_dump(exclude={"region"}, exclude_none=True)
        return fine or None


class Reporter(Body):
    name: Line | None = None
    national_id: Annotated[str, Field(pattern=r"^[0-9]{16}$")] | None = None
    phone: Phone | None = None
    email: Email | None = None
    address: Sentence | None = None

    def identity(self) -> dict[str, Any] | None:
        return self.model_dump(exclude_none=True) or None


class External(Body):
    system: Code
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9._/-]{1,64}$")]


class Receipt(Body):
    """What begins a case."""

    id: CaseId | None = None
    channel: Channel
    received_at: Instant | None = None
    note: Sentence | None = None

    def words(self) -> dict[str, Any]:
        words = super().words()
        del words["received_at"]
        return words


class Receive(Receipt):
    classification: Classification
    title: Line
    description: Text
    category: Code | None = None
    incident_on: date | None = None
    location: Location | None = None
    agency: Code | None = None
    reporter: Reporter | None = None
    anonymous: bool = False
    confidential: bool = False
    external_id: External | None = None

    def words(self) -> dict[str, Any]:
        words = super().words()
        location, reporter = words.pop("location"), words.pop("reporter")
        external = words.pop("external_id")
        return {
            **words,
            "external_id": external and ExternalId(external.system, external.id),
            "region": location and location.region,
            "place": location and location.place(),
            "reporter": reporter and reporter.identity(),
        }


class Verify(Command):
    classification: Classification | None = None
    category: Code | None = None


class Dispose(Command):
    agency: Code
    instruction: Sentence | None = None


class Return(Command):
    reason: Sentence


class FollowUp(Command):
    message: Text
    public: bool = False


class Reply(Command):
    message: Text


class Resolve(Command):
    outcome: Outcome
    message: Text | None = None


class Archive(Command):
    """`original` names the case that a duplicate repeats."""

    reason: DeskReason
    message: Text | None = None
    original: CaseName | None = None


AMENDABLE = ("title", "description", "category", "location", "reporter", "incident_on")


class Amend(Command):
    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [name]} for name in AMENDABLE]}
    )

    reason: Sentence
    title: Line | None = None
    description: Text | None = None
    category: Code | None = None
    location: Location | None = None
    reporter: Reporter | None = None
    incident_on: date | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "Amend":
        if not any(name in self.model_fields_set for name in AMENDABLE):
            msg = f"name at least one of {', '.join(AMENDABLE)}"
            raise ValueError(msg)
        for name in ("title", "description"):
            if name in self.model_fields_set and getattr(self, name) is None:
                msg = f"{name} cannot be removed"
                raise ValueError(msg)
        return self

    def words(self) -> dict[str, Any]:
        words = super().words()
        location = words.pop("location")
        reporter = words.pop("reporter")
        return {
            **words,
            "changed": [name for name in AMENDABLE if name in self.model_fields_set],
            "region": location and location.region,
            "place": location and location.place(),
            "kept": set(Location.model_fields) - location.model_fields_set
            if location
            else (),
            "reporter": reporter and reporter.identity(),
        }


class Escalate(Command):
    to: EscalationTarget
    reason: Sentence


class Note(Command):
    message: Text


class Track(Body):
    case_number: Annotated[str, Field(max_length=20)]
    access_code: Annotated[str, Field(max_length=40)]


class BatchLine(BaseModel):
    """`{"key", "command", "id"?, "body"}`: one command, named as in `GET /v1/roles`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    key: Annotated[str, Field(pattern=r"^[!-~]{8,128}$")]
    command: str
    id: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    body: dict[str, Any]
