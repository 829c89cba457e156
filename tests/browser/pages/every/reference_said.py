"""What is said of the reference data, with hostile words where a field takes any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.assessment_bodies import CLASS_BODIES

if TYPE_CHECKING:
    from collections.abc import Sequence

REFERENCE: Sequence[tuple[str, dict[str, Any]]] = (
    ("/agencies", {"code": "jahat"}),
    ("/agencies", {"code": "jahat-lama"}),
    ("/agencies/jahat/rename", {}),
    ("/agencies/jahat-lama/merge", {"into": "jahat"}),
    ("/officers", {"role": "desk"}),
    ("/categories", {"code": "jahat"}),
    ("/categories/jahat/rename", {}),
    ("/categories", {"code": "jahat-lain"}),
    ("/regions", {"regions": [{"code": "62.03.99"}]}),
    ("/regions", {"regions": [{"code": "62.03.99.2001"}]}),
    (
        "/villages",
        {
            "surveyed_on": "2026-01-05",
            "villages": [{"code": "62.03.99.2001", "signal": "none", "people": 9}],
        },
    ),
    (
        "/standards",
        {
            "rule": "Z-99",
            "limit": 3,
            "unit": "working_days",
            "status": "provisional",
            "valid_from": "2026-01-01",
        },
    ),
    (
        "/calendar/2040",
        {
            "status": "provisional",
            "holidays": [{"day": "2040-08-17", "kind": "national"}],
        },
    ),
    (
        "/ladder/office-hours",
        {"opens": "08:00", "closes": "16:00", "valid_from": "2040-01-01"},
    ),
    (
        "/retention",
        {
            "classification": "aspiration",
            "years": 40,
            "status": "provisional",
            "valid_from": "2040-01-01",
        },
    ),
    (
        "/assessment-sheets",
        {
            "status": "provisional",
            "valid_from": "2010-01-01",
            "partly": 50,
            "questions": [{"code": "jahat", "weight": 1}],
            "classes": CLASS_BODIES,
        },
    ),
)
"""What an administrator says; nothing in it is in force where others work."""

_ITEM = {
    "kind": "periodic",
    "agency": "jahat",
    "forms": ["softcopy"],
    "link": "https://jahat.example/1",
}
_TESTED = {
    "agency": "jahat",
    "ground": "j",
    "decision": "exclude",
    "tested_on": "2026-03-02",
    "valid_from": "2026-03-03",
    "valid_to": "2099-03-02",
}
CATALOGUE: Sequence[tuple[str, dict[str, Any]]] = (
    ("/public-information", {"code": "jahat", **_ITEM}),
    ("/public-information/jahat/change", _ITEM),
    ("/public-information/jahat/publish", {"link": "https://jahat.example/2"}),
    ("/public-information", {"code": "jahat-lama", **_ITEM}),
    ("/public-information/jahat-lama/withdraw", {}),
    ("/information-decrees", {"year": 2040, "decreed_on": "2026-01-05"}),
    ("/exclusions", {"code": "jahat", **_TESTED}),
    ("/exclusions/jahat/revise", _TESTED),
    ("/exclusions", {"code": "jahat-lama", **_TESTED}),
    ("/exclusions/jahat-lama/end", {}),
    (
        "/self-assessment",
        {
            "year": 2015,
            "as_of": "2015-12-31",
            "question": "jahat",
            "answer": "yes",
            "evidence": "https://jahat.example/3",
        },
    ),
)
"""What the information officer says."""
