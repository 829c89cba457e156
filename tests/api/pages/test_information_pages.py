"""Public information on pages: read by all, kept by forms, the same rules as `/v1`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from httpx import Response

    from domain.event import Role
    from tests.api.pages.conftest import Person

LIST, KEPT = "/informasi", "/informasi/kelola"
ROW = {
    "title": "Laporan kinerja",
    "summary": "Capaian sasaran",
    "kind": "periodic",
    "agency": "dishub",
    "held_by": "Sekretariat",
    "responsible": "Kepala Dinas",
    "made": "2026, Palangka Raya",
    "forms": "softcopy",
    "retention": "5 tahun",
}
TEST = {
    "title": "Rencana pengamanan",
    "agency": "satpolpp",
    "decision": "exclude",
    "ground": "c",
    "decree": "188.4/12/2026",
    "tested_on": "2026-03-02",
    "valid_from": "2026-03-03",
    "valid_to": "2099-03-02",
    "tested_by": "Ani Rahmawati, PPID",
    "if_disclosed": "Jadwal patroli diketahui.",
    "if_withheld": "Warga tetap aman.",
}


@pytest.fixture
def ppid(officer: Callable[[Role], Person]) -> Person:
    return officer("information_officer")


def listed(ppid: Person, **other: str) -> str:
    """The address of a new item's page."""
    done = ppid.send(f"{KEPT}/dip-baru", **{**ROW, **other})
    assert done.status_code == 303, done.text
    return str(done.headers["location"])


def closed(ppid: Person, **other: str) -> str:
    """The address of a new exclusion's page."""
    done = ppid.send(f"{KEPT}/uji-baru", **{**TEST, **other})
    assert done.status_code == 303, done.text
    return str(done.headers["location"])


def code_of(address: str) -> str:
    return address.rpartition("/")[2]


def test_an_item_goes_from_the_form_to_the_public_list_and_off_it(
    ppid: Person, person: Callable[..., Person]
) -> None:
    title = f"Renstra {uuid4().hex[:8]}"
    address = listed(ppid, title=title)
    public = f"{LIST}/dip/{code_of(address)}"
    visitor = person()
    assert title in visitor.get(public).text
    done = ppid.send(address, published_on="2026-01-05", link="https://x.example/1")
    assert done.status_code == 303
    told = visitor.get(public).text
    assert "https://x.example/1" in told
    assert "Minggu, 5 Juli 2026" in told
    changed = ppid.send(
        f"{address}/ubah", **{**ROW, "title": f"{title} baru", "reason": "Salah ketik"}
    )
    assert changed.status_code == 303
    assert f"{title} baru" in visitor.get(public).text
    gone = ppid.send(f"{address}/cabut", reason="Digabung")
    assert gone.status_code == 303
    assert visitor.get(public).status_code == 404
    assert "Sudah dicabut dari daftar" in ppid.get(address).text


def test_an_exclusion_is_tested_revised_and_ended_and_never_shows_what_was_weighed(
    ppid: Person, person: Callable[..., Person]
) -> None:
    title = f"Rencana {uuid4().hex[:8]}"
    address = closed(ppid, title=title)
    assert "Rahmawati" in ppid.get(address).text
    shown = person().get(f"{LIST}?category=excluded").text
    assert title in shown
    assert "pertahanan dan keamanan negara" in shown
    assert "Rahmawati" not in shown and "patroli" not in shown
    again = {**TEST, "title": title, "decision": "exclude_in_part", "reason": "x"}
    assert ppid.send(f"{address}/ulang", **again).status_code == 303
    assert "Sebagian dikecualikan" in person().get(f"{LIST}?category=excluded").text
    assert ppid.send(f"{address}/akhiri", reason="Selesai").status_code == 303
    assert title not in person().get(f"{LIST}?category=excluded").text
    assert "Diakhiri" in ppid.get(address).text


def refused(answer: Response, *sentences: str) -> None:
    assert answer.status_code == 422
    for sentence in ("Isian belum dapat diterima", *sentences):
        assert sentence in answer.text


def test_what_does_not_fit_is_told_at_its_field_and_what_was_typed_stays(
    ppid: Person,
) -> None:
    typed = {**ROW, "forms": "", "link": "javascript:alert(1)", "title": "Judul tetap"}
    del typed["forms"]
    answer = ppid.send(f"{KEPT}/dip-baru", **typed)
    refused(answer, "Pilih sedikitnya satu.", 'value="Judul tetap"')
    assert 'href="#link"' in answer.text
    kept = ppid.send(f"{KEPT}/dip-baru", **{**ROW, "agency": ""})
    refused(kept, 'id="forms" name="forms" value="softcopy" checked')
    answer = ppid.send(f"{KEPT}/uji-baru", **{**TEST, "valid_to": "", "ground": "j"})
    refused(answer, "Untuk huruf j sebutkan undang-undang yang melarangnya.")
    refused(
        ppid.send(f"{KEPT}/uji-baru", **{**TEST, "valid_to": ""}),
        "sesudahnya pengecualian diuji lagi atau berakhir",
        "Jadwal patroli diketahui.",
    )
    address = listed(ppid)
    refused(
        ppid.send(address, published_on="2190-01-01"),
        "Hari ini belum terjadi; catat pada harinya.",
    )
    refused(ppid.send(f"{address}/cabut"), "Isian ini wajib diisi.")


