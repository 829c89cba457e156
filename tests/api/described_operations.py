"""Who calls each described operation, and what there is to be named in its address."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from PIL import Image

from domain.roles import COMMANDS
from tests.api import described_requests
from tests.api.catalogue_bodies import EXCLUSION, ITEM

if TYPE_CHECKING:
    from tests.api.conftest import Office

VILLAGE = "62.03.10.2001"
ANSWER = 4
"""The version in which a case of ours was answered; in the next a text is proposed."""
STATES = {
    "verify": "received",
    "archive": "received",
    "dispose": "verified",
    "return": "disposed",
    "follow-up": "disposed",
    "resolve": "answered",
    "clarify": "awaiting_clarification",
    "hand-over": "received",
    "extend": "disposed",
    "reopen": "resolved",
    "rate": "resolved",
}
"""The state in which a case takes the command."""


def operations(
    office: Office, paths: dict[str, Any], own: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """For each operation somebody who may call it, and what there is to be named; `own`
    is a case that is tracked."""
    names = {VILLAGE[:8]: "Timpah", VILLAGE: "Petak Puti"}
    regions = [{"code": code, "name": name} for code, name in names.items()]
    said = {"source": "Uji", "regions": regions}
    assert office.post("/v1/regions", said, "administrator").status == 201
    reached = f"/v1/complaints?limit=1&after={own['position']}"
    assert office.get(reached, "coordinator").status == 200
    for path, methods in paths.items():
        for method in methods:
            token = office.token(speaker(method, path))
            if path.startswith("/v1/track"):
                token = office.reporter(own)
            named: dict[str, str] = {"path.code": "tik"}
            if path.startswith("/v1/ledger/tile/"):
                named["path.path"] = "000.p/1" if "entries" in path else "0/000.p/1"
            if path == "/v1/lookup":
                named["query.case_number"] = own["case_number"]
            if path.startswith("/v1/agencies"):
                named["path.code"] = "dinkes"
            if path.startswith("/v1/officers"):
                # Any other might be the administrator, who would be dismissed.
                named["path.id"] = office.appoint("desk")[0]
            elif f"{described_requests.PLACE}/{{id}}" in path:
                named |= described_requests.named(office, path)
            elif path.startswith(("/v1/public-information/", "/v1/exclusions/")):
                named["path.code"] = kept(office, path)
            elif "attachments/{number}" in path:
                named["path.id"] = shown(office)
                named["path.number"] = "1"
            elif "data-requests/{number}" in path:
                named["path.id"] = asked(office, path.rpartition("/")[2])
                named["path.number"] = "1"
            elif path.endswith(("confirm-public-text", "decline-public-text")):
                case = office.reach("answered")
                office.done("propose-public-text", case, "liaison", answer=ANSWER)
                named["path.id"] = case["id"]
            elif "{id}" in path:
                state = STATES.get(path.rpartition("/")[2], "answered")
                named["path.id"] = office.reach(state)["id"]
            yield {
                "include-name": f"{method.upper()} {path}",
                "headers": {"Authorization": f"Bearer {token}"},
                "parameters": {
                    name: value
                    for name, value in named.items()
                    if name.startswith("query.") or name[5:] in path
                },
            }


def kept(office: Office, path: str) -> str:
    """A new item of the list, or a new exclusion."""
    what = path.split("/")[2]
    body = EXCLUSION if what == "exclusions" else ITEM
    answer = office.post(f"/v1/{what}", body, "information_officer")
    return str(answer.json["code"])


def shown(office: Office) -> str:
    """A case with a picture."""
    case = office.receive()
    digest = sha256(PICTURE).hexdigest()
    said = {"media_type": "image/png", "size": len(PICTURE), "sha256": digest}
    office.done("attach", case, "desk", **said)
    path = f"/v1/complaints/{case['id']}/attachments/1"
    assert office.put(path, PICTURE, "desk").status == 200
    return str(case["id"])


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(written, "PNG")
    return written.getvalue()


PICTURE = picture()


def asked(office: Office, step: str) -> str:
    """A case whose first data request takes that step."""
    case = office.receive()
    path = f"/v1/complaints/{case['id']}/data-requests"
    kind = "access" if step == "complete" else "erasure"
    assert office.post(path, {"kind": kind}, "desk").status == 201
    if step == "confirm":
        assert office.post(f"{path}/1/grant", {}, "coordinator").status == 200
    return str(case["id"])


def speaker(method: str, path: str) -> str:
    """A role that may."""
    if described_requests.MARK in path:
        return described_requests.speaker(method, path)
    name = path.rpartition("/")[2]
    if method == "post" and name == "data-requests":
        return "desk"
    if name == "confirm":
        return "inspector"
    if name in COMMANDS and "complaints" in path:
        return next(role for role in COMMANDS[name] if role != "reporter")
    if method == "post" and path in ("/v1/complaints", "/v1/commands"):
        return "desk"
    if method == "post" and path == "/v1/self-assessment":
        return "information_officer"
    if method == "post" and ("information" in path or "exclusions" in path):
        return "information_officer"
    if path.startswith("/v1/exclusions/"):
        return "inspector"
    if "officers" in path:
        return "administrator"
    if path in ("/v1/openings", "/v1/ledger/export") or "/exports" in path:
        return "inspector"
    if method == "post" and "complaints" not in path and "dashboard" not in path:
        return "administrator"
    return "coordinator"
