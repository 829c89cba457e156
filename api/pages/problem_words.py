"""What is wrong with a field, in Bahasa Indonesia: the problems that bodies and
decisions name in English, each with its remedy."""

import re

from api.pages import catalogue_words, glossary, request_problems

UNKNOWN = "Isian ini belum dapat diterima; periksa lagi."

# A group named after a kind of the glossary is told in its words.
_TOLD: tuple[tuple[str, str], ...] = (
    # Of the bodies.
    (r"is needed|must not be empty", "Isian ini wajib diisi."),
    (r"String should have at least 1 character", "Isian ini wajib diisi."),
    (
        r"String should have at least (?P<n>\d+) characters",
        "Isi sedikitnya {n} huruf.",
    ),
    (
        r"String should have at most (?P<n>\d+) characters?",
        "Isi paling banyak {n} huruf.",
    ),
    (r"Input should be greater than or equal to (?P<n>\S+)", "Paling kecil {n}."),
    (r"Input should be less than or equal to (?P<n>\S+)", "Paling besar {n}."),
    (r"Input should be a valid (integer|number).*", "Isi dengan angka."),
    (
        r"Input should be a valid date.*",
        "Isi dengan tanggal yang benar, misalnya 23 November 2026.",
    ),
    (r"must be an RFC 3339 instant.*", "Isi tanggal dan jam yang benar."),
    (r"Input should be a valid (string|boolean|UUID).*", UNKNOWN),
    (r"Input should be an (object|array).*", UNKNOWN),
    (r"Input should be .*", "Pilih salah satu yang tersedia."),
    (r"String should match pattern .*\[0-9\]\{16\}.*", "Isi dengan 16 angka."),
    (
        r"String should match pattern .*@.*",
        "Isi dengan alamat surel, misalnya nama@contoh.id.",
    ),
    (
        r"String should match pattern .*\+0-9.*",
        "Isi dengan nomor telepon, misalnya 0812 3456 7890.",
    ),
    (r"name your own: (?P<mine>.+)", "Pilih instansi Anda sendiri: {mine}."),
    (r"String should match pattern .*", "Bentuk isian ini belum benar; periksa lagi."),
    (
        r"(List|Value|Tuple) should have at (most|least) (?P<n>\d+) items?.*",
        "Jumlahnya tidak boleh melewati {n}.",
    ),
    (r"is not known here.*", "Isian ini tidak dikenal di sini; hapus."),
    (
        r"holds a character that no screen shows",
        "Ada huruf yang tidak tampak di layar; ketik ulang.",
    ),
    (
        r"must not be of version 5.*",
        "Nomor ini tidak dapat dipakai; buat yang baru.",
    ),
    (
        r"is no PDF, JPEG or PNG.*",
        "Pilih berkas PDF, JPEG, atau PNG.",
    ),
    (
        r"is not the file that was announced.*",
        "Berkas ini bukan yang dicatat; tambahkan sebagai lampiran baru.",
    ),
    (
        r"is no (image/jpeg|image/png|application/pdf); attach it as what it is.*",
        "Isi berkas tidak sesuai jenisnya; tambahkan sebagai lampiran baru.",
    ),
    (
        r"has more than \d+ million pixels.*|is a picture that cannot be drawn.*",
        "Foto ini tidak dapat ditampilkan kecil; unduh untuk melihatnya.",
    ),
    (r"version \d+ is no follow-up.*", "Pilih tindak lanjut aduan ini."),
    (r"name at least one of .*", "Ubah sedikitnya satu isian."),
    (r"\w+ cannot be removed", "Isian ini tidak dapat dikosongkan."),
    (
        r"name a classification, a category, or both",
        "Pilih klasifikasi, kategori, atau keduanya.",
    ),
    (
        r"name either units or until, and not both",
        "Isi lama perpanjangan atau sampai hari apa, salah satu saja.",
    ),
    (r"say what would be.*", "Sebutkan batas waktu atau hari yang diandaikan."),
    # Of the envelope.
    (
        r"lies in the future; set the clock of the device\.",
        "Waktu ini belum terjadi; betulkan jam perangkat.",
    ),
    (r"lies in the future; correct the day\.", "Hari ini belum terjadi; betulkan."),
    (r"lies before (?P<day>\S+)\.", "Tanggal ini terlalu lampau; betulkan."),
    (r"needs 8 to 128 visible ASCII characters", UNKNOWN),
    (r"needs the version in quotes.*", UNKNOWN),
    (
        r"is earlier than the receipt of (?P<case>\S+) at .*",
        "Waktu ini lebih awal daripada diterimanya aduan {case}; betulkan.",
    ),
    (
        r"is earlier than the resolution\.",
        "Waktu ini lebih awal daripada selesainya aduan; betulkan.",
    ),
    (r"is later than today\.", "Tanggal ini belum terjadi; betulkan."),
    (
        r"is later than the day of receipt\.",
        "Tanggal ini sesudah hari aduan diterima; betulkan.",
    ),
    (
        r"is more than (?P<n>\d+) days ago; tell it in the description\.",
        "Lebih dari {n} hari yang lalu; ceritakan dalam uraian.",
    ),
    # Of codes.
    (
        r"there is no case '(?P<x>[^']*)' that you may see; check the number\.",
        "Tidak ada aduan {x} yang boleh Anda lihat; periksa nomornya.",
    ),
    (
        r"there is no category '(?P<x>[^']*)'.*",
        "Tidak ada kategori {x}; pilih dari daftar.",
    ),
    (
        r"there is no region '(?P<x>[^']*)'.*",
        "Tidak ada wilayah {x}; pilih dari daftar.",
    ),
    (
        r"there is no agency '(?P<x>[^']*)'.*",
        "Tidak ada instansi {x}; pilih dari daftar.",
    ),
    (
        r"'(?P<x>[^']*)' is another government; .*",
        "{x} adalah pemerintah lain; limpahkan aduan, atau pilih instansi sendiri.",
    ),
    (
        r"'(?P<x>[^']*)' was merged; dispose the case to '(?P<y>[^']*)'\.",
        "{x} sudah digabung; disposisikan ke {y}.",
    ),
    (
        r"'(?P<x>[^']*)' is merged into '(?P<y>[^']*)' from .*",
        "{x} sudah digabung ke {y}; pilih {y}.",
    ),
    (
        r"'(?P<x>[^']*)' is no other government.*",
        "{x} bukan pemerintah lain; pilih dari daftar.",
    ),
    (r"2 to 40 lower-case letters.*", "Isi 2 sampai 40 huruf kecil, angka, atau -."),
    (r"'(?P<x>[^']*)' is taken\.", "{x} sudah dipakai; pilih yang lain."),
    (
        r"'(?P<x>.*)' is (agency )?'(?P<y>[^']*)' already\.",
        "{x} sudah terdaftar sebagai {y}.",
    ),
    (r"is the agency itself; name its successor\.", "Pilih instansi penggantinya."),
    (r"a code is given twice\.", "Ada kode yang ditulis dua kali."),
    (r"a day is given twice\.", "Ada hari yang ditulis dua kali."),
    (r"a step is given twice\.", "Ada langkah yang ditulis dua kali."),
    (r"there is no region in it\.", "Tidak ada wilayah di dalamnya."),
    (
        r"'(?P<x>.*)' is not like 62\.03\.01\.2001\.",
        "Kode {x} tidak seperti 62.03.01.2001.",
    ),
    (
        r"(?P<x>\S+) lies in (?P<y>\S+), which is unknown\.",
        "Wilayah {x} berada di {y}, yang belum dikenal.",
    ),
    # Of a case.
    (r"is for a duplicate only\.", "Hanya untuk aduan duplikat; kosongkan."),
    (
        r"names the case of which this is a duplicate\.",
        "Sebutkan nomor aduan yang diulang oleh aduan ini.",
    ),
    (r"is this very case\.", "Ini nomor aduan ini sendiri; sebutkan yang lain."),
    (
        r"(?P<x>\S+) is (?P<state>\w+) itself; .*",
        "Aduan {x} sendiri {state}; sebutkan aduan yang masih terbuka atau selesai.",
    ),
    (
        r"and category are what they were\.",
        "Klasifikasi dan kategori masih sama; ubah salah satu.",
    ),
    (
        r"(?P<clock>\w+) is set by statute; no office extends it\.",
        "Tenggat {clock} ditetapkan undang-undang dan tidak dapat diperpanjang.",
    ),
    (
        r"(?P<clock>\w+) does not run; .*",
        "Tenggat {clock} tidak sedang berjalan; pilih yang berjalan.",
    ),
    (
        r"(?P<clock>\w+) was due on \S+ a deadline that has passed.*",
        "Tenggat {clock} sudah lewat; yang lewat tidak diperpanjang.",
    ),
    (
        r"rule (?P<rule>\S+) of (?P<clock>\w+) allows no extension\.",
        "Aturan {rule} tidak mengizinkan perpanjangan tenggat {clock}.",
    ),
    (r"moves nothing; .*", "Tenggat tidak bergeser; isi lama perpanjangan."),
    (
        r"must move (?P<clock>\w+) to 0 to (?P<n>\d+) (?P<unit>\w+) beyond its term.*",
        "Tenggat {clock} dapat diperpanjang paling lama {n} {unit} seluruhnya.",
    ),
    (r"is for a desk to give\.", "Hanya diisi oleh petugas meja aduan."),
    (r"is for an erasure alone\.", "Hanya untuk penghapusan; kosongkan."),
    (
        r"is none for (?P<request_kind>\w+); there are: .*",
        "Alasan ini tidak berlaku untuk {request_kind}; pilih yang lain.",
    ),
    # Of officers, rules and days.
    (r"is one of .*", "Pilih salah satu peran petugas."),
    (r"'\w*' is no officer's role\.", "Pilih salah satu peran petugas."),
    (r"a (?P<role>\w+) needs an agency\.", "Untuk {role} pilih instansinya."),
    (
        r"a (?P<role>\w+) acts for no one agency\.",
        "Untuk {role} kosongkan instansi.",
    ),
    (
        r"is before valid_from; .*",
        "Berakhir sebelum mulai berlaku; isi hari yang sama atau sesudahnya.",
    ),
    (
        r"(?P<x>\S+) was appointed before; change it\.",
        "Petugas ini sudah pernah diangkat; ubah jabatannya.",
    ),
    (
        r"no officer (?P<x>\S+) serves here\.",
        "Petugas ini tidak bertugas lagi; pilih yang lain.",
    ),
    (
        r"names no (?P<role>\w+) who serves today\.",
        "Pilih {role} yang bertugas hari ini.",
    ),
    (r"limit and unit go together\.", "Isi batas waktu dan satuannya bersama."),
    (
        r"(?P<x>\S+) sets a clock: use working or calendar days\.",
        "Aturan {x} menjalankan tenggat: pakai hari kerja atau hari kalender.",
    ),
    (r"must be at least 1\.", "Paling kecil 1."),
    (
        r"only a limit that no statute sets can be extended\.",
        "Hanya batas waktu di luar undang-undang yang dapat diperpanjang.",
    ),
    (
        r"there is no rule '(?P<x>[^']*)' with a limit.*",
        "Tidak ada aturan {x} dengan batas waktu; pilih dari daftar.",
    ),
    (r"not all days lie in (?P<n>\d+)\.", "Ada hari di luar tahun {n}."),
    (
        r"a confirmed calendar names its decree\.",
        "Kalender yang dipastikan menyebut dasar keputusannya.",
    ),
    (
        r"(?P<day>\S+) lies before it and is not what it was.*",
        "Ada hari sebelum tanggal berlaku yang ikut berubah; tulis seperti semula,"
        " atau majukan tanggal berlaku.",
    ),
    (
        r"remind comes before the due day, or after the start\.",
        "Pengingat datang sebelum jatuh tempo, atau dihitung dari awal.",
    ),
    (
        r"(?P<step>\w+) comes at least 1 day after the due day\.",
        "{step} datang sedikitnya 1 hari sesudah jatuh tempo.",
    ),
    (
        r"and closes are times in order.*",
        "Isi jam buka lebih awal daripada jam tutup, seperti 07.30 dan 16.00.",
    ),
    # Of questions.
    (
        r"name a case_number, or system and external_id",
        "Sebutkan nomor aduan, atau sistem lain dan nomornya.",
    ),
    (
        r"is for now; a moment of the past.*",
        "Urutan ini hanya untuk saat ini; pilih urutan menurut waktu diterima.",
    ),
    (
        r"name the moment to compare with.*",
        "Pilih saat yang dibandingkan.",
    ),
    (
        r".*cursor.*",
        "Halaman ini tidak ada lagi; mulai dari halaman pertama.",
    ),
)
_ALL = (*catalogue_words.PROBLEMS, *_TOLD, *request_problems.TOLD)
_COMPILED = tuple((re.compile(pattern), words) for pattern, words in _ALL)


def told(problem: str) -> str:
    """The problem in words of the office; `UNKNOWN` for one that has none."""
    for pattern, words in _COMPILED:
        if found := pattern.fullmatch(problem):
            return words.format_map(_in_words(found.groupdict()))
    return UNKNOWN


def _in_words(groups: dict[str, str | None]) -> dict[str, str]:
    return {
        name: glossary.WORDS.get(name, {}).get(text or "", text or "")
        for name, text in groups.items()
    }
