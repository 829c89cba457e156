"""Requests for public information as their people send them to a running server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Answer, Served

PATH = "/v1/information-requests"
ASKED: dict[str, Any] = {
    "channel": "email",
    "applicant_kind": "citizen",
    "applicant": {"name": "Sari Ayu", "national_id": "6271015503900001"},
    "information": "Salinan anggaran jalan provinsi tahun 2025.",
    "purpose": "Penelitian",
    "access": "copy",
    "form": "softcopy",
}
TEST = {"ground": "h", "exclusion": "dik-2026-7"}
REFUSED = {"possession": "held", "outcome": "refused", "withheld": [TEST]}
GRANTED = {"outcome": "granted", "message": "Beri."}
WALK: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("extend", "information_officer", {"reason": "Berkas di arsip daerah."}),
    ("decide", "information_officer", {**REFUSED, "message": "Data pribadi."}),
    ("object", "applicant", {"reasons": ["a"], "statement": "Anggaran itu publik."}),
    (
        "answer-objection",
        "information_superior",
        GRANTED,
    ),
    ("deliver", "information_officer", {"form": "softcopy", "message": "Terlampir."}),
)


@pytest.fixture(scope="session", autouse=True)
def closed(excluded: str) -> None:
    """Refusals of these tests rest on it."""


def asked(served: Served, role: str = "desk", **words: Any) -> dict[str, Any]:
    answer = served.post(PATH, {**ASKED, **words}, served.token(role))
    assert answer.status == 201, answer.text
    found: dict[str, Any] = answer.json
    return found


def give(
    served: Served, request: dict[str, Any], command: str, role: str, **words: Any
) -> Answer:
    return served.post(f"{PATH}/{request['id']}/{command}", words, served.token(role))


def own_token(served: Served, request: dict[str, Any]) -> str:
    code = {name: request[name] for name in ("case_number", "access_code")}
    token: str = served.post("/v1/track", code).json["token"]
    return token


def read(served: Served, request: dict[str, Any], **headers: str) -> dict[str, Any]:
    token = served.token("information_officer")
    answer = served.get(f"{PATH}/{request['case_number']}", token, **headers)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found
