"""Photographs and documents of a case: added, seen, opened with a reason."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from tests.browser.pages.desk.conftest import Officer, Receives, SignsIn

PDF = b"%PDF-1.7\n% Surat pengantar\n%%EOF\n"


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(written, "JPEG")
    return written.getvalue()


def add(by: Officer, number: str, name: str, content: bytes) -> tuple[int, str]:
    action = f"/aduan/{number}/lampiran"
    fields = by.read(action).forms[action]
    files = {"file": (name, content, "application/octet-stream")} if name else None
    given = {key: value for key, value in fields.items() if key != "file"}
    answer = by.client.post(action, data=given, files=files or {"file": ("", b"")})
    return answer.status_code, answer.text


def test_a_photograph_is_seen_small_and_read_whole(
    officer: SignsIn, received: Receives
) -> None:
    number, desk = received(), officer("desk")
    status, text = add(desk, number, "C:\\Foto\\jalan <b>rusak.jpg", picture())
    assert status == 200
    assert "jalan &lt;b&gt;rusak.jpg" in text
    assert "C:" not in text
    whole = desk.client.get(f"/aduan/{number}/lampiran/1")
    assert whole.content == picture()
    assert whole.headers["content-disposition"].startswith("attachment")
    small = desk.client.get(f"/aduan/{number}/lampiran/1/kecil")
    assert small.headers["content-type"] == "image/jpeg"
    assert "Lihat lampiran" in desk.read(f"/aduan/{number}").text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("", b"", "wajib diisi"),
        ("halaman.pdf", b"<html><script>1</script>", "Pilih berkas PDF, JPEG"),
        ("besar.pdf", PDF + bytes(2_100_000), "terlalu besar"),
    ],
    ids=["nothing", "a page", "too large"],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_recorded(
    officer: SignsIn, received: Receives, name: str, content: bytes, told: str
) -> None:
    number, desk = received(), officer("desk")
    status, text = add(desk, number, name, content)
    assert status in (413, 422)
    assert told in text
    assert "Belum ada lampiran" in desk.read(f"/aduan/{number}/lampiran").text


def test_files_of_a_restricted_case_open_with_a_reason(
    officer: SignsIn, received: Receives
) -> None:
    number = received(confidential=True)
    add(officer("desk"), number, "surat.pdf", PDF)
    inspector = officer("inspector")
    page, action = f"/aduan/{number}/lampiran", f"/aduan/{number}/lampiran/1"
    assert inspector.client.get(action).status_code == 422
    read = inspector.read(page)
    assert "surat.pdf" not in read.text
    fields = read.forms[action]
    assert inspector.client.post(action, data=fields).status_code == 422
    opened = inspector.client.post(action, data=fields | {"reason": "Memeriksa"})
    assert opened.content == PDF


def test_who_adds_nothing_is_offered_nothing(
    officer: SignsIn, received: Receives
) -> None:
    number = received()
    read = officer("manager").read(f"/aduan/{number}/lampiran")
    assert read.status in (200, 403, 404)
    assert f"/aduan/{number}/lampiran" not in read.forms
