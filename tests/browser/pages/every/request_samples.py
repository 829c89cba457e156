"""The pages of requests for information, as `samples` has all others."""

from __future__ import annotations

from domain import roles
from tests.browser.pages.every.sample import NOBODY, Sample

PPID, SUPERIOR, DESK = "information_officer", "information_superior", "desk"
REQUEST = "/permohonan/{given}"
DIFFERENT = ("decide", "object", "record-ruling")
REQUESTS: dict[str, Sample] = {
    "/permohonan": Sample(PPID, "/permohonan", ("/permohonan?state=requested",)),
    "/permohonan/angka": Sample("inspector", "/permohonan/angka"),
    "/permohonan/baru": Sample(PPID, "/permohonan/baru", only=(NOBODY, DESK, PPID)),
    "/permohonan/{id}": Sample(PPID, REQUEST),
    "/permohonan/{id}/tenggat": Sample(SUPERIOR, f"{REQUEST}/tenggat"),
    "/permohonan/{id}/tanda-terima": Sample(
        DESK,
        "/permohonan/{id[given]}/tanda-terima",
        only=roles.READS["information requests"],
    ),
    "/permohonan/data-pribadi": Sample(PPID, "/permohonan/data-pribadi"),
    "/permohonan/{id}/bundel": Sample("inspector", f"{REQUEST}/bundel", alike=True),
    "/permohonan/{id}/permintaan/{number}": Sample(PPID, f"{REQUEST}/permintaan/3"),
    "/publik/permohonan": Sample(NOBODY, "/publik/permohonan"),
    "/lacak/permohonan": Sample("reporter of given", "/lacak/permohonan"),
    "/lacak/permohonan/{name}": Sample(
        "reporter of given", "/lacak/permohonan/sengketa"
    ),
} | {
    f"/permohonan/{{id}}/{command}": Sample(
        by, f"/permohonan/{{{request}}}/{command}", alike=command not in DIFFERENT
    )
    for by, request, commands in (
        (PPID, "requested", ("notify-incomplete", "extend", "decide")),
        (DESK, "decided", ("object",)),
        (DESK, "requested", ("dispute", "withdraw")),
        (DESK, "incomplete", ("complete",)),
        (SUPERIOR, "objected", ("answer-objection",)),
        (PPID, "granted", ("deliver",)),
        (PPID, "disputed", ("record-ruling",)),
    )
    for command in commands
}
