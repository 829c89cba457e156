"""What pages tell of a request for public information, by its codes and numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from api.commands import REQUESTS
from api.erasing import requests_of
from api.pages import glossary
from api.pages.indonesian import day, number
from api.pages.names import Names
from api.pages.page import Page
from api.reports.request_letters import CALLED, LetterName
from domain import roles
from domain.information_request import InformationRequest

APPLICANT = (
    ("name", "Nama"),
    ("national_id", "NIK"),
    ("deed", "Akta badan hukum"),
    ("tax_id", "NPWP"),
    ("occupation", "Pekerjaan"),
    ("phone", "Telepon"),
    ("email", "Surel"),
    ("address", "Alamat"),
)
PROXY = (
    ("name", "Nama kuasa"),
    ("letter", "Surat kuasa"),
    ("phone", "Telepon kuasa"),
    ("address", "Alamat kuasa"),
)
Pairs = list[tuple[str, str]]


def told(
    page: Page, case: InformationRequest, view: Mapping[str, Any], names: Names
) -> dict[str, Any]:
    """What the page of a request tells beside what it has with every case."""
    return {
        "known": known(view, names, page.here.settings.time_zone),
        "said": list(said(view)),
        "flags": [_REGISTERED_LATE] if view["registered_late"] else [],
        "others": list(_elsewhere(page, case)),
        "rights": [
            (right, _where(page, case, right["remedy"]))
            for right in view["rights"]
            if right["remedy"] != "withdraw"
        ],
        "reporter": identity(view),
        "letters": list(letters(case)),
    }


def _elsewhere(page: Page, case: InformationRequest) -> Iterator[tuple[str, str]]:
    """What the applicant asked about the own data, for who decides on it; evidence to
    take away."""
    if page.actor.role in roles.READS["exports"]:
        yield "Bundel bukti", f"/permohonan/{case.case_number}/bundel"
    if page.actor.role not in roles.READS["data requests"]:
        return
    for asked in requests_of(page.here.app, case).asked:
        yield (
            f"Permintaan data {asked.number}",
            f"/permohonan/{case.case_number}/permintaan/{asked.number}",
        )


def _where(page: Page, case: InformationRequest, remedy: str) -> str | None:
    """Where this officer records that the right was used; None where others do."""
    again = remedy == "request_again"
    command = REQUESTS if again else f"{REQUESTS}/{remedy}"
    if page.actor.role not in roles.REQUEST_COMMANDS.get(command, ()):
        return None
    return f"/permohonan/{'baru' if again else f'{case.case_number}/{remedy}'}"


_REGISTERED_LATE = (
    "Nomor pendaftaran tidak diberikan pada hari permohonan diterima (UU 14/2008 Pasal"
    " 22(4))."
)


def letters(case: InformationRequest) -> Iterator[tuple[str, str]]:
    """Name and title of those that there is something to tell in."""
    objection = case.objection
    there: dict[LetterName, bool] = {
        "receipt": True,
        "extension": case.extended,
        "notice": case.notice is not None,
        "objection-answer": bool(objection and objection.answered_at),
    }
    yield from ((name, CALLED[name]) for name, told in there.items() if told)


def known(view: Mapping[str, Any], names: Names, zone: ZoneInfo) -> Pairs:
    """Pairs of name and value, as officers and the applicant read them."""
    notice, objection = view["notice"] or {}, view["objection"] or {}
    delivered = view["delivered_at"]
    found = [
        ("Pemohon", _word("applicant_kind", view["applicant_kind"])),
        ("Cara memperoleh", _word("access", view["access"])),
        ("Bentuk yang diminta", _word("form", view["form"])),
        ("Instansi", names.agency(view["agency"]) if view["agency"] else ""),
        ("Saluran", _word("channel", view["channel"])),
        ("Menunggu", _word("awaited", view["awaits"])),
        ("Diperpanjang", "ya, satu kali" if view["extended"] else ""),
        ("Penguasaan", _word("possession", notice.get("possession"))),
        ("Putusan PPID", _word("information_outcome", notice.get("outcome"))),
        ("Dikecualikan", grounds(notice.get("withheld", ()))),
        ("Dihitamkan", "ya, sebagian" if notice.get("blacked_out") else ""),
        ("Biaya", money(notice.get("cost"))),
        ("Pembayaran", _word("payment", notice.get("payment"))),
        ("Diberikan", day(delivered.astimezone(zone).date()) if delivered else ""),
        ("Diberikan sebagai", _word("form", view["delivered_as"])),
        ("Alasan keberatan", _listed("objection_reason", objection.get("reasons", ()))),
        ("Jawaban keberatan", _word("information_outcome", objection.get("outcome"))),
        (
            "Penguasaan menurut atasan PPID",
            _word("possession", objection.get("possession")),
        ),
        ("Yang tetap dikecualikan", grounds(objection.get("withheld", ()))),
        *_disputes(view["disputes"], zone),
    ]
    return [(name, value) for name, value in found if value]


def said(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was written, each under its label."""
    notice, objection = view["notice"] or {}, view["objection"] or {}
    found = [
        ("Yang belum lengkap", view.get("missing")),
        ("Alasan perpanjangan", view.get("extension_reason")),
        ("Pemberitahuan tertulis PPID", notice.get("message")),
        ("Yang menguasai informasi", notice.get("holder")),
        ("Keberatan pemohon", objection.get("statement")),
        ("Jawaban atasan PPID", objection.get("answer")),
        ("Yang menguasai informasi, menurut atasan PPID", objection.get("holder")),
        ("Pesan pada penyerahan", view.get("delivery_message")),
    ]
    for dispute in view["disputes"]:
        found.append(("Nomor di Komisi Informasi", dispute.get("number")))
        found.append(("Dari Komisi Informasi", dispute.get("message")))
    for label, text in found:
        if text:
            yield label, text


