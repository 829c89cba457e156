"""Requests for information of which every text is hostile, each where one may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.browser.pages.every.story import Story

Step = tuple[str, str, dict[str, Any]]

PATH = "/information-requests"
_PPID, _SUPERIOR = "information_officer", "information_superior"
_WITHHELD = [{"ground": "h", "exclusion": "rekam-medis-pasien"}]
_REFUSED: Step = (
    _PPID,
    "decide",
    {"possession": "held", "outcome": "refused", "withheld": _WITHHELD},
)
_OBJECT: Step = ("desk", "object", {"reasons": ["a"]})
_GRANTED: Step = (_SUPERIOR, "answer-objection", {"outcome": "granted"})
_KEPT: Step = (_SUPERIOR, "answer-objection", {"outcome": "refused"})
_INCOMPLETE: Step = (_PPID, "notify-incomplete", {})
ROADS: dict[str, Sequence[Step]] = {
    "requested": (),
    "incomplete": (_INCOMPLETE,),
    "decided": (_REFUSED,),
    "objected": (_REFUSED, _OBJECT),
    "granted": (_REFUSED, _OBJECT, _GRANTED),
    "disputed": (
        _REFUSED,
        _OBJECT,
        _KEPT,
        ("desk", "dispute", {}),
        (_PPID, "record-ruling", {"step": "hearing"}),
    ),
    "given": (
        _INCOMPLETE,
        ("desk", "complete", {}),
        (_PPID, "extend", {}),
        _REFUSED,
        _OBJECT,
        _GRANTED,
        (_PPID, "deliver", {"form": "softcopy"}),
        ("desk", "data-requests", {"kind": "access"}),
        (_PPID, "data-requests/1/complete", {}),
        ("desk", "data-requests", {"kind": "correction"}),
        (_PPID, "data-requests/2/refuse", {"ground": "not_the_subject"}),
        ("desk", "data-requests", {"kind": "erasure"}),
        (_PPID, "data-requests/3/grant", {}),
    ),
    "taken back": (("desk", "withdraw", {}),),
}
ASKED = {
    "channel": "walk_in",
    "applicant_kind": "legal_entity",
    "applicant": {},
    "proxy": {},
    "access": "copy",
    "form": "softcopy",
}


def tell(story: Story) -> None:
    """All of them, to be named by the names of `ROADS`."""
    for name, road in ROADS.items():
        got = story.say("desk", PATH, ASKED)
        story.number[name] = got["case_number"]
        story.id[name] = got["id"]
        story.code[name] = got["access_code"]
        for role, command, body in road:
            got = story.say(role, f"{PATH}/{story.number[name]}/{command}", body)
    after = {"after": got["position"]}
    answer = story.client.get(PATH, params=after, headers=story.as_(_PPID))
    assert answer.status_code == 200, answer.text
