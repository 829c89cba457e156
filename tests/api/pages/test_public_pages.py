"""What everybody may read: published cases without anything personal, and files."""

from __future__ import annotations

import csv
import io
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from api.pages.indonesian import month_name
from tests.api.pages.citizen import Citizen, text
from tests.api.test_data_requests import erase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.conftest import Office

SECRET = (
    "Siti Rahmah",
    "6203014101900001",
    "0812 3456 7890",
    "siti@contoh.id",
    "Jalan Mawar 7",
    "Depan Puskesmas Selat",
    "Saya takut lewat malam hari.",
    "Hanya untuk pelapor.",
    "Terima kasih, belum selesai.",
    "Menunggu suku cadang.",
    "Kami beri tahu Siti.",
    "Lampu di rumah Siti diganti.",
)


@pytest.fixture
def citizen(office: Office) -> Iterator[Citizen]:
    found = Citizen(office.served.url)
    yield found
    found.client.close()


def told_much(office: Office, title: str = "Lampu jalan padam") -> dict[str, Any]:
    """A case with everything in it that the public must not read."""
    case = office.receive(
        title=title,
        description=SECRET[6],
        location={"region": "62.03.01.2001", "description": SECRET[5]},
        reporter={
            "name": SECRET[0],
            "national_id": SECRET[1],
            "phone": SECRET[2],
            "email": SECRET[3],
            "address": SECRET[4],
        },
    )
    office.done("verify", case, "coordinator")
    office.done("dispose", case, "coordinator", instruction=SECRET[9])
    office.done("follow-up", case, "liaison", message=SECRET[7])
    office.done("reply", case, "desk", message=SECRET[8])
    office.done("follow-up", case, "liaison", message=SECRET[11], public=True)
    told_to_all(office, case, "Lampu <b>diganti</b>.")
    office.done("note", case, "coordinator", message=SECRET[9])
    office.done("resolve", case, "liaison", message=SECRET[10])
    return case


def told_to_all(office: Office, case: dict[str, Any], text: str) -> None:
    """The last answer, proposed by the liaison and confirmed by the coordinator."""
    seen = office.get(f"/v1/complaints/{case['id']}/public-texts", "liaison").json
    answer = seen["answers"][-1]["answer"]
    done = office.done("propose-public-text", case, "liaison", answer=answer, text=text)
    proposal = done["version"]
    office.done("confirm-public-text", case, "coordinator", proposal=proposal)


def shown(citizen: Citizen, case: dict[str, Any]) -> list[bool]:
    """Whether there is a page of the case, and list and file name it."""
    page = citizen.get(f"/publik/aduan/{case['case_number']}")
    assert page.status_code in (200, 404)
    lists = (citizen.get(path) for path in ("/publik", "/publik/data/aduan.csv"))
    named = [case["case_number"] in answer.text for answer in lists]
    return [page.status_code == 200, *named]


def published(office: Office, citizen: Citizen, case: dict[str, Any]) -> None:
    """Publish it, and wait for the list to know of it."""
    office.done("publish", case, "coordinator")
    give_up = time.monotonic() + 30
    while case["case_number"] not in citizen.get("/publik").text:
        assert time.monotonic() < give_up, "the list never came to know of it"


def test_a_published_case_shows_what_was_said_to_all_and_nothing_personal(
    office: Office, citizen: Citizen
) -> None:
    case = told_much(office)
    published(office, citizen, case)
    page = f"/publik/aduan/{case['case_number']}"
    seen = citizen.sees(page)
    for said in ("Lampu jalan padam", "Selesai", "Lampu <b>diganti</b>.", "Kapuas"):
        assert said in seen
    assert "Hasil: terbukti" in seen
    files = ("/publik/data/aduan.csv", "/publik/data/aduan.json")
    for path in (page, "/publik", *files):
        shown = citizen.get(path).text
        assert [word for word in (*SECRET, "62.03.01.2001") if word in shown] == []


FOR_ALL = ("/publik", "/publik/umpan.atom", "/publik/data/aduan.csv")


