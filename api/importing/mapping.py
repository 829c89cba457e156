"""What a mapping says: which columns of a table mean what, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args
from zoneinfo import ZoneInfo

from domain.complaint_events import Channel, Classification

MOMENTS = ("received_at", "answered_at", "resolved_at")
TEXTS = ("title", "description")
WORDS: Mapping[str, tuple[str, ...]] = {
    "classification": get_args(Classification),
    "channel": get_args(Channel),
}
FLAGS = ("anonymous", "confidential")
REFERENCES = ("agency_code", "agency_name", "category", "region")
CODED = (*REFERENCES, *WORDS, *FLAGS)
"""The fields that may have a code table."""
CONSTANT = (*TEXTS, *CODED)
"""The fields that may have a constant."""
COLUMNS = ("external_id", *MOMENTS, *TEXTS, "reporter_name", *CODED)
NEEDED_COLUMNS = ("external_id", "received_at")
NEEDED = (*WORDS, *TEXTS)
"""The fields that need a column or a constant."""
ANY = "*"

Value = str | bool


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A checked mapping. As a file:

        system = "lapor-kota"           # external ids are unique under this name
        zone = "Asia/Jakarta"           # where times are read that name no offset
        delimiter = ";"                 # of a CSV, where it is not found out rightly

        [columns]                       # our field = the name in the table's header
        external_id = "No"
        received_at = "Tanggal Masuk"
        channel = "Kanal"
        title = "Perihal"

        [constants]                     # for fields without a column; for title and
        classification = "complaint"    # description also where the cell is empty
        title = "(tanpa judul)"
        description = "Teks ada di buku aduan."

        [tables.channel]                # the value in the table = our value
        "WA" = "whatsapp"
        "" = "walk_in"                  # an empty cell
        "*" = "other"                   # any other value

    In the code table of an agency, a category or a region "" is our value for none.
    A value that is in no code table: an agency stays as written, a category or region
    is none, anything else rejects the row. Without a code table a category's cell is
    its name; a region's cell is a code (62.03.01.2001) or else a name; a flag is yes or
    no. A constant category, region or agency_code is one of ours. Keys of `tables` are
    normalised.
    """

    system: str
    zone: ZoneInfo
    delimiter: str | None
    columns: Mapping[str, str]
    constants: Mapping[str, Value]
    tables: Mapping[str, Mapping[str, Value]]
