"""Whether what the database holds of one case is what was sealed, and up to where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from api.exporting.bundling import streams_of
from api.extracts import extracted
from api.installation import Installation
from api.pages import glossary
from api.pages.indonesian import number
from ledger.leaf import position_of
from ledger.note import NoteError
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verifying import verify
from storage.ledger_extract import NothingSealed, NotSealed

_HASH_SIZE = 32


@dataclass(frozen=True, slots=True)
class Chain:
    """`broken_at` is the first position that is no longer vouched for, where one is;
    `hashes` are those that were sealed, by position."""

    tone: str
    title: str
    text: str
    holds: bool
    size: int = 0
    root: str = ""
    last: int = 0
    broken_at: int | None = None
    hashes: Mapping[int, str] = field(default_factory=dict)


_NOT_YET = Chain(
    tone="wait",
    title="Aduan ini belum disegel",
    text="Peristiwa disegel ke buku log dalam beberapa detik. Muat ulang sebentar lagi;"
    " bila tetap demikian, hubungi pengurus: penyegel mungkin berhenti.",
    holds=True,
)


def judged(here: Installation, case: UUID) -> Chain:
    """By the proof that each event of the case, of its openings and of its data
    requests is in the tree of the newest signed head, and by its MAC."""
    trust = Trust(mac_key=here.master.derive("mac"))
    streams = streams_of(case)
    try:
        with extracted(here) as extracts:
            extract = extracts.case(case, streams, ())
            verdict = verify(extract, trust)
            leaves = list(extract.entries())
            last = extract.last
    except (NothingSealed, NotSealed):
        return _NOT_YET
    except NoteError:
        return Chain(
            tone="bad",
            title="Segel buku log tidak terbaca",
            text="Yang tersimpan sebagai segel terbaru bukan segel. Hubungi pengurus,"
            " dan periksa dengan segel yang Anda simpan sendiri.",
            holds=False,
        )
    hashes = {position_of(leaf): leaf[-_HASH_SIZE:].hex() for leaf in leaves}
    if not verdict.holds:
        return _broken(verdict, hashes)
    stored = here.app.look_up.select_newer(dict.fromkeys(streams, 0))
    unsealed = sum(1 for row in stored if row.id > last)
    return _whole(verdict, hashes, last, unsealed)


def _whole(
    verdict: Verdict, hashes: Mapping[int, str], last: int, unsealed: int
) -> Chain:
    text = (
        f"{number(verdict.events)} peristiwa aduan ini, bersama catatan akses dan"
        " permintaan datanya, sama dengan yang disegel: masing-masing terbukti ada"
        " dalam buku log yang ditandatangani, dan dibuat oleh perintah yang sah."
    )
    if unsealed:
        text += f" {number(unsealed)} yang terbaru belum disegel."
    return Chain(
        tone="good",
        title=f"Rantai utuh sampai segel atas {number(verdict.size)} peristiwa",
        text=text,
        holds=True,
        size=verdict.size,
        root=verdict.root,
        last=last,
        hashes=hashes,
    )


def _broken(verdict: Verdict, hashes: Mapping[int, str]) -> Chain:
    finding = verdict.finding
    assert finding is not None
    what = glossary.word("verdict", finding.kind)
    since = (
        "" if finding.position is None else f" mulai posisi {number(finding.position)}"
    )
    return Chain(
        tone="bad",
        title=f"Rantai TIDAK utuh{since}",
        text=f"{what}. Yang tampak di bawah tidak lagi terjamin. Jangan"
        " mengubah apa pun: unduh bundel bukti, simpan bersama segel yang Anda"
        " pegang, lalu periksa keduanya di komputer Anda sendiri.",
        holds=False,
        size=verdict.size,
        root=verdict.root,
        broken_at=finding.position,
        hashes=hashes,
    )
