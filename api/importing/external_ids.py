"""What may stand as a case's id in another system: it is kept in clear."""

import re

from api.importing.row import BadRow

_ID = re.compile(r"[A-Za-z0-9._/-]{1,64}\Z")
_NIK = re.compile(r"\d{16}\Z")


def external_id(text: str, column: str) -> str:
    """The id as written. Raises `BadRow`, without quoting what may be personal."""
    if not _ID.match(text):
        raise BadRow(
            f"{column} is no id: 1 to 64 letters, digits and . _ / -, without spaces"
        )
    if _NIK.match(text):
        raise BadRow(f"{column} looks like a NIK, which may not stand in clear")
    return text
