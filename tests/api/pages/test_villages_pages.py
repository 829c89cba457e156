"""`/desa` and `/v1/villages`: signal, silence, waits, and where a point is needed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from api.identity import Holder
from api.pages import village_tables
from api.pages.sessions import COOKIE
from api.reports.workbook import ABOVE
from api.sealer import Sealer
from domain.roles import OFFICERS, READS
from tests.api.pages.citizen import text
from tests.api.pages.surveyed import DARK, DIM, DISTRICT, LIT, SERVED, UNTOLD, tell

if TYPE_CHECKING:
    from api.installation import Installation
    from domain.event import Role
    from tests.api.pages.conftest import Person

Asked = Callable[..., Any]


@pytest.fixture(scope="module")
def surveyed(installed: Installation) -> Installation:
    tell(installed)
    return installed


@pytest.fixture
def visitor(
    surveyed: Installation,
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
) -> Callable[[Role], Person]:
    """Somebody of that role, who is signed in."""

    def entered(role: Role) -> Person:
        agency = "dishub" if role in ("liaison", "supervisor") else None
        who = person()
        session = surveyed.sessions.begin(Holder(appointed(role, agency), None))
        who.cookies.set(COOKIE, session.secret)
        return who

    return entered


@pytest.fixture
def asked(
    surveyed: Installation,
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
) -> Callable[..., Any]:
    """`asked(path, role)`: the JSON of the API, or its status where it refuses."""

    def answer(path: str, role: Role = "inspector") -> Any:
        agency = "dishub" if role in ("liaison", "supervisor") else None
        given = bearer(surveyed, appointed(role, agency))
        got = person().get(path, **given)
        return got.json() if got.status_code == 200 else got.status_code

    return answer


def bearer(here: Installation, officer: UUID) -> dict[str, str]:
    here.tokens.admit(token := here.tokens.new(), officer)
    return {"authorization": f"Bearer {token}"}


def by_code(answer: Any) -> dict[str, Any]:
    return {item["code"]: item for item in answer["items"]}


def rows(answer: Any) -> list[dict[str, str]]:
    """Of a CSV."""
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("role", OFFICERS)
def test_villages_are_read_by_those_who_plan(
    visitor: Callable[[Role], Person], asked: Asked, role: Role
) -> None:
    allowed = role in READS["villages"]
    assert (role in ("coordinator", "inspector", "manager")) is allowed
    for path in ("/v1/villages", "/v1/villages/plan"):
        assert (asked(path, role) == 403) is not allowed
    for path in ("/desa", "/desa.csv", "/desa/rencana", "/desa/rencana.csv"):
        assert visitor(role).get(path).status_code == (200 if allowed else 403)


def test_each_village_says_its_signal_its_cases_and_how_long_they_waited(
    surveyed: Installation, asked: Asked
) -> None:
    answer = asked("/v1/villages")
    found = by_code(answer)
    assert list(found) == [DARK, DIM, LIT, SERVED, UNTOLD]
    assert found[DIM] == {
        "code": DIM,
        "name": "Lungkuh Layang",
        "signal": "weak",
        "office": True,
        "school": None,
        "health_post": None,
        "satellite": None,
        "people": 1_400,
        "people_without_channel": 700,
        "source": "Surat 500.14/456",
        "surveyed_on": (surveyed.today() - timedelta(days=9)).isoformat(),
        "received": 3,
        "waits": {
            "within_hour": 1,
            "within_day": 1,
            "within_week": 0,
            "longer": 1,
            "imported": 0,
        },
    }
    assert found[UNTOLD]["signal"] is None
    totals = answer["totals"]
    assert totals.pop("waits")["within_week"] == 1
    assert totals.pop("others")["within_hour"] == 2
    assert totals == {
        "villages": 5,
        "silent": 3,
        "no_signal": 2,
        "weak_signal": 1,
        "not_surveyed": 1,
        "people_without_channel": 1_200,
        "received": 4,
    }


def test_a_manager_is_told_of_no_restricted_case_by_the_village(asked: Asked) -> None:
    assert by_code(asked("/v1/villages", "manager"))[DIM]["received"] == 2


def test_the_administrator_alone_tells_of_villages_and_their_word_counts_from_its_day(
    surveyed: Installation,
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    asked: Asked,
) -> None:
    body = {
        "source": "Surat lama",
        "surveyed_on": (surveyed.today() - timedelta(days=30)).isoformat(),
        "villages": [{"code": DARK, "signal": "weak"}],
    }
    for role, status in (("manager", 403), ("administrator", 201)):
        given = bearer(surveyed, appointed(role))
        answer = person().ask("POST", "/v1/villages", json=body, headers=given)
        assert answer.status_code == status, answer.text
    early = surveyed.today() - timedelta(days=31)
    for day, signal in ((early, None), (early + timedelta(days=1), "weak")):
        found = by_code(asked(f"/v1/villages?as_of={day}"))
        assert found[DARK]["signal"] == signal


def test_on_a_past_day_nothing_counts_that_came_later(
    surveyed: Installation, asked: Asked
) -> None:
    before = surveyed.today() - timedelta(days=40)
    answer = asked(f"/v1/villages?as_of={before}")
    assert answer["totals"]["received"] == 0
    assert answer["totals"]["not_surveyed"] == 5


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("silent=true", [DARK, SERVED, UNTOLD]),
        ("silent=false", [DIM, LIT]),
        ("signal=none", [DARK, SERVED]),
        (f"region={DISTRICT}&signal=good", [LIT]),
        ("region=62.04", []),
        (f"region={DIM}", [DIM]),
    ],
)
def test_a_filter_leaves_its_villages_alone_in_the_api_and_the_csv(
    asked: Asked, visitor: Callable[[Role], Person], query: str, codes: list[str]
) -> None:
    answer = asked(f"/v1/villages?{query}")
    assert list(by_code(answer)) == codes
    assert answer["totals"]["villages"] == len(codes)
    told = rows(visitor("inspector").get(f"/desa.csv?{query}"))
    assert [row["Kode"] for row in told] == codes


def test_the_list_comes_by_the_page_and_takes_no_other_lists_cursor(
    asked: Asked,
) -> None:
    first = asked("/v1/villages?limit=3")
    further = asked(f"/v1/villages?limit=3&cursor={first['next_cursor']}")
    assert [*by_code(first), *by_code(further)] == [DARK, DIM, LIT, SERVED, UNTOLD]
    assert further["next_cursor"] is None
    assert asked(f"/v1/villages/plan?cursor={first['next_cursor']}") == 422
    assert asked("/v1/villages?colour=red") == 422


def test_the_plan_ranks_by_people_without_a_channel_and_says_how(
    asked: Asked, visitor: Callable[[Role], Person]
) -> None:
    answer = asked("/v1/villages/plan")
    ranked = [
        (item["rank"], item["code"], item["people_without_channel"], item["site"])
        for item in answer["items"]
    ]
    assert ranked == [(1, DIM, 700, "office"), (2, DARK, 500, "school")]
    assert answer["uncounted"] == 1
    assert "50 where signal is weak" in answer["formula"]

    page = visitor("manager").get("/desa/rencana")
    said = text(page)
    assert "Penduduk tanpa saluran = penduduk × bagian menurut sinyal" in said
    assert "sinyal lemah 50 dari 100" in said
    assert "1.200 orang di 2 desa" in said
    told = rows(visitor("manager").get("/desa/rencana.csv"))
    assert [(r["Urutan"], r["Kode"]) for r in told] == [("1", DIM), ("2", DARK)]
    assert told[1]["Tempat titik"] == "sekolah"


def test_the_plan_is_a_workbook_too_with_its_formula(
    visitor: Callable[[Role], Person], surveyed: Installation
) -> None:
    Sealer(surveyed).seal()
    path = "/desa/rencana.xlsx?region=62.03"
    file, again = (visitor(role).get(path) for role in ("manager", "manager"))
    assert file.status_code == 200, file.text
    assert file.content == again.content
    book = load_workbook(io.BytesIO(file.content))
    header, *lines = list(book["Rencana titik satelit"].values)[ABOVE:]
    told = rows(visitor("manager").get("/desa/rencana.csv?region=62.03"))
    assert list(header) == list(told[0])
    assert [(line[1], line[2]) for line in lines] == [(1, DIM), (2, DARK)]
    said = list(book["Asal angka"].values)
    assert ("Rumus", village_tables.FORMULA[0]) in said
    assert any("/v1/villages/plan?" in str(cell) for _, cell in said)
    assert visitor("desk").get(path).status_code == 403


def test_the_page_tells_the_numbers_of_the_api_and_whose_word_they_rest_on(
    visitor: Callable[[Role], Person], surveyed: Installation
) -> None:
    page = visitor("inspector").get("/desa")
    said = text(page)
    assert "3 dari 5 desa dan kelurahan belum pernah melapor; 2 tidak bersinyal" in said
    assert f'href="/aduan?region={DIM}"' in page.text
    assert "Surat 500.14/456" in said
    assert "4 desa baru atau berubah" in said
    assert "oleh sistem" in said


def test_where_nothing_is_known_or_left_the_page_says_what_to_do(
    visitor: Callable[[Role], Person], surveyed: Installation
) -> None:
    who = visitor("inspector")
    assert "Longgarkan saringannya" in text(who.get("/desa?region=62.04"))
    assert "Tidak ada desa yang perlu" in text(who.get(f"/desa/rencana?region={LIT}"))
    early = surveyed.today() - timedelta(days=40)
    assert "tuntas village import" in text(who.get(f"/desa?as_of={early}"))
    assert who.get("/desa?signal=loud").status_code == 422
    assert who.get("/desa.csv?signal=loud").status_code == 422
