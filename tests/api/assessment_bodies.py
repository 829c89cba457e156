"""Bodies of the openness self-assessment that its described address takes."""

from __future__ import annotations

from typing import Any

from domain.self_assessment import CLASSES

BOUNDS = (90, 80, 60, 40, 0)
CLASS_BODIES = [
    {"name": name, "at_least": bound}
    for name, bound in zip(CLASSES, BOUNDS, strict=True)
]


def fit(path: str, body: dict[str, Any]) -> None:
    """Give a body that is otherwise described words that go together; a sheet counts
    when all is over."""
    if path == "/v1/assessment-sheets" and body.get("questions"):
        question = {**body["questions"][0], "measure": None, "item": None}
        body |= {"questions": [question], "classes": CLASS_BODIES}
        body |= {"valid_from": "2199-01-01"}
    elif path == "/v1/self-assessment":
        body |= {"question": "sop", "answer": "no", "year": 2026}
        body |= {"as_of": "2026-01-05", "agency": "dishub"}
