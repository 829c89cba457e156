"""What an information officer says of the two lists, and what all read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.api.conftest import Office

PPID = "information_officer"
ROW: dict[str, Any] = {
    "title": "Laporan kinerja",
    "summary": "Capaian sasaran tahun 2025",
    "kind": "periodic",
    "agency": "dinkes",
    "held_by": "Sekretariat",
    "responsible": "Kepala Dinas",
    "made": "Februari 2026, Palangka Raya",
    "forms": ["softcopy", "hardcopy"],
    "retention": "5 tahun",
    "link": "https://dinkes.example/lkjip.pdf",
}
TEST: dict[str, Any] = {
    "title": "Rekam medis korban",
    "agency": "dinkes",
    "ground": "h",
    "decision": "exclude",
    "decree": "188.4/12/2026",
    "tested_on": "2026-03-02",
    "valid_from": "2026-03-03",
    "valid_to": "2099-03-02",
    "tested_by": "Ani Rahmawati, PPID",
    "if_disclosed": "Riwayat kesehatan orang diketahui umum.",
    "if_withheld": "Kepentingan umum tidak terganggu.",
}
REASON = {"reason": "Uji"}
DOORS: dict[str, tuple[str, dict[str, Any]]] = {
    "an item": ("public-information", ROW),
    "its row": ("public-information/{item}/change", {**ROW, **REASON}),
    "a publication": ("public-information/{item}/publish", {}),
    "a withdrawal": ("public-information/{item}/withdraw", REASON),
    "a decree": (
        "information-decrees",
        {"year": 2026, "decree": "188.44/7/2026", "decreed_on": "2026-01-12"},
    ),
    "a test": ("exclusions", TEST),
    "a revision": ("exclusions/{exclusion}/revise", {**TEST, **REASON}),
    "an end": ("exclusions/{exclusion}/end", REASON),
}


def post(office: Office, path: str, body: Any, by: str = PPID, **headers: str) -> Any:
    return office.post(f"/v1/{path}", body, by, **headers)


def made(office: Office, what: str, **words: Any) -> str:
    """The code of a new item, or exclusion."""
    path, body = DOORS[what]
    answer = post(office, path, {**body, **words})
    assert answer.status == 201, answer.text
    return str(answer.json["code"])


def place(office: Office, path: str) -> str:
    return path.format(
        item=made(office, "an item") if "{item}" in path else "",
        exclusion=made(office, "a test") if "{exclusion}" in path else "",
    )


def found(office: Office, code: str, category: str = "") -> list[dict[str, Any]]:
    """The rows of that code on the public list."""
    rows, after = list[dict[str, Any]](), ""
    while True:
        answer = office.get(f"/v1/public-information?limit=200{after}", None)
        assert answer.status == 200, answer.text
        rows += [row for row in answer.json["items"] if row["code"] == code]
        if (cursor := answer.json["next_cursor"]) is None:
            return [row for row in rows if category in ("", row["category"])]
        after = f"&cursor={cursor}"
