"""The life that every contender leads: six events, the same words in each.

received, verified, disposed, followed up, replied to, resolved: one command a step.
"""

TITLE = "Lampu jalan padam di depan pasar"
DESCRIPTION = (
    "Lampu jalan di depan pasar padam sejak banjir pekan lalu, dan pada malam hari "
    "sudah dua kali terjadi kecelakaan kecil di tikungan yang sama."
)
CATEGORY = "perhubungan"
REGION = "62.03"
AGENCY = "dishub"
INSTRUCTION = (
    "Mohon ditinjau ke lokasi bersama pengelola pasar, diperbaiki, dan dilaporkan "
    "kembali sebelum batas waktu yang tertera pada disposisi ini."
)
ANSWER = (
    "Tim sudah meninjau lokasi pagi ini; kabel yang terendam diganti besok, dan dua "
    "lampu baru dipasang sebelum akhir pekan."
)
REPLY = (
    "Terima kasih, tetapi satu lampu di dekat jembatan masih padam sampai malam ini."
)
CLOSING = "Semua lampu menyala kembali; sambungan di dekat jembatan sudah diganti."

STEPS = ("verify", "dispose", "follow-up", "reply", "resolve")
"""The commands behind the receipt, each on what the one before left."""
WORDS: dict[str, dict[str, object]] = {
    "verify": {},
    "dispose": {"agency": AGENCY, "instruction": INSTRUCTION},
    "follow-up": {"message": ANSWER},
    "reply": {"message": REPLY},
    "resolve": {"outcome": "substantiated", "message": CLOSING},
}
ROLES = {
    "verify": "coordinator",
    "dispose": "coordinator",
    "follow-up": "liaison",
    "reply": "desk",
    "resolve": "liaison",
}
