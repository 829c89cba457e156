"""Which actions a page offers on a case: those that role and state allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from api.pages import glossary
from api.pages.action_fields import extendable
from api.pages.case_kind import CaseKind, kind_of
from api.pages.names import Names
from api.pages.page import Page
from api.pages.preview import HANGS_ON_A_CHOICE, OF_REQUESTS, Preview, preview
from api.pages.request_fields import REQUESTS_ABOUT
from domain import roles
from domain.case import Case
from domain.complaint import Complaint
from domain.refusals import Refusal
from domain.transitions import TABLES

Weight = Literal["next", "other"]

ABOUT: Mapping[str, str] = {
    "verify": "Nyatakan aduan lengkap dan sesuai wewenang.",
    "request-clarification": "Tanyakan kepada pelapor apa yang masih kurang.",
    "clarify": "Catat jawaban pelapor atas pertanyaan petugas.",
    "dispose": "Teruskan ke instansi yang berwenang menangani.",
    "return": "Kembalikan bila bukan wewenang instansi Anda.",
    "follow-up": "Sampaikan kepada pelapor apa yang sudah dilakukan.",
    "reply": "Catat tanggapan pelapor atas jawaban instansi.",
    "resolve": "Tutup aduan dengan hasilnya.",
    "reopen": "Buka lagi aduan yang penyelesaiannya belum memuaskan.",
    "rate": "Catat penilaian pelapor, 1 sampai 5 bintang.",
    "archive": "Tutup aduan yang tidak dapat ditangani, dengan alasannya.",
    "hand-over": "Serahkan kepada pemerintah lain yang berwenang.",
    "withdraw": "Catat bahwa pelapor tidak meneruskan aduannya.",
    "merge": "Gabungkan dengan aduan asal tentang hal yang sama.",
    "reclassify": "Betulkan klasifikasi atau kategori.",
    "extend": "Perpanjang tenggat yang boleh diperpanjang.",
    "escalate": "Naikkan kepada pejabat di atasnya.",
    "amend": "Betulkan data yang salah; yang lama tetap tersimpan.",
    "note": "Catat untuk sesama petugas; tidak dibaca pelapor.",
    "publish": "Tampilkan pada halaman publik, tanpa data pribadi.",
    "unpublish": "Tarik dari halaman publik.",
    **REQUESTS_ABOUT,
}
"""What an action is for. `attach` has a page of its own."""
_ON_ITS_WAY = (
    "verify",
    "dispose",
    "follow-up",
    "resolve",
    "clarify",
    "reply",
    "rate",
    "complete",
    "decide",
    "deliver",
    "answer-objection",
    "record-ruling",
)
"""What brings a case further; the rest is beside its way."""


@dataclass(frozen=True, slots=True)
class Action:
    command: str
    address: str
    name: str
    about: str
    preview: Preview
    weight: Weight


def offered(page: Page, case: Case) -> list[Action]:
    """What this role may do now, what brings the case further first. What the decision
    itself would refuse, as a reopening after its window, is not offered."""
    found, kind = [], kind_of(case)
    for name in _names(case, kind):
        command = kind.command(name)
        allowed = page.actor.role in roles.ALL_COMMANDS[command]
        # The decision itself tells of a request, which may allow beyond the table.
        if allowed and (case.state in TABLES[kind.of][name] or command in OF_REQUESTS):
            told = _told(page, case, command)
            if told is not None:
                found.append(_action(case, kind, name, told))
    return sorted(found, key=lambda action: action.weight == "other")


def _names(case: Case, kind: CaseKind) -> list[str]:
    table = [name for name in TABLES[kind.of] if kind.command(name) in ABOUT]
    first = [name for name in _ON_ITS_WAY if name in table]
    return [*first, *(name for name in table if name not in first)]


def _told(page: Page, case: Case, command: str) -> Preview | None:
    told = preview(page, case, command)
    if isinstance(told, Refusal):
        return None
    return None if _is_idle(page, case, command) else told


def _is_idle(page: Page, case: Case, command: str) -> bool:
    if not isinstance(case, Complaint):
        return False
    names = Names(page.here.app.reference())
    if command == "extend":
        return not extendable(case, names, page.here.today())
    return (command, case.published) in _IDLE


_IDLE = (("publish", True), ("unpublish", False))
"""Allowed, and without effect."""


def _leads_on(case: Case, kind: CaseKind, name: str, told: Preview) -> bool:
    """Given again, or in a state that it leaves as it is, it is beside the way."""
    if name == "rate" and isinstance(case, Complaint):
        return case.stars is None
    moves = told.moves or kind.command(name) in HANGS_ON_A_CHOICE
    return name in _ON_ITS_WAY and moves


def _action(case: Case, kind: CaseKind, name: str, told: Preview) -> Action:
    command = kind.command(name)
    return Action(
        command=command,
        address=f"{kind.address(case)}/{name}",
        name=glossary.word("command", command),
        about=ABOUT[command],
        preview=told,
        weight="next" if _leads_on(case, kind, name, told) else "other",
    )