def test_a_title_that_tells_who_somebody_is_is_redacted_wherever_all_read_it(
    office: Office, citizen: Citizen
) -> None:
    case = told_much(office, title="Lampu di rumah siti rahmah, 0812 3456 7890, padam")
    published(office, citizen, case)
    paths = (f"/publik/aduan/{case['case_number']}", *FOR_ALL)
    redacted = "Lampu di rumah [disamarkan], [disamarkan], padam"
    for path in paths:
        assert redacted in citizen.get(path).text
    # Whom to look for is known no more.
    erase(office, case, kind="erasure")
    for path in paths:
        shown = citizen.get(path).text
        assert case["case_number"] in shown and "Lampu di rumah" not in shown


def test_what_is_taken_back_is_gone_at_once(office: Office, citizen: Citizen) -> None:
    case = told_much(office)
    assert shown(citizen, case) == [False, False, False]
    published(office, citizen, case)
    assert shown(citizen, case) == [True, True, True]
    office.done("unpublish", case, "coordinator")
    # Before the list was told of it.
    assert shown(citizen, case) == [False, False, False]


def test_what_becomes_restricted_is_gone_at_once(
    office: Office, citizen: Citizen
) -> None:
    case = office.reach("disposed")
    published(office, citizen, case)
    now = {"classification": "oversight_complaint"}
    office.done("reclassify", case, "coordinator", **now)
    assert shown(citizen, case) == [False, False, False]


def test_a_case_that_is_not_public_is_answered_as_one_that_is_not_there(
    office: Office, citizen: Citizen
) -> None:
    hidden = office.receive(confidential=True)
    kept = office.receive()
    refs = (
        hidden["case_number"],
        kept["case_number"],
        kept["id"],
        "2222-2222-2",
        "abc",
        "%00",
    )
    answers = [citizen.get(f"/publik/aduan/{ref}") for ref in refs]
    assert {answer.status_code for answer in answers} == {404}
    assert len({text(answer) for answer in answers}) == 1


@pytest.mark.parametrize("formula", ["=1+1", "+62812", "-2", "@SUM(A1)"])
def test_text_that_a_spreadsheet_would_reckon_is_neutralised(
    office: Office, citizen: Citizen, formula: str
) -> None:
    case = office.receive(title=f'{formula}, "kutip"; <b>')
    published(office, citizen, case)
    answer = citizen.get("/publik/data/aduan.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    [row] = [r for r in rows if r["nomor_aduan"] == case["case_number"]]
    assert row["judul"] == f'\'{formula}, "kutip"; <b>'
    assert not [c for r in rows for c in r.values() if c and c[0] in "=+-@\t\r"]
    [item] = [
        item
        for item in citizen.get("/publik/data/aduan.json").json()["data"]
        if item["nomor_aduan"] == case["case_number"]
    ]
    assert item["judul"] == f'{formula}, "kutip"; <b>'


@pytest.mark.parametrize("name", ["aduan", "angka"])
def test_each_column_is_explained_and_the_licence_told(
    citizen: Citizen, name: str
) -> None:
    told = citizen.sees("/publik/data")
    whole = citizen.get(f"/publik/data/{name}.json").json()
    columns = [column["nama"] for column in whole["kolom"]]
    rows = list(csv.reader(io.StringIO(citizen.get(f"/publik/data/{name}.csv").text)))
    assert rows[0] == columns
    assert all(list(row) == columns for row in whole["data"])
    assert len(rows) == 1 + len(whole["data"])
    assert whole["lisensi"] in told
    assert [c for c in whole["kolom"] if f"{c['nama']} {c['jenis']}" not in told] == []


def test_figures_of_a_month_that_is_not_over_are_not_told(citizen: Citizen) -> None:
    today = datetime.now(ZoneInfo("Asia/Pontianak"))
    told = citizen.sees("/publik/angka")
    assert "akhir bulan yang lalu" in told
    assert month_name(f"{today:%Y-%m}") not in told


def test_a_page_of_the_list_that_is_none_begins_anew(citizen: Citizen) -> None:
    answer = citizen.get("/publik?halaman=xyz")
    assert answer.status_code == 422
    assert "mulai dari halaman pertama" in text(answer)
