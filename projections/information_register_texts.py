"""The sealed texts that stand in the register book: who asked, who asked or objected
for them, and what was asked. Only the vault opens them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domain.information_request import InformationRequest
from domain.information_request_events import Objected, Requested
from domain.sealing import Place, SealedField
from projections.rows import Row
from storage.read_model import Connection

_IN: dict[str, tuple[str, str]] = {
    "applicant": (Requested.TOPIC, "applicant"),
    "proxy": (Requested.TOPIC, "proxy"),
    "objecting_proxy": (Objected.TOPIC, "proxy"),
    "information": (Requested.TOPIC, "information"),
    "purpose": (Requested.TOPIC, "purpose"),
}
"""By which event, and as which field of it, each was sealed."""
PEOPLE = ("applicant", "proxy", "objecting_proxy")
COLUMNS = ", ".join(
    f"{name}_key uuid, {name}_nonce bytea, {name}_ciphertext bytea" for name in _IN
)


def sealed(case: InformationRequest) -> Row:
    """Without what was erased."""
    objecting = case.objection.proxy if case.objection else None
    found = {
        "applicant": case.applicant,
        "proxy": case.proxy,
        "objecting_proxy": objecting,
        "information": case.information,
        "purpose": case.purpose,
    }
    row: dict[str, Any] = {}
    for name, field in found.items():
        gone = case.has_erased("reporter" if name in PEOPLE else "case")
        kept = None if gone else field
        row[f"{name}_key"] = kept and kept.key
        row[f"{name}_nonce"] = kept and kept.place.nonce
        row[f"{name}_ciphertext"] = kept and kept.ciphertext
    return row


def take(row: dict[str, Any]) -> dict[str, SealedField]:
    """The texts of a row of the book, by name; their columns are taken out of it."""
    found = {}
    for name, (topic, field) in _IN.items():
        key, nonce, text = (
            row.pop(f"{name}_{part}") for part in ("key", "nonce", "ciphertext")
        )
        if key is not None:
            found[name] = SealedField(key, Place(row["id"], topic, field, nonce), text)
    return found


def forget(connection: Connection, ids: Sequence[UUID]) -> None:
    """Take the texts of requests away before the fold of their erasure does."""
    none = ", ".join(
        f"{name}_{part} = NULL"
        for name in _IN
        for part in ("key", "nonce", "ciphertext")
    )
    query = f"UPDATE book SET {none} WHERE id = ANY(%s)"
    connection.execute(query.encode(), (list(ids),))
