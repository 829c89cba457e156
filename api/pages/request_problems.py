"""What is wrong with a field of a request for public information, as `problem_words`
has it for the others."""

TOLD: tuple[tuple[str, str], ...] = (
    (
        r"is needed in writing: UU 14/2008 Pasal 22\(8\)\.",
        "Perpanjangan wajib beralasan tertulis: UU 14/2008 Pasal 22(8).",
    ),
    (
        r"is refused, on no ground, where.*",
        "Informasi yang tidak dikuasai ditolak tanpa alasan pengecualian.",
    ),
    (
        r"is for what is granted in part\.",
        "Penghitaman hanya untuk yang dikabulkan sebagian.",
    ),
    (r"is for what is granted\.", "Biaya hanya untuk informasi yang diberikan."),
    (
        r"is empty where all is granted\.",
        "Kosongkan alasan pengecualian bila semuanya dikabulkan.",
    ),
    (
        r"names a ground of UU 14/2008 Pasal 17.*",
        "Sebutkan alasan Pasal 17 UU 14/2008 dan pengecualian yang memuat uji"
        " konsekuensinya (Pasal 19). Yang tidak dikuasai tidak memerlukannya: pilih"
        " itu pada informasi ini.",
    ),
    (
        r".* is no request for information; .*",
        "Aduan ini bukan permintaan informasi; ubah dahulu klasifikasinya.",
    ),
    (
        r"a complaint is converted with its.*",
        "Aduan dijadikan permohonan informasi hanya dengan persetujuan pelapornya.",
    ),
    (r"names at least one of a to g\.", "Pilih sedikitnya satu alasan keberatan."),
    (
        r"(?P<objection_reason>\w) cannot be found now: it .*",
        "Alasan ini belum dapat diajukan sekarang: {objection_reason}.",
    ),
    (
        r"belongs to a ruling and to none before\.",
        "Amar diisi bersama putusan, dan hanya pada putusan.",
    ),
)
