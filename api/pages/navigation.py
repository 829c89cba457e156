"""Where a visitor can go: to each page that is there and that the role may open."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain import roles
from domain.event import Role

if TYPE_CHECKING:
    from api.pages.page import Page


@dataclass(frozen=True, slots=True)
class Link:
    address: str
    text: str
    here: bool
    """The visitor is on this page, or on one below it."""


_WORKERS = tuple(role for role in roles.READS["complaints"] if role != "manager")
PLACES: tuple[tuple[str, str, tuple[Role, ...] | None], ...] = (
    ("/meja", "Meja", _WORKERS),
    (
        "/aduan/baru",
        "Aduan baru",
        tuple(r for r in roles.COMMANDS["receive"] if r in roles.OFFICERS),
    ),
    # The queue of a device without a network, whose form is a desk's.
    ("/luring", "Antrean", ("desk",)),
    ("/aduan", "Daftar", roles.READS["complaints"]),
    ("/permohonan", "Permohonan", roles.READS["information requests"]),
    ("/teks-publik", "Teks publik", roles.COMMANDS["propose-public-text"]),
    ("/dasbor", "Dasbor", roles.READS["dashboard"]),
    ("/laporan", "Laporan", roles.READS["reports"]),
    ("/desa", "Desa", roles.READS["villages"]),
    ("/inspektur", "Pemeriksaan", roles.READS["openings"]),
    ("/informasi/kelola", "PPID", roles.READS["consequence tests"]),
    ("/pengurus", "Pengurus", ("administrator",)),
    ("/publik", "Publik", None),
    ("/informasi", "Informasi", None),
    ("/lacak", "Lacak", None),
    ("/docs", "Rujukan", None),
)
"""Address, name, and for which roles; None for everybody."""


def links(page: "Page") -> list[Link]:
    role = page.actor.role if page.session else None
    there = page.request.app.state.addresses
    path = page.request.url.path
    found = [
        (address, text)
        for address, text, allowed in PLACES
        if address in there and (allowed is None or role in allowed)
    ]
    # Of two that fit the longer one: /aduan/baru is no case of the list.
    fitting = [a for a, _ in found if path == a or path.startswith(f"{a}/")]
    current = max(fitting, key=len, default=None)
    return [Link(address, text, address == current) for address, text in found]


def home(page: "Page", role: Role) -> str:
    """Where a role begins: the first page that is for it, and not for everybody."""
    there = page.request.app.state.addresses
    for address, _, allowed in PLACES:
        if allowed is not None and role in allowed and address in there:
            return address
    return "/"
