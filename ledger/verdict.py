"""What a verification finds, in words and for a machine."""

from dataclasses import dataclass
from typing import Literal

from ledger.bundle import Scope

Kind = Literal[
    "altered",
    "removed",
    "inserted",
    "reordered",
    "truncated",
    "forked",
    "badly_signed",
    "forged",
    "not_compared",
]
"""`forged`: sealed like any other, but its MAC is not by a holder of the key.
`not_compared`: nothing is wrong, but what was asked for cannot be told from this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong, and the first position that is no longer vouched for; None where
    it is not a matter of a position."""

    kind: Kind
    position: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`holds` when there is no finding. `events` were compared; `remarks` say what the
    verdict does not cover."""

    holds: bool
    finding: Finding | None
    origin: str
    scope: Scope
    size: int
    root: str
    events: int
    first_position: int | None
    last_position: int | None
    authorship: Literal["checked", "not checked"]
    remarks: tuple[str, ...] = ()
