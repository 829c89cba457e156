"""An answer is told to everybody by two officers at their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import SignedIn
    from tests.browser.pages.desk.conftest import Read, Receives, SignsIn

SAID = "Lampu di rumah Sdr. Wignyo, Jl. Rajawali No. 7, sudah diganti <b>."


@pytest.fixture
def answered(officer: SignsIn, received: Receives) -> str:
    """The number of a case with an answer that its agency wants told to everybody."""
    number = received()
    officer("coordinator").act(number, "verify")
    officer("coordinator").act(number, "dispose", agency="dishub")
    officer("coordinator").act(number, "publish")
    done = officer("liaison").act(number, "follow-up", message=SAID, public="ya")
    assert done.status == 200
    return number


def proposed(officer: SignsIn, number: str, text: str = "") -> Read:
    """The text of the answer, or another one, proposed by the liaison."""
    page = f"/aduan/{number}/teks-publik"
    listed = officer("liaison").read(page)
    [link] = [link for link in listed.links if "?jawaban=" in link]
    form = officer("liaison").read(link).forms[page]
    assert form["text"] == SAID
    return officer("liaison").send(page, form | ({"text": text} if text else {}))


def test_flags_are_redacted_or_overruled_and_another_officer_confirms(
    officer: SignsIn, answered: str
) -> None:
    page = f"/aduan/{answered}/teks-publik"
    public = f"/publik/aduan/{answered}"
    told = proposed(officer, answered)
    assert "2 bagian belum diputuskan" in told.text
    assert "1 · nama orang" in told.text and "2 · alamat" in told.text
    assert f"{page}/sahkan" not in told.forms

    form = told.forms[f"{page}/putusan"]
    assert (form["putusan-1"], form["putusan-2"]) == ("samarkan", "samarkan")
    kept = {"putusan-2": "tampilkan", "alasan-2": "Kantor kelurahan."}
    told = officer("liaison").send(f"{page}/putusan", form | kept)

    assert "menunggu petugas kedua" in told.text
    assert "petugas lain yang mengesahkan" in told.text
    assert f"{page}/sahkan" not in told.forms
    assert "Rajawali" not in officer("desk").read(public).text
    other = officer("coordinator").read(page)
    assert "Kantor kelurahan." in other.html
    done = officer("coordinator").send(f"{page}/sahkan", other.forms[f"{page}/sahkan"])
    assert "disahkan untuk semua orang" in done.text
    shown = officer("desk").read(public).text
    assert "Sdr. [disamarkan], Jl. Rajawali No. 7, sudah diganti <b>." in shown
    assert "Wignyo" not in shown


def test_an_overruling_without_its_reason_decides_nothing(
    officer: SignsIn, answered: str
) -> None:
    page = f"/aduan/{answered}/teks-publik"
    form = proposed(officer, answered).forms[f"{page}/putusan"]
    told = officer("liaison").send(f"{page}/putusan", form | {"putusan-2": "tampilkan"})
    assert "1 bagian belum diputuskan" in told.text


def test_a_form_that_confirms_in_spite_of_it_is_refused_with_the_remedy(
    officer: SignsIn, answered: str
) -> None:
    page = f"/aduan/{answered}/teks-publik"
    form = proposed(officer, answered).forms[f"{page}/putusan"]
    told = officer("coordinator").read(page)
    mine = told.forms[f"{page}/tolak"] | {"proposal": form["proposal"]}
    refused = officer("coordinator").send(f"{page}/sahkan", mine)
    assert refused.status == 409
    assert "Samarkan atau tuliskan alasan" in refused.text

    own = proposed_plain(officer, answered)
    mine = own.forms[f"{page}/tolak"]
    refused = officer("liaison").send(f"{page}/sahkan", mine)
    assert refused.status == 409
    assert "Mintalah admin koordinator lain" in refused.text


def proposed_plain(officer: SignsIn, number: str) -> Read:
    page = f"/aduan/{number}/teks-publik"
    form = officer("liaison").read(page).forms[page]
    return officer("liaison").send(page, form | {"text": "Lampu sudah diganti."})


def test_what_was_declined_can_be_proposed_again(
    officer: SignsIn, answered: str
) -> None:
    page = f"/aduan/{answered}/teks-publik"
    told = proposed(officer, answered, "Lampu sudah diganti.")
    form = told.forms[f"{page}/tolak"]
    empty = officer("liaison").send(f"{page}/tolak", form | {"reason": ""})
    assert empty.status == 422 and "#reason" in empty.links
    done = officer("liaison").send(f"{page}/tolak", form | {"reason": "Belum benar."})
    assert "diminta tampil, belum disahkan" in done.text
    assert proposed(officer, answered).status == 200


def test_what_waits_is_listed_for_those_who_see_the_case(
    officer: SignsIn, answered: str
) -> None:
    for role in ("coordinator", "liaison"):
        assert f"/aduan/{answered}/teks-publik" in all_waiting(officer, role)


def all_waiting(officer: SignsIn, role: str) -> list[str]:
    found, page = [], officer(role).read("/teks-publik")
    while True:
        found += page.links
        later = [link for link in page.links if "/teks-publik?cursor=" in link]
        if not later:
            return found
        page = officer(role).read(later[-1])


def test_who_may_not_propose_reads_and_has_no_form(
    officer: SignsIn, answered: str
) -> None:
    page = f"/aduan/{answered}/teks-publik"
    told = officer("desk").read(page)
    assert told.status == 200
    assert not any(action.startswith("/aduan/") for action in told.forms)
    assert officer("desk").send(page, told.forms["/keluar"]).status == 403


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_are_sound(
    officer: SignsIn,
    answered: str,
    signed_in: SignedIn,
    sound: Callable[[Page], None],
    dark: bool,
) -> None:
    proposed(officer, answered)
    page = signed_in("liaison", f"/aduan/{answered}", dark=dark)
    page.get_by_role("main").get_by_role("link", name="Teks publik").click()
    expect(page.locator("mark")).to_have_count(2)
    sound(page)
    page.goto("/teks-publik")
    sound(page)
