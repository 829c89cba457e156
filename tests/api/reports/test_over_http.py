"""Reports and letters as programs ask for them: who is told what, as which file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from domain.roles import OFFICERS, READS

if TYPE_CHECKING:
    from tests.api.conftest import Office

MONTH = "period=2025-09"
RECAP = f"/v1/reports/complaint-recap?{MONTH}"
AT = {"received_at": "2025-09-03T09:00:00+07:00"}


@pytest.fixture(scope="module")
def after(office: Office) -> int:
    """Where all that these tests ask for is counted, the signed head too."""
    case = office.receive(**AT, title='😀 #panic("x")')
    then = {"occurred_at": "2025-09-04T09:00:00+07:00"}
    office.done("verify", case, "coordinator", **then)
    return int(office.done("dispose", case, "coordinator", **then)["position"])


@pytest.mark.parametrize(
    ("format_", "begin", "media"),
    [
        ("pdf", "%PDF-1.7", "application/pdf"),
        ("xlsx", "PK", "application/vnd.openxmlformats"),
        ("csv", "\ufeffBagian,Baris,Ukuran,Nilai", "text/csv"),
    ],
)
def test_a_report_is_the_file_that_was_asked_for(
    office: Office, after: int, format_: str, begin: str, media: str
) -> None:
    answer = office.get(f"{RECAP}&format={format_}&after={after}", "manager")
    assert answer.status == 200
    assert answer.content.startswith(begin.encode())
    assert answer.headers["content-type"].startswith(media)
    name = f'filename="rekap-aduan-2025-09.{format_}"'
    assert name in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("role", OFFICERS)
def test_a_report_is_told_to_those_who_make_it(office: Office, role: str) -> None:
    answer = office.get(f"{RECAP}&format=csv", role)
    assert answer.status == (200 if role in READS["reports"] else 403), answer.text


def test_the_report_on_information_service_is_told_to_the_same(
    office: Office, after: int
) -> None:
    path = f"/v1/reports/information-service?{MONTH}&format=csv"
    answer = office.get(f"{path}&after={after}", "information_officer")
    assert answer.status == 200, answer.text
    assert "Ringkasan permohonan,Diterima,Hasil," in answer.text
    assert [office.get(path, by).status for by in ("desk", None)] == [403, 401]
    other = office.get(f"{path}&agency=dpupr", "liaison")
    assert other.json["errors"][0]["field"] == "agency"


def test_nobody_is_told_without_a_token(office: Office) -> None:
    assert office.get(RECAP, None).status == 401


@pytest.mark.parametrize("role", ["liaison", "supervisor"])
def test_who_serves_an_agency_is_told_of_that_one(
    office: Office, after: int, role: str
) -> None:
    own = office.get(f"{RECAP}&format=csv&after={after}", role)
    assert agencies(own.text) == {"Dinas Perhubungan"}
    named = office.get(f"{RECAP}&format=csv&agency=dishub", role)
    assert named.status == 200
    other = office.get(f"{RECAP}&format=csv&agency=dpupr", role)
    assert other.status == 422
    assert other.json["errors"][0]["field"] == "agency"


def test_who_serves_none_may_ask_for_any(office: Office, after: int) -> None:
    answer = office.get(f"{RECAP}&format=csv&agency=dpupr&after={after}", "manager")
    assert agencies(answer.text) == set()


def agencies(text: str) -> set[str]:
    lines = (line.split(",") for line in text.splitlines())
    return {line[1] for line in lines if line[0] == "Instansi"}


@pytest.mark.parametrize(
    "query", ["", "period=2025-13", "period=2025-9", "period=2025-Q3&format=docx"]
)
def test_what_is_no_question_is_refused(office: Office, query: str) -> None:
    answer = office.get(f"/v1/reports/complaint-recap?{query}", "manager")
    assert answer.status == 422
    assert answer.json["errors"]


def test_a_receipt_is_for_those_who_see_the_case(office: Office, after: int) -> None:
    def asked(case: dict[str, Any], by: str | None) -> int:
        answer = office.get(f"/v1/complaints/{case['id']}/receipt", by)
        assert answer.status != 200 or answer.content.startswith(b"%PDF-")
        return answer.status

    open_, secret = office.receive(title="日本 😀"), office.receive(confidential=True)
    assert [asked(open_, by) for by in ("desk", "manager", None)] == [200, 200, 401]
    assert [asked(secret, by) for by in ("desk", "manager")] == [200, 404]
