"""Requests for information as the description of their addresses is tried on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.api.conftest import Office

PLACE = "/v1/information-requests"
MARK = "information-re"
RECEIVED, LATER = "2026-10-30T08:00:00Z", "2026-11-01T08:00:00Z"
OFFICER, SUPERIOR = "information_officer", "information_superior"
ASKED = {
    "channel": "email",
    "applicant_kind": "citizen",
    "applicant": {"name": "Sari"},
    "information": "Anggaran jalan",
    "access": "copy",
    "received_at": RECEIVED,
}
GRANTED = {"possession": "held", "outcome": "granted", "message": "Dikabulkan."}
_DECIDED = (("decide", OFFICER, GRANTED),)
_OBJECTED = (*_DECIDED, ("object", OFFICER, {"reasons": ["b"], "statement": "Kurang."}))
_ANSWERED = (
    *_OBJECTED,
    ("answer-objection", SUPERIOR, {"outcome": "refused", "message": "Ditolak."}),
)
BEFORE: dict[str, tuple[tuple[str, str, dict[str, Any]], ...]] = {
    "complete": (("notify-incomplete", OFFICER, {"missing": "KTP."}),),
    "deliver": _DECIDED,
    "object": _DECIDED,
    "answer-objection": _OBJECTED,
    "dispute": _ANSWERED,
    "record-ruling": (*_ANSWERED, ("dispute", OFFICER, {})),
}
"""What leads to where a request takes the command."""

FITS: dict[str, dict[str, Any]] = {
    "decide": {**GRANTED, "withheld": [], "blacked_out": False},
    "object": {"reasons": ["b"]},
    "answer-objection": {"possession": None, "outcome": "granted", "withheld": []},
    "record-ruling": {"step": "hearing", "outcome": None},
    "information-requests": {"complaint": None, "consent": False},
}
"""What words alone cannot describe: which of them go together."""


def speaker(method: str, path: str) -> str:
    """A role that may."""
    name = path.rpartition("/")[2]
    if name == "confirm" or name == "openings":
        return "inspector"
    if method == "post" and name == "data-requests":
        return "desk"
    return SUPERIOR if name == "answer-objection" else OFFICER


def fit(path: str, body: dict[str, Any]) -> None:
    """Give a body that is otherwise described words that go together."""
    if path == PLACE:
        body["received_at"] = RECEIVED
        body |= {"agency": "dishub"} if body.get("agency") else {}
    elif "data-requests" not in path:
        body["occurred_at"] = LATER
    body |= FITS.get(path.rpartition("/")[2], {})


def named(office: Office, path: str) -> dict[str, str]:
    """A request that takes the command of an address."""
    made = office.post(PLACE, ASKED, OFFICER)
    assert made.status == 201, made.text
    id = made.json["id"]
    step = path.rpartition("/")[2]
    if "{number}" in path:
        kind = "access" if step == "complete" else "erasure"
        asking = f"{PLACE}/{id}/data-requests"
        assert office.post(asking, {"kind": kind}, "desk").status == 201
        if step == "confirm":
            assert office.post(f"{asking}/1/grant", {}, OFFICER).status == 200
        return {"path.id": id, "path.number": "1"}
    for command, role, words in BEFORE.get(step, ()):
        body = {**words, "occurred_at": RECEIVED}
        answer = office.post(f"{PLACE}/{id}/{command}", body, role)
        assert answer.status == 200, answer.text
    return {"path.id": id}
