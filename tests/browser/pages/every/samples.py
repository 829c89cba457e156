"""Each page that there is: who opens it for this check, and under which address."""

from __future__ import annotations

from inspect import getclosurevars
from typing import TYPE_CHECKING, Any

from fastapi.routing import APIRoute

from api.app import PAGES
from api.pages import own_session
from domain import roles
from tests.browser.pages.every.request_samples import REQUESTS
from tests.browser.pages.every.sample import EVERYBODY, NOBODY, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastapi.dependencies.models import Dependant

CASE, TIMELINE = "/aduan/{answered}", "/inspektur/aduan/{answered}"
DIFFERENT = ("verify", "reclassify", "follow-up", "amend", "rate")
"""Forms of actions that together hold every kind of field."""
SAMPLES: dict[str, Sample] = {
    "/": Sample(NOBODY, "/"),
    "/docs": Sample(NOBODY, "/docs"),
    "/docs/coba": Sample(NOBODY, "/docs/coba"),
    "/masuk": Sample(NOBODY, "/masuk"),
    "/masuk/undangan": Sample(NOBODY, "/masuk/undangan"),
    "/tur": Sample(NOBODY, "/tur"),
    "/tur/{name}": Sample(
        NOBODY, "/tur/disposisi", ("/tur/luring", "/tur/mundur", "/tur/ubah")
    ),
    "/informasi": Sample(NOBODY, "/informasi"),
    "/informasi/dip/{code}": Sample(NOBODY, "/informasi/dip/jahat"),
    "/informasi/kelola": Sample("information_officer", "/informasi/kelola"),
    "/informasi/kelola/dip": Sample("information_officer", "/informasi/kelola/dip"),
    "/informasi/kelola/dip-baru": Sample(
        "information_officer", "/informasi/kelola/dip-baru"
    ),
    "/informasi/kelola/dip/{code}": Sample(
        "information_officer", "/informasi/kelola/dip/jahat"
    ),
    "/informasi/kelola/dip/{code}/ubah": Sample(
        "information_officer", "/informasi/kelola/dip/jahat/ubah", alike=True
    ),
    "/informasi/kelola/dip/{code}/cabut": Sample(
        "information_officer", "/informasi/kelola/dip/jahat/cabut"
    ),
    "/informasi/kelola/uji": Sample("information_superior", "/informasi/kelola/uji"),
    "/informasi/kelola/uji-baru": Sample(
        "information_officer", "/informasi/kelola/uji-baru"
    ),
    "/informasi/kelola/uji/{code}": Sample(
        "information_officer", "/informasi/kelola/uji/jahat"
    ),
    "/informasi/kelola/uji/{code}/ulang": Sample(
        "information_officer", "/informasi/kelola/uji/jahat/ulang", alike=True
    ),
    "/informasi/kelola/uji/{code}/akhiri": Sample(
        "information_officer", "/informasi/kelola/uji/jahat/akhiri"
    ),
    "/publik": Sample(NOBODY, "/publik"),
    "/publik/angka": Sample("information_officer", "/publik/angka"),
    "/publik/data": Sample(NOBODY, "/publik/data"),
    "/publik/aduan/{number}": Sample(NOBODY, "/publik/aduan/{answered}"),
    "/lacak": Sample(NOBODY, "/lacak"),
    "/lacak/aduan": Sample("reporter of told", "/lacak/aduan"),
    "/lacak/aduan/{name}": Sample("reporter of told", "/lacak/aduan/buka-kembali"),
    "/lacak/pembuka": Sample("reporter of told", "/lacak/pembuka"),
    "/lacak/lampiran": Sample("reporter of told", "/lacak/lampiran"),
    "/lacak/data": Sample("reporter of told", "/lacak/data"),
    "/luring": Sample("desk", "/luring"),
    "/luring/formulir": Sample("desk", "/luring/formulir"),
    "/meja": Sample("coordinator", "/meja", ("/meja?bagian=verifikasi",)),
    "/aduan": Sample("coordinator", "/aduan?channel=walk_in", ("/aduan",)),
    "/aduan/baru": Sample("desk", "/aduan/baru", only=(NOBODY, "desk")),
    "/aduan/{id}": Sample("coordinator", CASE),
    "/aduan/{id}/tenggat": Sample("coordinator", f"{CASE}/tenggat"),
    "/aduan/{id}/lampiran": Sample("desk", f"{CASE}/lampiran"),
    "/aduan/{id}/teks-publik": Sample("liaison", "/aduan/{told}/teks-publik"),
    "/teks-publik": Sample("coordinator", "/teks-publik"),
    "/aduan/{id}/tanda-terima": Sample(
        "desk",
        "/aduan/{id[answered]}/tanda-terima",
        only=roles.READS["complaints"],
    ),
    "/dasbor": Sample("manager", "/dasbor", ("/dasbor?per=2026-09-30",)),
    "/dasbor/{slug}": Sample("supervisor", "/dasbor/arus"),
    "/dasbor/aduan": Sample("manager", "/dasbor/aduan?angka=glance.open"),
    "/laporan": Sample("manager", "/laporan", ("/laporan?period=2026",)),
    "/laporan/penilaian-mandiri": Sample(
        "information_officer",
        "/laporan/penilaian-mandiri",
        ("/laporan/penilaian-mandiri?period=2015",),
    ),
    "/laporan/penilaian-mandiri/{code}": Sample(
        "information_officer",
        "/laporan/penilaian-mandiri/jahat?period=2015",
    ),
    "/desa": Sample("manager", "/desa", ("/desa?signal=weak",)),
    "/desa/rencana": Sample("coordinator", "/desa/rencana"),
    "/inspektur": Sample("inspector", "/inspektur"),
    "/inspektur/aduan/{id}": Sample("inspector", f"{TIMELINE}?ke=3"),
    "/inspektur/aduan/{id}/bundel": Sample("inspector", f"{TIMELINE}/bundel"),
    "/inspektur/aduan/{id}/permintaan/{number}": Sample(
        "inspector", "/inspektur/aduan/{told}/permintaan/3"
    ),
    "/inspektur/bandingkan": Sample(
        "inspector",
        "/inspektur/bandingkan?from_as_of=2026-09-30",
        ("/inspektur/bandingkan?aduan={told}&from_as_of=2026-11-20",),
    ),
    "/inspektur/bundel": Sample("inspector", "/inspektur/bundel"),
    "/inspektur/ekspor": Sample("inspector", "/inspektur/ekspor"),
    "/inspektur/pembukaan": Sample("inspector", "/inspektur/pembukaan"),
    "/inspektur/pemberitahuan": Sample("inspector", "/inspektur/pemberitahuan"),
    "/inspektur/permintaan": Sample("inspector", "/inspektur/permintaan"),
    "/inspektur/segel": Sample("inspector", "/inspektur/segel"),
    "/inspektur/temuan": Sample("supervisor", "/inspektur/temuan"),
    "/pengurus": Sample("administrator", "/pengurus"),
    "/pengurus/susunan": Sample("administrator", "/pengurus/susunan"),
    "/pengurus/instansi": Sample("administrator", "/pengurus/instansi"),
    "/pengurus/instansi/{code}": Sample("administrator", "/pengurus/instansi/jahat"),
    "/pengurus/instansi/{code}/gabung": Sample(
        "administrator", "/pengurus/instansi/jahat/gabung"
    ),
    "/pengurus/kategori": Sample("administrator", "/pengurus/kategori"),
    "/pengurus/kategori/{code}": Sample("administrator", "/pengurus/kategori/jahat"),
    "/pengurus/kalender/{year}": Sample("administrator", "/pengurus/kalender/2040"),
    "/pengurus/petugas": Sample("administrator", "/pengurus/petugas"),
    "/pengurus/petugas/baru": Sample("administrator", "/pengurus/petugas/baru"),
    "/pengurus/petugas/{id}": Sample(
        "administrator", "/pengurus/petugas/{id[officer]}"
    ),
    "/pengurus/petugas/{id}/berhentikan": Sample(
        "administrator", "/pengurus/petugas/{id[officer]}/berhentikan"
    ),
    "/pengurus/aturan": Sample("administrator", "/pengurus/aturan"),
    "/pengurus/aturan/{id}": Sample("administrator", "/pengurus/aturan/Z-99"),
    "/pengurus/simpan": Sample("administrator", "/pengurus/simpan"),
    "/pengurus/jenjang": Sample("administrator", "/pengurus/jenjang"),
    "/pengurus/jenjang/{clock}": Sample(
        "administrator", "/pengurus/jenjang/verification"
    ),
} | {
    f"/aduan/{{id}}/{command}": Sample(
        by, f"/aduan/{{{case}}}/{command}", alike=command not in DIFFERENT
    )
    for by, case, commands in (
        ("coordinator", "received", ("verify", "archive", "hand-over")),
        ("coordinator", "verified", ("dispose",)),
        ("coordinator", "answered", ("unpublish", "request-clarification", "merge")),
        ("coordinator", "answered", ("reclassify", "extend", "escalate", "publish")),
        ("liaison", "answered", ("follow-up", "resolve", "note")),
        ("liaison", "disposed", ("return",)),
        ("desk", "asked", ("clarify",)),
        ("desk", "answered", ("reply", "withdraw", "amend")),
        ("desk", "resolved", ("reopen", "rate")),
    )
    for command in commands
}
SAMPLES |= REQUESTS
"""By the path of the route."""

