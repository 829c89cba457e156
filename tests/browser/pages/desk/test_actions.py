"""What an officer does on the page of a case: offered, announced, recorded, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.pages.action_fields import FORMS
from api.pages.actions import ABOUT
from api.pages.case_kind import KINDS
from domain import roles
from domain.transitions import FROM, TABLES
from tests.browser.pages.as_a_program import ask

if TYPE_CHECKING:
    from tests.browser.pages.conftest import Demo
    from tests.browser.pages.desk.conftest import Receives, SignsIn


def test_each_command_on_a_case_has_a_form() -> None:
    # A file is sent by a page of its own.
    ours = {kind.command(name) for kind in KINDS for name in TABLES[kind.of]}
    assert set(FORMS) == set(ABOUT) == ours - {"attach"}


WAY: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("coordinator", "verify", {}),
    ("coordinator", "dispose", {"agency": "dishub", "instruction": "Periksa."}),
    ("liaison", "request-clarification", {"question": "Gang mana?"}),
    ("desk", "clarify", {"answer": "Gang tiga."}),
    ("liaison", "follow-up", {"message": "Sudah diganti.", "public": "ya"}),
    ("desk", "reply", {"message": "Masih padam."}),
    ("coordinator", "note", {"message": "Ingatkan PLN."}),
    ("inspector", "escalate", {"to": "agency_head", "reason": "Lama."}),
    ("liaison", "resolve", {"outcome": "substantiated"}),
    ("desk", "rate", {"stars": "4"}),
    ("desk", "reopen", {"reason": "Padam lagi."}),
    ("coordinator", "publish", {}),
    ("coordinator", "unpublish", {"reason": "Memuat alamat."}),
    ("desk", "withdraw", {"reason": "Sudah menyala."}),
)


def test_what_an_action_announces_is_what_is_recorded(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    for version, (role, command, typed) in enumerate(WAY, 2):
        action = f"/aduan/{number}/{command}"
        assert action in officer(role).read(f"/aduan/{number}").links
        form = officer(role).read(action)
        done = officer(role).send(action, form.forms[action] | typed)
        assert done.address.endswith(f"/aduan/{number}?tercatat={version}"), done.text
        if command != "withdraw":  # it ends clocks that its event does not name
            assert done.items('class="notice good"') == form.items('id="akibat"')


@pytest.mark.parametrize(
    "role", [r for r in roles.OFFICERS if r in roles.READS["complaints"]]
)
def test_only_what_role_and_state_allow_is_offered(
    officer: SignsIn, received: Receives, role: str
) -> None:
    number = received()
    officer("coordinator").act(number, "verify")
    officer("coordinator").act(number, "dispose", agency="dishub")
    links = officer(role).read(f"/aduan/{number}").links
    offered = {link.rpartition("/")[2] for link in links} & FORMS.keys()
    may = {c for c in FROM if role in roles.COMMANDS[c] and "disposed" in FROM[c]}
    may &= FORMS.keys()
    # A desk closes for the reporter only what was answered; nothing was published.
    assert offered == may - ({"unpublish"} | ({"resolve"} if role == "desk" else set()))


def test_who_may_not_act_is_told_who_may(officer: SignsIn, received: Receives) -> None:
    page = officer("manager").read(f"/aduan/{received()}/verify")
    assert page.status == 403
    assert "admin koordinator" in page.text


def test_what_the_state_does_not_allow_is_told_and_not_asked(
    officer: SignsIn, received: Receives
) -> None:
    page = officer("coordinator").read(f"/aduan/{received()}/dispose")
    assert page.status == 409
    assert "verifikasi" in page.text
    assert not any(action.startswith("/aduan/") for action in page.forms)


def test_a_refusal_names_the_field_and_keeps_what_was_typed(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    officer("coordinator").act(number, "verify")
    page = officer("coordinator").act(number, "dispose", instruction="Hubungi <PLN>.")
    assert page.status == 422
    assert "#agency" in page.links
    form = page.forms[f"/aduan/{number}/dispose"]
    assert form["instruction"] == "Hubungi <PLN>."
    done = officer("coordinator").send(
        f"/aduan/{number}/dispose", form | {"agency": "dishub"}
    )
    assert "Tercatat: Didisposisikan" in done.text


def test_who_decided_on_an_older_version_reads_again_and_sends_the_same_words(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    action = f"/aduan/{number}/note"
    form = officer("desk").read(action).forms[action] | {
        "message": "Pelapor menelepon."
    }
    officer("coordinator").act(number, "verify")
    stale = officer("desk").send(action, form)
    assert stale.status == 412
    assert stale.forms[action]["message"] == "Pelapor menelepon."
    assert "Tercatat: Catatan" in officer("desk").send(action, stale.forms[action]).text


def test_a_double_click_is_done_once(officer: SignsIn, received: Receives) -> None:
    number = received()
    action = f"/aduan/{number}/note"
    form = officer("desk").read(action).forms[action] | {"message": "Sekali saja."}
    pages = [officer("desk").send(action, form) for _ in range(2)]
    assert [page.address for page in pages] == [pages[0].address] * 2
    assert pages[1].text.count("Sekali saja.") == 1


def test_an_amendment_changes_only_what_was_changed(
    demo: Demo, officer: SignsIn, received: Receives
) -> None:
    place = {"region": "62.03", "description": "Simpang pasar", "latitude": -2.5}
    number = received(location={**place, "longitude": 114.0})
    page = officer("desk").act(number, "amend", title="Lampu mati", reason="Salah.")
    assert "Yang diperbaiki: judul." in page.text
    page = officer("desk").act(
        number, "amend", place="Simpang jembatan", reason="Salah."
    )
    assert "Yang diperbaiki: lokasi." in page.text
    form = (
        officer("desk").read(f"/aduan/{number}/amend").forms[f"/aduan/{number}/amend"]
    )
    assert (form["title"], form["place"]) == ("Lampu mati", "Simpang jembatan")
    assert form["region"] == "62.03"
    case = ask(demo, f"/v1/complaints/{number}")
    assert (case["location"]["latitude"], case["location"]["longitude"]) == (-2.5, 114)


def test_an_amendment_clicked_twice_is_made_once(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    action = f"/aduan/{number}/amend"
    form = officer("desk").read(action).forms[action]
    form |= {"title": "Lampu mati", "reason": "Salah ketik."}
    pages = [officer("desk").send(action, form) for _ in range(2)]
    assert [page.status for page in pages] == [200, 200]
    assert pages[1].text.count("Salah ketik.") == 1


def test_an_amendment_sent_again_undoes_nothing_that_came_between(
    officer: SignsIn, received: Receives
) -> None:
    number = received(category="perhubungan")
    action = f"/aduan/{number}/amend"
    form = officer("desk").read(action).forms[action]
    between = {"category": "kesehatan", "reason": "Ini puskesmas."}
    officer("coordinator").act(number, "amend", **between)
    form |= {"title": "Lampu mati", "reason": "Salah ketik."}
    stale = officer("desk").send(action, form)
    assert stale.status == 412
    again = stale.forms[action]
    assert (again["title"], again["category"]) == ("Lampu mati", "kesehatan")
    assert "Yang diperbaiki: judul." in officer("desk").send(action, again).text


def test_another_reporter_is_told_whole_and_shown_to_nobody(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    action = f"/aduan/{number}/amend"
    form = officer("desk").read(action).forms[action]
    assert "Siti Aminah" not in form.values()
    form |= {"name": "Budi Santoso", "phone": "08", "reason": "Salah orang."}
    refused = officer("desk").send(action, form)
    assert refused.status == 422
    assert "#phone" in refused.links
    right = refused.forms[action] | {"phone": "0811 222 333"}
    page = officer("desk").send(action, right)
    assert "Yang diperbaiki: pelapor." in page.text
    assert "Budi Santoso" not in page.html


def test_what_takes_a_case_out_of_sight_leads_back_to_the_desk(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    officer("coordinator").act(number, "verify")
    officer("coordinator").act(number, "dispose", agency="dishub")
    action = f"/aduan/{number}/return"
    form = officer("liaison").read(action).forms[action] | {"reason": "Ini PUPR."}
    for _ in range(2):  # a double click
        page = officer("liaison").send(action, form)
        assert "/meja?" in page.address
        assert number in page.text
    assert officer("liaison").read(f"/aduan/{number}").status == 404
    assert officer("liaison").send(action, form | {"key": "another-key"}).status == 404


def test_an_action_may_have_happened_before_it_is_recorded(
    officer: SignsIn, received: Receives
) -> None:
    number = received(received_at="2026-11-02T08:00:00+07:00")
    when = {"occurred_day": "2026-11-03", "occurred_hour": "14.30"}
    page = officer("coordinator").act(number, "verify", **when)
    assert "Selasa, 3 November 2026 pukul 14.30 WIB; dicatat " in page.text
    wrong = {"occurred_day": "2026-11-03", "occurred_hour": "sore"}
    page = officer("coordinator").act(number, "note", message="Ya.", **wrong)
    assert page.status == 422
    assert "#occurred_at" in page.links


def test_where_the_effect_hangs_on_a_choice_each_is_told(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    coordinator = officer("coordinator")
    coordinator.act(number, "verify")
    coordinator.act(number, "dispose", agency="dishub")
    told = coordinator.read(f"/aduan/{number}/reclassify").text
    assert "Aspirasi: Tenggat tindak lanjut pertama tetap " in told
    assert "Tenggat penyelesaian gugur." in told
    assert "berakhir tanpa penilaian" not in told
    told = coordinator.read(f"/aduan/{number}/extend").text
    assert "masih dapat ditambah 14 hari kerja" in told


def test_a_deadline_that_is_over_is_offered_for_no_extension(
    officer: SignsIn, received: Receives
) -> None:
    number = received(received_at="2026-09-01T08:00:00+07:00")
    long_ago = {"occurred_day": "2026-09-02", "occurred_hour": "09.00"}
    officer("coordinator").act(number, "verify", **long_ago)
    officer("coordinator").act(number, "dispose", agency="dishub", **long_ago)
    links = officer("coordinator").read(f"/aduan/{number}").links
    assert f"/aduan/{number}/reclassify" in links
    assert f"/aduan/{number}/extend" not in links
