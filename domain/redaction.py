"""What in an Indonesian text may tell who somebody is, before the text is shown to all.

It finds patterns and what the case knows; it understands nothing. Whoever publishes
reads the text too: `UNSEEN` says what no pattern shows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from domain.redaction_addresses import addresses
from domain.redaction_names import known_names, names, written
from domain.redaction_numbers import accounts, emails, national_ids, phones, plates

Kind = Literal["name", "national_id", "phone", "email", "address", "account", "plate"]
KINDS: tuple[Kind, ...] = (
    "national_id",
    "phone",
    "account",
    "email",
    "address",
    "plate",
    "name",
)
"""Where two find the same words, the first kind names them."""

UNSEEN = (
    "nama orang yang ditulis dengan huruf kecil, atau yang hanya satu kata tanpa"
    " sapaan dan tidak lazim",
    "orang yang dapat dikenali dari ceritanya: jabatan yang hanya dipegang satu orang,"
    " penyakit, hubungan keluarga, peristiwa yang diketahui tetangga",
    "nama jalan atau kampung tanpa nomor rumah, RT, atau gang",
    "nomor rekening, pelanggan, atau kartu tanpa kata yang menyebutnya",
    "akun media sosial, tautan, tanda tangan, dan apa pun di dalam gambar",
    "nomor yang sengaja ditulis dengan cara lain selain angka dan kata bilangan",
)
"""What the check cannot find, in Bahasa Indonesia: shown wherever its result is."""


@dataclass(frozen=True, slots=True, order=True)
class Flagged:
    """`text[start:end]` of the text that was checked."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Known:
    """What a case knows of its people: their names, and what else names them, by its
    kind and as it was told. No flag tells that it was found by this: else whoever may
    not know the reporter could find out by trying names."""

    names: tuple[str, ...] = ()
    values: tuple[tuple[Kind, str], ...] = ()


NOBODY = Known()

_OF_A_PERSON: Mapping[str, Kind] = {
    "national_id": "national_id",
    "tax_id": "national_id",
    "letter": "national_id",
    "phone": "phone",
    "email": "email",
    "address": "address",
}


def known_of(identity: Mapping[str, str], others: Iterable[str | None] = ()) -> Known:
    """Of a reporter, an applicant or a proxy as told, and of the names of `others`."""
    people = (identity.get("name"), *others)
    return Known(
        names=tuple(name for name in people if name),
        values=tuple(
            (kind, identity[name])
            for name, kind in _OF_A_PERSON.items()
            if identity.get(name)
        ),
    )


def check(
    text: str, known: Known = NOBODY, places: frozenset[str] = frozenset()
) -> tuple[Flagged, ...]:
    """What is to be redacted, or to be overruled with a reason; in the order of the
    text, and none overlaps another. `places` are names of regions, normalised: they are
    not taken for names of persons."""
    searches: tuple[tuple[Kind, Iterable[tuple[int, int]]], ...] = (
        ("national_id", national_ids(text)),
        ("phone", phones(text)),
        ("account", accounts(text)),
        ("email", emails(text)),
        ("address", addresses(text)),
        ("plate", plates(text)),
        ("name", names(text, places)),
        ("name", known_names(text, known.names)),
        *((kind, written(text, value)) for kind, value in known.values),
    )
    return _apart(
        _trimmed(text, *span, kind) for kind, spans in searches for span in spans
    )


def _trimmed(text: str, start: int, end: int, kind: Kind) -> Flagged:
    """Without the white space and the points behind it."""
    return Flagged(start, start + len(text[start:end].rstrip(" \n\t.,;:")), kind)


def _apart(found: Iterable[Flagged]) -> tuple[Flagged, ...]:
    """Those that overlap become one, under the kind that comes first."""
    joined: list[Flagged] = []
    for flag in sorted(found):
        last = joined[-1] if joined else None
        if last is None or flag.start >= last.end:
            joined.append(flag)
            continue
        kind = min(last.kind, flag.kind, key=KINDS.index)
        joined[-1] = Flagged(last.start, max(last.end, flag.end), kind)
    return tuple(joined)


def redacted(text: str, flags: Iterable[Flagged]) -> str:
    """The text with a mark in the place of each of these."""
    for flag in sorted(flags, reverse=True):
        text = text[: flag.start] + REDACTED + text[flag.end :]
    return text


REDACTED = "[disamarkan]"