def test_words_are_searched_by_a_form_and_stand_in_no_address(
    ppid: Person, person: Callable[..., Person]
) -> None:
    word = f"kata{uuid4().hex[:8]}"
    titles = [f"Judul {word} {n:02}" for n in range(22)]
    for title in titles:
        listed(ppid, title=title)
    visitor = person()
    found = visitor.send(LIST, f"{LIST}/cari", q=f"{word} judul")
    assert found.status_code == 200
    assert "22 informasi memuat kata itu" in found.text
    assert titles[0] in found.text and titles[-1] not in found.text
    none = visitor.send(LIST, f"{LIST}/cari", q="tidakadayangini")
    assert "Tidak ada informasi yang cocok" in none.text
    refused(visitor.send(LIST, f"{LIST}/cari"), "Isian ini wajib diisi.")
    assert visitor.get(f"{LIST}?q={word}").status_code == 200  # and nothing is searched


def test_a_list_is_walked_page_by_page_and_a_bad_address_is_told(
    ppid: Person, person: Callable[..., Person]
) -> None:
    for _ in range(22):
        listed(ppid, agency="dinsos")
    visitor, seen, address = person(), 0, f"{LIST}?agency=dinsos"
    while address:
        text = visitor.get(address).text
        seen += text.count('<li class="card">')
        _, _, rest = text.partition('" rel="next"')
        before = text[: len(text) - len(rest)] if rest else ""
        address = before.rpartition('href="')[2].removesuffix('" rel="next"')
        address = address.replace("&amp;", "&")
    assert seen == 22
    bad = visitor.get(f"{LIST}?cursor=x")
    refused(bad, "mulai dari halaman pertama")
    refused(visitor.get(f"{LIST}?category=rahasia"), "Pilih salah satu yang tersedia.")


@pytest.mark.parametrize(
    "path", ["", "/dip", "/uji", "/dip-baru", "/uji-baru", "/dip/x", "/uji/x"]
)
def test_who_is_not_signed_in_is_led_to_the_door(
    person: Callable[..., Person], path: str
) -> None:
    answer = person().get(f"{KEPT}{path}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/masuk")


def test_an_inspector_reads_and_keeps_nothing(
    officer: Callable[[Role], Person],
    person: Callable[..., Person],
) -> None:
    inspector = officer("inspector")
    assert inspector.get(KEPT).status_code == 200
    for path in ("", "/dip", "/uji"):
        text = inspector.get(f"{KEPT}{path}").text
        assert "Catat penetapan</button>" not in text
        assert "-baru" not in text
    for path in ("/dip-baru", "/uji-baru"):
        assert inspector.get(f"{KEPT}{path}").status_code == 403
    token = inspector.form("/", "/keluar")["csrf"]
    given = {**TEST, "csrf": token, "key": uuid4().hex}
    assert inspector.post(f"{KEPT}/uji-baru", given).status_code == 403


def test_other_officers_read_the_public_page_alone(
    officer: Callable[[Role], Person],
) -> None:
    desk = officer("desk")
    assert desk.get(LIST).status_code == 200
    assert desk.get(KEPT).status_code == 403
    assert KEPT not in desk.get(LIST).text


def test_what_is_not_there_is_not_found(ppid: Person) -> None:
    for path in ("/dip/no-such", "/dip/no-such/ubah", "/uji/no-such", "/uji/x/akhiri"):
        assert ppid.get(f"{KEPT}{path}").status_code == 404


def test_a_decree_is_recorded_and_told_to_everybody(
    ppid: Person, person: Callable[..., Person]
) -> None:
    listed(ppid)
    refused(ppid.send(KEPT, year="dua ribu", decree="x", decreed_on="2026-01-12"))
    done = ppid.send(KEPT, year="2026", decree="188.44/7/2026", decreed_on="2026-01-12")
    assert done.status_code == 303
    told = "Daftar tahun 2026 ditetapkan dengan 188.44/7/2026, Senin, 12 Januari 2026."
    assert told in person().get(LIST).text


def test_hostile_words_are_shown_as_words(
    ppid: Person, person: Callable[..., Person]
) -> None:
    address = listed(ppid, title='<script>alert("x")</script>', summary="=1+1")
    text = person().get(f"{LIST}/dip/{code_of(address)}").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_both_lists_are_open_data_with_their_dictionary(
    ppid: Person, person: Callable[..., Person]
) -> None:
    item, exclusion = listed(ppid, summary="=1+1"), closed(ppid)
    visitor = person()
    text = visitor.get("/publik/data/informasi-publik.csv").text
    rows = {row["kode"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows[code_of(item)]["ringkasan"] == "'=1+1"
    assert rows[code_of(item)]["bentuk"] == "salinan elektronik"
    assert code_of(exclusion) not in rows
    answer = visitor.get("/publik/data/informasi-dikecualikan.json")
    told = json.loads(answer.text)
    (row,) = (row for row in told["data"] if row["kode"] == code_of(exclusion))
    assert row["dasar_hukum"] == "UU 14/2008 Pasal 17 huruf c"
    assert [column["nama"] for column in told["kolom"]] == list(row)
    assert "Rahmawati" not in answer.text
    dictionary = visitor.get("/publik/data").text
    assert "Daftar informasi dikecualikan" in dictionary
