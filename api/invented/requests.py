"""Invented requests for public information: of each way there is, some."""

import random
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from api.installation import Installation
from api.invented.life import Life, Over
from api.invented.stories import stories
from api.ordered_id import ordered_id
from domain import information_request_decisions as decisions
from domain import information_request_objections as objections
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint_events import Channel
from domain.event import Role
from domain.folding import apply, begin
from domain.information_request_events import Withheld

YEAR = timedelta(days=365)
CHANNELS: Mapping[Channel, int] = {"email": 4, "walk_in": 3, "letter": 2, "web": 2}
ASKED = (
    ("dpupr", "Salinan kontrak pekerjaan jalan provinsi tahun berjalan.", None),
    ("dpupr", "Daftar ruas jalan provinsi dan keadaannya.", None),
    ("dinkes", "Jumlah tenaga kesehatan di tiap kabupaten dan kota.", None),
    ("disdik", "Rincian penerimaan bantuan operasional sekolah.", None),
    ("dishub", "Hasil uji kelaikan angkutan umum setahun terakhir.", None),
    (None, "Rencana umum pengadaan dan realisasinya.", None),
    (None, "Daftar aset tanah milik pemerintah provinsi.", None),
    (None, "Dokumen pelaksanaan anggaran dan laporan realisasinya.", None),
    (
        "rsud-doris-sylvanus",
        "Rekam medis pasien rawat inap menurut penyakitnya.",
        "rekam-medis-pasien",
    ),
    ("inspektorat", "Berkas pemeriksaan khusus.", "berkas-pemeriksaan-khusus"),
)
"""Whose, what, and the exclusion that closes it."""
PURPOSES = ("Penelitian skripsi", "Liputan", "Pengawasan warga", "Keperluan usaha")
WORK = ("Guru", "Wartawan", "Mahasiswa", "Petani", "Karyawan swasta")
GRANTED: dict[str, Any] = {"possession": "held", "outcome": "granted"}
NOT_HELD: dict[str, Any] = {
    "possession": "not_held",
    "outcome": "refused",
    "holder": "Pemerintah kabupaten",
    "message": "Informasi dikuasai badan publik lain.",
}


class RequestLife(Life):
    """As that of a complaint; days that pass record nothing."""

    _case: Any

    @property
    def case(self) -> Any:
        return self._case

    def begins(self, received: Any) -> None:
        self._case = begin(received)
        self.events.append(received)

    def adds(self, event: Any) -> None:
        self.events.append(event)
        self._case = apply(self._case, event)

    def settle(self, until: datetime) -> None:
        pass


def requests_told(
    here: Installation,
    officers: Mapping[str, str],
    count: int,
    seed: int,
    now: datetime,
) -> list[Life]:
    """The same seed gives the same lives, up to that moment; nothing is recorded."""
    chance = random.Random(seed)
    return [_life(here, officers, chance, now) for _ in range(count)]


def _life(
    here: Installation,
    officers: Mapping[str, str],
    chance: random.Random,
    now: datetime,
) -> Life:
    when = now - YEAR * (0.001 + chance.random() * 0.9)
    life = RequestLife(here, here.app.reference(), officers, chance, now, when)
    if (later := life.in_office(when)) < now:
        life.when = later
    agency, information, exclusion = chance.choice(ASKED)
    known = agency in here.app.reference().agencies
    (channel,) = chance.choices(list(CHANNELS), list(CHANNELS.values()))
    applicant = {
        "name": stories().person(chance),
        "occupation": chance.choice(WORK),
        "address": "Palangka Raya",
    }
    life.begins(
        decisions.request(
            life.at("information_officer"),
            id=ordered_id(),
            case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
            access_code_hash=secrets.token_bytes(32),
            channel=channel,
            applicant_kind=chance.choice(("citizen", "citizen", "legal_entity")),
            applicant=applicant,
            information=information,
            purpose=chance.choice(PURPOSES),
            access="copy",
            form=chance.choice(("softcopy", "hardcopy")),
            agency=agency if known else None,
        )
    )
    try:
        _course(life, chance, exclusion)
    except Over:
        pass
    return life


def _course(life: Life, chance: random.Random, exclusion: str | None) -> None:
    """Raises `Over` where it has come to the end, or to now."""
    officer: Role = "information_officer"
    kind = chance.random()
    if kind < 0.08:  # Nobody answers.
        raise Over
    if kind < 0.2:
        life.passes(1)
        life.happens(decisions.notify_incomplete, officer, missing="Salinan identitas.")
        if kind < 0.12:
            raise Over
        life.passes(1, office=False)
        life.happens(decisions.complete, "reporter", answer="Salinan terlampir.")
    life.passes(4)
    if chance.random() < 0.2:
        life.happens(decisions.extend, officer, reason="Berkas di arsip daerah.")
        life.passes(5)
    way = _excluded(life, exclusion) or chance.choices((GRANTED, NOT_HELD), (9, 1))[0]
    message = way.get("message", "Permohonan dikabulkan.")
    life.happens(decisions.decide, officer, **{**way, "message": message})
    life.passes(3)
    if way["outcome"] != "refused":
        life.happens(decisions.deliver, officer, form="softcopy")
    if "withheld" not in way or chance.random() < 0.4:
        raise Over
    life.passes(8, office=False)
    words: dict[str, Any] = {
        "reasons": ("a",),
        "statement": "Ini terbuka untuk umum.",
    }
    life.happens(objections.object_, "reporter", **words)
    life.passes(15)
    outcome = chance.choice(("granted", "refused"))
    life.happens(
        objections.answer_objection,
        "information_superior",
        outcome=outcome,
        message="Jawaban atas keberatan.",
    )
    life.passes(4)
    if outcome == "granted":
        life.happens(decisions.deliver, officer, form="softcopy")
    elif chance.random() < 0.5:
        life.happens(objections.dispute, "reporter", number="012/PS-A/2026")


def _excluded(life: Life, exclusion: str | None) -> dict[str, Any] | None:
    """How it is withheld, where it is closed on the day."""
    known = life.reference.exclusions.by_code.get(exclusion or "")
    if known is None:
        return None
    closed = known.on(life.at("information_officer").day)
    if closed is None:
        return None
    in_part = closed.decision == "exclude_in_part"
    return {
        "possession": "held",
        "outcome": "partly_granted" if in_part else "refused",
        "withheld": (Withheld(closed.ground, known.code),),
        "blacked_out": in_part,
        "message": "Memuat informasi yang dikecualikan.",
    }
