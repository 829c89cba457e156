"""Fifty texts of one person in one case, each told apart from all others."""

from itertools import count, product
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Answer, Served
    from tests.privacy.conftest import Planted


class Fifty:
    """All hold the planted word or number, so that a scan needs to know only these;
    what follows it differs."""

    def __init__(self, served: "Served", planted: "Planted"):
        self.served = served
        self.texts: list[str] = []
        self.position = 0
        self._word, self._digits = planted.word, planted.digits
        self._letters = map("".join, product(ascii_lowercase, repeat=3))
        self._numbers = count(101)
        self.received: dict[str, Any] = {}

    def text(self) -> str:
        self.texts.append(self._word + next(self._letters))
        return self.texts[-1]

    def number(self, before: str) -> str:
        self.texts.append(f"{before}{self._digits}{next(self._numbers)}")
        return self.texts[-1]

    def reporter(self) -> dict[str, str]:
        return {
            "name": self.text(),
            "national_id": self.number("62"),
            "phone": self.number("+"),
            "email": f"{self.text()}@example.id",
            "address": self.text(),
        }

    def told(self) -> dict[str, Any]:
        return {
            "title": self.text(),
            "description": self.text(),
            "location": {"region": "62.03", "description": self.text()},
            "reporter": self.reporter(),
        }

    def post(self, path: str, body: Any, role: str, status: int, **h: str) -> "Answer":
        answer = self.served.post(path, body, self.served.token(role), **h)
        assert answer.status == status, answer.text
        self.position = answer.json["position"]
        return answer

    def give(self, role: str, command: str, body: dict[str, Any]) -> None:
        path = f"/v1/complaints/{self.case}/{command}"
        self.post(path, {**body, "note": self.text()}, role, 200)

    def live(self) -> None:
        """A whole life of a case, at the end of which its reporter asks for erasure."""
        body = {"channel": "letter", "classification": "complaint", **self.told()}
        body["note"] = self.text()
        key = {"Idempotency_Key": "lima-puluh-teks"}
        self.received = self.post("/v1/complaints", body, "desk", 201, **key).json
        reason = self.text
        self.give("coordinator", "verify", {})
        self.give("coordinator", "request-clarification", {"question": self.text()})
        self.give("desk", "clarify", {"answer": self.text()})
        to = {"agency": "dishub", "instruction": self.text()}
        self.give("coordinator", "dispose", to)
        self.give("liaison", "return", {"reason": reason()})
        self.give("coordinator", "dispose", {"agency": "dishub"})
        answer = f"{self.text()} sudah kami periksa di tempat bersama warga"
        self.give("liaison", "follow-up", {"message": answer, "public": True})
        shown = {"answer": 8, "text": f"Sdr. Wignyo, {self.text()}"}
        self.give("liaison", "propose-public-text", shown)
        refused = {"proposal": 9, "reason": reason()}
        self.give("coordinator", "decline-public-text", refused)
        self.give("desk", "reply", {"message": self.text()})
        self.give("inspector", "escalate", {"to": "governor", "reason": reason()})
        self.give("desk", "amend", {**self.told(), "reason": reason()})
        self.give("coordinator", "reclassify", {"category": "tik", "reason": reason()})
        more = {"clock": "completion", "units": 1, "reason": reason()}
        self.give("coordinator", "extend", more)
        self.give("coordinator", "publish", {})
        self.give("coordinator", "unpublish", {"reason": reason()})
        file = {"name": self.text(), "media_type": "image/png", "size": 9}
        self.give("liaison", "attach", {**file, "sha256": f"{self._digits:a<64}"})
        self.give("desk", "note", {"message": self.text()})
        self.give("liaison", "resolve", {"outcome": "noted", "message": self.text()})
        self.give("desk", "rate", {"stars": 2, "comment": self.text()})
        asked = {"kind": "erasure", "scope": "everything", "message": self.text()}
        self.post(f"{self.path}/data-requests", asked, "desk", 201)

    @property
    def case(self) -> str:
        return str(self.received["id"])

    @property
    def path(self) -> str:
        return f"/v1/complaints/{self.case}"

    @property
    def newest_titles(self) -> tuple[str, str]:
        """Title and description as they are at the end: those that were amended."""
        case = self.read("").json
        return case["title"], case["description"]

    def read(self, part: str) -> "Answer":
        reason = {"Tuntas_Reason": f"{self._word} {self._digits}"}
        token = self.served.token("inspector")
        answer = self.served.get(f"{self.path}{part}", token, **reason)
        assert answer.status == 200, answer.text
        return answer

    def seen(self) -> str:
        """All that its reporter and an inspector with a reason may read of the case."""
        parts = [self.read(part).text for part in ("", "/history", "/data-requests")]
        code = {k: self.received[k] for k in ("case_number", "access_code")}
        own = self.served.post("/v1/track", code).json["token"]
        listed = f"/v1/complaints?after={self.position}"
        parts.append(self.served.get("/v1/track", own).text)
        parts.append(self.served.get(listed, self.served.token("coordinator")).text)
        return "\n".join(parts)

    def opened(self) -> list[str]:
        """Those of the texts that can be read."""
        seen = self.seen()
        return [text for text in self.texts if text in seen]

    def found(self, *words: str) -> list[bool]:
        """Whether a search for each word finds the case."""
        token = self.served.token("coordinator")
        path = "/v1/complaints/search"
        answers = [
            self.served.post(path, {"q": word, "after": self.position}, token)
            for word in words
        ]
        assert {answer.status for answer in answers} == {200}
        return [self.case in answer.text for answer in answers]
