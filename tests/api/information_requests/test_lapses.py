"""What a silence leaves to the applicant, over HTTP."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.api.information_requests.conftest import (
    PATH,
    REFUSED,
    asked,
    give,
    own_token,
    read,
)

if TYPE_CHECKING:
    from tests.conftest import Served

WIB = ZoneInfo("Asia/Pontianak")


def day(ago: int) -> str:
    return f"{datetime.now(WIB).date() - timedelta(days=ago)}T09:00:00+07:00"


def test_a_silent_office_leaves_the_objection(served: Served) -> None:
    request = asked(served, received_at=day(40))
    found = read(served, request)
    assert found["registered_late"] is True
    assert {clock["clock"]: clock["status"] for clock in found["clocks"]} == {
        "written_notice": "overdue"
    }
    rights = {right["remedy"]: right["until"] for right in found["rights"]}
    assert set(rights) == {"object", "withdraw"}
    (lapse,) = found["lapses"]
    assert lapse["clock"] == "written_notice"
    assert lapse["legal_basis"] == "UU 14/2008 Pasal 22(7)"
    words = {"reasons": ["c"], "statement": "Tidak dijawab."}
    assert give(served, request, "object", "desk", **words).status == 200


def test_an_extension_that_passes_too_is_told_by_both_its_paragraphs(
    served: Served,
) -> None:
    request = asked(served, received_at=day(60))
    words = {"reason": "Arsip.", "occurred_at": day(60)}
    extended = give(served, request, "extend", "information_officer", **words)
    assert extended.status == 200, extended.text
    (lapse,) = read(served, request)["lapses"]
    assert lapse["legal_basis"] == "UU 14/2008 Pasal 22(7); UU 14/2008 Pasal 22(8)"


def test_a_silent_applicant_leaves_a_new_request(served: Served) -> None:
    request = asked(served, received_at=day(40))
    told = {"missing": "Identitas.", "occurred_at": day(40)}
    asked_back = give(
        served, request, "notify-incomplete", "information_officer", **told
    )
    assert asked_back.status == 200
    shown = served.get(f"{PATH}/{request['id']}", own_token(served, request)).json
    assert shown["missing"] == "Identitas."
    rights = {right["remedy"] for right in read(served, request)["rights"]}
    assert rights == {"request_again", "withdraw"}
    late = give(served, request, "complete", "desk", answer="KTP.")
    assert late.status == 409
    assert "send a new request" in late.json["detail"]


def test_a_silent_superior_leaves_the_dispute_and_an_early_one_is_premature(
    served: Served,
) -> None:
    request = asked(served, received_at=day(60))
    notice = {**REFUSED, "message": "Data pribadi.", "occurred_at": day(59)}
    give(served, request, "decide", "information_officer", **notice)
    words = {"reasons": ["a"], "statement": "Publik.", "occurred_at": day(58)}
    give(served, request, "object", "desk", **words)
    early = give(served, request, "dispute", "desk", occurred_at=day(57))
    assert (early.status, early.json["state"]) == (200, "objected")
    rejected = {"step": "ruling", "outcome": "inadmissible", "message": "Prematur."}
    told = give(served, request, "record-ruling", "information_officer", **rejected)
    assert (told.status, told.json["state"]) == (200, "objected")
    again = give(served, request, "record-ruling", "information_officer", **rejected)
    assert again.status == 409
    found = read(served, request)
    assert "dispute" in {right["remedy"] for right in found["rights"]}
    late = give(served, request, "dispute", "desk", number="7/PS/2026")
    assert late.json["state"] == "disputed"
    disputes = read(served, request)["disputes"]
    assert [(d["timing"], d["outcome"]) for d in disputes] == [
        ("premature", "inadmissible"),
        ("in_time", None),
    ]


def test_nothing_is_due_of_the_office_once_the_commission_has_it(
    served: Served,
) -> None:
    request = asked(served, received_at=day(90))
    words = {"reasons": ["c"], "statement": "Diam.", "occurred_at": day(60)}
    objected = give(served, request, "object", "desk", **words).json
    assert in_list(served, objected)["overdue"] is True
    disputed = give(served, request, "dispute", "desk").json
    assert disputed["state"] == "disputed"
    found = in_list(served, disputed)
    assert (found["overdue"], found["next_due_on"]) == (False, None)


def in_list(served: Served, request: dict[str, Any]) -> dict[str, Any]:
    """As the list of the information officer has it."""
    path = f"{PATH}?limit=200&after={request['position']}"
    items = served.get(path, served.token("information_officer")).json["items"]
    [found] = [item for item in items if item["id"] == request["id"]]
    assert isinstance(found, dict)
    return found


def test_after_a_silent_office_the_superior_says_that_it_is_not_held(
    served: Served,
) -> None:
    request = asked(served, received_at=day(40))
    words: dict[str, Any] = {"reasons": ["c"], "statement": "Tidak dijawab."}
    assert give(served, request, "object", "desk", **words).status == 200
    superior = "information_superior"
    words = {"outcome": "refused", "message": "Ada pada balai."}
    without = give(served, request, "answer-objection", superior, **words)
    assert without.status == 422
    words |= {"possession": "not_held", "holder": "Balai Wilayah Sungai"}
    answered = give(served, request, "answer-objection", superior, **words)
    assert answered.status == 200, answered.text
    objection = read(served, request)["objection"]
    assert (objection["possession"], objection["withheld"]) == ("not_held", [])
    assert objection["holder"] == "Balai Wilayah Sungai"
    officer = served.token("information_officer")
    book = f"/v1/information-register?after={answered.json['position']}"
    rows = served.get(f"{book}&limit=200&objected=true", officer).json["items"]
    [row] = [row for row in rows if row["id"] == request["id"]]
    assert (row["possession"], row["decision"], row["grounds"]) == (
        "not_held",
        None,
        [],
    )
    lines = csv.reader(io.StringIO(served.get(f"{book}&format=csv", officer).text))
    [line] = [line for line in lines if line[0] == request["case_number"]]
    # Under control yes, under control no, not documented.
    assert line[10:13] == ["", "ya", ""]
