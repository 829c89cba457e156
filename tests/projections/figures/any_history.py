"""Histories of a few cases, made at random, some of it told late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from domain.refusals import Refusal
from domain.transitions import allowed

if TYPE_CHECKING:
    from tests.projections.conftest import Office

FIRST_DAY = date(2026, 3, 2)
LAST = 45
WORDS: dict[str, list[dict[str, Any]]] = {
    "verify": [{}, {"classification": "information"}, {"category": "kesehatan"}],
    "dispose": [{"agency": "dinas-pu"}, {"agency": "dinas-kesehatan"}],
    "return": [{"reason": "x"}],
    "follow-up": [{"message": "x"}],
    "reply": [{"message": "x"}],
    "resolve": [{"outcome": "noted"}, {"outcome": "noted", "time_known": False}],
    "archive": [{"reason": "too_general"}],
    "amend": [{"reason": "x", "changed": ["category"], "category": "jalan"}],
    "reclassify": [
        {"reason": "x", "classification": "oversight_complaint"},
        {"reason": "x", "classification": "aspiration"},
        {"reason": "x", "classification": "complaint"},
    ],
    "request-clarification": [{"question": "x"}],
    "clarify": [{"answer": "x"}],
    "reopen": [{"reason": "x"}],
    "rate": [{"stars": 2}, {"stars": 5}],
    "hand-over": [{"government": "kab-kapuas"}],
    "withdraw": [{"reason": "x"}],
    "merge": [{}],
    "extend": [
        {"clock": "completion", "units": 3, "reason": "x"},
        {"clock": "completion", "units": -1, "reason": "x"},
    ],
    "attach": [{"name": "x", "media_type": "image/png", "size": 1, "sha256": "00"}],
    "publish": [{}],
    "unpublish": [{"reason": "x"}],
    "escalate": [{"to": "governor", "reason": "x"}],
    "note": [{"message": "x"}],
}
ONWARD = {"received": "verify", "verified": "dispose", "returned": "dispose"}
late = st.sampled_from([0, 0, 0, 1, 8, 30])
"""After how many days it is recorded, as from a village without signal."""
receipts = st.fixed_dictionaries(
    {
        "day": st.integers(0, 30),
        "late": late,
        "by": st.sampled_from([None, "desk-1"]),
        "classification": st.sampled_from(
            ["complaint", "oversight_complaint", "aspiration", "information"]
        ),
        "confidential": st.booleans(),
        "category": st.sampled_from([None, "jalan", "kesehatan"]),
        "region": st.sampled_from([None, "62.03", "62.03.01.2001", "62.04"]),
        "channel": st.sampled_from(["web", "phone"]),
    }
)
steps = st.tuples(
    st.integers(0, 4),
    st.integers(0, 20),
    st.integers(0, 2),
    st.integers(0, LAST),
    late,
)
histories = st.tuples(
    st.lists(receipts, min_size=1, max_size=5), st.lists(steps, max_size=50)
)


def on(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)


def play(office: Office, history: Any) -> None:
    """Steps come in nearly in the order in which they happened, some later."""
    received, then = history
    cases = []
    for given_words in received:
        words = dict(given_words)
        told = words["day"] + words.pop("late")
        cases.append(office.receive(recorded=told, **words))
    for which, choice, variant, day, delay in sorted(then, key=lambda s: s[3] // 4):
        case = office.cases[cases[which % len(cases)].id]
        may = allowed(case.state)
        command = may[choice % len(may)]
        if choice < 10:  # so that most cases get on
            command = ONWARD.get(case.state, command)
        words = WORDS[command][variant % len(WORDS[command])]
        if command == "merge":
            other = cases[(which + 1 + variant) % len(cases)].id
            words = {"original": office.cases[other]}
        name = {"return": "return_"}.get(command, command.replace("-", "_"))
        try:
            office.then(case, name, day, recorded=day + delay, **words)
        except Refusal:  # it would have happened before the receipt, or change nothing
            continue
