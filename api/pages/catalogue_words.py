"""The words of public and of excluded information, and of how openness is assessed: of
codes, and of what can be wrong with fields."""

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "change-public-information": "ubah daftar informasi publik",
    "assess-openness": "jawab penilaian keterbukaan",
}
CATALOGUE: Mapping[str, Mapping[str, str]] = {
    "information_category": {
        "periodic": "berkala",
        "immediate": "serta-merta",
        "anytime": "setiap saat",
        "excluded": "dikecualikan",
    },
    "consequence_decision": {
        "exclude": "dikecualikan seluruhnya",
        "exclude_in_part": "dikecualikan sebagian (bagian tertentu dihitamkan)",
        "disclose": "dibuka",
    },
    "openness_answer": {"yes": "ya", "partly": "sebagian", "no": "tidak"},
    "openness_class": {
        "informative": "Informatif",
        "toward_informative": "Menuju Informatif",
        "fairly_informative": "Cukup Informatif",
        "less_informative": "Kurang Informatif",
        "not_informative": "Tidak Informatif",
    },
    "information_due": {
        "publication": "penerbitan informasi",
        "decree": "penetapan daftar",
        "exclusion": "akhir masa pengecualian",
    },
}

PROBLEMS: tuple[tuple[str, str], ...] = (
    (r"weigh each at least 1\.", "Bobot setiap pertanyaan sedikitnya 1."),
    (
        r"'(?P<x>[^']*)': item goes with yearly_report, and only so\.",
        "{x}: kode informasi diisi hanya untuk laporan tahunan, dan di sana wajib.",
    ),
    (r"lies between 0 and 100\.", "Isi 0 sampai 100."),
    (
        r"name .* in this order, each lower bound below the one before\.",
        "Isi kelima kelas berurutan, setiap batas di bawah batas sebelumnya.",
    ),
    (
        r"the last begins at 0, none above 100\.",
        "Kelas terakhir mulai dari 0, dan tidak ada batas di atas 100.",
    ),
    (
        r"lies between the beginning of (?P<x>\S+) and today, (?P<day>\S+)\.",
        "Pilih hari sejak awal {x} sampai hari ini, {day}.",
    ),
    (
        r"the sheet of (?P<day>\S+) does not ask '(?P<x>[^']*)'; .*",
        "Lembar pada {day} tidak memuat pertanyaan {x}; pilih dari lembarnya.",
    ),
    (
        r"'(?P<x>[^']*)' is counted from the record and takes no answer\.",
        "{x} dihitung dari catatan dan tidak dijawab.",
    ),
    (
        r"name the address where it can be seen, or answer no\.",
        "Isi alamat buktinya, atau jawab tidak.",
    ),
    (r"List should have at least 1 item.*", "Pilih sedikitnya satu."),
    (
        r"there is no item '(?P<x>[^']*)'.*",
        "Tidak ada informasi {x} dalam daftar; pilih dari daftar.",
    ),
    (
        r"'(?P<x>[^']*)' was withdrawn; .*",
        "{x} sudah dicabut dari daftar; daftarkan lagi dengan kode lain.",
    ),
    (
        r"lies ahead of today, (?P<day>\S+); test first.*",
        "Hari ini belum terjadi; uji dahulu, lalu catat.",
    ),
    (r"lies ahead of today, .*", "Hari ini belum terjadi; catat pada harinya."),
    (
        r"it was published on (?P<day>\S+) already; .*",
        "Penerbitan terakhir tercatat {day}; isi hari itu atau sesudahnya.",
    ),
    (r"name softcopy, hardcopy or both\.", "Pilih sedikitnya satu bentuk."),
    (
        r"there is no exclusion '(?P<x>[^']*)'.*",
        "Tidak ada pengecualian {x}; catat dahulu uji konsekuensinya.",
    ),
    (
        r"'(?P<x>[^']*)' closes nothing on (?P<day>\S+): its period ended on"
        r" (?P<end>[^. ]+)\..*",
        "Pengecualian {x} tidak berlaku pada {day}: berakhir {end}. Berikan"
        " informasinya, atau catat dahulu uji konsekuensi dan tolak setelah berlaku.",
    ),
    (
        r"'(?P<x>[^']*)' closes nothing on (?P<day>\S+): its period begins on"
        r" (?P<end>[^. ]+)\..*",
        "Pengecualian {x} belum berlaku pada {day}: baru berlaku {end}. Berikan"
        " informasinya, atau tolak setelah pengecualian itu berlaku.",
    ),
    (
        r"'(?P<x>[^']*)' closes nothing on (?P<day>\S+): a test found it open from"
        r" (?P<end>\S+) on.*",
        "Pengecualian {x} tidak berlaku pada {day}: dinyatakan terbuka sejak {end}."
        " Berikan informasinya.",
    ),
    (
        r"'(?P<x>[^']*)' closes nothing on (?P<day>\S+): .*",
        "Pengecualian {x} tidak berlaku pada {day}; berikan informasinya, atau catat"
        " dahulu uji konsekuensi yang berlaku.",
    ),
    (
        r"'(?P<x>[^']*)' closes on ground (?P<exclusion_ground>\w) .*",
        "Pengecualian {x} berlaku atas alasan lain: {exclusion_ground}. Pilih alasan"
        " itu, atau pengecualian lain.",
    ),
    (
        r"'(?P<x>[^']*)' is taken; to test it again, .*",
        "{x} sudah dipakai; untuk menguji ulang, buka pengecualian itu.",
    ),
    (
        r"is earlier than (?P<day>\S+), the first day of the test before.*",
        "Uji sebelumnya berlaku sejak {day}; isi hari itu atau sesudahnya.",
    ),
    (r"is past; name today, .*", "Hari ini sudah lewat; isi hari ini atau sesudahnya."),
    (
        r"'(?P<x>[^']*)' was found to be open; .*",
        "{x} sudah dinyatakan terbuka; tidak ada yang perlu diakhiri.",
    ),
    (
        r"is earlier than the test of (?P<day>[^:]+): .*",
        "Pengecualian berlaku paling cepat pada hari diuji, {day} (UU 14/2008 Pasal"
        " 19).",
    ),
    (
        r"ground j is another law.*",
        "Untuk huruf j sebutkan undang-undang yang melarangnya.",
    ),
    (
        r"is for what is excluded; .*",
        "Kosongkan: informasi yang dibuka tidak memiliki masa pengecualian.",
    ),
    (
        r"name the last day, by which it is tested again.*",
        "Isi hari terakhir: sesudahnya pengecualian diuji lagi atau berakhir.",
    ),
    (
        r"is earlier than the first day, (?P<day>\S+)\.",
        "Berakhir sebelum mulai berlaku, {day}; isi hari itu atau sesudahnya.",
    ),
    (
        r"is later than (?P<day>\S+), the longest that (?P<law>.*) allows for ground"
        r" (?P<x>\w+) \(rule .*",
        "Untuk huruf {x} paling lama sampai {day} ({law}).",
    ),
    (
        r"'(?P<x>[^']*)' was ended from (?P<day>\S+) on; .*",
        "{x} sudah diakhiri sejak {day}; catat uji baru dengan kode lain.",
    ),
)
"""As in `problem_words`: what is wrong in English, and how it is told."""
