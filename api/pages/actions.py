"""Which actions a page offers on a case: those that role and state allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from api.pages import glossary
from api.pages.action_fields import extendable
from api.pages.names import Names
from api.pages.page import Page
from api.pages.preview import Preview, preview
from domain import roles
from domain.complaint import Complaint
from domain.refusals import Refusal
from domain.transitions import FROM

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


def offered(page: Page, case: Complaint) -> list[Action]:
    """What this role may do now, what brings the case further first. What the decision
    itself would refuse, as a reopening after its window, is not offered."""
    found = []
    for command in _commands():
        if page.actor.role in roles.COMMANDS[command] and case.state in FROM[command]:
            told = _told(page, case, command)
            if told is not None:
                found.append(_action(case, command, told))
    return sorted(found, key=lambda action: action.weight == "other")


def _commands() -> list[str]:
    first = [command for command in _ON_ITS_WAY if command in ABOUT]
    return [*first, *(c for c in FROM if c in ABOUT and c not in first)]


def _told(page: Page, case: Complaint, command: str) -> Preview | None:
    told = preview(page, case, command)
    if isinstance(told, Refusal) or (command, case.published) in _IDLE:
        return None
    names = Names(page.here.app.reference())
    return (
        None
        if command == "extend" and not extendable(case, names, page.here.today())
        else told
    )


_IDLE = (("publish", True), ("unpublish", False))
"""Allowed, and without effect."""


def _leads_on(case: Complaint, command: str, told: Preview) -> bool:
    """Given again, or in a state that it leaves as it is, it is beside the way."""
    if command == "rate":
        return case.stars is None
    return command in _ON_ITS_WAY and told.moves


def _action(case: Complaint, command: str, told: Preview) -> Action:
    return Action(
        command=command,
        address=f"/aduan/{case.case_number}/{command}",
        name=glossary.word("command", command),
        about=ABOUT[command],
        preview=told,
        weight="next" if _leads_on(case, command, told) else "other",
    )
