"""What is done on the page of a request for information: announced, recorded,
refused, offered to some and not to others."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from api.pages.preview import OF_REQUESTS
from domain import transitions

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.pages.conftest import SignedIn
    from tests.browser.pages.desk.conftest import Read, SignsIn

TYPED = {
    "information": "Anggaran <b>jalan</b> provinsi 2025, surel ani@contoh.id.",
    "access": "copy",
    "form": "softcopy",
    "applicant_kind": "citizen",
    "name": "Sari Ayu",
    "proxy_name": "Budi Kuasa",
}
REFUSED = {"possession": "held", "outcome": "refused", "message": "Rahasia."}
GROUND = {"ground-1": "h", "exclusion-1": "rekam-medis-pasien"}
OBJECTION = {"reasons": "a", "statement": "Itu terbuka."}
WAY: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("information_officer", "notify-incomplete", {"missing": "Identitas."}),
    ("desk", "complete", {"answer": "Terlampir."}),
    ("information_officer", "extend", {"reason": "Arsip."}),
    ("information_officer", "decide", REFUSED | GROUND),
    ("desk", "object", OBJECTION),
    (
        "information_superior",
        "answer-objection",
        {"outcome": "refused", "message": "Tetap."},
    ),
    ("information_officer", "dispute", {"number": "007/KI/2026"}),
    ("information_officer", "record-ruling", {"step": "mediation"}),
    (
        "information_officer",
        "record-ruling",
        {"step": "ruling", "outcome": "partly_granted"},
    ),
    ("information_officer", "deliver", {"form": "hardcopy"}),
)


@pytest.fixture
def requested(officer: SignsIn) -> Callable[..., str]:
    """`requested(...)`: the address of a request that the desk took on its page."""

    def request(**typed: str) -> str:
        desk = officer("desk")
        form = desk.read("/permohonan/baru").forms["/permohonan/baru"]
        receipt = desk.send("/permohonan/baru", form | TYPED | typed)
        assert receipt.status == 200, receipt.text
        return next(link for link in receipt.links if link[:-1].endswith("-"))

    return request


def act(officer: SignsIn, role: str, action: str, typed: dict[str, str]) -> Read:
    return officer(role).send(action, officer(role).read(action).forms[action] | typed)


def test_each_command_on_a_request_can_be_foretold() -> None:
    commands = {f"information-requests/{name}" for name in transitions.OF_REQUESTS}
    assert set(OF_REQUESTS) == commands


def test_what_an_action_on_a_request_announces_is_what_is_recorded(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested()
    for version, (role, command, typed) in enumerate(WAY, 2):
        action = f"{at}/{command}"
        assert action in officer(role).read(at).links, command
        form = officer(role).read(action)
        done = officer(role).send(action, form.forms[action] | typed)
        assert done.address.endswith(f"{at}?tercatat={version}"), done.text
        if command != "record-ruling":  # what it does hangs on the step
            assert done.items('class="notice good"') == form.items('id="akibat"')
    text = officer("inspector").read(at).text
    assert "rekam-medis-pasien" in text
    assert "007/KI/2026" in text
    assert "Anggaran <b>jalan</b>" in officer("inspector").read(at).text
    assert "Sari Ayu" not in text


def test_a_refused_form_keeps_what_was_typed_and_names_the_remedy(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested()
    action = f"{at}/decide"
    told = act(officer, "information_officer", action, REFUSED)
    assert told.status == 422
    assert "uji konsekuensi" in told.text
    assert told.forms[action]["message"] == "Rahasia."
    assert told.forms[action]["outcome"] == "refused"
    over = REFUSED | GROUND | {"exclusion-1": "tidak-ada"}
    told = act(officer, "information_officer", action, over)
    assert told.status == 422
    assert "Tidak ada pengecualian tidak-ada" in told.text
    act(officer, "information_officer", action, REFUSED | GROUND)
    told = act(officer, "information_officer", f"{at}/object", {"statement": "Itu."})
    assert told.status == 422
    assert "keberatan" in told.text


def test_the_commission_rejects_an_early_dispute_and_the_request_goes_on(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested()
    assert f"{at}/record-ruling" not in officer("information_officer").read(at).links
    act(officer, "desk", f"{at}/dispute", {})
    action = f"{at}/record-ruling"
    assert action in officer("information_officer").read(at).links
    typed = {"step": "ruling", "outcome": "inadmissible"}
    done = act(officer, "information_officer", action, typed)
    assert f"{at}/decide" in done.links
    assert action not in done.links
    assert "tidak diterima" in done.text


def test_after_a_silence_the_superior_says_on_the_page_who_holds_it(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested(received_on="2025-05-06", received_time="08.00")
    act(officer, "desk", f"{at}/object", {"reasons": "c", "statement": "Sunyi."})
    action, typed = (
        f"{at}/answer-objection",
        {"outcome": "refused", "message": "Tidak."},
    )
    told = act(officer, "information_superior", action, typed)
    assert told.status == 422
    assert "Yang tidak dikuasai tidak memerlukannya" in told.text
    typed |= {"possession": "not_held", "holder": "Balai Wilayah Sungai"}
    done = act(officer, "information_superior", action, typed)
    assert "Penguasaan menurut atasan PPID" in done.text
    assert "Balai Wilayah Sungai" in done.text


def test_an_early_reason_to_object_is_told_as_such(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested()
    action = f"{at}/object"
    assert action not in officer("desk").read(at).links
    early = officer("desk").read(action)
    assert action not in early.forms
    act(officer, "information_officer", f"{at}/decide", REFUSED | GROUND)
    told = act(officer, "desk", action, OBJECTION | {"reasons": "f"})
    assert told.status == 422
    assert "belum dapat diajukan" in told.text
    assert told.forms[action]["reasons"] == "f"


def test_an_incomplete_receipt_is_told_at_its_fields(officer: SignsIn) -> None:
    desk = officer("desk")
    form = desk.read("/permohonan/baru").forms["/permohonan/baru"]
    told = desk.send("/permohonan/baru", form | {"proxy_phone": "12"})
    assert told.status == 422
    for field in ("Rincian informasi", "Nama", "Telepon kuasa", "Nama kuasa"):
        assert field in told.text
    assert told.forms["/permohonan/baru"]["proxy_phone"] == "12"


def test_identity_is_opened_for_a_reason(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested()
    ppid = officer("information_officer")
    form = ppid.read(at).forms[f"{at}/buka"]
    assert ppid.send(f"{at}/buka", form).status == 422
    opened = ppid.send(f"{at}/buka", form | {"reason": "Memeriksa kuasa."})
    assert "Sari Ayu" in opened.text
    assert "Budi Kuasa" in opened.text


def test_who_does_not_serve_requests_has_no_page_of_them(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested()
    for role in ("coordinator", "manager", "administrator"):
        for path in ("/permohonan", at, f"{at}/tenggat", f"{at}/decide"):
            assert officer(role).read(path).status == 403, (role, path)
    assert officer("inspector").read(f"{at}/decide").status == 403
    assert officer("information_officer").read(f"/aduan/{uuid4()}").status == 403


def test_the_list_is_by_time_left_filtered_and_has_an_empty_state(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested()
    ppid = officer("information_officer")
    done = act(officer, "information_officer", f"{at}/extend", {"reason": "Arsip."})
    back = next(link for link in done.links if link.startswith("/permohonan?after="))
    assert at in ppid.read(f"{back}&state=requested&sort=-received_at").links
    assert at not in ppid.read("/permohonan?overdue=true").links
    none = ppid.read("/permohonan?state=ruled&received_to=2020-01-01")
    assert "Tidak ada permohonan yang cocok." in none.text
    assert ppid.read("/permohonan?state=lost").status == 422


def test_everybody_reads_the_register_without_identity(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    at = requested(purpose="Skripsi saya")
    done = act(officer, "information_officer", f"{at}/extend", {"reason": "Arsip."})
    back = next(link for link in done.links if link.startswith("/permohonan?after="))
    officer("information_officer").read(back)
    anyone = officer("manager")
    page = anyone.read("/publik/permohonan?limit=200")
    assert at.rpartition("/")[2] in page.text
    assert "Anggaran <b>jalan</b> provinsi 2025, surel [disamarkan]." in page.text
    for hidden in ("Sari Ayu", "Skripsi saya", "ani@contoh.id"):
        assert hidden not in page.text
    objected = anyone.read("/publik/permohonan?objected=true&limit=200")
    assert at.rpartition("/")[2] not in objected.text
    assert anyone.read("/publik/permohonan?cursor=lost").status == 422


def test_figures_tell_states_times_and_grounds(
    officer: SignsIn, requested: Callable[..., str]
) -> None:
    day = "2025-06-03"  # before the year that the demonstration tells
    then = {"occurred_day": "2025-06-05", "occurred_hour": "09.00"}
    # Nothing was excluded then; what is not held needs no exclusion.
    for typed in (REFUSED | GROUND, REFUSED | {"possession": "not_held"} | then):
        at = requested(received_on=day, received_time="08.00")
        early = act(
            officer, "information_officer", f"{at}/decide", REFUSED | GROUND | then
        )
        assert "belum berlaku" in early.text
        done = act(officer, "information_officer", f"{at}/decide", typed)
        back = next(x for x in done.links if x.startswith("/permohonan?after="))
        officer("information_officer").read(back)
    asked = f"/permohonan/angka?received_from={day}&received_to={day}"
    text = officer("inspector").read(asked).text
    assert "2 permohonan; 0 kini lewat tenggat." in text
    assert "Dari 2 pemberitahuan tertulis, 50,0 % tepat waktu dan 1 terlambat." in text
    assert "Huruf h: rahasia pribadi 1" in text
    assert "Ditanggapi 2" in text
    none = officer("inspector").read("/permohonan/angka?received_to=2020-01-01")
    assert "Belum ada permohonan dalam jangka waktu ini." in none.text
    assert officer("manager").read(asked).status == 403


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_of_requests_are_sound(
    signed_in: SignedIn,
    requested: Callable[..., str],
    sound: Callable[[Page], None],
    dark: bool,
) -> None:
    long = "\u0623\u0636\u0648\u0627\u0621 <b>Anggaran</b> " + "x" * 150 + " y" * 5_000
    at = requested(information=long, received_on="2025-05-06", received_time="08.00")
    page = signed_in("information_officer", dark=dark)
    for path in (
        "/permohonan?state=requested",
        "/permohonan/baru",
        "/permohonan/angka",
        "/publik/permohonan?limit=5",
        at,
        f"{at}/tenggat",
        f"{at}/decide",
        f"{at}/object",
    ):
        page.goto(path)
        sound(page)
    page.get_by_role("button", name="Ajukan keberatan").click()
    sound(page)
