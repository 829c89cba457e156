"""The register book of requests for public information, as it is shown and printed.

Its 23 columns are those that offices keep (law file, section 4.4). The public version
has none of who asked, and no purpose, which may tell who did.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.inert import inert
from api.installation import Installation
from api.pages.request_words import WORDS
from domain.redaction import Known, known_of
from domain.sealing import SealedField
from projections.information_register import Entry, book
from projections.information_register_texts import PEOPLE
from projections.listing import Listing
from projections.paging import LIMIT
from projections.visibility import Visibility

Row = dict[str, Any]
Texts = Mapping[str, str | None]

IDENTITY = {
    "name": "name",
    "address": "address",
    "occupation": "occupation",
    "tax_id": "tax_id",
    "phone": "phone",
    "email": "email",
}


def all_of(
    here: Installation, listing: Listing, seen: Visibility, *, objected: bool = False
) -> tuple[list[Entry], int]:
    """Every entry of a listing, and the position of them all."""
    entries: list[Entry] = []
    listing = replace(listing, limit=LIMIT)
    while True:
        page = book(here.pool, listing, seen, objected=objected)
        entries += page.items
        if page.next_cursor is None:
            return entries, page.position
        listing = replace(listing, cursor=page.next_cursor)


def rows(
    here: Installation, entries: Sequence[Entry], *, public: bool, identity: bool
) -> list[Row]:
    """The entries with their texts; who asked is absent unless `identity` is to be
    shown. What was erased is null."""
    shown = ["information"]
    shown += [] if public else ["purpose"]
    shown += PEOPLE if public else ["applicant"] if identity else []
    fields: dict[tuple[int, str], SealedField] = {
        (number, name): entry.sealed[name]
        for number, entry in enumerate(entries)
        for name in shown
        if name in entry.sealed
    }
    opened = dict(zip(fields, here.vault.open(list(fields.values())), strict=True))
    texts: list[Texts] = [
        {name: opened.get((number, name)) for name in shown}
        for number in range(len(entries))
    ]
    if public:
        texts = [_for_everybody(here, found) for found in texts]
    return [
        _row(entry, found, public) for entry, found in zip(entries, texts, strict=True)
    ]


def _for_everybody(here: Installation, texts: Texts) -> Texts:
    """Without what may tell who somebody is, and without who asked or was their proxy,
    whose names and numbers are looked for in what was asked. Of people who were
    forgotten they are known no more, and nobody can tell whether they stand there: it
    is not shown."""
    information = texts["information"]
    if information is None or texts["applicant"] is None:
        return {"information": None}
    people = [known_of(json.loads(texts[name] or "{}")) for name in PEOPLE]
    known = Known(
        names=tuple(name for one in people for name in one.names),
        values=tuple(value for one in people for value in one.values),
    )
    regions = here.app.reference().regions
    return {"information": here.redacting.redacted(information, known, regions)}


def _row(entry: Entry, texts: Texts, public: bool) -> Row:
    row: Row = {
        "case_number": entry.case_number,
        "received_on": entry.received_on,
        "information": texts["information"],
        "possession": entry.possession,
        "form": entry.form,
        "access": entry.access,
        "decision": entry.notice,
        "grounds": list(entry.grounds),
        "noticed_on": entry.noticed_on,
        "delivered_on": entry.delivered_on,
        "cost": entry.cost,
        "payment": entry.payment,
        "state": entry.state,
        "objection": entry.objected_on
        and {
            "objected_on": entry.objected_on,
            "reasons": list(entry.objection_reasons),
            "answered_on": entry.objection_answered_on,
            "outcome": entry.objection_outcome,
            "disputed_on": entry.disputed_on,
            "ruling": entry.ruling,
        },
    }
    if not public:
        row |= {"id": entry.id, "agency": entry.agency, "purpose": texts["purpose"]}
    if "applicant" in texts:
        applicant = json.loads(texts["applicant"] or "{}")
        row["applicant"] = {name: applicant.get(name) for name in IDENTITY}
    return row


def _who(name: str) -> Callable[[Row], Any]:
    return lambda row: (row.get("applicant") or {}).get(name)


def _is(name: str, code: str) -> Callable[[Row], Any]:
    return lambda row: "ya" if row[name] == code else None


def _word(kind: str, name: str) -> Callable[[Row], Any]:
    return lambda row: row[name] and WORDS[kind][row[name]]


def _grounds(row: Row) -> str | None:
    found = [f"Pasal 17 huruf {letter}" for letter in row["grounds"]]
    return "; ".join(found) or None


def _objection(name: str, kind: str | None = None) -> Callable[[Row], Any]:
    def tell(row: Row) -> Any:
        found = (row["objection"] or {}).get(name)
        return WORDS[kind][found] if kind and found else found

    return tell


def _reasons(row: Row) -> str | None:
    letters = (row["objection"] or {}).get("reasons", ())
    return "; ".join(f"Pasal 35(1) huruf {letter}" for letter in letters) or None


Columns = tuple[tuple[str, Callable[[Row], Any]], ...]

COLUMNS: Columns = (
    ("No", lambda row: row["case_number"]),
    ("Tanggal", lambda row: row["received_on"]),
    ("Nama", _who("name")),
    ("Alamat", _who("address")),
    ("Pekerjaan", _who("occupation")),
    ("NPWP", _who("tax_id")),
    ("No. Telp", _who("phone")),
    ("E-mail", _who("email")),
    ("Rincian Informasi", lambda row: row["information"]),
    ("Tujuan Penggunaan", lambda row: row.get("purpose")),
    ("Di Bawah Penguasaan: Ya", _is("possession", "held")),
    ("Di Bawah Penguasaan: Tidak", _is("possession", "not_held")),
    ("Belum Didokumentasikan", _is("possession", "not_documented")),
    ("Bentuk: Softcopy", _is("form", "softcopy")),
    ("Bentuk: Hardcopy", _is("form", "hardcopy")),
    ("Jenis: Melihat/Mendengar", _is("access", "view")),
    ("Jenis: Meminta Salinan", _is("access", "copy")),
    ("Keputusan", _word("information_outcome", "decision")),
    ("Alasan Penolakan", _grounds),
    ("Tanggal Pemberitahuan Tertulis", lambda row: row["noticed_on"]),
    ("Tanggal Pemberian Informasi", lambda row: row["delivered_on"]),
    ("Biaya", lambda row: row["cost"]),
    ("Cara Pembayaran", _word("payment", "payment")),
)


OF_OBJECTIONS: Columns = (
    *(column for column in COLUMNS[:10] if column[0] != "Tanggal"),
    ("Tanggal Keberatan", _objection("objected_on")),
    ("Alasan Keberatan", _reasons),
    ("Tanggal Tanggapan Atasan PPID", _objection("answered_on")),
    ("Keputusan Atasan PPID", _objection("outcome", "information_outcome")),
    ("Tanggal Sengketa", _objection("disputed_on")),
    ("Putusan Komisi Informasi", _objection("ruling", "ruling")),
)
"""The register of objections: the same who and what, and what came of each."""


def as_csv(found: Iterable[Row], columns: Columns = COLUMNS) -> bytes:
    """The book in its columns, empty where nothing is to be said."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow([title for title, _ in columns])
    for row in found:
        cells = [tell(row) for _, tell in columns]
        lines.writerow(["" if cell is None else inert(str(cell)) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
