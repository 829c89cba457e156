"""The register book: for officers, for everybody, and as the 23 columns of the law."""

from __future__ import annotations

import asyncio
import csv
import io
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from openpyxl import load_workbook

from api.app import create_app
from api.limits import FILES_AN_HOUR

if TYPE_CHECKING:
    from api.installation import Installation
    from tests.conftest import Served

PATH = "/v1/information-requests"
BOOK = "/v1/information-register"
APPLICANT = {
    "name": "Sari Ayu",
    "address": "Jalan Damai 4",
    "occupation": "Guru",
    "tax_id": "01.234.567.8-901.000",
    "phone": "081234567890",
    "email": "sari@contoh.id",
}
ASKED: dict[str, Any] = {
    "channel": "letter",
    "applicant_kind": "citizen",
    "applicant": APPLICANT,
    "information": "Anggaran sari ayu; hubungi 0812 3456 7890 atau sari@contoh.id.",
    "purpose": "Skripsi di kampus",
    "access": "copy",
    "received_at": "2026-11-02T09:00:00+07:00",
}
NOTICE = {
    "possession": "held",
    "outcome": "partly_granted",
    "withheld": [{"ground": "h", "exclusion": "dik-2026-7"}],
    "blacked_out": True,
    "message": "Sebagian.",
    "form": "hardcopy",
    "cost": 25_000,
    "payment": "cash",
    "occurred_at": "2026-11-09T09:00:00+07:00",
}
DELIVERED = {"form": "hardcopy", "occurred_at": "2026-11-10T09:00:00+07:00"}
OBJECTED = {
    "reasons": ["d", "f"],
    "statement": "Mahal.",
    "occurred_at": "2026-11-11T09:00:00+07:00",
}


@pytest.fixture(scope="module")
def told(served: Served) -> dict[str, Any]:
    """A request that was granted in part, delivered and objected to."""
    officer = served.token("information_officer")
    request = served.post(PATH, ASKED, officer).json
    for command, words in (
        ("decide", NOTICE),
        ("deliver", DELIVERED),
        ("object", OBJECTED),
    ):
        answer = served.post(f"{PATH}/{request['id']}/{command}", words, officer)
        assert answer.status == 200, answer.text
        request["position"] = answer.json["position"]
    found: dict[str, Any] = request
    return found


def mine(
    served: Served, told: dict[str, Any], token: str | None, query: str = "", **h: str
) -> dict[str, Any]:
    """The row of that one request, in the book as that token reads it."""
    path = f"{BOOK}?limit=200&after={told['position']}{query}"
    answer = served.get(path, token, **h)
    assert answer.status == 200, answer.text
    rows = answer.json["items"]
    [row] = [row for row in rows if row["case_number"] == told["case_number"]]
    found: dict[str, Any] = row
    return found


def test_the_book_tells_what_came_of_a_request(
    served: Served, told: dict[str, Any]
) -> None:
    row = mine(served, told, served.token("information_officer"))
    assert row["id"] == told["id"]
    assert (row["received_on"], row["noticed_on"]) == ("2026-11-02", "2026-11-09")
    assert (row["decision"], row["grounds"]) == ("partly_granted", ["h"])
    assert (row["form"], row["access"]) == ("hardcopy", "copy")
    assert (row["cost"], row["payment"]) == (25_000, "cash")
    assert row["delivered_on"] == "2026-11-10"
    assert row["objection"]["reasons"] == ["d", "f"]
    assert row["information"] == ASKED["information"]
    assert "applicant" not in row


def test_everybody_reads_it_without_who_asked_or_why(
    served: Served, told: dict[str, Any]
) -> None:
    row = mine(served, told, None)
    gone = "[disamarkan]"
    assert row["information"] == f"Anggaran {gone}; hubungi {gone} atau {gone}."
    assert not {"id", "agency", "purpose", "applicant"} & set(row)
    told_anyway = mine(served, told, None, Tuntas_Reason="Ingin tahu")
    assert "applicant" not in told_anyway
    text = served.get(f"{BOOK}?format=csv&after={told['position']}").text
    for personal in (*APPLICANT.values(), ASKED["purpose"]):
        assert personal not in text


def test_a_proxy_is_redacted_for_everybody_and_read_by_officers(
    served: Served,
) -> None:
    asking = {"name": "zulaikha", "phone": "0811 2222 3333", "letter": "SK/77/2026"}
    objecting = {"name": "Parjono"}
    text = "Kirim ke zulaikha, 081122223333, surat sk 77/2026, atau parjono."
    words = {**ASKED, "information": text, "proxy": asking}
    officer = served.token("information_officer")
    request = served.post(PATH, words, officer).json
    notice = served.post(f"{PATH}/{request['id']}/decide", NOTICE, officer)
    assert notice.status == 200, notice.text
    objection = {**OBJECTED, "proxy": objecting}
    answer = served.post(f"{PATH}/{request['id']}/object", objection, officer)
    request["position"] = answer.json["position"]
    gone = "[disamarkan]"
    row = mine(served, request, None)
    assert row["information"] == f"Kirim ke {gone}, {gone}, surat {gone}, atau {gone}."
    assert mine(served, request, officer)["information"] == text


def test_names_need_a_reason_which_is_recorded_first(
    served: Served, told: dict[str, Any]
) -> None:
    officer = served.token("information_officer")
    row = mine(served, told, officer, Tuntas_Reason="Laporan tahunan")
    assert row["applicant"] == APPLICANT
    made = served.get("/v1/exports", served.token("inspector")).json["items"][0]
    assert (made["what"], made["reason"]) == ("information_register", "Laporan tahunan")
    assert made["cases"] >= 1