def facts(event: str, data: Mapping[str, Any], names: Names) -> Iterator[str]:
    """What an event of a request says by codes and numbers, in sentences."""
    told: Sequence[tuple[str, str]] = (
        ("Saluran", _word("channel", data.get("channel"))),
        ("Pemohon", _word("applicant_kind", data.get("applicant_kind"))),
        ("Instansi", names.agency(data["agency"]) if data.get("agency") else ""),
        ("Penguasaan", _word("possession", data.get("possession"))),
        ("Putusan", _outcome(event, data)),
        ("Dikecualikan", grounds(data.get("withheld", ()))),
        ("Cara memperoleh", _word("access", data.get("access"))),
        ("Bentuk", _word("form", data.get("form"))),
        ("Biaya", money(data.get("cost"))),
        ("Pembayaran", _word("payment", data.get("payment"))),
        ("Alasan", _listed("objection_reason", data.get("reasons", ()))),
        ("Waktu pengajuan", _word("timing", data.get("timing"))),
        ("Tahap", _word("commission_step", data.get("step"))),
        ("Cakupan", _word("erasure_scope", data.get("scope"))),
    )
    for name, value in told:
        if value:
            yield f"{name}: {value}."
    if data.get("blacked_out"):
        yield "Sebagian dihitamkan."


def identity(view: Mapping[str, Any]) -> Pairs:
    """Of the applicant and of who asks for them, where it was opened."""
    applicant, proxy = view.get("applicant") or {}, view.get("proxy") or {}
    objecting = (view["objection"] or {}).get("proxy") or {}
    return [
        (label, of[name])
        for of, labels in ((applicant, APPLICANT), (proxy, PROXY), (objecting, PROXY))
        for name, label in labels
        if of.get(name)
    ]


def grounds(withheld: Iterable[Mapping[str, Any]]) -> str:
    """`Pasal 17 huruf h, rahasia pribadi (DIK-7)`."""
    return "; ".join(
        f"Pasal 17 huruf {one['ground']},"
        f" {glossary.word('exclusion_ground', one['ground'])} ({one['exclusion']})"
        for one in withheld
    )


def money(rupiah: int | None) -> str:
    return f"Rp{number(rupiah)}" if rupiah else ""


def _outcome(event: str, data: Mapping[str, Any]) -> str:
    commission = event == "information_request.ruling_recorded"
    kind = "ruling" if commission else "information_outcome"
    return _word(kind, data.get("outcome"))


def _disputes(disputes: Iterable[Mapping[str, Any]], zone: ZoneInfo) -> Pairs:
    found = []
    for dispute in disputes:
        filed_on = day(dispute["filed_at"].astimezone(zone).date())
        found.append(("Sengketa", f"{filed_on}, {_word('timing', dispute['timing'])}"))
        found.append(("Tahap", _listed("commission_step", dispute["steps"])))
        found.append(("Putusan Komisi Informasi", _word("ruling", dispute["outcome"])))
    return found


def _word(kind: str, code: str | None) -> str:
    return glossary.word(kind, code) if code else ""


def _listed(kind: str, codes: Iterable[str]) -> str:
    return "; ".join(glossary.word(kind, code) for code in codes)
