"""The openness self-assessment as programs speak of it: who answers and who reads, for
which agency, and that its figures are the lists that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from domain.roles import COMMANDS, OFFICERS, READS

if TYPE_CHECKING:
    from tests.api.conftest import Office

YEAR = 2026
SHEET = f"/v1/reports/self-assessment?period={YEAR}"
PPID = "information_officer"
ANSWER: dict[str, Any] = {
    "year": YEAR,
    "as_of": f"{YEAR}-11-01",
    "question": "sop",
    "answer": "yes",
    "evidence": "https://ppid.example/sop.pdf",
}
HOSTILE = "https://ppid.example/=1+1&#{{7*7}}\\$x$"


def give(office: Office, by: str | None = PPID, **more: Any) -> Any:
    return office.post("/v1/self-assessment", {**ANSWER, **more}, by)


def told(office: Office, by: str = PPID, **asked: Any) -> dict[str, Any]:
    query = "".join(f"&{name}={value}" for name, value in asked.items())
    answer = office.get(f"{SHEET}{query}", by)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def items(sheet: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["code"]: item for item in sheet["items"]}


@pytest.mark.parametrize("role", OFFICERS)
def test_the_ppid_answers_and_those_who_make_reports_read(
    office: Office, role: str
) -> None:
    may = role in COMMANDS["assess-openness"]
    assert may is (role == PPID)
    assert give(office, role).status == (201 if may else 403)
    assert office.get(SHEET, role).status == (200 if role in READS["reports"] else 403)


def test_an_answer_is_kept_with_who_gave_it_and_when(office: Office) -> None:
    assert [give(office, None).status, office.get(SHEET, None).status] == [401, 401]
    first = give(office, answer="partly")
    item = items(told(office, after=first.json["position"]))["sop"]
    assert (item["answer"], item["points"]) == ("partly", 50)
    assert item["evidence"] == ANSWER["evidence"]
    assert item["answered_by"] and item["answered_at"]
    second = give(office, answer="no", evidence=None)
    sheet = told(office, after=second.json["position"])
    assert (items(sheet)["sop"]["answer"], items(sheet)["sop"]["points"]) == ("no", 0)
    before = items(told(office, as_of=f"{YEAR - 1}-12-31"))
    assert before["sop"]["answer"] is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"question": "berkala"}, "question"),
        ({"evidence": None}, "evidence"),
        ({"evidence": "javascript:alert(1)"}, "evidence"),
        ({"answer": "maybe"}, "answer"),
        ({"as_of": f"{YEAR - 1}-12-31"}, "as_of"),
        ({"agency": "tidak-ada"}, "agency"),
    ],
)
def test_what_is_no_answer_is_refused_at_its_field(
    office: Office, more: dict[str, Any], field: str
) -> None:
    answer = give(office, **more)
    assert answer.status == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_who_serves_an_agency_answers_for_that_one_and_no_other(
    office: Office,
) -> None:
    own = office.token(PPID, "dishub")
    refused = give(office, own, agency="dpupr")
    assert refused.status == 422
    assert refused.json["errors"][0]["field"] == "agency"
    given = give(office, own, question="profil")
    position = given.json["position"]
    mine = told(office, own, after=position)
    assert mine["query"]["agency"] == "dishub"
    assert items(mine)["profil"]["answer"] == "yes"
    assert items(told(office, agency="dpupr"))["profil"]["answer"] is None
    assert office.get(f"{SHEET}&agency=dpupr", own).status == 422


def test_its_figures_are_as_many_as_the_lists_that_it_names(office: Office) -> None:
    asked = {
        "channel": "email",
        "applicant_kind": "citizen",
        "applicant": {"name": "Sari"},
        "information": "Anggaran jalan",
        "access": "copy",
        "received_at": "2026-11-02T09:00:00+07:00",
    }
    made = office.post("/v1/information-requests", asked, PPID)
    assert made.status == 201, made.text
    after = made.json["position"]
    today = office.get("/v1/public-information", None).json["as_of"]
    sheet = told(office, after=after, as_of=today)
    found, counted = items(sheet), 0
    for code, path in (
        ("berkala", "/v1/public-information"),
        ("serta-merta", "/v1/public-information"),
        ("uji-konsekuensi", "/v1/public-information"),
        ("tautan", "/v1/public-information"),
        ("register", "/v1/information-register"),
    ):
        rows = every(office, path, urlsplit(found[code]["evidence"]).query)
        rows = [
            row for row in rows if code != "tautan" or row["category"] != "excluded"
        ]
        # Of exclusions everybody reads those in force, and not those that are over.
        of = "part" if code == "uji-konsekuensi" else "whole"
        assert found[code][of] == len(rows), code
        counted += len(rows)
        if code in ("berkala", "serta-merta"):
            late = sum(bool(row["due_on"]) and row["due_on"] < today for row in rows)
            assert found[code]["part"] == len(rows) - late
    assert counted


def every(office: Office, path: str, query: str) -> list[dict[str, Any]]:
    """All items of a list that everybody may read."""
    rows: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = office.get(f"{path}?{query}&limit=200{cursor}", None).json
        rows += page["items"]
        if page["next_cursor"] is None:
            return rows
        cursor = f"&cursor={page['next_cursor']}"


@pytest.mark.parametrize(
    ("format_", "begin"), [("pdf", "%PDF-1.7"), ("xlsx", "PK"), ("csv", "\ufeffBagian")]
)
def test_it_is_the_file_that_was_asked_for_whatever_was_typed(
    office: Office, format_: str, begin: str
) -> None:
    given = give(office, question="komitmen", evidence=HOSTILE)
    assert given.status == 201, given.text
    path = f"{SHEET}&format={format_}&after={given.json['position']}"
    answer, again = office.get(path, PPID), office.get(path, PPID)
    assert answer.status == 200
    assert answer.content.startswith(begin.encode())
    assert answer.content == again.content
    assert "penilaian-mandiri-2026" in answer.headers["content-disposition"]


def test_another_sheet_is_adopted_by_the_administrator_alone(office: Office) -> None:
    seeded = office.get("/v1/assessment-sheets", PPID).json["items"][0]
    assert seeded["in_force"]
    other = {name: seeded[name] for name in ("source", "status", "partly", "classes")}
    other["questions"] = [{**seeded["questions"][-1], "weight": 7}]
    other["valid_from"] = "2199-01-01"
    assert office.post("/v1/assessment-sheets", other, PPID).status == 403
    adopted = office.post("/v1/assessment-sheets", other, "administrator")
    assert adopted.status == 201, adopted.text
    sheets = office.get("/v1/assessment-sheets", "administrator").json["items"]
    assert [sheets[0]["in_force"], sheets[-1]["in_force"]] == [True, False]
    assert len(told(office, after=adopted.json["position"])["items"]) == 19
    gap = {**other, "classes": other["classes"][:4] + [other["classes"][0]]}
    refused = office.post("/v1/assessment-sheets", gap, "administrator")
    assert refused.json["errors"][0]["field"] == "classes"
