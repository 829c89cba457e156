"""The receipt of a complaint as a letter (UU 25/2009, article 43).

The law wants the complainant's identity and what the complaint is about. Whoever is
named may be seen only for a reason that is recorded, and a restricted text too: these
are left to be written by hand, by those who stand at the desk.
"""

from datetime import date

from api.case_history import opened
from api.installation import Installation
from api.pages import glossary, indonesian
from api.pages.indonesian import capital
from api.pages.names import Names
from api.reports.deadlines import deadlines
from api.reports.letter import Letter
from domain.complaint import Complaint

RIGHTS = (
    "Melacak aduan dengan nomor di atas dan kode akses yang diserahkan saat aduan"
    " diterima, atau bertanya di meja aduan dengan membawa lembar ini.",
    "Mendapat jawaban paling lambat pada tanggal di atas, dan menanggapinya.",
    "Mengadu kepada Ombudsman Republik Indonesia bila tidak ditanggapi (UU 37/2008).",
)


def complaint_receipt(here: Installation, case: Complaint, today: date) -> Letter:
    """As the case is now; without the access code, which is told once, elsewhere."""
    names, zone = Names(here.app.reference()), here.settings.time_zone
    facts = [
        ("Diterima", indonesian.moment(case.received_at, zone)),
        ("Saluran", capital(glossary.word("channel", case.channel))),
        ("Klasifikasi", capital(glossary.word("classification", case.classification))),
    ]
    if case.region:
        facts.append(("Wilayah", names.region_path(case.region)))
    title = None
    if not case.restricted:
        title = opened(here.vault, {"title": case.title})["title"]
    blanks = ["Nama dan alamat pengadu"]
    if title:
        facts.append(("Uraian singkat", title))
    else:
        blanks.append("Uraian singkat")
    return Letter(
        title="Tanda terima aduan",
        office=here.settings.tenant,
        number=case.case_number,
        facts=facts,
        deadlines=deadlines(here, case, today),
        rights=RIGHTS,
        blanks=blanks,
        signs=("Pengadu", "Petugas penerima: nama dan tanda tangan"),
        made_at=case.known_at,
    )
