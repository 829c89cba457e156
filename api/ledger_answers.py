"""The shapes of the answers about the log; hashes in base64."""

from pydantic import BaseModel, Field


class Inclusion(BaseModel):
    """RFC 6962, 2.1.1: the leaf's hash and the proof lead to the root at `size`."""

    position: int
    index: int
    size: int
    leaf_hash: str
    root: str
    proof: list[str]


class Consistency(BaseModel):
    """RFC 6962, 2.1.2: the root at `from` and the proof lead to the root at `to`."""

    from_: int = Field(alias="from")
    to: int
    proof: list[str]
