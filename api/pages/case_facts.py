"""What the page of a complaint tells beside what it has with every case."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from api.pages import glossary, indonesian
from api.pages.action_fields import REPORTER
from api.pages.names import Names
from api.pages.page import Page
from domain import roles
from domain.complaint import Complaint

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def told(
    page: Page, case: Complaint, view: Mapping[str, Any], names: Names
) -> dict[str, Any]:
    return {
        "known": _facts(case, view, names),
        "flags": [_dated(flag["text"]) for flag in view["flags"]],
        "others": list(_elsewhere(page, case)),
        "reporter": _reporter(view.get("reporter") or {}),
    }


def _facts(
    case: Complaint, view: Mapping[str, Any], names: Names
) -> list[tuple[str, str]]:
    place = view["location"].get("description")
    external = case.external_id
    found = [
        ("Klasifikasi", glossary.word("classification", case.classification)),
        ("Kategori", names.category(case.category)),
        ("Wilayah", names.region_path(case.region)),
        ("Tempat", place or ""),
        ("Instansi", names.agency(case.agency)),
        (
            "Usulan instansi",
            "" if case.agency else names.agency(case.suggested_agency),
        ),
        ("Saluran", glossary.word("channel", case.channel)),
        ("Tanggal kejadian", _day(case.incident_on)),
        (
            "Nomor di sistem lain",
            f"{external.system} {external.id}" if external else "",
        ),
        ("Dinaikkan kepada", _listed("escalation", case.escalated_to)),
        ("Hasil", _word("outcome", case.outcome)),
        ("Ditutup oleh", _word("closed_by", case.closed_by)),
        ("Penilaian", f"{case.stars} dari 5 bintang" if case.stars else ""),
        ("Alasan arsip", _word("archive_reason", case.archive_reason)),
        (
            "Dilimpahkan kepada",
            names.agency(case.handed_over_to) if case.handed_over_to else "",
        ),
        ("Digabung ke", view["merged_into"] or ""),
        (
            "Aduan yang digabung ke sini",
            indonesian.number(view["followers"]) if view["followers"] else "",
        ),
        ("Halaman publik", "ditampilkan" if case.published else "tidak ditampilkan"),
        ("Lampiran", ", ".join(_attachment(a) for a in view["attachments"])),
    ]
    return [(name, value) for name, value in found if value]


def _attachment(attachment: Mapping[str, Any]) -> str:
    kind = glossary.word("media_type", attachment["media_type"])
    size = f"{kind}, {indonesian.size(attachment['size'])}"
    name = attachment.get("name")
    return f"{name} ({size})" if name else size


def _word(kind: str, code: str | None) -> str:
    return glossary.word(kind, code) if code else ""


def _listed(kind: str, codes: tuple[str, ...]) -> str:
    return ", ".join(glossary.word(kind, code) for code in dict.fromkeys(codes))


def _day(value: date | None) -> str:
    return indonesian.day(value) if value else ""


def _elsewhere(page: Page, case: Complaint) -> Iterator[tuple[str, str]]:
    """The same case on other pages that are there, for this reader."""
    there, number = page.request.app.state.addresses, case.case_number
    inspects = page.actor.role in roles.READS["exports"]
    if inspects and "/inspektur/aduan/{id}" in there:
        yield "Lini masa pemeriksaan", f"/inspektur/aduan/{number}"
    tells = page.actor.role in roles.COMMANDS["propose-public-text"]
    if case.answers and tells and "/aduan/{id}/teks-publik" in there:
        yield "Teks publik", f"/aduan/{number}/teks-publik"
    if case.published and "/publik/aduan/{number}" in there:
        yield "Halaman publik", f"/publik/aduan/{number}"


def _reporter(identity: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(label, identity.get(name) or "–") for name, label in REPORTER]


def _dated(text: str) -> str:
    return _DAY.sub(lambda found: indonesian.day(found.group()), text)
