"""Agencies, officers and codes: read by officers, changed by the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from domain.roles import OFFICERS

if TYPE_CHECKING:
    from tests.api.conftest import Office

NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that no officer has, the same in every worker."""

READ_BY_ALL = (
    "agencies",
    "categories",
    "regions",
    "standards",
    "calendar/2026",
    "ladder",
)
RULE = {
    "rule": "C-99",
    "description": "Percobaan",
    "limit": 3,
    "unit": "working_days",
    "legal_basis": "Pergub 1/2026",
    "status": "provisional",
    "valid_from": "2026-01-01",
}
HOLIDAY = {"day": "2031-01-01", "kind": "national", "name": "Tahun Baru"}
YEAR: dict[str, Any] = {"status": "provisional", "holidays": [HOLIDAY]}
# For deadlines that nobody lives to see: other tests of this server keep the seeded.
LADDER: dict[str, Any] = {
    "clock": "verification",
    "steps": [{"name": "governor", "days": 1}],
    "valid_from": "2190-01-01",
}
HOURS = {
    "opens": "08:00",
    "closes": "15:00",
    "legal_basis": "Surat edaran Ramadan",
    "valid_from": "2190-01-01",
}

SURVEY: dict[str, Any] = {
    "source": "Uji",
    "surveyed_on": "2026-01-05",
    "villages": [{"code": "62.01.77.2001", "signal": "none"}],
}

DOORS: dict[str, tuple[str, dict[str, Any]]] = {
    "an agency": ("agencies", {"code": "a-new", "name": "Dinas Baru"}),
    "its name": (
        "agencies/dinkes/rename",
        {"name": "Dinas Kesehatan Baru", "reason": "Perda 1"},
    ),
    "a merger": ("agencies/biro-adpim/merge", {"into": "biro-umum", "reason": "SOTK"}),
    "an officer": ("officers", {"role": "desk", "name": "Ani"}),
    "a category": ("categories", {"code": "c-new", "name": "Kategori baru"}),
    "its name in a list": ("categories/tik/rename", {"name": "Teknologi baru"}),
    "regions": (
        "regions",
        {"source": "Uji", "regions": [{"code": "62.13.77", "name": "Baru"}]},
    ),
    "a rule": ("standards", RULE),
    "a year": ("calendar/2031", YEAR),
    "a ladder": ("ladder", LADDER),
    "office hours": ("ladder/office-hours", HOURS),
}
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("ladder", {**LADDER, "clock": "lunch"}, "clock"),
    ("ladder", {**LADDER, "steps": [{"name": "mayor", "days": 1}]}, "name"),
    ("ladder", {**LADDER, "steps": [{"name": "alarm", "days": 0}]}, "steps"),
    ("ladder", {**LADDER, "steps": [{"name": "remind", "days": 1}]}, "steps"),
    ("ladder", {**LADDER, "steps": LADDER["steps"] * 2}, "steps"),
    ("ladder/office-hours", {**HOURS, "opens": "8"}, "opens"),
    ("ladder/office-hours", {**HOURS, "closes": "07:00"}, "opens"),
    ("standards", {**RULE, "extendable_by": 0}, "extendable_by"),
    (
        "standards",
        {**RULE, "limit": None, "unit": None, "extendable_by": 5},
        "extendable_by",
    ),
    ("calendar/2031", {**YEAR, "valid_from": "2031-06-01"}, "valid_from"),
    ("agencies", {"code": "X", "name": "x"}, "code"),
    ("agencies", {"code": "a", "name": "x"}, "code"),
    ("agencies", {"code": "dishub", "name": "Dinas Lain"}, "code"),
    ("agencies", {"code": "x-1", "name": "DINAS  perhubungan"}, "name"),
    ("agencies", {"code": "x-1", "name": "x", "region": "99.01"}, "region"),
    ("agencies", {"code": "x-1", "name": "x", "kind": "club"}, "kind"),
    ("agencies", {"code": "x-1"}, "name"),
    ("agencies", {"code": "x-1", "name": "x", "colour": "red"}, "colour"),
    ("agencies/no-such/rename", {"name": "x", "reason": "y"}, "code"),
    ("agencies/dishub/rename", {"name": "x"}, "reason"),
    ("agencies/no-such/merge", {"into": "dishub", "reason": "y"}, "code"),
    ("agencies/dishub/merge", {"into": "dishub", "reason": "y"}, "into"),
    ("agencies/dishub/merge", {"into": "kab-kapuas", "reason": "y"}, "into"),
    ("agencies/dishub/merge", {"into": "dinkes"}, "reason"),
    (
        "agencies/dishub/merge",
        {"into": "dinkes", "reason": "y", "valid_from": "2026-02-30"},
        "valid_from",
    ),
    ("officers", {"role": "reporter"}, "role"),
    ("officers", {"role": "system"}, "role"),
    ("officers", {"role": "boss"}, "role"),
    ("officers", {"role": "liaison"}, "agency"),
    ("officers", {"role": "desk", "valid_to": 20261231}, "valid_to"),
    ("officers", {"role": "desk", "agency": "dishub"}, "agency"),
    ("officers", {"role": "liaison", "agency": "no-such"}, "agency"),
    (f"officers/{NOBODY}/change", {"role": "desk"}, "officer"),
    (f"officers/{NOBODY}/dismiss", {}, "officer"),
    ("officers/17/dismiss", {}, "id"),
    ("categories", {"code": "tik", "name": "Lain"}, "code"),
    ("categories", {"code": "x-1", "name": ""}, "name"),
    ("categories/no-such/rename", {"name": "x"}, "code"),
    ("regions", {"source": "x", "regions": []}, "regions"),
    ("regions", {"source": "x", "regions": [{"code": "6203", "name": "x"}]}, "code"),
    (
        "regions",
        {"source": "x", "regions": [{"code": "99.01", "name": "x"}]},
        "regions",
    ),
    ("villages", {**SURVEY, "villages": []}, "villages"),
    ("villages", {**SURVEY, "surveyed_on": "2999-01-01"}, "surveyed_on"),
    ("villages", {**SURVEY, "villages": [{"code": "62", "signal": "x"}]}, "signal"),
    ("villages", SURVEY, "villages"),
    ("standards", {**RULE, "rule": "c2"}, "rule"),
    ("standards", {**RULE, "limit": 0}, "limit"),
    ("standards", {**RULE, "unit": None}, "unit"),
    ("standards", {**RULE, "rule": "C-02", "unit": "months"}, "unit"),
    ("standards", {**RULE, "valid_from": "2026-02-30"}, "valid_from"),
    ("calendar/2031", {**YEAR, "status": "confirmed"}, "decree"),
    ("calendar/2032", YEAR, "holidays"),
    ("calendar/2031", {**YEAR, "holidays": [HOLIDAY, HOLIDAY]}, "holidays"),
    ("calendar/1800", YEAR, "year"),
    ("calendar/next", YEAR, "year"),
]


