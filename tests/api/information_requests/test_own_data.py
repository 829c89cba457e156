"""Applicants see and erase their data, as reporters do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from click.testing import CliRunner

from api.addresses import DATABASE
from api.cli import main
from storage.embedded import EmbeddedPostgres
from tests.api.information_requests.conftest import (
    ASKED,
    PATH,
    asked,
    give,
    own_token,
    read,
)

if TYPE_CHECKING:
    from tests.conftest import Served


def erased(served: Served, request: dict[str, Any], scope: str) -> None:
    """As an applicant asks, an officer grants and an inspector confirms."""
    path = f"{PATH}/{request['id']}/data-requests"
    mine = own_token(served, request)
    made = served.post(path, {"kind": "erasure", "scope": scope}, mine)
    assert made.status == 201, made.text
    number = made.json["number"]
    for step, role in (("grant", "information_officer"), ("confirm", "inspector")):
        answer = served.post(f"{path}/{number}/{step}", {}, served.token(role))
        assert answer.status == 200, answer.text


def test_an_applicant_is_forgotten_while_the_request_stands(served: Served) -> None:
    request = asked(served)
    erased(served, request, "identity")
    found = read(served, request, Tuntas_Reason="Memeriksa penghapusan")
    assert found["applicant"] is None
    assert found["information"] == ASKED["information"]
    assert [erasure["scope"] for erasure in found["erased"]] == ["identity"]
    done = give(served, request, "extend", "information_officer", reason="Arsip.")
    assert done.status == 200


def test_nobody_reads_what_was_asked_once_its_applicant_cannot_be_looked_for_in_it(
    served: Served,
) -> None:
    about = f"Salinan berkas {ASKED['applicant']['name'].lower()} untuk parjono."
    proxy = {"name": "Parjono"}
    request, other = asked(served, information=about, proxy=proxy), asked(served)
    book = f"/v1/information-register?limit=200&after={other['position']}"

    def told(reader: str | None = None) -> dict[str, str | None]:
        rows = served.get(book, reader).json["items"]
        return {row["case_number"]: row["information"] for row in rows}

    asked_for = "Salinan berkas [disamarkan] untuk [disamarkan]."
    assert told()[request["case_number"]] == asked_for
    erased(served, request, "identity")
    assert told()[request["case_number"]] is None
    assert told(served.token("inspector"))[request["case_number"]] == about
    assert told()[other["case_number"]] == ASKED["information"]


def test_an_applicant_reads_what_came_of_what_was_asked(served: Served) -> None:
    request, other = asked(served), asked(served)
    path, mine = f"{PATH}/{request['id']}/data-requests", own_token(served, request)
    served.post(path, {"kind": "access", "message": "Apa saja?"}, mine)
    told = {"message": "Nama dan nomor telepon."}
    served.post(f"{path}/1/complete", told, served.token("information_officer"))
    found = served.get(path, mine)
    assert found.status == 200, found.text
    [item] = found.json["items"]
    assert (item["state"], item["message"]) == ("done", "Apa saja?")
    assert item["answer"] == told["message"]
    assert served.get(f"{PATH}/{other['id']}/data-requests", mine).status == 404


def test_all_texts_of_a_request_are_erased_and_its_days_go_on(served: Served) -> None:
    request = asked(served)
    erased(served, request, "everything")
    found = read(served, request, Tuntas_Reason="Memeriksa penghapusan")
    assert (found["applicant"], found["information"], found["purpose"]) == (None,) * 3
    refused = give(served, request, "extend", "information_officer", reason="Arsip.")
    assert (refused.status, refused.json["type"]) == (
        409,
        "urn:tuntas:problem:text-erased",
    )
    ended = give(served, request, "withdraw", "information_officer")
    assert (ended.status, ended.json["state"]) == (200, "withdrawn")
    token = served.token("inspector")
    items = served.get(f"{PATH}/{request['id']}/data-requests", token).json["items"]
    assert [item["state"] for item in items] == ["done"]
    position = served.get(f"{PATH}/{request['id']}/history", token).json["items"][-1]
    book = f"/v1/information-register?limit=200&after={position['position']}"
    rows = served.get(book, token, Tuntas_Reason="Memeriksa buku").json["items"]
    [row] = [r for r in rows if r["case_number"] == request["case_number"]]
    assert (row["information"], row["applicant"]["name"]) == (None, None)


def test_what_is_asked_about_data_is_listed_for_who_serves_requests(
    served: Served,
) -> None:
    request = asked(served)
    path = f"{PATH}/{request['id']}/data-requests"
    made = served.post(path, {"kind": "access"}, served.token("desk")).json
    query = f"/v1/data-requests?limit=200&after={made['position']}"
    seen = {
        role: [
            item["information"]
            for item in served.get(query, served.token(role)).json["items"]
            if item["id"] == request["id"]
        ]
        for role in ("information_officer", "inspector", "coordinator")
    }
    assert seen == {
        "information_officer": [True],
        "inspector": [True],
        "coordinator": [],
    }


def test_the_register_of_complaints_is_rebuilt_past_what_an_applicant_asks(
    served: Served,
) -> None:
    request = asked(served)
    path = f"{PATH}/{request['id']}/data-requests"
    made = served.post(path, {"kind": "access"}, served.token("desk")).json
    words = ["rebuild", "register", "--data", str(served.data)]
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    assert int(done.stdout.split()[1]) >= made["position"]


def test_the_book_is_rebuilt_as_it_was_whatever_an_applicant_asks(
    served: Served,
) -> None:
    request = asked(served)
    path = f"{PATH}/{request['id']}/data-requests"
    made = served.post(path, {"kind": "access"}, served.token("desk")).json
    after = f"/v1/information-register?limit=1&after={made['position']}"
    assert served.get(after, served.token("desk")).status == 200
    before = positions_in_book(served)
    words = ["rebuild", "information_register", "--data", str(served.data)]
    CliRunner().invoke(main, words, catch_exceptions=False)
    assert positions_in_book(served) == before


def positions_in_book(served: Served) -> list[Any]:
    query = "SELECT id, version, position FROM information_register.book ORDER BY 1"
    url = EmbeddedPostgres(served.data).url(DATABASE)
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()
