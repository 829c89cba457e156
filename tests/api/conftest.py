"""The offices as their programs speak to a running server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from domain.roles import OFFICERS
from storage.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from tests.conftest import Answer, Served

COMPLAINT: Mapping[str, Any] = {
    "channel": "walk_in",
    "classification": "complaint",
    "title": "Lampu jalan padam",
    "description": "Lampu jalan di depan puskesmas padam sejak seminggu.",
}
WORDS: Mapping[str, dict[str, Any]] = {
    "verify": {},
    "dispose": {"agency": "dishub"},
    "return": {"reason": "Bukan wewenang kami."},
    "follow-up": {"message": "Petugas sudah memeriksa."},
    "reply": {"message": "Belum selesai."},
    "resolve": {"outcome": "substantiated"},
    "archive": {"reason": "incomplete"},
    "amend": {"reason": "Salah ketik.", "title": "Lampu jalan mati"},
    "escalate": {"to": "inspectorate", "reason": "Terlambat."},
    "note": {"message": "Menunggu suku cadang."},
    "request-clarification": {"question": "Di kilometer berapa?"},
    "clarify": {"answer": "Di kilometer tujuh."},
    "hand-over": {"government": "kab-kapuas"},
    "withdraw": {"reason": "Sudah diperbaiki warga."},
    "merge": {},
    "reclassify": {"classification": "information", "reason": "Bertanya saja."},
    "extend": {"clock": "completion", "units": 2, "reason": "Menunggu alat."},
    "reopen": {"reason": "Padam lagi."},
    "rate": {"stars": 4},
    "attach": {
        "name": "lampu.jpg",
        "media_type": "image/jpeg",
        "size": 120_000,
        "sha256": "0f" * 32,
    },
    "publish": {},
    "unpublish": {"reason": "Memuat alamat."},
    "propose-public-text": {"answer": 4, "text": "Lampu sudah diganti."},
    "confirm-public-text": {"proposal": 5},
    "decline-public-text": {"proposal": 5, "reason": "Belum jelas."},
}
"""A body that fits each command; `into` of a merge is a case of its own."""

ROAD: Mapping[str, tuple[tuple[str, str], ...]] = {
    "received": (),
    "verified": (("verify", "coordinator"),),
    "disposed": (("verify", "coordinator"), ("dispose", "coordinator")),
    "archived": (("archive", "coordinator"),),
    "awaiting_clarification": (("request-clarification", "coordinator"),),
    "withdrawn": (("withdraw", "desk"),),
    "merged": (("merge", "coordinator"),),
}
_DISPOSED = ROAD["disposed"]
_ANSWERED = (*_DISPOSED, ("follow-up", "liaison"))
ROAD = {
    **ROAD,
    "returned": (*_DISPOSED, ("return", "liaison")),
    "answered": _ANSWERED,
    "in_progress": (*_ANSWERED, ("reply", "desk")),
    "resolved": (*_ANSWERED, ("resolve", "liaison")),
}
"""The commands that lead to each state, and who gives them."""


@dataclass
class Office:
    """Everybody's programs at once: each call says as whom."""

    served: Served
    original: str = ""
    """The number of a case into which others may be merged."""

    def appoint(self, role: str, agency: str | None = None) -> tuple[str, str]:
        """Id and token of a newly appointed officer."""
        return self.served.appoint(role, agency)

    def token(self, role: str, agency: str | None = None) -> str:
        """A token of that role, the same each time."""
        return self.served.token(role, agency)

    def category(self, code: str) -> str:
        """A new category of that code, called by it."""
        body = {"code": code, "name": code}
        answer = self.post("/v1/categories", body, "administrator")
        assert answer.status == 201, answer.text
        return code

    def post(self, path: str, body: Any, by: str | None, **headers: str) -> Answer:
        """`by` names a role, or is a token."""
        return self.served.post(path, body, self._spoken_by(by), **headers)

    def put(self, path: str, content: bytes, by: str | None) -> Answer:
        return self.served.call("PUT", path, content, self._spoken_by(by))

    def get(self, path: str, by: str | None, **headers: str) -> Answer:
        return self.served.get(path, self._spoken_by(by), **headers)

    def _spoken_by(self, by: str | None) -> str | None:
        return by if by is None or by.startswith("tuntas_") else self.token(by)

    def receive(self, by: str | None = "desk", **fields: Any) -> dict[str, Any]:
        """The answer to a complaint that fits, with these fields changed."""
        answer = self.post("/v1/complaints", {**COMPLAINT, **fields}, by)
        assert answer.status == 201, answer.text
        found: dict[str, Any] = answer.json
        return found

    def give(
        self,
        command: str,
        case: dict[str, Any],
        by: str,
        headers: Mapping[str, str] = {},
        **words: Any,
    ) -> Answer:
        """The answer to a command; its body is one that fits, with `words` changed."""
        body = {**WORDS[command], **words}
        if command == "merge":
            body.setdefault("into", self.original)
        return self.post(f"/v1/complaints/{case['id']}/{command}", body, by, **headers)

    def done(
        self, command: str, case: dict[str, Any], by: str, **words: Any
    ) -> dict[str, Any]:
        """What the case is after a command that must be taken."""
        answer = self.give(command, case, by, **words)
        assert answer.status == 200, answer.text
        found: dict[str, Any] = answer.json
        return found

    def reach(self, state: str, **fields: Any) -> dict[str, Any]:
        """A new case in that state."""
        case = self.receive(**fields)
        for command, role in ROAD[state]:
            case = {**case, **self.done(command, case, role)}
        assert case["state"] == state
        return case

    def reporter(self, case: dict[str, Any]) -> str:
        """A token of the case's reporter, for its access code."""
        body = {name: case[name] for name in ("case_number", "access_code")}
        answer = self.served.post("/v1/track", body)
        assert answer.status == 200, answer.text
        return str(answer.json["token"])

    def history(self, case: dict[str, Any], by: str = "coordinator") -> list[Any]:
        answer = self.get(f"/v1/complaints/{case['id']}/history", by)
        assert answer.status == 200, answer.text
        items: list[Any] = answer.json["items"]
        return items

    def position(self) -> int:
        """Of the newest event of the whole installation."""
        return int(self.served.get("/readyz").json["position"])

    @contextmanager
    def nothing_recorded(self) -> Iterator[None]:
        """Fails if anybody's event comes into being meanwhile; the sweep goes on."""
        before = self._asked_for()
        yield
        assert self._asked_for() == before

    def _asked_for(self) -> int:
        address = EmbeddedPostgres(self.served.data).url("tuntas")
        with psycopg.connect(address) as connection:
            row = connection.execute(
                "SELECT count(*) FROM events"
                " WHERE convert_from(state, 'UTF8')::json ->> 'role' <> 'system'"
            ).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture(scope="session")