def post(office: Office, path: str, body: Any, by: str = "administrator") -> Any:
    return office.post(f"/v1/{path}", body, by)


def items(office: Office, path: str) -> list[dict[str, Any]]:
    answer = office.get(f"/v1/{path}", "administrator")
    assert answer.status == 200
    found: list[dict[str, Any]] = answer.json["items"]
    return found


@pytest.mark.parametrize("role", OFFICERS)
def test_every_officer_reads_it_and_none_without_a_token(
    office: Office, role: str
) -> None:
    for path in READ_BY_ALL:
        assert office.get(f"/v1/{path}", role).json["items"]
        assert office.get(f"/v1/{path}", None).status == 401


def test_roles_and_reasons_are_read_by_everybody(office: Office) -> None:
    for path in ("roles", "archive-reasons"):
        assert office.get(f"/v1/{path}", None).json["items"]
    (desk,) = (
        row
        for row in office.get("/v1/roles", None).json["items"]
        if row["role"] == "desk"
    )
    assert "receive" in desk["commands"] and "identity" in desk["reads"]


@pytest.mark.parametrize("role", [role for role in OFFICERS if role != "administrator"])
def test_the_administrator_alone_changes_it_and_reads_the_officers(
    office: Office, role: str
) -> None:
    with office.nothing_recorded():
        for path, body in DOORS.values():
            assert post(office, path, body, role).status == 403
    assert office.get("/v1/officers", role).status == 403


@pytest.mark.parametrize(("path", "body", "field"), WRONG)
def test_a_change_that_does_not_fit_is_refused_by_field(
    office: Office, path: str, body: dict[str, Any], field: str
) -> None:
    with office.nothing_recorded():
        refused = post(office, path, body)
        assert refused.status == 422, refused.text
    found = {error["field"].split(".")[-1] for error in refused.json["errors"]}
    assert found == {field}


