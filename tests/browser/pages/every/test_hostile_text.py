"""Whatever is typed is text: on each page that shows it, and in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from api.inert import inert
from api.pages.dashboard.all_words import ALL
from tests.browser.pages.every.hostile_words import hostile
from tests.browser.pages.every.markup import Markup
from tests.browser.pages.every.request_story import ROADS

if TYPE_CHECKING:
    from tests.browser.pages.desk.conftest import SignsIn
    from tests.browser.pages.every.conftest import Visitor
    from tests.browser.pages.every.story import Story

ON_NO_PAGE = {
    ("/agencies/{code}/rename", ".reason"),
    ("/agencies/{code}/merge", ".reason"),
    ("/regions", ".source"),
    ("/ladder/office-hours", ".legal_basis"),
    ("/public-information/{code}/change", ".reason"),
    ("/public-information/{code}/withdraw", ".reason"),
    ("/exclusions/{code}/revise", ".reason"),
    ("/exclusions/{code}/end", ".reason"),
}
"""Only the HTTP API tells them."""
OF_REPORTERS = (
    ("reporter of told", ("/lacak/aduan", "/lacak/data")),
    ("reporter of answered", ("/lacak/aduan",)),
    ("reporter of given", ("/lacak/permohonan", "/lacak/data")),
)
OF_ADMINISTRATORS = (
    "administrator",
    (
        "/pengurus/instansi",
        "/pengurus/kategori",
        "/pengurus/petugas",
        "/pengurus/aturan/Z-99",
        "/pengurus/kalender/2040",
        "/pengurus/simpan",
    ),
)
OF_THE_PPID = (
    "information_officer",
    (
        "/informasi/kelola",
        "/laporan/penilaian-mandiri?period=2015",
        *(
            f"/informasi/kelola/{kind}/{code}"
            for kind in ("dip", "uji")
            for code in ("jahat", "jahat-lama")
        ),
    ),
)
OF_ALL = ("nobody", ("/publik", "/informasi", "/informasi/dip/jahat"))


def test_what_was_typed_in_each_field_is_shown_as_text(
    visitor: Visitor, story: Story
) -> None:
    assert {(at, name) for at, names in story.fields.items() for name, _ in names} == (
        story.told.keys()
    )
    requests = tuple(f"/permohonan/{story.number[name]}" for name in ROADS)
    cases = tuple(
        f"/aduan/{number}" for name, number in story.number.items() if name not in ROADS
    )
    cases += (story.address("/aduan/{told}/teks-publik"),)
    visits = (
        ("coordinator", cases),
        ("inspector", (*requests, "/desa")),
        *OF_REPORTERS,
        OF_ADMINISTRATORS,
        OF_THE_PPID,
        OF_ALL,
    )
    pages = []
    for who, addresses in visits:
        for address in addresses:
            page = Markup(visitor(who).get(address).text)
            assert page.odd == [], address
            pages.append(page.text)
    shown = {
        field
        for field, texts in story.told.items()
        if any(text.strip() in page for text in texts for page in pages)
    }
    assert story.told.keys() - shown == ON_NO_PAGE


def test_a_reason_for_taking_evidence_away_is_shown_as_text(
    officer: SignsIn, story: Story
) -> None:
    reason = hostile("alasan", 0, 2_000)
    inspector = officer("inspector")
    action = f"/inspektur/aduan/{story.number['told']}/bundel"
    form = inspector.read(action).forms[action]
    assert inspector.client.post(action, data=form | {"reason": reason}).is_success
    page = Markup(inspector.client.get("/inspektur/ekspor").text)
    assert page.odd == []
    assert reason in page.text


TABLES = (
    *(("manager", f"/dasbor/{words.slug}.csv") for words in ALL),
    ("nobody", "/publik/data/aduan.csv"),
    ("nobody", "/publik/data/angka.csv"),
    ("information_officer", "/laporan/penilaian-mandiri.csv?period=2015"),
)


def test_no_cell_of_a_table_is_a_formula(visitor: Visitor, story: Story) -> None:
    cells = []
    for who, address in TABLES:
        answer = visitor(who).get(address)
        assert answer.headers["content-type"].startswith("text/csv"), address
        rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
        cells += [cell for row in rows for cell in row]
    formulas = [c for c in cells if c[:1] in tuple("=+-@\t\r") and not number(c)]
    assert formulas == []
    texts = {text.strip() for told in story.told.values() for text in told}
    hostile_ones = {inert(text) for text in texts} & {*cells}
    # The titles of two published cases, and what an agency is called.
    assert len(hostile_ones) >= 3


def number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def test_the_event_log_that_leaves_the_office_holds_no_word(
    story: Story,
) -> None:
    headers = {**story.as_("inspector"), "Tuntas-Reason": "Penelitian"}
    log = story.client.get("/exports/events", headers=headers)
    assert log.status_code == 200, log.text
    assert "jahat-" not in log.text
