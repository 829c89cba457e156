"""Of what the random histories are made."""

from typing import Any

WORDS = (
    "jalan rusak lubang lampu padam air bersih sampah jembatan sekolah puskesmas obat"
    " antrean petugas warga desa pasar banjir parit listrik tiang surat ktp pelayanan"
).split()
STEPS: list[tuple[str, dict[str, Any]]] = [
    ("verify", {}),
    ("verify", {"classification": "information", "category": "jalan"}),
    ("dispose", {"agency": "dinas-pu"}),
    ("dispose", {"agency": "dinas-kesehatan"}),
    ("return_", {"reason": "Bukan wewenang"}),
    ("follow_up", {"message": "Petugas kami memperbaiki jalan", "public": True}),
    ("reply", {"message": "Belum selesai"}),
    ("resolve", {"outcome": "noted"}),
    ("archive", {"reason": "too_general"}),
    ("amend", {"reason": "Salah", "changed": ["title"], "title": "Pohon"}),
    ("escalate", {"to": "governor", "reason": "Terlambat"}),
    ("note", {"message": "Dicek"}),
]
