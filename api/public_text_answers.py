"""The shapes of the answers about what everybody is to read."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from api.answers import Page
from domain.redaction import Kind
from projections.public_texts import Step


class FlaggedWords(BaseModel):
    """`text[start:end]` may tell who somebody is; `reason` is why it is shown all the
    same, null while that is not decided."""

    start: int
    end: int
    kind: Kind
    reason: str | None


class AnswerToAll(BaseModel):
    """A follow-up by its version. `public` is what its agency wanted, `confirmed` what
    two officers did; `text` is what everybody reads of it."""

    answer: int
    answered_at: datetime
    public: bool
    confirmed: bool
    text: str | None = None


class ProposedText(BaseModel):
    """Waits for another officer than `proposed_by`, with nothing `undecided`."""

    proposal: int
    answer: int
    proposed_at: datetime
    proposed_by: str
    undecided: int
    text: str | None = None
    flags: list[FlaggedWords] | None = None


class PublicTexts(BaseModel):
    """`published` is whether the case is shown at all. `unseen` says in Bahasa
    Indonesia what the check cannot find. Texts are absent of a restricted case."""

    published: bool
    answers: list[AnswerToAll]
    proposed: ProposedText | None
    unseen: list[str]


class WaitingText(BaseModel):
    """`propose`: an answer that is to be public has no text yet; `decide`: flags are
    left; `confirm`: another officer than `proposed_by` reads it."""

    id: UUID
    case_number: str
    step: Step
    since: datetime
    proposed_by: str | None
    agency: str | None


class PageOfWaitingTexts(Page):
    """The longest waiting first."""

    items: list[WaitingText]