def test_as_csv_it_has_the_columns_of_the_law(
    served: Served, told: dict[str, Any]
) -> None:
    officer = served.token("information_officer")
    path = f"{BOOK}?format=csv&after={told['position']}"
    answer = served.get(path, officer, Tuntas_Reason="Buku register")
    assert answer.headers["content-type"].startswith("text/csv")
    header, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert len(header) == 23
    [line] = [line for line in lines if line[0] == told["case_number"]]
    assert line == [
        told["case_number"],
        "2026-11-02",
        *APPLICANT.values(),
        ASKED["information"],
        ASKED["purpose"],
        "ya",
        "",
        "",
        "",
        "ya",
        "",
        "ya",
        "dikabulkan sebagian",
        "Pasal 17 huruf h",
        "2026-11-09",
        "2026-11-10",
        "25000",
        "tunai",
    ]


def test_as_a_workbook_it_has_no_names_for_everybody_and_all_for_a_reason(
    served: Served, told: dict[str, Any]
) -> None:
    path = f"{BOOK}?format=xlsx&after={told['position']}"
    officer = served.token("information_officer")
    public, named = served.get(path), served.get(path, officer, Tuntas_Reason="Buku")
    for answer, name in ((public, None), (named, APPLICANT["name"])):
        assert (
            'filename="register-permohonan.xlsx"'
            in answer.headers["content-disposition"]
        )
        sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
        [line] = [line for line in sheet.values if line[0] == told["case_number"]]
        assert (len(line), line[2]) == (23, name)
    made = served.get("/v1/exports", served.token("inspector")).json["items"][0]
    assert (made["what"], made["reason"]) == ("information_register", "Buku")


def test_the_register_of_objections_tells_what_came_of_each(
    served: Served, told: dict[str, Any]
) -> None:
    path = f"{BOOK}?format=csv&objected=true&after={told['position']}"
    text = served.get(path).content.decode("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(text))
    [line] = [line for line in lines if line[0] == told["case_number"]]
    row = dict(zip(header, line, strict=True))
    assert row["Tanggal Keberatan"] == "2026-11-11"
    assert row["Alasan Keberatan"] == "Pasal 35(1) huruf d; Pasal 35(1) huruf f"
    assert (row["Nama"], row["Keputusan Atasan PPID"]) == ("", "")


def test_a_request_that_nobody_objected_to_is_not_in_the_book_of_objections(
    served: Served, told: dict[str, Any]
) -> None:
    other = served.post(PATH, ASKED, served.token("desk")).json
    query = f"{BOOK}?limit=200&objected=true&after={other['position']}"
    numbers = [row["case_number"] for row in served.get(query).json["items"]]
    assert told["case_number"] in numbers
    assert other["case_number"] not in numbers


def test_a_list_of_a_day_or_state_without_requests_is_empty(served: Served) -> None:
    nothing = f"{BOOK}?received_from=2001-01-01&received_to=2001-01-02"
    assert served.get(nothing).json["items"] == []
    token = served.token("information_officer")
    listed = served.get(f"{PATH}?state=ruled&received_to=2001-01-02", token).json
    assert (listed["items"], listed["next_cursor"]) == ([], None)


def test_the_list_goes_by_the_page_with_what_is_due_first(served: Served) -> None:
    desk = served.token("desk")
    ids = [served.post(PATH, ASKED, desk).json for _ in range(3)]
    after = ids[-1]["position"]
    path = f"{PATH}?sort=due&state=requested&limit=2&after={after}"
    token, found, days = served.token("information_officer"), [], []
    cursor = ""
    while True:
        page = served.get(path + cursor, token).json
        found += [item["id"] for item in page["items"]]
        days += [item["next_due_on"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert {request["id"] for request in ids} <= set(found)
    assert days == sorted(days)
    assert len(found) == len(set(found))
    overdue = served.get(f"{PATH}?overdue=true&limit=200", token).json["items"]
    assert all(item["overdue"] for item in overdue)


@pytest.mark.parametrize("role", ["coordinator", "manager"])
def test_who_does_not_serve_requests_reads_no_list(served: Served, role: str) -> None:
    for path in (PATH, BOOK):
        assert served.get(path, served.token(role)).status == 403


def test_an_officer_of_one_agency_lists_what_is_for_it(served: Served) -> None:
    desk = served.token("desk")
    own = served.post(PATH, {**ASKED, "agency": "dishub"}, desk).json
    other = served.post(PATH, {**ASKED, "agency": "dinkes"}, desk).json
    token = served.token("information_officer", "dishub")
    path = f"{PATH}?limit=200&after={other['position']}"
    listed = [item["id"] for item in served.get(path, token).json["items"]]
    assert own["id"] in listed
    assert other["id"] not in listed


def test_an_address_takes_so_many_whole_books_an_hour_without_a_token(
    here: Installation,
) -> None:
    app = create_app(here)

    async def taken(address: str, times: int, path: str) -> set[int]:
        transport = httpx.ASGITransport(app, client=(address, 50_000))
        base = "http://tuntas.test"
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            answers = [await client.get(path) for _ in range(times)]
        return {answer.status_code for answer in answers}

    def status(address: str, times: int, path: str = f"{BOOK}?format=csv") -> set[int]:
        return asyncio.run(taken(address, times, path))

    assert status("192.0.2.8", FILES_AN_HOUR) == {200}
    assert status("192.0.2.8", 1) == {429}
    assert status("192.0.2.8", 1, BOOK) == {200}
    assert status("192.0.2.9", 1) == {200}
