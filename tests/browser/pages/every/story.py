"""A demonstration in which every field of free text holds hostile words."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
from PIL import Image

from tests.browser.pages.every import request_story
from tests.browser.pages.every.hostile_words import filled, free_text, hostile
from tests.browser.pages.every.reference_said import CATALOGUE, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.browser.pages.conftest import Demo

NO_FREE_TEXT = {
    ("/complaints/{id}/archive", ".original"): "a case",
    ("/complaints/{id}/merge", ".into"): "a case",
    ("/complaints/{id}/propose-public-text", ".overruled[].flagged"): "of the text",
    ("/complaints/{id}/propose-public-text", ".overruled[].reason"): "needs a flag",
    ("/information-requests", ".complaint"): "a case",
    ("/track", ".case_number"): "opens nothing",
    ("/track", ".access_code"): "opens nothing",
    ("/complaints/search", ".cursor"): "of the API",
    ("/public-information/search", ".cursor"): "of the API",
    ("/public-information/search", ".q"): "stored nowhere",
    ("/complaints/search", ".q"): "stored nowhere",
    ("/complaints/similar", ".title"): "stored nowhere",
    ("/complaints/similar", ".description"): "stored nowhere",
    ("/commands", ""): "lines of the bodies of others",
}
"""What a schema calls any text, and is none that is kept."""

Step = tuple[str, str, dict[str, Any]]
_GO: dict[str, Step] = {
    "verify": ("coordinator", "verify", {}),
    "dispose": ("coordinator", "dispose", {"agency": "dishub"}),
    "answer": ("liaison", "follow-up", {"public": True}),
    "publish": ("coordinator", "publish", {}),
    "resolve": ("liaison", "resolve", {"outcome": "substantiated"}),
    "ask": ("coordinator", "request-clarification", {}),
}
_DISPOSED = ("verify", "dispose")
_ANSWERED = (*_DISPOSED, "answer")
ROADS: dict[str, Sequence[str | Step]] = {
    "received": (),
    "asked": ("ask",),
    "verified": ("verify",),
    "disposed": _DISPOSED,
    "answered": (
        *_ANSWERED,
        ("liaison", "propose-public-text", {"answer": 4}),
        ("coordinator", "confirm-public-text", {"proposal": 5}),
        "publish",
    ),
    "resolved": (*_ANSWERED, "resolve"),
    "archived": (("coordinator", "archive", {"reason": "incomplete"}),),
    "handed": (("coordinator", "hand-over", {"government": "kab-kapuas"}),),
    "withdrawn": (("desk", "withdraw", {}),),
    "returned": (*_DISPOSED, ("liaison", "return", {})),
    "merged": (("coordinator", "merge", {"into": "{received}"}),),
    "told": (
        "ask",
        ("desk", "clarify", {}),
        *_DISPOSED,
        ("coordinator", "reclassify", {"classification": "information"}),
        ("coordinator", "reclassify", {"classification": "complaint"}),
        ("coordinator", "extend", {"clock": "completion", "units": 2}),
        ("coordinator", "escalate", {"to": "inspectorate"}),
        ("desk", "amend", {}),
        ("liaison", "note", {}),
        "answer",
        ("liaison", "propose-public-text", {"answer": 12}),
        ("coordinator", "decline-public-text", {"proposal": 13}),
        ("liaison", "propose-public-text", {"answer": 12}),
        ("desk", "reply", {}),
        "answer",
        "publish",
        ("coordinator", "unpublish", {}),
        "publish",
        "resolve",
        ("desk", "reopen", {}),
        "answer",
        "resolve",
        ("desk", "rate", {"stars": 4}),
        ("desk", "data-requests", {"kind": "access"}),
        ("coordinator", "data-requests/1/complete", {}),
        ("desk", "data-requests", {"kind": "correction"}),
        ("coordinator", "data-requests/2/refuse", {"ground": "not_the_subject"}),
        ("desk", "data-requests", {"kind": "erasure"}),
        ("coordinator", "data-requests/3/grant", {}),
    ),
}


@dataclass
class Story:
    """`number[name]` is the case number of one of `ROADS`, `id` and `code` are what its
    receipt names besides; `told[template, path]` the texts that were said in that
    field."""

    demo: Demo
    number: dict[str, str] = field(default_factory=dict)
    id: dict[str, str] = field(default_factory=dict)
    code: dict[str, str] = field(default_factory=dict)
    told: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @cached_property
    def client(self) -> httpx.Client:
        return httpx.Client(base_url=f"{self.demo.url}/v1", timeout=60)

    @cached_property
    def description(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get("/../openapi.json").json()
        return found

    @cached_property
    def fields(self) -> dict[str, list[tuple[str, int]]]:
        """Of each address that takes a body, its free text."""
        found = {}
        for path, methods in self.description["paths"].items():
            content = methods.get("post", {}).get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            template = path.removeprefix("/v1")
            free = sorted(set(free_text(self.description, schema)))
            found[template] = [
                one for one in free if (template, one[0]) not in NO_FREE_TEXT
            ]
        return {template: free for template, free in found.items() if free}

    def say(self, role: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The answer to that, every free text of it hostile."""
        template = self.template(path)
        for name, most in self.fields.get(template, ()):
            texts = self.told.setdefault((template, name), [])
            number = sum(map(len, self.told.values()))
            texts.append(hostile(f"jahat-{number}", number, most))
            body = filled(body, name, texts[-1])
        answer = self.client.post(path, json=body, headers=self.as_(role))
        assert answer.status_code in (200, 201), (path, answer.text)
        found: dict[str, Any] = answer.json()
        return found

    def address(self, template: str) -> str:
        """That of a sample."""
        return template.format_map({**self.number, "id": self.id})

    def as_(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.demo.token(role)}"}

    def template(self, path: str) -> str:
        """The address of the description that this is one of."""
        for told in self.description["paths"]:
            template: str = told.removeprefix("/v1")
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
                return template
        raise AssertionError(path)

    def receive(self, name: str) -> None:
        received_at = datetime.now(UTC) - timedelta(days=9)
        got = self.say(
            "desk",
            "/complaints",
            {
                "channel": "walk_in",
                "classification": "complaint",
                "category": "jahat",
                "location": {"region": "62.03.99"},
                "reporter": {"phone": "0812 3456 7890"},
                "external_id": {"system": "sp4n", "id": uuid4().hex},
                "received_at": received_at.isoformat(),
            },
        )
        self.number[name] = got["case_number"]
        self.id[name] = got["id"]
        self.code[name] = got["access_code"]

    def go(self, name: str, step: str | Step) -> None:
        role, command, body = _GO[step] if isinstance(step, str) else step
        body = {
            key: value.format_map(self.number) if isinstance(value, str) else value
            for key, value in body.items()
        }
        self.say(role, f"/complaints/{self.number[name]}/{command}", body)

    def attach(self, name: str) -> None:
        """A photograph, the first of its case."""
        written = io.BytesIO()
        Image.new("RGB", (800, 600), "teal").save(written, "JPEG")
        content = written.getvalue()
        path = f"/complaints/{self.number[name]}"
        digest = sha256(content).hexdigest()
        body = {"media_type": "image/jpeg", "size": len(content), "sha256": digest}
        self.say("desk", f"{path}/attach", body)
        sent = self.client.put(
            f"{path}/attachments/1", content=content, headers=self.as_("desk")
        )
        assert sent.status_code < 300, sent.text


def told_to(demo: Demo) -> Story:
    """Everything that can be said, said to this demonstration."""
    story = Story(demo)
    for path, body in REFERENCE:
        said = story.say("administrator", path, body)
        if path == "/officers":
            story.id["officer"] = said["id"]
    for path, body in CATALOGUE:
        story.say("information_officer", path, body)
    for name, road in ROADS.items():
        story.receive(name)
        for step in road:
            story.go(name, step)
    story.attach("answered")
    request_story.tell(story)
    # Every list knows of it all before any page is read.
    after = httpx.get(f"{demo.url}/readyz").json()["position"]
    for path in ("/complaints", "/dashboard"):
        params = {"after": after} if path == "/complaints" else {}
        answer = story.client.get(path, params=params, headers=story.as_("manager"))
        assert answer.status_code == 200, answer.text
    return story
