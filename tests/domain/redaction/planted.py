"""Invented Indonesian answers with identifiers planted among things that look alike.

Made by a seed. Half of the names are in no list of the check; the persons are invented.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

NAMES = (
    "Sutrisno|Wahyuni Hartati|Bambang Prakoso|Nuriyah|Yohana Lestari Dewi|Rusdiansyah"
    "|Petrus Kanisius|Dewi Anggraeni|Heriyanto Utomo|Siti Marfu'ah|Jumadi|Ahmad Fauzan"
    # From here on in no list.
    "|Yurensi Agustina|Bereng Sandung|Tekwan Ngabe|Kristoforus Laba|Elprida Simorangkir"
    "|Awang Bahan|Miharja|Debora Ugang|Suprapto Wignyo|Ridel Ngantung|Harlan Kiwok"
    "|Meliana Sepang|Yustinus Tuwan|Rabiatul Adawiyah|Ngatemi|Trisna Wirawan"
).split("|")
STREETS = (
    "Diponegoro|Yos Sudarso|G. Obos|Temanggung Tilung|Mahir Mahar|Rajawali|Cilik Riwut"
    "|S. Parman|Kapten Piere Tendean|Bukit Keminting"
).split("|")
VILLAGES = (
    "Langkai|Menteng|Pahandut|Tumbang Rungan|Bukit Sua|Kereng Bangkirai|Kalampangan"
    "|Sei Gohong|Petuk Katimpun|Tangkahen|Bawan|Mantaren|Anjir Pulang Pisau|Pujon"
    "|Bapinang Hilir|Tumbang Samba|Telangkah|Pendahara|Kubu|Sungai Hanyu|Hurung Bunut"
).split("|")
REGENCIES = (
    "Kotawaringin Barat|Kotawaringin Timur|Kapuas|Barito Selatan|Barito Utara|Katingan"
    "|Seruyan|Sukamara|Lamandau|Gunung Mas|Pulang Pisau|Murung Raya|Barito Timur"
    "|Palangka Raya"
).split("|")
REGIONS = frozenset(name.casefold() for name in REGENCIES) | {"kalimantan tengah"}
PLACES = REGIONS | frozenset(name.casefold() for name in VILLAGES)
OFFICIALS = (
    "Camat {v}|Lurah {v}|Kepala Desa {v}|Bupati {r}|Kepala Dinas Perhubungan|Gubernur"
    " Kalimantan Tengah|Sekretaris Daerah|Kepala Bidang Bina Marga|Wali Kota Palangka"
    " Raya|Plt. Kepala Dinas Sosial|Kapolsek {v}|Direktur RSUD|Bapak Gubernur|Ibu Camat"
    "|Pak Lurah|Bapak Bupati {r}|Ketua RT|Kepala UPTD Puskesmas {v}|Pejabat Penghubung"
).split("|")
AGENCIES = (
    "Dinas Pekerjaan Umum dan Penataan Ruang|Dinas Kesehatan|Dinas Pendidikan|Satuan"
    " Polisi Pamong Praja|Badan Penanggulangan Bencana Daerah|RSUD dr. Doris Sylvanus"
    "|Perumdam Tirta|Inspektorat|Dinas Kependudukan dan Pencatatan Sipil|PT PLN"
    " (Persero)|Ombudsman Republik Indonesia|Puskesmas {v}|SDN 3 {v}|Bank Kalteng"
).split("|")
LAWS = (
    "UU 14/2008 Pasal 17|UU 25/2009 Pasal 44 ayat (1)|Perda Nomor 5 Tahun 2013"
    "|PermenPANRB 62/2018|Peraturan Gubernur Nomor 12 Tahun 2024|UU Nomor 27 Tahun 2022"
    "|Keputusan Bupati Nomor 188.45/212/2026|Pasal 17 huruf h"
).split("|")
MONTHS = (
    "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November"
    "|Desember"
).split("|")
FIGURES = "nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan".split("|")

Make = Callable[[Random], str]


def _digits(chance: Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))


def name(chance: Random) -> str:
    whole = chance.choice(NAMES)
    if chance.random() < 0.1:
        link = chance.choice(("bin", "binti"))
        return f"{whole} {link} {chance.choice(NAMES).split()[0]}"
    return whole


def national_id(chance: Random) -> str:
    day = chance.randint(1, 28) + chance.choice((0, 40))
    month, serial = chance.randint(1, 12), chance.randint(1, 99)
    number = (
        f"62{chance.randint(1, 13):02}{chance.randint(1, 12):02}{day:02}{month:02}"
        f"{chance.randrange(100):02}{serial:04}"
    )
    match chance.randrange(4):
        case 0:
            return " ".join(number[at : at + 4] for at in range(0, 16, 4))
        case 1:
            return f"{number[:6]}.{number[6:12]}.{number[12:]}"
        case _:
            return number


def phone(chance: Random) -> str:
    rest = f"{chance.choice((12, 13, 21, 22, 52, 53, 57, 95))}{_digits(chance, 8)}"
    match chance.randrange(7):
        case 0:
            return f"+628{rest}"
        case 1:
            return f"+62 8{rest[:2]}-{rest[2:6]}-{rest[6:]}"
        case 2:
            return f"08{rest[:2]} {rest[2:6]} {rest[6:]}"
        case 3:
            return f"08{rest[:2]}.{rest[2:6]}.{rest[6:]}"
        case 4:
            return " ".join(FIGURES[int(figure)] for figure in f"08{rest}")
        case 5:
            return f"nol delapan {rest[:2]} {rest[2:6]} {rest[6:]}"
        case _:
            return f"08{rest}"


def email(chance: Random) -> str:
    user = chance.choice(NAMES).casefold().replace(" ", chance.choice("._")) + "71"
    host, end = chance.choice(("gmail", "surat", "yahoo")), chance.choice(("com", "id"))
    form = chance.choice(("{}@{}.{}", "{}(at){}.{}", "{} at {} dot {}", "{}@{}.{}"))
    return form.format(user.replace("'", ""), host, end)


def address(chance: Random) -> str:
    street, house = chance.choice(STREETS), chance.randint(1, 140)
    way = chance.choice(("Jl.", "Jalan", "Jln", "jl"))
    match chance.randrange(6):
        case 0:
            return f"{way} {street} No. {house}"
        case 1:
            near = f"RT {chance.randint(1, 9):02}/RW {chance.randint(1, 9):02}"
            return f"{way} {street} nomor {house} {near}"
        case 2:
            return f"Gg. {chance.choice(('Manggis', 'Sepakat', 'Damai'))} No {house}"
        case 3:
            return f"RT.{chance.randint(1, 20):03} RW.{chance.randint(1, 9):03}"
        case 4:
            return f"Perumahan {street} Blok {chance.choice('ABCD')} No. {house}"
        case _:
            return f"rumah nomor {house}{chance.choice(('', 'A', 'B'))}"


def account(chance: Random) -> str:
    match chance.randrange(3):
        case 0:
            return (
                f"{_digits(chance, 4)}-01-{_digits(chance, 6)}-50-{_digits(chance, 1)}"
            )
        case 1:
            return (
                f"{chance.randint(100, 999)} {_digits(chance, 3)} {_digits(chance, 4)}"
            )
        case _:
            return f"{chance.randint(1, 9)}{_digits(chance, 9)}"


def plate(chance: Random) -> str:
    end = "".join(chance.choice("ABCEFGHKLNRTY") for _ in range(2))
    return f"KH {chance.randint(1000, 9999)} {end}"


PLANTS: Mapping[str, Make] = {
    "name": name,
    "nik": national_id,
    "phone": phone,
    "email": email,
    "address": address,
    "account": account,
    "plate": plate,
}


def _of(choices: Sequence[str]) -> Make:
    def make(chance: Random) -> str:
        form = chance.choice(choices)
        return form.format(v=chance.choice(VILLAGES), r=chance.choice(REGENCIES))

    return make


def day(chance: Random) -> str:
    number, year = chance.randint(1, 28), chance.randint(2024, 2026)
    month = f"{chance.randint(1, 12):02}"
    forms = (
        f"{number} {chance.choice(MONTHS)} {year}",
        f"{number:02}-{month}-{year}",
        f"{number:02}/{month}/{year}",
        f"{year}-{month}-{number:02} pukul 08.{chance.randint(10, 59)}",
    )
    return chance.choice(forms)


def amount(chance: Random) -> str:
    thousands = f"{chance.randint(1, 999)}.{_digits(chance, 3)}.000"
    return chance.choice(
        (f"Rp {thousands}", f"Rp{thousands},00", f"{thousands} rupiah")
    )


def reference(chance: Random) -> str:
    forms = (
        f"{chance.randint(100, 999)}/{chance.randint(10, 999)}/DPUPR/X/2026",
        f"{chance.randint(5_000_000, 5_999_999)}",
        f"KT-{_digits(chance, 4)}-{_digits(chance, 4)}",
        f"600.1.15/{_digits(chance, 4)}/2026",
        f"B-{chance.randint(10, 999)}/Setda/2026",
    )
    return chance.choice(forms)


ALIKE: Mapping[str, Make] = {
    "law": _of(LAWS),
    "day": day,
    "amount": amount,
    "case": reference,
    "agency": _of(AGENCIES),
    "village": _of(VILLAGES),
    "regency": _of(REGENCIES),
    "official": _of(OFFICIALS),
    "road": _of(tuple(f"Jalan {street}" for street in STREETS)),
}

SENTENCES = (
    "Petugas {agency} menemui Bapak {name} di {address}, Kelurahan {village}, pada"
    " {day}.",
    "Berdasarkan {law}, permohonan nomor {case} atas nama {name} telah selesai.",
    "Pelapor {name} dengan NIK {nik} sudah diterima di kantor {agency}.",
    "Yang bersangkutan dapat dihubungi di nomor {phone} atau melalui surel {email}.",
    "Pengembalian sebesar {amount} dikirim ke rekening Bank Kalteng {account} a.n."
    " {name}.",
    "Truk dengan nomor polisi {plate} ditindak di {road} pada {day}.",
    "{official} bersama tim {agency} meninjau Desa {village} pada {day}.",
    "Kami sampaikan kepada Sdr. {name} bahwa berkas {case} belum lengkap.",
    "Ibu {name}, warga {address}, menerima bantuan {amount}.",
    "Data kependudukan {nik} milik sdri. {name} sudah dibetulkan oleh {agency}.",
    "Silakan hubungi pak {name} melalui WA {phone}.",
    "Sesuai {law}, {official} menjawab surat {case} paling lambat {day}.",
    "Anggaran perbaikan {road} di Kabupaten {regency} sebesar {amount} tersedia.",
    "{agency} Kabupaten {regency} menjadwalkan pekerjaan pada {day}.",
    "Saksi bernama {name} melihat kendaraan {plate} menumpahkan tanah di {road}.",
    "Rumah di {address} sudah tersambung; petugas {official} menyaksikan.",
    "Surel pengadu {email} tidak dapat dikirimi jawaban {case}.",
    "Menurut {name}, jembatan di Desa {village} roboh pada {day}.",
    "No. rek {account} milik korban sudah diblokir bank sejak {day}.",
    "Camat menugasi {official} untuk mendata warga Desa {village}, {regency}.",
    "Haji {name} dan Hj. {name} menyerahkan tanah selebar 4 meter.",
    "Nomor telepon pelapor: {phone}, alamat: {address}.",
    "Laporan {case} diteruskan kepada {agency} sesuai {law}.",
    "{name} mengeluhkan jalan rusak di {village} sejak {day}.",
    "Kemarin {name} datang ke {agency} membawa berkas {case}.",
    "Tanah itu sudah dijual {name} seharga {amount}, kata {official}.",
    "Kendaraan {plate} dan {plate} parkir di depan {agency}; kabari {phone}.",
    "Sebanyak 37 kepala keluarga di {village} menerima {amount} sejak {day}.",
)


@dataclass
class Planted:
    """Spans of what was planted, by its kind, and of what only looks alike."""

    text: str = ""
    plants: list[tuple[int, int, str]] = field(default_factory=list)
    alike: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, sentence: str, chance: Random) -> None:
        rest = sentence
        while rest:
            before, opened, rest = rest.partition("{")
            self.text += before
            if not opened:
                break
            kind, _, rest = rest.partition("}")
            made = (PLANTS.get(kind) or ALIKE[kind])(chance)
            where = (len(self.text), len(self.text) + len(made), kind)
            (self.plants if kind in PLANTS else self.alike).append(where)
            self.text += made


def answers(seed: int, plants: int) -> list[Planted]:
    """Texts of three sentences each, until so many identifiers are planted."""
    chance = Random(seed)
    made: list[Planted] = []
    while sum(len(text.plants) for text in made) < plants:
        text = Planted()
        for sentence in chance.sample(SENTENCES, 3):
            text.add(sentence, chance)
            text.text += " "
        made.append(text)
    return made
