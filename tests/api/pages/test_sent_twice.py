"""A complaint whose first answer was lost is sent again, by whichever way: one case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.api.pages.conftest import ITS_OWN, Forms, Person, choose, enter

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    import httpx

    from api.installation import Installation

AT = "2026-11-02T01:15:00+00:00"


@pytest.fixture
def desk(
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    invited: Callable[[UUID], str],
) -> Callable[[], Person]:
    """`desk()`: an officer of the desk who is signed in."""

    def new() -> Person:
        name = f"ani.{uuid4().hex[:12]}"
        assert choose(person(), invited(appointed("desk")), name).status_code == 303
        officer = person()
        assert enter(officer, name).status_code == 303
        return officer

    return new


@pytest.fixture
def words() -> dict[str, str]:
    """What a form says that no other test says."""
    mark = uuid4().hex
    said = {"title": f"Titian {mark}", "description": f"Patah {mark}."}
    return {"channel": "phone", "classification": "complaint", **said}


def typed(by: Person, words: dict[str, str]) -> dict[str, str]:
    return {**by.form("/aduan/baru"), **words}


def line(form: dict[str, str], words: dict[str, Any]) -> dict[str, Any]:
    """As `intake.js` queues the form."""
    luring = {"system": "luring", "id": f"L-{uuid4().hex[:8]}"}
    more = {"id": form["id"], "received_at": AT, "external_id": luring}
    body = {**words, **more}
    return {"key": form["key"], "command": "receive", "id": form["id"], "body": body}


def deliver(by: Person, given: dict[str, Any]) -> dict[str, Any]:
    key = by.get("/luring/kunci").json()["csrf"]
    headers = {**ITS_OWN, "tuntas-formulir": key}
    answer = by.ask("POST", "/luring/kirim", content=json.dumps(given), headers=headers)
    told: dict[str, Any] = json.loads(answer.text)
    return told


def cases(installed: Installation) -> int:
    return sum(topic == "complaint.received" for topic in _topics(installed))


def _topics(installed: Installation) -> list[str]:
    return [n.topic for n in installed.app.recorder.select_notifications(1, 10_000)]


def code_on(by: Person, answer: httpx.Response) -> str:
    """The access code on the receipt to which a form led."""
    text = by.get(answer.headers["location"]).text
    return text.partition("Kode akses</dt><dd>")[2].partition("</dd>")[0]


def test_a_form_of_which_the_answer_was_lost_is_queued_and_is_the_same_case(
    installed: Installation, desk: Callable[[], Person], words: dict[str, str]
) -> None:
    officer = desk()
    form = typed(officer, {**words, "latitude": "-2", "longitude": "113,9"})
    place: dict[str, Any] = {"location": {"latitude": -2, "longitude": 113.9}}
    sent = officer.post("/aduan/baru", form)
    before = cases(installed)
    told = deliver(officer, line(form, {**words, **place}))
    assert cases(installed) == before
    assert (told["status"], told["replayed"]) == (201, True)
    assert told["id"] == form["id"]
    assert told["access_code"] == code_on(officer, sent).replace(" ", "")


def test_what_was_changed_meanwhile_is_not_taken_for_recorded(
    installed: Installation, desk: Callable[[], Person], words: dict[str, str]
) -> None:
    officer = desk()
    form = typed(officer, words)
    sent = officer.post("/aduan/baru", form)
    before = cases(installed)
    changed = {**words, "description": "Patah, dan seorang anak jatuh."}
    told = deliver(officer, line(form, changed))
    number = told["case_number"]
    assert told["status"] == 409
    assert number in told["pesan"]
    assert "aduan baru" in told["pesan"]
    assert told["access_code"] == code_on(officer, sent).replace(" ", "")

    again = officer.post("/aduan/baru", {**form, **changed})
    assert again.status_code == 409
    assert number in again.text
    assert changed["description"] in again.text
    assert f"/aduan/{form['id']}/tanda-terima" in again.text
    assert cases(installed) == before
    # Of another complaint the next press makes another case.
    fresh = Forms(again.text).hidden["/aduan/baru"]
    assert {fresh["key"], fresh["id"]}.isdisjoint({form["key"], form["id"]})
    assert officer.post("/aduan/baru", {**form, **changed, **fresh}).is_redirect
    assert cases(installed) == before + 1


def test_another_officer_of_the_device_delivers_what_waits_and_what_is_recorded(
    installed: Installation, desk: Callable[[], Person], words: dict[str, str]
) -> None:
    first, second = desk(), desk()
    queued = line(typed(first, words), words)
    told = deliver(first, queued)
    before = cases(installed)
    other = deliver(second, queued)
    assert cases(installed) == before
    assert (other["status"], other["replayed"]) == (201, True)
    assert other["case_number"] == told["case_number"]
    assert other["access_code"] == told["access_code"]

    # Who knows the id alone, and not the words, is given no code.
    guessed = {**queued, "body": {**queued["body"], "title": "Lain"}}
    told = deliver(second, guessed)
    assert told["status"] == 409
    assert told["case_number"] == other["case_number"]
    assert "access_code" not in told
    told = deliver(second, {**queued, "key": uuid4().hex})
    assert told["status"] == 409
    assert "access_code" not in told


def test_a_form_sent_again_by_another_officer_leads_to_the_receipt(
    installed: Installation, desk: Callable[[], Person], words: dict[str, str]
) -> None:
    first, second = desk(), desk()
    form = typed(first, words)
    sent = first.post("/aduan/baru", form)
    before = cases(installed)
    again = second.post(
        "/aduan/baru",
        {
            **form,
            **second.form("/aduan/baru"),
            **words,
            "key": form["key"],
            "id": form["id"],
        },
    )
    assert again.headers["location"] == sent.headers["location"]
    assert code_on(second, again) == code_on(first, sent)
    assert cases(installed) == before


def test_a_reporters_form_names_no_case(
    person: Callable[..., Person], words: dict[str, str]
) -> None:
    assert "id" not in person().form("/aduan/baru")