def office(served: Served) -> Office:
    return _office(served)


@pytest.fixture(scope="session")
def excluded(served: Served) -> str:
    """Code of an exclusion on ground h, in force on the days of all tests."""
    body = {
        "code": "dik-2026-7",
        "title": "Data pribadi dalam berkas",
        "agency": "dishub",
        "ground": "h",
        "decision": "exclude",
        "decree": "188.4/7/2026",
        "tested_on": "2026-01-02",
        "valid_from": "2026-01-02",
        "valid_to": "2099-01-01",
        "tested_by": "Ani, PPID",
        "if_disclosed": "Riwayat orang diketahui umum.",
        "if_withheld": "Kepentingan umum tidak terganggu.",
    }
    answer = served.post("/v1/exclusions", body, served.token("information_officer"))
    assert answer.status == 201, answer.text
    return "dik-2026-7"


@pytest.fixture(scope="session")
def office_of() -> Callable[[Served], Office]:
    """The offices of a server of one's own."""
    return _office


def _office(served: Served) -> Office:
    found = Office(served)
    for role in OFFICERS:  # at once, for an appointment is an event too
        found.token(role)
    found.original = found.receive()["case_number"]
    return found


@pytest.fixture(scope="session")
def lines(office: Office) -> Callable[..., list[dict[str, Any]]]:
    """`lines(by, *lines)` sends a batch, bytes as they are; its answers."""

    def send(by: str, *given: Any) -> list[dict[str, Any]]:
        raw = [g if isinstance(g, bytes) else json.dumps(g).encode() for g in given]
        answer = office.post("/v1/commands", b"\n".join(raw), by)
        assert answer.status == 200, answer.text
        assert answer.headers["content-type"] == "application/x-ndjson"
        return [json.loads(line) for line in answer.text.splitlines()]

    return send


@pytest.fixture
def complaint() -> dict[str, Any]:
    """A body that fits, to be spoilt."""
    return dict(COMPLAINT)