FILES = {
    "/static/{name:path}": "an asset",
    "/luring/pekerja.js": "a worker",
    "/luring/kunci": "for a script",
    "/dasbor/posisi": "for a script",
    "/dasbor/{slug}.csv": "a table",
    "/desa.csv": "a table",
    "/desa/rencana.csv": "a table",
    "/desa/rencana.xlsx": "tables",
    "/laporan/rekap-aduan.pdf": "paper",
    "/laporan/rekap-aduan.xlsx": "tables",
    "/laporan/rekap-aduan.csv": "tables",
    "/laporan/layanan-informasi.pdf": "paper",
    "/laporan/layanan-informasi.xlsx": "tables",
    "/laporan/layanan-informasi.csv": "tables",
    "/laporan/penilaian-mandiri.pdf": "paper",
    "/laporan/penilaian-mandiri.xlsx": "tables",
    "/laporan/penilaian-mandiri.csv": "tables",
    "/aduan/{id}/tanda-terima.pdf": "paper",
    "/permohonan/{id}/surat/{letter}": "paper",
    "/lacak/permohonan/surat/{letter}": "paper of the own request",
    "/publik/data/aduan.csv": "open data",
    "/publik/data/aduan.json": "open data",
    "/publik/data/angka.csv": "open data",
    "/publik/data/angka.json": "open data",
    "/publik/data/informasi-publik.csv": "open data",
    "/publik/data/informasi-publik.json": "open data",
    "/publik/data/informasi-dikecualikan.csv": "open data",
    "/publik/data/informasi-dikecualikan.json": "open data",
    "/publik/umpan.atom": "a feed",
    "/lacak/lampiran/{number}": "a file of the own case",
    "/aduan/{id}/lampiran/{number}": "a file of a case",
    "/aduan/{id}/lampiran/{number}/kecil": "a picture of a case",
    "/inspektur/cari": "leads to the case",
    "/pengurus/kalender": "leads to this year's",
    "/inspektur/pemeriksa": "the verifier, with tests of its own",
}
"""What is answered with something else than a page."""

REFUSED = {
    "/tidak-ada": NOBODY,
    "/publik/aduan/tidak-ada": NOBODY,
    "/inspektur?x": "liaison",
    "/aduan/2222-2222-2": "desk",
    "/aduan/{received}/dispose": "coordinator",
}
"""Pages that tell why not, and who reads them."""


def routes() -> Iterator[APIRoute]:
    """Those for people that answer a GET."""
    for module in PAGES:
        for route in module.router.routes:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                assert not route.include_in_schema
                yield route


def readers(route: APIRoute) -> tuple[str, ...]:
    """Who may open it, as its dependencies say: officers, and reporters of a case."""
    sample = SAMPLES[route.path]
    if sample.only is not None:
        return sample.only
    found: tuple[str, ...] = EVERYBODY
    for call in _calls(route.dependant):
        if call is own_session._reader:
            return ("reporter",)
        if getattr(call, "__qualname__", "") == "who.<locals>.check":
            allowed = getclosurevars(call).nonlocals["allowed"]
            found = tuple(role for role in found if role in allowed)
    return found


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    if dependant.call is not None:
        yield dependant.call
    for one in dependant.dependencies:
        yield from _calls(one)
