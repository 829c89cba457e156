"""The same walk through a request for public information, from receipt to ruling."""

from typing import Any

from tests.privacy.walk import Walk

PATH = "/v1/information-requests"


def request_information(walk: Walk) -> None:
    """Plants the word in all that can be said of a request, and reads it back."""
    served, text, word = walk.served, walk.text, walk.word
    tokens = dict(walk.tokens)
    for role in ("information_officer", "information_superior"):
        officer = ("--role", role, *walk.name("--name"))
        tokens[role] = served.run("token", "create", *officer)
    person = {
        "name": text("nama"),
        "national_id": f"62{walk.digits}001",
        "deed": text("akta"),
        "tax_id": f"{walk.digits}-0000",
        "address": text("alamat"),
        "occupation": text("pekerjaan"),
        "phone": f"+{walk.digits}",
        "email": f"{word}@example.id",
    }
    proxy = {
        "name": text("kuasa"),
        "address": text("alamat"),
        "phone": f"+{walk.digits}",
        "letter": text("surat"),
    }
    note = {"note": text("catatan")}
    asked = {
        "channel": "letter",
        "applicant_kind": "legal_entity",
        "applicant": person,
        "proxy": proxy,
        "information": text("rincian") * 100,
        "purpose": text("tujuan"),
        "access": "copy",
        **note,
    }
    key = {"Idempotency_Key": f"{word}-{walk.digits}-2"}
    request = served.post(PATH, asked, tokens["desk"], **key).json
    ppid = tokens["information_officer"]
    withheld = [{"ground": "h", "exclusion": _closed(walk, ppid)}]
    message = {"message": text("pesan"), **note}
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("notify-incomplete", "information_officer", {"missing": text("kurang")}),
        ("complete", "desk", {"answer": text("lengkap")}),
        ("extend", "information_officer", {"reason": text("alasan")}),
        (
            "decide",
            "information_officer",
            {
                "possession": "held",
                "outcome": "refused",
                "withheld": withheld,
                "holder": text("lembaga"),
                **message,
            },
        ),
        (
            "object",
            "desk",
            {"reasons": ["a"], "statement": text("posisi"), "proxy": proxy},
        ),
        (
            "answer-objection",
            "information_superior",
            {"outcome": "partly_granted", **message},
        ),
        ("deliver", "information_officer", {"form": "hardcopy", **message}),
        ("dispute", "desk", {"number": text("nomor"), **note}),
        (
            "record-ruling",
            "information_officer",
            {
                "step": "ruling",
                "outcome": "refused",
                "number": text("nomor"),
                **message,
            },
        ),
    )
    for command, role, words in steps:
        path = f"{PATH}/{request['id']}/{command}"
        answer = served.post(path, words, tokens[role])
        assert answer.status == 200, answer.text
    why = {"Tuntas_Reason": f"{word} {walk.digits}"}
    for address in (
        f"{PATH}/{request['id']}",
        f"{PATH}/{request['id']}/history",
        f"{PATH}?after={answer.json['position']}",
        "/v1/information-register",
        "/v1/information-register?format=csv",
    ):
        assert word in served.get(address, ppid, **why).text


def _closed(walk: Walk, ppid: str) -> str:
    """The code of an exclusion in force, with the word in all that is sealed of it."""
    tested = {
        "title": "Data pribadi",
        "agency": "dishub",
        "ground": "h",
        "decision": "exclude",
        "decree": "188.4/12/2026",
        "tested_on": "2026-01-02",
        "valid_from": "2026-01-02",
        "valid_to": "2099-01-01",
        "tested_by": walk.text("penguji"),
        "if_disclosed": walk.text("dibuka"),
        "if_withheld": walk.text("ditutup"),
    }
    answer = walk.served.post("/v1/exclusions", tested, ppid)
    assert answer.status == 201, answer.text
    code: str = answer.json["code"]
    return code