@pytest.mark.parametrize("what", DOORS)
def test_a_change_under_a_key_is_done_once(office: Office, what: str) -> None:
    path, body = DOORS[what]
    key = {"Idempotency_Key": uuid4().hex}
    before = office.position()
    first = office.post(f"/v1/{path}", body, "administrator", **key)
    again = office.post(f"/v1/{path}", body, "administrator", **key)
    assert (first.status, again.status) == (201, 201), first.text
    assert first.json == again.json
    assert first.json["position"] == before + 1 == office.position()
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    other = {**body, "name": "Lain"} if "name" in body else {**body, "x": 1}
    refused = office.post(f"/v1/{path}", other, "administrator", **key)
    assert refused.status == 422


def test_a_key_for_one_officer_is_not_taken_for_another(office: Office) -> None:
    first, second = office.appoint("desk")[0], office.appoint("desk")[0]
    key = {"Idempotency_Key": uuid4().hex}
    path = "/v1/officers/{}/dismiss"
    assert office.post(path.format(first), {}, "administrator", **key).status == 201
    refused = office.post(path.format(second), {}, "administrator", **key)
    assert refused.json["type"] == "urn:tuntas:problem:key-reused"


def test_a_registered_agency_takes_cases_at_once(office: Office) -> None:
    body = {"code": "dinas-uji", "name": "Dinas Uji", "region": "62"}
    assert post(office, "agencies", body).status == 201
    row = {**body, "kind": "agency", "merged_into": None, "merged_on": None}
    assert row in items(office, "agencies")
    case = office.reach("verified")
    case = office.done("dispose", case, "coordinator", agency="dinas-uji")
    liaison = office.token("liaison", "dinas-uji")
    assert office.done("follow-up", case, liaison)["state"] == "answered"


def test_a_renamed_agency_keeps_its_code_and_cases(office: Office) -> None:
    case = office.reach("disposed")
    body = {"name": "Dinas Perhubungan Darat", "reason": "Perda 7"}
    assert post(office, "agencies/dishub/rename", body).status == 201
    names = {row["code"]: row["name"] for row in items(office, "agencies")}
    assert names["dishub"] == "Dinas Perhubungan Darat"
    assert office.done("follow-up", case, "liaison")["state"] == "answered"


def test_an_officers_name_is_read_by_the_administrator(office: Office) -> None:
    answer = post(office, "officers", {"role": "desk", "name": "Siti  Aminah"})
    (row,) = (r for r in items(office, "officers") if r["id"] == answer.json["id"])
    assert row == {
        "id": answer.json["id"],
        "role": "desk",
        "agency": None,
        "name": "Siti Aminah",
        "valid_from": None,
        "valid_to": None,
        "dismissed": False,
    }
    post(office, f"officers/{row['id']}/dismiss", {})
    (row,) = (r for r in items(office, "officers") if r["id"] == answer.json["id"])
    assert row["dismissed"] is True


def test_a_refused_appointment_leaves_no_token(office: Office) -> None:
    before = office.served.run("token", "list")
    refused = post(office, "officers", {"role": "liaison", "agency": "no-such"})
    assert refused.status == 422
    assert office.served.run("token", "list") == before


def test_a_category_is_renamed_for_lists_to_come(office: Office) -> None:
    code = office.category("kategori-lama")
    post(office, f"categories/{code}/rename", {"name": "Nama baru"})
    assert {"code": code, "name": "Nama baru"} in items(office, "categories")


def test_regions_are_read_below_one(office: Office) -> None:
    below = items(office, "regions?below=62")
    assert len([row for row in below if len(row["code"]) == 5]) == 14
    assert all(row["code"].startswith("62.") for row in below)
    assert len(items(office, "regions")) > len(below)
    assert office.get("/v1/regions?below=6203", "desk").status == 422


def test_an_adopted_region_is_taken_at_once(office: Office) -> None:
    regions = [{"code": "62.12.88", "name": "Uji"}]
    regions.append({"code": "62.12.88.1001", "name": "Uji Dalam"})
    assert post(office, "regions", {"source": "Perda", "regions": regions}).status == (
        201
    )
    office.receive(location={"region": "62.12.88.1001"})
