"""Every refusal in Bahasa Indonesia, naming the remedy: what a person is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventsourcing.persistence import PersistenceError, RecordConflictError

from api import problems
from api.commands import REQUESTS, InvalidBody, invalid_field
from api.identity import NoToken, Unauthenticated
from api.limits import TooMany
from api.once import KeyConflict
from api.pages import glossary, indonesian, problem_words
from api.pages.form_tokens import ForeignForm
from api.pages.recorded_before import RecordedBefore
from domain import refusals
from domain.information_request import InformationRequest
from storage.database import DatabaseUnavailable

_LATER = "Isian Anda tidak hilang: kirim lagi sebentar lagi."
SENTENCES: Mapping[type[Exception], tuple[str, str]] = {
    refusals.RoleMayNot: (
        "Peran Anda tidak berwenang",
        "Peran {role} tidak berwenang untuk: {command}. Yang berwenang: {roles_text}."
        " Mintalah kepada mereka, atau masuk dengan akun lain.",
    ),
    refusals.NotYourCase: (
        "Aduan tidak ditemukan",
        "Tidak ada aduan {case} yang boleh Anda lihat. Periksa nomornya; pejabat"
        " penghubung hanya melihat aduan yang didisposisikan ke instansinya.",
    ),
    refusals.WrongAccessCode: (
        "Nomor dan kode akses tidak cocok",
        "Nomor aduan dan kode akses ini tidak cocok. Baca kembali keduanya pada tanda"
        " terima.",
    ),
    refusals.NotThen: (
        "Aduan belum ada pada saat itu",
        "Aduan {case} belum ada pada saat itu: diterima pada {received} dan kini"
        " memiliki {versions} versi. Pilih saat sesudahnya.",
    ),
    refusals.NotAllowedNow: (
        "Tindakan ini tidak tersedia sekarang",
        "{what} yang berstatus {state} tidak dapat dikenai tindakan: {command}. Yang"
        " tersedia sekarang: {allowed}.",
    ),
    refusals.RestrictedNotPublished: (
        "Aduan terbatas tidak dipublikasikan",
        "Aduan dengan akses terbatas hanya untuk mereka yang menanganinya. Bila bukan"
        " pengaduan berkadar pengawasan, ubah dahulu klasifikasinya; yang disampaikan"
        " secara rahasia tetap rahasia.",
    ),
    refusals.NotProposed: (
        "Usulan ini tidak lagi menunggu",
        "Teks publik versi {proposal} tidak menunggu pengesahan. Buka lagi halaman teks"
        " publik aduan ini dan baca usulan yang terakhir.",
    ),
    refusals.FlagsUndecided: (
        "Masih ada tanda yang belum diputuskan",
        "Pemeriksaan menandai {count} bagian yang belum diputuskan. Samarkan atau"
        " tuliskan alasan untuk tetap menampilkannya, lalu usulkan lagi; sesudah itu"
        " petugas lain mengesahkan.",
    ),
    refusals.NeedsSecondOfficer: (
        "Perlu petugas kedua",
        "Yang mengusulkan teks publik tidak mengesahkannya sendiri: petugas kedua"
        " membacanya sebelum semua orang membacanya. Mintalah admin koordinator lain"
        " atau pejabat penghubung instansi ini.",
    ),
    refusals.ExternalIdTaken: (
        "Nomor di sistem lain sudah tercatat",
        "Nomor {external_id} dari {system} sudah tercatat sebagai aduan {case_number}."
        " Lanjutkan pada aduan itu.",
    ),
    refusals.AlreadyConverted: (
        "Aduan ini sudah dijadikan permohonan informasi",
        "Aduan {case_number} sudah dijadikan permohonan informasi {request}. Lanjutkan"
        " pada permohonan itu.",
    ),
    refusals.IdTaken: (
        "Aduan ini sudah tercatat",
        "Sudah ada aduan dengan nomor {id}. Bila ini aduan yang sama, kirim dengan"
        " kunci pengiriman pertamanya.",
    ),
    RecordedBefore: (
        "Formulir ini sudah tercatat",
        "Formulir ini sudah tercatat sebagai aduan {case_number}, dengan isi yang lebih"
        " dahulu sampai. Bila isinya Anda ubah sesudah itu, catat perubahannya pada"
        " aduan itu. Bila ini aduan lain, kirim sebagai aduan baru.",
    ),
    refusals.StaleVersion: (
        "Aduan ini sudah berubah",
        "Aduan ini berubah sejak halaman Anda buka: Anda membaca versi {given}, kini"
        " versi {version}. Periksa perubahannya, lalu kirim lagi.",
    ),
    refusals.TextErased: (
        "Teks ini sudah dihapus",
        "Teks di sini sudah dihapus untuk selamanya dan tidak dapat ditambah."
        " Selesaikan aduan, atau cabut permohonan, tanpa catatan atau teks lain; hal"
        " baru dicatat sebagai aduan atau permohonan baru.",
    ),
    refusals.NoSuchRequest: (
        "Permintaan data tidak ditemukan",
        "Aduan {case_number} tidak memiliki permintaan data nomor {number}. Lihat"
        " daftar permintaan pada halaman aduan itu.",
    ),
    refusals.NoSuchFile: (
        "Berkas tidak ditemukan",
        "Aduan {case} tidak memiliki lampiran {number} yang dapat Anda baca. Lampiran"
        " yang sudah diumumkan mungkin belum dikirim: pilih berkasnya lagi.",
    ),
    refusals.RequestNotThere: (
        "Permintaan data tidak pada tahap itu",
        "Permintaan data nomor {number} ({kind}) kini berstatus: {now}. Tindakan ini"
        " untuk permintaan pada tahap lain; lihat statusnya pada halaman aduan.",
    ),
    refusals.AlreadyAsked: (
        "Sudah pernah diminta",
        "Hal yang sama sudah diminta dalam permintaan data nomor {number}, yang kini"
        " berstatus: {now}. Tunggu keputusannya; ajukan lagi bila ditolak.",
    ),
    refusals.AlreadyErased: (
        "Sudah dihapus",
        "Data ini sudah dihapus pada {destroyed_at}; tidak ada lagi yang dapat"
        " dihapus.",
    ),
    refusals.NoSuchExclusion: (
        "Pengecualian tidak ditemukan",
        "Tidak ada informasi dikecualikan dengan kode {code}. Pilih dari daftar; yang"
        " baru diawali uji konsekuensi.",
    ),
    refusals.NeedsAnother: (
        "Perlu orang kedua",
        "Yang menyetujui penghapusan tidak menegaskannya sendiri: kunci dimusnahkan"
        " oleh dua orang. Mintalah inspektur lain menegaskan permintaan nomor"
        " {number}.",
    ),
    InvalidBody: (
        "Isian belum dapat diterima",
        "Perbaiki isian berikut, lalu kirim lagi.",
    ),
    NoToken: (
        "Anda belum masuk",
        "Masuk dahulu, lalu kirim lagi.",
    ),
    Unauthenticated: (
        "Anda belum masuk",
        "Anda belum masuk, sesi Anda berakhir, atau masa tugas Anda sudah lewat. Masuk"
        " lagi, lalu kirim lagi; bila masa tugas lewat, hubungi pengurus.",
    ),
    KeyConflict: (
        "Formulir ini sudah terkirim",
        "Formulir ini sudah terkirim dengan isian lain. Muat ulang halaman, periksa"
        " yang sudah tercatat, lalu isi lagi bila perlu.",
    ),
    ForeignForm: (
        "Formulir ini tidak berlaku lagi",
        "Formulir ini sudah kedaluwarsa atau bukan dari halaman ini. Kembali ke"
        " halamannya, muat ulang, lalu kirim lagi.",
    ),
    problems.ReasonNeeded: (
        "Alasan diperlukan",
        "Sebutkan dengan singkat mengapa Anda membuka bagian ini.",
    ),
    problems.Unreadable: (
        "Permintaan tidak terbaca",
        "Permintaan ini tidak dapat dibaca. Muat ulang halaman, lalu kirim lagi.",
    ),
    problems.TooLarge: (
        "Terlalu besar",
        "Kiriman ini terlalu besar: isian paling banyak 1 MB, berkas paling banyak 2"
        " MB. Kurangi, lalu kirim lagi.",
    ),
    problems.NotInTheLog: (
        "Belum ada di buku log",
        "Buku log belum memuat yang diminta. Yang tercatat disegel dalam beberapa"
        " detik: muat ulang sebentar lagi.",
    ),
    problems.Busy: (
        "Sedang ada pekerjaan lain",
        "Perhitungan atau berkas lain sedang dibuat. Coba lagi semenit lagi.",
    ),
    problems.NotReached: (
        "Data sedang disusulkan",
        "Tampilan belum sampai pada perubahan terakhir. Muat ulang sebentar lagi.",
    ),
    TooMany: (
        "Terlalu banyak percobaan",
        "Terlalu banyak percobaan dari alamat jaringan ini. Coba lagi dalam"
        " {minutes} menit, atau datang ke meja aduan.",
    ),
    DatabaseUnavailable: ("Belum dapat dilayani", _LATER),
    PersistenceError: ("Belum dapat dilayani", _LATER),
    RecordConflictError: ("Belum dapat dilayani", _LATER),
}
FAULT = (
    "Ada kesalahan di pihak kami",
    "Kesalahan ini sudah tercatat. Coba lagi; bila berulang, sampaikan jam kejadiannya"
    " kepada pengurus.",
)
_CODES = {
    "state": "state",
    "role": "role",
    "kind": "request_kind",
    "now": "request_state",
}
STATUSES: Mapping[type[Exception], int] = {ForeignForm: 403}
"""Of those that the HTTP API does not know."""


@dataclass(frozen=True, slots=True)
class Refused:
    """`fields` are what is wrong with which field, in words; an error of the form as a
    whole has the name `body`."""

    status: int
    title: str
    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def at(self, name: str) -> str | None:
        """What is wrong with that field; of one within another by its last name too."""
        for given, text in self.fields.items():
            if name in (given, given.rpartition(".")[2]):
                return text
        return None


def refused(error: Exception, zone: ZoneInfo) -> Refused:
    """What is told of an error; of one that is no refusal only that it was ours."""
    if isinstance(error, refusals.InvalidField):
        error = invalid_field(error)
    status, document, headers = problems.problem(error)
    found = next((SENTENCES[c] for c in type(error).__mro__ if c in SENTENCES), None)
    if found is None:
        return Refused(status, *FAULT)
    status = STATUSES.get(type(error), status)
    title, sentence = found
    fields = {
        _whole(e["field"]): problem_words.told(e["problem"])
        for e in document.get("errors", ())
    }
    kept = {k: v for k, v in headers.items() if k == "Retry-After"}
    return Refused(status, title, sentence.format_map(_Told(error, zone)), fields, kept)


def _whole(name: str) -> str:
    """The field itself where one value of several does not fit: `state.0`."""
    first, _, last = name.rpartition(".")
    return first if first and last.isdecimal() else name


class _Told(dict[str, str]):
    """The details of an error in words, looked up as the sentence names them."""

    def __init__(self, error: Exception, zone: ZoneInfo):
        self._error, self._zone = error, zone

    def __missing__(self, name: str) -> str:
        if name == "minutes" and isinstance(self._error, TooMany):
            return str(-(-self._error.retry_after // 60))
        details: Mapping[str, Any] = getattr(self._error, "details", {})
        value = details[name]
        request = details.get("what") == InformationRequest.KIND
        before = f"{REQUESTS}/" if request else ""
        match name:
            case "what":
                return "Permohonan" if request else "Aduan"
            case "state" if request:
                return glossary.word("information_state", value)
            case "command":
                return _command(before + str(value))
            case "roles_text":
                return _listed("role", str(value))
            case "allowed":
                codes = ", ".join(before + code for code in value)
                return _listed("command", codes) or "tidak ada"
        if kind := _CODES.get(name):
            return glossary.word(kind, value)
        if isinstance(value, datetime):
            return indonesian.moment(value, self._zone)
        return indonesian.day(value) if isinstance(value, date) else str(value)


def _command(value: str) -> str:
    """Of a role the API says `read findings`, too."""
    kind, _, what = value.partition(" ")
    if kind == "read":
        return f"membaca {glossary.word('read', what)}"
    return glossary.WORDS["command"].get(value, value)


def _listed(kind: str, codes: str) -> str:
    words = glossary.WORDS[kind]
    return ", ".join(words.get(code, code) for code in codes.split(", ") if code)
