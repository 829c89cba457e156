"""What everybody is to read of a case: its answers, what waits, what was flagged."""

import json
from typing import Any

from api.installation import Installation
from domain.complaint import Complaint
from domain.redaction import UNSEEN


def of_case(here: Installation, case: Complaint, *, texts: bool) -> dict[str, Any]:
    """The answers, the oldest first, and the proposal that waits; without their texts
    where none may be shown."""
    proposed = case.proposed_text
    shown = {f"text {text.answer}": text.text for text in case.public_texts}
    if proposed:
        shown |= {"text": proposed.text} | (
            {"flags": proposed.flags} if proposed.flags else {}
        )
    told = here.cases.texts(shown) if texts else {}
    public = {text.answer for text in case.public_texts}
    return {
        "published": case.published,
        "answers": [
            {
                "answer": answer.version,
                "answered_at": answer.at,
                "public": answer.public,
                "confirmed": answer.version in public,
                **(
                    {"text": told[f"text {answer.version}"]}
                    if texts and answer.version in public
                    else {}
                ),
            }
            for answer in case.answers
        ],
        "proposed": proposed
        and {
            "proposal": proposed.version,
            "answer": proposed.answer,
            "proposed_at": proposed.at,
            "proposed_by": proposed.by,
            "undecided": proposed.undecided,
            **(
                {"text": told["text"], "flags": json.loads(told.get("flags") or "[]")}
                if texts
                else {}
            ),
        },
        "unseen": list(UNSEEN),
    }
