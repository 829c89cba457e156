"""A reporter adds files to the own case, by the checks that officers' files pass."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from PIL import Image

from api.identity import Holder
from api.pages.sessions import COOKIE
from tests.api.pages.conftest import ITS_OWN, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    import httpx

    from api.installation import Installation

AT = "/lacak/lampiran"


def picture() -> bytes:
    """Another one each time."""
    written = io.BytesIO()
    Image.new("RGB", (8, 8), f"#{uuid4().hex[:6]}").save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def reporter(person: Callable[..., Person]) -> Person:
    """Somebody who reads the own case."""
    someone, words = person(), {"classification": "complaint", "description": "Patah."}
    sent = someone.send("/aduan/baru", title=f"Titian {uuid4().hex}", **words)
    receipt = someone.get(sent.headers["location"]).text
    number, code = (
        receipt.partition(f"{name}</dt><dd>")[2].partition("</dd>")[0]
        for name in ("Nomor aduan", "Kode akses")
    )
    opened = someone.send("/lacak", case_number=number, access_code=code)
    assert opened.headers["location"] == "/lacak/aduan"
    return someone


def add(by: Person, content: bytes, name: str = "foto.png") -> httpx.Response:
    file = {"file": (name, content, "image/png")}
    return by.ask("POST", AT, data=by.form(AT), files=file, headers=ITS_OWN)


def test_a_file_is_added_listed_and_read_again(reporter: Person) -> None:
    content = picture()
    assert "Belum ada lampiran" in reporter.get(AT).text
    done = add(reporter, content, "C:\\foto\\<b>titian.png")
    assert done.headers["location"] == f"{AT}?tercatat=ya"
    shown = reporter.get(done.headers["location"]).text
    assert "sudah tercatat" in shown
    assert "&lt;b&gt;titian.png" in shown
    assert "foto\\" not in shown
    read = reporter.get(f"{AT}/1")
    assert read.content == content
    assert read.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "berkas"),
        (b"<script>alert(1)</script>", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2_200_000), "2 MB"),
    ],
)
def test_what_is_no_picture_or_paper_or_too_large_is_refused(
    reporter: Person, content: bytes, told: str
) -> None:
    refused = add(reporter, content)
    assert refused.status_code in (413, 422)
    assert told in refused.text
    assert "Belum ada lampiran" in reporter.get(AT).text


def test_a_file_of_an_office_is_not_the_reporters_to_read(
    reporter: Person,
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    installed: Installation,
) -> None:
    officer = person()
    session = installed.sessions.begin(Holder(appointed("coordinator"), None))
    officer.cookies.set(COOKIE, session.secret)
    found = re.search(r"Aduan ([A-Z0-9-]+)</p>", reporter.get(AT).text)
    assert found is not None
    at = f"/aduan/{found[1]}/lampiran"
    file = {"file": ("rahasia.png", picture(), "image/png")}
    form = officer.form(at)
    done = officer.ask("POST", at, data=form, files=file, headers=ITS_OWN)
    assert done.status_code == 303
    assert officer.get(f"{at}/1").status_code == 200
    assert "rahasia" not in reporter.get(AT).text
    assert reporter.get(f"{AT}/1").status_code == 404
    assert reporter.get(f"{AT}/99999999999999999999").status_code == 422
    assert person().get(f"{AT}/1").headers["location"] == "/lacak"


def test_when_the_half_hour_is_over_the_file_is_not_taken_and_that_is_told(
    reporter: Person, installed: Installation
) -> None:
    form = reporter.form(AT)
    with installed.pool.connection() as connection:
        connection.execute("DELETE FROM session")
    file = {"file": ("foto.png", picture(), "image/png")}
    answer = reporter.ask("POST", AT, data=form, files=file, headers=ITS_OWN)
    assert answer.headers["location"] == "/lacak?waktu=habis"
    assert "Belum ada yang terkirim" in reporter.get("/lacak?waktu=habis").text
